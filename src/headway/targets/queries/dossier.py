"""What the checks read of targets: what balances them, and those that rest on who delivers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from headway.kernel.actors import Reader
from headway.kernel.intervals import json_list_of, known_at, parsed
from headway.measures.choices import Use
from headway.measures.queries import known_cards
from headway.targets.choices import AttachedTo
from headway.targets.models import Balance, Target


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A measure that would worsen if a target were gamed."""

    target: UUID
    indicator: UUID
    slug: str
    name: str
    language: str  # of the name
    why: str
    why_language: str


@dataclass(frozen=True, slots=True)
class UnitTargetRow:
    """A target that rests on a unit of delivery, with what the card of its measure says of it."""

    indicator: UUID
    name: str
    language: str
    observable: int | None
    verifiable: int | None
    learning: bool


def balances(reader: Reader, *, targets: Iterable[UUID]) -> dict[UUID, tuple[BalanceRow, ...]]:
    """Return what balances some targets, by the target's key; one query."""
    name = known_cards(reader.at).filter(indicator=OuterRef("indicator")).values("name")[:1]
    rows = (
        Balance.objects.filter(known_at(reader.at), target__thing__key__in=set(targets))
        .annotate(name=Subquery(name))
        .order_by("known_from", "pk")
        .values_list(
            "target__thing__key",
            "indicator__thing__key",
            "indicator__thing__slug",
            "name",
            "indicator__thing__language",
            "why",
            "language",
        )
    )
    found: dict[UUID, tuple[BalanceRow, ...]] = {}
    for row in rows:
        found[row[0]] = (
            *found.get(row[0], ()),
            BalanceRow(row[0], row[1], row[2] or "", row[3] or "", *row[4:]),
        )
    return found


def balanced_json(at: datetime, mission: str = "pk") -> Subquery:
    """Return the targets of a joined mission that a measure balances, one entry a measure, as a JSON list."""
    rows = Balance.objects.filter(known_at(at), target__thing__mission=OuterRef(mission))
    return json_list_of(rows, "target__thing__mission", target="target__thing__key")


def read_balanced(value: Any) -> Counter[UUID]:
    """Return how many measures balance each target."""
    return Counter(UUID(str(row["target"])) for row in parsed(value) or ())


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
