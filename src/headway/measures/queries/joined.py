"""Cards and chart settings as one JSON value each, for queries of the apps above that need them joined."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from headway.kernel.intervals import day, json_of, known_moment, parsed
from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use
from headway.measures.queries.cards import CardRow, known_cards
from headway.measures.queries.charts import DEFAULT_CHART, Chart, chart, known_charts

CARD = {
    "indicator": "indicator__thing__key",
    "slug": "indicator__thing__slug",
    "language": "indicator__thing__language",
    "state": "indicator__state",
    "retired_at": "indicator__retired_at",
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
    "responsible": "responsible__thing__key",
    "responsible_label": "responsible__name",
    "review_on": "review_on",
    "next_release_on": "next_release_on",
    "lowest": "lowest",
    "highest": "highest",
    "chart": "chart",
    "balancing": "balancing__thing__key",
    "invented": "invented",
    "change_note": "change_note",
    "known_from": "known_from",
}
KINDS = {"state": IndicatorState, "level": Level, "polarity": Polarity, "use": Use, "chart": ChartKind}
CHART = {
    "rules": "rules",
    "screen": "screen",
    "fix_after": "fix_after",
    "rebases": "rebases",
    "reason": "reason",
}


def card_json(at: datetime, indicator: str) -> Subquery:
    """Return the card of a joined indicator, as known at a moment."""
    return json_of(known_cards(at).filter(indicator=OuterRef(indicator)), **CARD)


def chart_json(at: datetime, indicator: str, place: str, breakdown: str) -> Subquery:
    """Return the chart setting of a joined series, as known at a moment."""
    rows = known_charts(at).filter(
        series__indicator=OuterRef(indicator),
        series__place=OuterRef(place),
        series__breakdown=OuterRef(breakdown),
    )
    return json_of(rows, **CHART)


def read_card(value: Any, at: datetime) -> CardRow:
    """Read the JSON row of a card; what happened to it after a moment was not known then."""
    row = dict(parsed(value))
    retired = row.pop("retired_at")
    if retired and known_moment(retired) > at:
        row["state"] = IndicatorState.LIVE
    for name in ("review_on", "next_release_on"):
        row[name] = day(row[name])
    for name, kind in KINDS.items():
        row[name] = kind(row[name])
    row["indicator"] = UUID(str(row["indicator"]))
    for name in ("responsible", "balancing"):
        row[name] = UUID(str(row[name])) if row[name] else None
    row["responsible_label"] = row["responsible_label"] or ""
    row["invented"] = bool(row["invented"])
    row["known_from"] = known_moment(row["known_from"])
    row["known_to"] = None  # it held at that moment
    return CardRow(**row)


def read_chart(value: Any) -> Chart:
    """Read the JSON row of a chart setting; the defaults where there is none."""
    if value is None:
        return DEFAULT_CHART
    row = parsed(value)
    return chart(row["rules"], bool(row["screen"]), row["fix_after"], parsed(row["rebases"]), row["reason"])
