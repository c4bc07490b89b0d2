"""How the barriers of a mission stood at the end of each month: raised, answered, fixed and confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import Case, Count, Value, When
from django.utils import timezone

from headway.answers.choices import Turn
from headway.frontline.models import Barrier
from headway.frontline.queries.counts import FIXES
from headway.kernel.actors import Reader
from headway.people.queries import day_of

MONTHS = 12  # as far back as a picture looks
COUNTED = tuple(turn for turn in Turn if turn != Turn.WITHDRAWN)
ANSWERED = frozenset({Turn.GIVEN, Turn.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Stood:
    """How many barriers there were at the end of a day, all so far."""

    on: date
    raised: int
    answered: int  # answered then, confirmed or not
    confirmed: int  # fixed, and confirmed by who raised it


def month_by_month(reader: Reader, *, mission: UUID) -> tuple[Stood, ...]:
    """Return how barriers of a mission that the caller has read stood at each month's end and stand now.

    One query: what stood is grouped by the month in which it began and the month in which it ended. It begins
    with the last month in which nothing was raised, where that is not too long ago.
    """
    ends = month_ends(reader.at)
    rows = (
        Barrier.objects.filter(
            mission__thing__key=mission, answer__turns__at__lte=reader.at, answer__turns__turn__in=COUNTED
        )
        .values(
            "answer__turns__turn",
            "answer__turns__reply__given_as",
            began=first_after("answer__turns__at", ends),
            ended=first_after("answer__turns__until", ends),
        )
        .annotate(n=Count("pk"))
        .order_by()
    )
    raised, answered, confirmed = ([0] * len(ends) for _each in range(3))
    for row in rows:
        turn = row["answer__turns__turn"]
        for at in range(row["began"], row["ended"]):
            raised[at] += row["n"]
            answered[at] += row["n"] if turn in ANSWERED else 0
            fixed = turn == Turn.CONFIRMED and row["answer__turns__reply__given_as"] in FIXES
            confirmed[at] += row["n"] if fixed else 0
    stood = tuple(
        Stood(day_of(end), *counts) for end, *counts in zip(ends, raised, answered, confirmed, strict=True)
    )
    return tuple(each for each, after in pairwise(stood) if after.raised) + stood[-1:]


def month_ends(at: datetime) -> tuple[datetime, ...]:
    """Return the last moments of the months before this one, the oldest first, and this moment."""
    zone = timezone.get_default_timezone()
    ends, day = [at], day_of(at)
    for _month in range(MONTHS):
        day = day.replace(day=1) - timedelta(days=1)
        ends.append(datetime.combine(day, time.max, zone))
    return tuple(reversed(ends))


def first_after(field: str, ends: Sequence[datetime]) -> Case:
    """Number the first of some moments by which something had happened; their count where by none."""
    return Case(
        *(When(**{f"{field}__lte": end}, then=Value(at)) for at, end in enumerate(ends)),
        default=Value(len(ends)),
    )
