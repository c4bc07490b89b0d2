"""What the checks read of targets: those that rest on who delivers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from headway.kernel.intervals import json_list_of, parsed
from headway.measures.choices import Use
from headway.measures.queries import known_cards
from headway.targets.choices import AttachedTo
from headway.targets.models import Target


@dataclass(frozen=True, slots=True)
class UnitTargetRow:
    """A target that rests on a unit of delivery, with what the card of its measure says of it."""

    indicator: UUID
    name: str
    language: str
    observable: int | None
    verifiable: int | None
    learning: bool


UNIT = {
    "indicator": "indicator__thing__key",
    "language": "indicator__thing__language",
    "name": "name",
    "observable": "observable",
    "verifiable": "verifiable",
    "use": "use",
}


def unit_targets_json(at: datetime, mission: str = "pk") -> Subquery:
    """Return the open targets of a joined mission that rest on units of delivery, as one JSON list."""
    cards = known_cards(at).filter(indicator=OuterRef("indicator"))
    rows = Target.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gt=at),
        thing__mission=OuterRef(mission),
        thing__born_on__lte=at,
        attached_to=AttachedTo.DELIVERY_UNIT,
    ).annotate(
        **{name: Subquery(cards.values(name)[:1]) for name in ("name", "observable", "verifiable", "use")}
    )
    return json_list_of(rows, "thing__mission", **UNIT)


def read_unit_targets(value: Any) -> tuple[UnitTargetRow, ...]:
    """Read the JSON list of `unit_targets_json`, by name."""
    rows = (dict(row) for row in parsed(value) or ())
    found = (
        UnitTargetRow(
            UUID(str(row["indicator"])),
            row["name"] or "",
            row["language"],
            row["observable"],
            row["verifiable"],
            row["use"] == Use.LEARNING,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda row: row.name))
