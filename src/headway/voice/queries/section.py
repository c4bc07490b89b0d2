"""What a mission's page says of conversations, in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Subquery

from headway.kernel.actors import Reader
from headway.kernel.intervals import json_of, known_at, parsed
from headway.kernel.models import Translation
from headway.kernel.translations import Text
from headway.people.queries import day_of
from headway.voice.analysis.opinions import Opinion, read
from headway.voice.choices import CarriedOut
from headway.voice.models import CarryingOut, Conversation, ConversationTerms, Snapshot, Statement, Trace

ACTED = (CarriedOut.DONE, CarriedOut.DONE_IN_PART, CarriedOut.DONE_DIFFERENTLY, CarriedOut.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class HeardRow:
    """A conversation as its mission's page tells it: the last result, and how much was acted on."""

    mission: UUID
    key: UUID
    slug: str
    question: Text
    recruitment: str
    unheard: str
    opened_at: datetime
    closed_at: datetime | None
    reported_at: datetime | None
    invented: bool
    opinion: Opinion | None
    acted: int


def heard(reader: Reader, *, missions: Iterable[UUID]) -> tuple[HeardRow, ...]:
    """Return the opened conversations of some missions with their results, the newest first; one query."""
    terms = ConversationTerms.objects.filter(known_at(reader.at), conversation=OuterRef("pk"))
    last = Snapshot.objects.filter(conversation=OuterRef("pk"), taken_at__lte=reader.at).order_by("-number")
    said = Translation.objects.filter(
        known_at(reader.at),
        thing=OuterRef("thing"),
        field="question",
        language=reader.language,
        approved=True,
    )
    acted = CarryingOut.objects.filter(
        known_at(reader.at), statement__conversation=OuterRef("pk"), state__in=ACTED
    ).order_by()
    names = ("question", "language", "recruitment", "unheard")
    rows = (
        Conversation.objects.filter(mission__thing__key__in=set(missions), opened_at__lte=reader.at)
        .annotate(
            terms=json_of(terms, **{name: name for name in names}),
            result=Subquery(last.values("result")[:1]),
            said=Subquery(said.values("text")[:1]),
            acted=Subquery(acted.values("statement__conversation").annotate(n=Count("pk")).values("n")[:1]),
        )
        .order_by(F("opened_at").desc(), "-pk")
        .values_list(
            "mission__thing__key",
            "thing__key",
            "thing__slug",
            "terms",
            "said",
            "opened_at",
            "closed_at",
            "reported_at",
            "invented",
            "result",
            "acted",
        )
    )
    return tuple(read_heard(row, reader) for row in rows)


def traced(reader: Reader, *, conversations: Iterable[UUID]) -> dict[UUID, tuple[tuple[date, int], ...]]:
    """Return what was traced to each conversation: day, and version of the charter or 0; one query."""
    said = Statement.objects.filter(thing=OuterRef("of")).values("conversation__thing__key")
    rows = (
        Trace.objects.annotate(home=Subquery(said[:1]))
        .filter(home__in=set(conversations), at__lte=reader.at)
        .order_by("pk")
    )
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for key, at, version in rows.values_list("home", "at", "charter_version"):
        found[key].append((day_of(at), version))
    return {key: tuple(parts) for key, parts in found.items()}


def read_heard(row: tuple[Any, ...], reader: Reader) -> HeardRow:
    """Read one joined row."""
    mission, key, slug, value, said, opened, closed, reported, invented, result, acted = row
    terms = parsed(value)
    other = terms["language"] != reader.language
    question = Text(said) if said and other else Text(terms["question"], terms["language"] if other else "")
    return HeardRow(
        mission=mission,
        key=key,
        slug=slug,
        question=question,
        recruitment=terms["recruitment"],
        unheard=terms["unheard"],
        opened_at=opened,
        closed_at=closed if closed is not None and closed <= reader.at else None,
        reported_at=reported if reported is not None and reported <= reader.at else None,
        invented=bool(invented),
        opinion=read(result) if result else None,
        acted=acted or 0,
    )
