"""What waits for a moderator or for the steward, as counts."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from headway.kernel.actors import Reader
from headway.voice.choices import Turn
from headway.voice.queries.statements import standing_rows


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A conversation in which something waits."""

    slug: str
    question: str
    mission: UUID | None
    written: int
    appealed: int


def waiting(reader: Reader) -> tuple[WaitingRow, ...]:
    """Return the conversations in which something waits, by name; one query."""
    rows = (
        standing_rows(reader.at)
        .filter(turn__in=(Turn.WRITTEN, Turn.APPEALED), conversation__closed_at__isnull=True)
        .values_list(
            "conversation__thing__slug", "conversation__thing__label", "conversation__mission__thing__key"
        )
        .annotate(
            written=Count("pk", filter=Q(turn=Turn.WRITTEN)),
            appealed=Count("pk", filter=Q(turn=Turn.APPEALED)),
        )
        .order_by("conversation__thing__label")
    )
    return tuple(WaitingRow(*row) for row in rows)
