"""How series are charted, as it stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.measures.choices import RebaseKind, RuleSet
from headway.measures.models import ChartSetting
from headway.measures.queries.values import Wanted


@dataclass(frozen=True, slots=True)
class Rebase:
    """A day from which limits are worked out anew, with its reason."""

    on: date
    reason: str
    kind: RebaseKind = RebaseKind.STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Rule set, screening, baseline and rebases: what makes a chart reproducible."""

    rules: RuleSet = RuleSet.NHS
    screen: bool = True
    fix_after: int | None = None  # points in the baseline
    rebases: tuple[Rebase, ...] = ()
    reason: str = ""


DEFAULT_CHART = Chart()


def known_charts(at: datetime) -> "QuerySet[ChartSetting]":
    """Return the settings that held at a moment, for queries that join them to more."""
    return ChartSetting.objects.filter(known_at(at))


def chart_settings(reader: Reader, *, wanted: Iterable[Wanted]) -> dict[Wanted, Chart]:
    """Return how these series are charted; DEFAULT_CHART where nobody chose. One query."""
    asked = frozenset(wanted)
    rows = known_charts(reader.at).filter(
        series__indicator__thing__key__in={each.indicator for each in asked},
        series__place__thing__key__in={each.place for each in asked},
    )
    found = {}
    for indicator, place, breakdown, *setting in rows.values_list(
        "series__indicator__thing__key",
        "series__place__thing__key",
        "series__breakdown",
        "rules",
        "screen",
        "fix_after",
        "rebases",
        "reason",
    ):
        found[Wanted(indicator, place, breakdown)] = chart(*setting)
    return {each: found.get(each, DEFAULT_CHART) for each in asked}


def chart_setting(reader: Reader, *, series: Wanted) -> Chart:
    """Return how one series is charted."""
    return chart_settings(reader, wanted=[series])[series]


def chart(rules: str, screen: bool, fix_after: int | None, stored: Any, reason: str = "") -> Chart:  # noqa: FBT001 - columns
    """Return a stored setting as plain data."""
    rebases = tuple(
        Rebase(date.fromisoformat(each["on"]), each["reason"], RebaseKind(each["kind"])) for each in stored
    )
    return Chart(rules=RuleSet(rules), screen=screen, fix_after=fix_after, rebases=rebases, reason=reason)
