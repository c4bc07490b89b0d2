"""Figures that need a second look before they count: they do not stop a release, a person confirms them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.periods import calendar_of
from headway.engine.measurement.plausible import Doubt, Relation, breaks_rule, implausible
from headway.measures.analysis.intervals import Change, Said, SeriesKey

SEASONS = {"P1M": 12, "P3M": 4}


class DoubtCode(StrEnum):
    """Why a figure needs a second look."""

    UNIT = "unit"  # by its own past it seems to be in another unit
    JUMP = "jump"  # by its own past it is far off
    UNDER = "under"  # below what its card says is possible
    OVER = "over"
    INTERVAL = "interval"  # outside its own interval
    NEGATIVE = "negative"  # a count below nought
    LENGTH = "length"  # a year among months: it would stand in the place of January
    MORE_THAN_ALL = "more_than_all"  # more counted than there are, for a share


class Bounds(NamedTuple):
    """What an indicator's card says of its values."""

    lowest: float | None
    highest: float | None
    share: bool  # counts are out of their denominators


NO_BOUNDS = Bounds(None, None, share=False)


@dataclass(frozen=True, slots=True)
class DoubtfulFigure:
    """One figure in doubt; `expected` by its own past, `factor` of the unit it seems to be in."""

    change: Change
    code: DoubtCode
    expected: float | None = None
    factor: float = 1.0


def doubts(
    current: Mapping[tuple[SeriesKey, date], Said],
    changes: Iterable[Change],
    bounds: Mapping[int, Bounds],
) -> tuple[DoubtfulFigure, ...]:
    """Return the new and revised figures that need a second look, by series and period.

    Parameters
    ----------
    current : the latest word on every period before the release
    changes : what the release adds and revises
    bounds : by the number of the indicator
    """
    valued = [each for each in changes if each.after is not None and each.after.value is not None]
    broken = (*_by_length(valued, current), *_by_rules(valued, bounds))
    found = {(each.change.series, each.change.start): each for each in broken}
    fresh: dict[SeriesKey, dict[date, Change]] = defaultdict(dict)
    for change in valued:
        fresh[change.series][change.start] = change
    past: dict[SeriesKey, dict[date, float]] = defaultdict(dict)
    for (series, start), said in current.items():
        if series in fresh and said.value is not None:
            past[series][start] = said.value
    for series, periods in fresh.items():
        for each in _by_past(periods, past[series]):
            found.setdefault((series, each.change.start), each)
    return tuple(found[key] for key in sorted(found))


def _by_length(
    changes: Sequence[Change], current: Mapping[tuple[SeriesKey, date], Said]
) -> Iterable[DoubtfulFigure]:
    """Hold the length of each period against those of its series."""
    here: dict[SeriesKey, set[str]] = defaultdict(set)
    for (series, _start), said in current.items():
        here[series].add(said.length)
    for change in changes:
        lengths = here.get(change.series)
        if lengths and change.after is not None and change.after.length not in lengths:
            yield DoubtfulFigure(change, DoubtCode.LENGTH)


def _by_rules(changes: Sequence[Change], bounds: Mapping[int, Bounds]) -> Iterable[DoubtfulFigure]:
    """Hold each figure against its card, its interval and its counts."""
    limits = [bounds.get(change.series.indicator, NO_BOUNDS) for change in changes]
    said = [change.after for change in changes if change.after is not None]
    value, lower, upper, count, size = (
        np.array([getattr(each, name) for each in said], dtype=np.float64)
        for name in ("value", "lower", "upper", "numerator", "denominator")
    )
    lowest, highest = (np.array([each[side] for each in limits], dtype=np.float64) for side in (0, 1))
    whole = np.where([each.share for each in limits], size, np.nan)
    broken = (
        (DoubtCode.UNDER, breaks_rule(value, Relation.AT_LEAST, lowest)),
        (DoubtCode.OVER, breaks_rule(value, Relation.AT_MOST, highest)),
        (DoubtCode.INTERVAL, breaks_rule(value, Relation.AT_LEAST, lower)),
        (DoubtCode.INTERVAL, breaks_rule(value, Relation.AT_MOST, upper)),
        (DoubtCode.NEGATIVE, breaks_rule(count, Relation.AT_LEAST, 0.0)),
        (DoubtCode.NEGATIVE, breaks_rule(size, Relation.AT_LEAST, 0.0)),
        (DoubtCode.MORE_THAN_ALL, breaks_rule(count, Relation.AT_MOST, whole)),
    )
    for code, wrong in reversed(broken):  # the first rule that a figure breaks is the one that is said
        for at in np.flatnonzero(wrong).tolist():
            yield DoubtfulFigure(changes[at], code)


def _by_past(periods: Mapping[date, Change], past: Mapping[date, float]) -> Iterable[DoubtfulFigure]:
    """Hold the new figures of one series against the settled ones."""
    days = sorted({*periods, *past})
    lengths = {change.after.length for change in periods.values() if change.after}
    season = SEASONS.get(lengths.pop(), 1) if len(lengths) == 1 else 1
    try:
        calendar = calendar_of(days)
        at = {day: calendar.position(day) for day in days}
        values = np.full(at[days[-1]] + 1, np.nan)
        fresh = np.zeros(len(values), dtype=np.bool_)
        for day, position in at.items():
            change = periods.get(day)
            fresh[position] = change is not None
            values[position] = change.after.value if change and change.after else past[day]
        found = implausible(values, fresh, season=season)
    except CannotEstimate:
        return
    back = {position: day for day, position in at.items()}
    for each in found:
        code = DoubtCode.UNIT if each.doubt is Doubt.UNIT else DoubtCode.JUMP
        yield DoubtfulFigure(periods[back[each.point]], code, each.expected, each.factor)
