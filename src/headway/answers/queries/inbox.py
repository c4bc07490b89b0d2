"""What one's offices owe, by clock: as much as somebody works through at a time."""

from uuid import UUID

from django.db.models import QuerySet

from headway.answers.models import AnswerTurn
from headway.answers.queries.rows import PAGE, AnswerRow, answer, known, told
from headway.kernel.actors import Reader
from headway.kernel.models import Thing
from headway.people.queries import offices_of


def inbox(reader: Reader, *, most: int = PAGE) -> tuple[AnswerRow, ...]:
    """Return what the offices of this reader owe, what is nearest to its clock first.

    At most `most` are read, those whose first clock ends first: one range of an index for each office,
    whatever else is owed or was answered.
    """
    found = list(waiting_for(reader).order_by("due", "answer_id").values_list("answer_id", flat=True)[:most])
    if not found:
        return ()
    rows = told(reader, known(reader).filter(pk__in=found))
    waiting = [row for row in rows if row.running]
    return tuple(sorted(waiting, key=lambda row: (row.running[0].on, row.asked_on, str(row.key))))


def inbox_count(reader: Reader) -> int:
    """Return how many answers the offices of this reader owe; counted in the same index."""
    return waiting_for(reader).count()


def waiting_for(reader: Reader) -> "QuerySet[AnswerTurn]":
    """Return the last turns of what the offices of this reader owe; of an inbox there is no past."""
    held = offices_of(reader.actor, reader.at)
    numbers = list(Thing.objects.filter(key__in=held).values_list("pk", flat=True)) if held else []
    return AnswerTurn.objects.filter(
        office__in=numbers, until__isnull=True, due__isnull=False, at__lte=reader.at
    )


def similar(reader: Reader, *, key: UUID) -> tuple[AnswerRow, ...]:
    """Return the other questions of the same kind that the reader's offices owe, for one answer to many."""
    own = answer(reader, key=key)
    return tuple(row for row in inbox(reader) if row.open and row.kind == own.kind and row.key != key)
