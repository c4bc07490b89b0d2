"""Cards and chart settings as one JSON value each, for queries of the apps above that need them joined."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from headway.kernel.intervals import day, json_of, known_at, known_moment, parsed
from headway.measures.models import ChartSetting, IndicatorCard

CARD = {
    "version": "version",
    "name": "name",
    "unit": "unit",
    "level": "level",
    "polarity": "polarity",
    "use": "use",
    "definition": "definition",
    "rationale": "rationale",
    "method": "method",
    "caveats": "caveats",
    "population": "population",
    "publisher": "publisher",
    "observable": "observable",
    "verifiable": "verifiable",
    "responsible": "responsible__name",
    "responsible_key": "responsible__thing__key",
    "review_on": "review_on",
    "next_release_on": "next_release_on",
    "lowest": "lowest",
    "highest": "highest",
    "invented": "invented",
    "change_note": "change_note",
    "known_from": "known_from",
}
CHART = {
    "rules": "rules",
    "screen": "screen",
    "fix_after": "fix_after",
    "rebases": "rebases",
    "reason": "reason",
}


@dataclass(frozen=True, slots=True)
class CardRow:
    """What an indicator means, as known then."""

    version: int
    name: str
    unit: str
    level: str
    polarity: str
    use: str
    definition: str
    rationale: str
    method: str
    caveats: str
    population: str
    publisher: str
    observable: int | None
    verifiable: int | None
    responsible: str
    responsible_key: UUID | None
    review_on: date | None
    next_release_on: date | None
    lowest: float | None
    highest: float | None
    invented: bool
    change_note: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class Rebase:
    """A day from which new limits begin, and why."""

    on: date
    reason: str
    kind: str  # break: a new method or boundary; step: the process itself changed


@dataclass(frozen=True, slots=True)
class ChartRow:
    """How a series is charted; the defaults where nobody chose."""

    rules: str = "nhs"
    screen: bool = True
    fix_after: int | None = None
    rebases: tuple[Rebase, ...] = ()
    reason: str = ""


def card_json(at: datetime, indicator: str) -> Subquery:
    """Return the card of a joined indicator, as known at a moment."""
    return json_of(IndicatorCard.objects.filter(known_at(at), indicator=OuterRef(indicator)), **CARD)


def chart_json(at: datetime, indicator: str, place: str, breakdown: str) -> Subquery:
    """Return the chart setting of a joined series, as known at a moment."""
    rows = ChartSetting.objects.filter(
        known_at(at),
        series__indicator=OuterRef(indicator),
        series__place=OuterRef(place),
        series__breakdown=OuterRef(breakdown),
    )
    return json_of(rows, **CHART)


def read_card(value: Any) -> CardRow:
    """Read the JSON row of a card."""
    row = dict(parsed(value))
    for name in ("review_on", "next_release_on"):
        row[name] = day(row[name])
    row["responsible"] = row["responsible"] or ""
    row["responsible_key"] = UUID(str(row["responsible_key"])) if row["responsible_key"] else None
    row["invented"] = bool(row["invented"])
    row["known_from"] = known_moment(row["known_from"])
    return CardRow(**row)


def read_chart(value: Any) -> ChartRow:
    """Read the JSON row of a chart setting; the defaults where there is none."""
    if value is None:
        return ChartRow()
    row = dict(parsed(value))
    rebases = (
        Rebase(date.fromisoformat(entry["on"]), entry["reason"], entry.get("kind", "step"))
        for entry in parsed(row["rebases"]) or ()
    )
    return ChartRow(row["rules"], bool(row["screen"]), row["fix_after"], tuple(rebases), row["reason"])
