"""What a mission was ever judged by, closed and left out since included: what its history is made of."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.kernel.actors import Reader
from headway.measures.queries import CardRow
from headway.measures.queries.joined import card_json, read_card
from headway.missions.models import OutcomeMeasure


@dataclass(frozen=True, slots=True)
class AimRow:
    """An indicator that an outcome was judged by, its target where it had one, and when that was closed."""

    indicator: UUID
    card: CardRow
    target: UUID | None
    closed_at: datetime | None


def aims(reader: Reader, *, mission: UUID) -> tuple[AimRow, ...]:
    """Return what a mission was judged by up to the reader's moment, each once; one query."""
    rows = OutcomeMeasure.objects.filter(outcome__mission__thing__key=mission, known_from__lte=reader.at)
    found = rows.order_by("known_from").values_list(
        "indicator__thing__key", card_json(reader.at, "indicator"), "target__thing__key", "target__closed_at"
    )
    seen = {
        (indicator, target): AimRow(
            indicator,
            read_card(card, reader.at),
            target,
            closed_at if closed_at is not None and closed_at <= reader.at else None,
        )
        for indicator, card, target, closed_at in found
    }
    return tuple(seen.values())
