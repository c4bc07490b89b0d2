"""From the figures of a series to the points of a chart, with their limits and what marks them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext

from headway.briefs import words
from headway.briefs.outlook import Outlook
from headway.formats.periods import Kind, Period
from headway.look.charts import Point, Segment, SpcPoint, Special, Words
from headway.look.words import capital, chart_words, why
from headway.targets.analysis import CountKind, PathPoint, Variation, path_values
from headway.targets.analysis import Trajectory as EnginePath
from headway.targets.analysis.rows import PathRow, Value

NEXT_TO_NOTHING = 1 / 1000  # of the upper limit
POINTS_IN_TIME = {"P1D"}  # counts on a day have no neighbours that could be missing


def words_of(seen: Outlook) -> Words:
    """Return the words of a chart; the line in the middle of rare events is no average."""
    said, counted = chart_words(), seen.judgement.chart.counted
    if counted is None or counted.kind not in {CountKind.G, CountKind.T}:
        return said
    if counted.kind is CountKind.G:
        return replace(said, average=said.median, average_at=said.median_at)
    return replace(said, average=gettext("Middle"), average_at=gettext("middle {value}"))


def points_of(values: Sequence[Value], path: PathRow | None) -> tuple[Point, ...]:
    """Return the values of a series as points, with what the path says on their day."""
    expected = expected_values(values, path)
    return tuple(
        Point(
            at=drawn(value.period),
            period=capital(words.period_words(value.period)),
            value=value.value,
            low=value.lower,
            high=value.upper,
            expected=expected[at],
            before=path is not None and value.known_at.date() <= path.agreed_on,
        )
        for at, value in enumerate(values)
    )


def with_gaps(points: Sequence[Point], values: Sequence[Value]) -> tuple[Point, ...]:
    """Put an empty point where periods are missing, so that no line is drawn over years nobody counted."""
    if not points or values[0].period.length in POINTS_IN_TIME:
        return tuple(points)
    found = [points[0]]
    for point, (before, value) in zip(points[1:], pairwise(values), strict=True):
        if value.period.start > before.period.until:
            missing = Period(before.period.until, before.period.length)
            found.append(Point(drawn(missing), capital(words.period_words(missing)), None))
        found.append(point)
    return tuple(found)


def expected_values(values: Sequence[Value], path: PathRow | None) -> tuple[float | None, ...]:
    """Return what a path says on the last day of each period; None outside it."""
    if path is None:
        return (None,) * len(values)
    first, last = path.points[0][0], path.points[-1][0]
    line = EnginePath(tuple(PathPoint(on, worth) for on, worth in path.points))
    return tuple(
        float(path_values(line, [value.period.end])[0]) if first <= value.period.end <= last else None
        for value in values
    )


def segments_of(seen: Outlook) -> tuple[Segment, ...]:
    """Return the values between rebases with their limits and signals."""
    points = points_of(seen.values, seen.asked.present_path)
    chart = seen.judgement.chart.control
    if chart is None:
        return (Segment(tuple(SpcPoint(point) for point in with_gaps(points, seen.values))),)
    level = seen.judgement.chart.counted is None
    marks = {
        point.at: (
            special_of(int(kind), int(label)),
            why(int(label)),
            *((None, None) if level else (shown(float(lower), float(upper)), float(upper))),
        )
        for point, kind, label, lower, upper in zip(
            points, chart.kinds, chart.labels, chart.lower, chart.upper, strict=True
        )
    }
    reasons = reasons_of(seen)
    parts = []
    for start, stop in pairwise((*chart.starts, len(points))):
        limits = [float(side[stop - 1]) for side in (chart.centre, chart.lower, chart.upper)]
        mean, lower, upper = (None if np.isnan(limit) else limit for limit in limits)
        lower = shown(lower, upper) if lower is not None and upper is not None else lower
        drawn = with_gaps(points[start:stop], seen.values[start:stop])
        marked = tuple(SpcPoint(point, *marks.get(point.at, (None, ""))) for point in drawn)
        parts.append(Segment(marked, mean, lower, upper, stop - start < 13, reasons.get(start, "")))
    return tuple(parts)


def shown(lower: float, upper: float) -> float:
    """Return a lower limit as it is drawn and said: 0.00003 of a day between events is none."""
    return 0.0 if 0 < lower < upper * NEXT_TO_NOTHING else lower


def reasons_of(seen: Outlook) -> dict[int, str]:
    """Return why limits start anew, by position."""
    found = {at: gettext("new method") for at, value in enumerate(seen.values) if value.new_method}
    for rebase in seen.asked.chart.rebases:
        at = next((at for at, value in enumerate(seen.values) if value.period.start >= rebase.on), None)
        if at is not None:
            found[at] = rebase.reason
    return found


def special_of(kind: int, label: int) -> Special | None:
    """Return where a signal lies and whether it is good."""
    if not label:
        return None
    high = label > 0
    names = {
        Variation.IMPROVEMENT: (Special.IMPROVEMENT_LOW, Special.IMPROVEMENT_HIGH),
        Variation.CONCERN: (Special.CONCERN_LOW, Special.CONCERN_HIGH),
    }
    low_high = names.get(Variation(kind), (Special.NEUTRAL_LOW, Special.NEUTRAL_HIGH))
    return low_high[high]


def drawn(period: Period) -> date:
    """Return where a period stands on the axis: at its first day; "year to March 2024" stands at 2024."""
    named_by_end = {Kind.FINANCIAL_YEAR, Kind.ACADEMIC_YEAR, Kind.YEAR}
    return date(period.end.year, 1, 1) if period.kind in named_by_end else period.start
