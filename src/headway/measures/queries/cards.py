"""Indicators and what they mean, as it stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use
from headway.measures.models import IndicatorCard


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One version of an indicator's card, with the indicator's address and state at that time."""

    indicator: UUID
    slug: str
    language: str
    state: IndicatorState
    version: int
    name: str
    unit: str
    level: Level
    polarity: Polarity
    use: Use
    definition: str
    rationale: str
    method: str
    caveats: str
    population: str
    publisher: str
    observable: int | None
    verifiable: int | None
    responsible: UUID | None
    responsible_label: str
    review_on: date | None
    next_release_on: date | None
    lowest: float | None
    highest: float | None
    chart: ChartKind
    balancing: UUID | None
    invented: bool
    change_note: str
    known_from: datetime
    known_to: datetime | None


_ELSEWHERE = {
    "indicator": "indicator__thing__key",
    "slug": "indicator__thing__slug",
    "language": "indicator__thing__language",
    "state": "indicator__state",
    "balancing": "balancing__thing__key",
    "responsible": "responsible__thing__key",
    "responsible_label": "responsible__name",
}
_NAMES = tuple(each.name for each in fields(CardRow))
_RETIRED = len(_NAMES)


def known_cards(at: datetime) -> "QuerySet[IndicatorCard]":
    """Return the cards that held at a moment, for queries that join them to more."""
    return IndicatorCard.objects.filter(known_at(at))


def indicators(reader: Reader, *, keys: Iterable[UUID] | None = None) -> tuple[CardRow, ...]:
    """Return indicators with their cards as known to the reader, by name; one query.

    Parameters
    ----------
    reader : who reads, as of when
    keys : which indicators; None gives all
    """
    rows = known_cards(reader.at)
    if keys is not None:
        rows = rows.filter(indicator__thing__key__in=set(keys))
    return tuple(_rows(rows.order_by("name", "pk"), reader.at))


def cards(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, CardRow]:
    """Return the cards of these indicators by key; one query."""
    return {row.indicator: row for row in indicators(reader, keys=keys)}


def card(reader: Reader, *, indicator: UUID) -> CardRow:
    """Return the card of one indicator.

    Raises
    ------
    Missing
        When there was no such indicator at that moment.
    """
    found = indicators(reader, keys=[indicator])
    if not found:
        raise Missing
    return found[0]


def balanced_by(reader: Reader, *, indicator: UUID) -> tuple[CardRow, ...]:
    """Return the indicators whose cards name this one as what balances them, by name; one query."""
    rows = known_cards(reader.at).filter(balancing__thing__key=indicator)
    return tuple(_rows(rows.order_by("name", "pk"), reader.at))


def card_history(reader: Reader, *, indicator: UUID) -> tuple[CardRow, ...]:
    """Return every version of a card up to the reader's moment, newest first."""
    rows = IndicatorCard.objects.filter(indicator__thing__key=indicator, known_from__lte=reader.at)
    return tuple(_rows(rows.order_by("-version"), reader.at))


MEANING = ("definition", "unit", "population", "polarity")


@dataclass(frozen=True, slots=True)
class Redefinition:
    """A card before and after what it counts was changed."""

    before: CardRow
    after: CardRow


def redefinitions(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, tuple[Redefinition, ...]]:
    """Return each change of what some indicators count, oldest first; one query, none without keys."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows = IndicatorCard.objects.filter(indicator__thing__key__in=wanted, known_from__lte=reader.at)
    found: dict[UUID, tuple[Redefinition, ...]] = {}
    for before, after in pairwise(_rows(rows.order_by("indicator", "version"), reader.at)):
        same = before.indicator == after.indicator
        if same and any(getattr(before, name) != getattr(after, name) for name in MEANING):
            found[after.indicator] = (*found.get(after.indicator, ()), Redefinition(before, after))
    return found


def duplicate_names(reader: Reader, *, name: str, but: UUID | None = None) -> int:
    """Return how many other live indicators carry this name now."""
    rows = known_cards(reader.at).filter(Q(name__iexact=name.strip()), indicator__retired_at__isnull=True)
    if but is not None:
        rows = rows.exclude(indicator__thing__key=but)
    return rows.count()


def _rows(found: "QuerySet[IndicatorCard]", at: datetime) -> Iterable[CardRow]:
    names = [_ELSEWHERE.get(name, name) for name in _NAMES]
    for row in found.values_list(*names, "indicator__retired_at"):
        values: dict[str, Any] = dict(zip(_NAMES, row, strict=False))
        retired = row[_RETIRED]
        if retired is not None and retired > at:
            values["state"] = IndicatorState.LIVE
        if values["known_to"] is not None and values["known_to"] > at:
            values["known_to"] = None
        yield CardRow(
            **values
            | {
                "slug": values["slug"] or "",
                "state": IndicatorState(values["state"]),
                "level": Level(values["level"]),
                "polarity": Polarity(values["polarity"]),
                "use": Use(values["use"]),
                "chart": ChartKind(values["chart"]),
                "responsible_label": values["responsible_label"] or "",
            }
        )
