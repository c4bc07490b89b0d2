"""Is it changing, and is it where its path says? Two questions, two answers, never one score."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.count_chart import CountChart
from headway.engine.measurement.hidden_shift import HiddenShift, hidden_shift
from headway.engine.measurement.pace import Pace, cumulative_pace, pace
from headway.engine.measurement.periods import Calendar, calendar_of
from headway.engine.measurement.recent import RecentTrend, recent_trend
from headway.engine.measurement.runchart import RunChart, run_chart
from headway.engine.measurement.serial import drift, lag1_autocorrelation
from headway.engine.measurement.spc_words import Improve
from headway.engine.measurement.status import DatedValue, StatusFound, status_against
from headway.engine.measurement.trajectory import PathPoint, Trajectory
from headway.engine.measurement.wall import last_point_p
from headway.engine.measurement.xmr import Xmr, XmrOptions, xmr
from headway.formats.periods import overlapping
from headway.measures.analysis.counting import counted_chart
from headway.measures.choices import ChartKind, RuleSet
from headway.measures.queries import CardRow, Chart
from headway.targets.analysis.rows import GoalRow, PathRow, Value

FEWEST_FOR_LIMITS = 12  # fewer points give no limits on a page (the command line gives trial limits from two)
CORRELATED = 0.3
DAYS_A_YEAR = 365.25

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ChartFound:
    """The control chart of a series by its rule set, or the code of the reason why there is none."""

    xmr: Xmr | None = None
    counted: CountChart | None = None  # of shares, rates, counts and rare events, instead of XmR
    without_counts: bool = False  # the card asks for such a chart, but the counts do not allow it
    run: RunChart | None = None
    refusal: str = ""
    numbers: tuple[tuple[str, float], ...] = ()
    autocorrelation: float | None = None
    drift: float | None = None  # steady change a period, where there is one
    summed: bool = False  # a small lasting shift would have been found
    shift: HiddenShift | None = None  # one that the latest figure does not show; positions are of the values
    surprise: float | None = None  # chance of such an end of the series, if nothing changed
    recent: RecentTrend | None = None  # of the latest five figures with their intervals, where limits fail

    @property
    def control(self) -> Xmr | CountChart | None:
        """The chart with limits, of either kind."""
        return self.counted or self.xmr


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything the pages say of one series and its target."""

    chart: ChartFound
    status: StatusFound | None  # None: no path was agreed, or neither side is better
    old_status: StatusFound | None  # under the path before the last change
    pace: Pace | None
    latest: Value | None


def judge(
    values: Sequence[Value],
    card: CardRow,
    chart: Chart,
    *,
    goal: GoalRow | None = None,
    paths: tuple[PathRow | None, PathRow | None] = (None, None),
    zone: str = "Europe/London",
) -> Judgement:
    """Answer whether a series is changing and whether it is where its path says.

    Parameters
    ----------
    values : in order of period, as known at the reader's moment
    paths : the current path and the one before it
    zone : the installation's zone, in which a path was agreed at the end of its day
    """
    improve = Improve(card.polarity)
    current, old = (status_of(values, path, improve, zone) for path in paths)
    return Judgement(
        chart=chart_of(values, card, chart, goal.value if goal and not goal.cumulative else None),
        status=current,
        old_status=old,
        pace=pace_of(values, goal),
        latest=values[-1] if values else None,
    )


def chart_of(values: Sequence[Value], card: CardRow, chart: Chart, target: float | None) -> ChartFound:
    """Chart a series by its stored settings, or say why not."""
    if overlapping([value.period for value in values]):
        return ChartFound(refusal="overlapping_periods")
    if len(values) < FEWEST_FOR_LIMITS:
        counts = (("n", len(values)), ("needed", FEWEST_FOR_LIMITS))
        recent = recent_of(values, Improve(card.polarity))
        return ChartFound(refusal="too_few_points", numbers=counts, recent=recent)
    numbers = np.array([value.value for value in values])
    rebase = rebase_positions(values, chart)
    try:
        if chart.rules == RuleSet.ANHOEJ:
            return ChartFound(run=run_chart(numbers, rebase=rebase, fix_after=chart.fix_after))
        return limits_of(values, rebase, card, chart, target)
    except CannotEstimate as refusal:
        return ChartFound(refusal=refusal.code, numbers=tuple(refusal.numbers.items()))


def recent_of(values: Sequence[Value], improve: Improve) -> RecentTrend | None:
    """Return the trend of the latest five figures; None where the rule cannot be followed."""
    nan = float("nan")
    sides = ([nan if side is None else side for side in (each.lower, each.upper)] for each in values)
    lower, upper = zip(*sides, strict=True) if values else ((), ())
    known = all(each.count is not None and each.denominator is not None for each in values)
    counts = ([each.count for each in values], [each.denominator for each in values]) if known else None
    try:
        return recent_trend([each.value for each in values], lower, upper, improve=improve, counts=counts)  # type: ignore[arg-type]
    except CannotEstimate:
        return None


def limits_of(
    values: Sequence[Value], rebase: tuple[int, ...], card: CardRow, chart: Chart, target: float | None
) -> ChartFound:
    """Chart values by process limits, with what a reader has to know of them."""
    improve, numbers = Improve(card.polarity), np.array([value.value for value in values])
    counted = counted_of(values, rebase, card, chart, target)
    found = None
    if counted is None:
        options = XmrOptions(screen=chart.screen, fix_after=chart.fix_after)
        found = xmr(numbers, rebase=rebase, improve=improve, target=target, options=options)
    shown = counted or found
    if shown is None or shown.too_even:
        return ChartFound(refusal="not_enough_variation")
    correlation = correlation_of(numbers, rebase)
    summed, shift = shift_of(numbers, found, correlation)
    return ChartFound(
        xmr=found,
        counted=counted,
        without_counts=counted is None and card.chart is not ChartKind.VALUES,
        autocorrelation=correlation,
        drift=steady_drift(numbers[shown.starts[-1] :]),
        summed=summed,
        shift=shift,
        surprise=surprise_of(numbers[shown.starts[-1] :]),
    )


def counted_of(
    values: Sequence[Value], rebase: tuple[int, ...], card: CardRow, chart: Chart, target: float | None
) -> CountChart | None:
    """Chart values as the counts that the card says they are; None where they cannot be such counts."""
    try:
        return counted_chart(
            card.chart,
            [value.value for value in values],
            ([value.count for value in values], [value.denominator for value in values]),
            rebase=rebase,
            improve=Improve(card.polarity),
            target=target,
            fix_after=chart.fix_after,
        )
    except CannotEstimate:
        return None


def correlation_of(numbers: Floats, rebase: tuple[int, ...]) -> float | None:
    """Return how much each point follows the one before, where it is enough to mislead."""
    try:
        found = lag1_autocorrelation(numbers, rebase=rebase)
    except CannotEstimate:
        return None
    return found if found > CORRELATED else None


def shift_of(
    numbers: Floats, found: Xmr | None, correlation: float | None
) -> tuple[bool, HiddenShift | None]:
    """Say whether a small lasting shift could be looked for, and return it where there is one.

    Not where figures follow the ones before: sums of those run away by themselves.
    """
    if found is None or correlation is not None:
        return False, None
    try:
        return True, hidden_shift(numbers, found)
    except CannotEstimate:
        return False, None


def surprise_of(numbers: Floats) -> float | None:
    """Return how likely the end of a series is by chance, where there is enough to tell."""
    try:
        return last_point_p(numbers)
    except CannotEstimate:
        return None


def steady_drift(numbers: Floats) -> float | None:
    """Return the change a period of a steady drift, where there is one."""
    try:
        found = drift(numbers)
    except CannotEstimate:
        return None
    return found.slope if found.steady else None


def rebase_positions(values: Sequence[Value], chart: Chart) -> tuple[int, ...]:
    """Return where new limits begin: at the dates people gave, and where the publisher changed method."""
    positions = {
        next((at for at, value in enumerate(values) if value.period.start >= rebase.on), len(values))
        for rebase in chart.rebases
    }
    positions |= {at for at, value in enumerate(values) if value.new_method}
    return tuple(sorted(positions - {0, len(values)}))


def status_of(
    values: Sequence[Value], path: PathRow | None, improve: Improve, zone: str
) -> StatusFound | None:
    """Judge the latest final value against a path; None without a path or a better side."""
    if path is None or improve is Improve.NEUTRAL:
        return None
    agreed_at = datetime.combine(path.agreed_on, time.max, ZoneInfo(zone))
    dated = [
        DatedValue(value.period.end, value.value, value.known_at, value.lower, value.upper, value.final)
        for value in values
    ]
    trajectory = Trajectory(tuple(PathPoint(on, worth) for on, worth in path.points))
    return status_against(trajectory, agreed_at, dated, improve)


def pace_of(values: Sequence[Value], goal: GoalRow | None) -> Pace | None:
    """Return the required pace beside the achieved one; None where there is nothing to say."""
    if goal is None or not values:
        return None
    years = (goal.by - values[-1].period.end).days / DAYS_A_YEAR
    try:
        if goal.cumulative:
            since = [value.value for value in values if goal.since and value.period.start >= goal.since]
            yearly = np.array([value.value for value in values])
            return cumulative_pace(yearly, float(sum(since)), goal.value, years)
        calendar, numbers = on_calendar(values)
        return pace(numbers, goal.value, years, calendar.a_year)
    except CannotEstimate:
        return None


def on_calendar(values: Sequence[Value]) -> tuple[Calendar, Floats]:
    """Return the regular calendar of a series and its values on it, NaN where a period is missing."""
    days = [value.period.start for value in values]
    calendar = calendar_of(days)
    positions = [calendar.position(day) for day in days]
    numbers = np.full(positions[-1] + 1, np.nan)
    numbers[positions] = [value.value for value in values]
    return calendar, numbers
