"""Will it get there? Forecasts to remember, and how the remembered ones did."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.batch import ForecastOptions
from headway.engine.measurement.forecast import forecast
from headway.engine.measurement.mixture import Link
from headway.engine.measurement.periods import Calendar
from headway.engine.measurement.scoring import Remembered, Score, score
from headway.engine.measurement.spc_words import Improve
from headway.formats.periods import Period, overlapping
from headway.kernel.keys import Key
from headway.measures.queries import CardRow, Chart
from headway.targets.analysis.judgement import on_calendar
from headway.targets.analysis.rows import ForecastRow, GoalRow, NewForecast, Value

METHOD = "averaged damped trends 1"


@dataclass(frozen=True, slots=True)
class Scored:
    """A past forecast beside what happened."""

    forecast: ForecastRow
    period: Period
    outcome: float
    score: Score


def foretell(
    target: Key, values: Sequence[Value], card: CardRow, chart: Chart, goal: GoalRow
) -> NewForecast | None:
    """Make the forecast to remember for one target; a refusal is remembered with its code.

    None where the target's date has passed or nothing is known: there is nothing left to forecast.
    """
    if not values or goal.by <= values[-1].period.end:
        return None
    new = NewForecast(target, METHOD, len(values), values[-1].period.start, goal.value, goal.by)
    try:
        return forecast_to(new, values, card, chart, cumulative=goal.cumulative)
    except CannotEstimate as refusal:
        return NewForecast(target, METHOD, new.points, new.last_period, new.aim, new.by, refusal=refusal.code)


def forecast_to(
    new: NewForecast, values: Sequence[Value], card: CardRow, chart: Chart, *, cumulative: bool
) -> NewForecast:
    """Run the engine's forecast up to the period that holds the target's date."""
    calendar, numbers = on_calendar(values)
    horizon = calendar.position(new.by) - (len(numbers) - 1)
    step = values[-1].period.length
    improve = side_of(card, values, new.aim)
    found = forecast(
        numbers,
        max(horizon, 1),
        target=None if cumulative else new.aim,
        improve=improve,
        options=options_of(card, calendar, values),
        start=first_after_break(values, calendar, chart),
    )
    bands = zip(found.median, found.lower80, found.upper80, found.lower50, found.upper50, strict=True)
    periods = tuple(
        {
            "start": calendar.day(len(numbers) + ahead).isoformat(),
            "length": step,
            **{name: float(worth) for name, worth in zip(BANDS, band, strict=True)},
        }
        for ahead, band in enumerate(bands)
    )
    return NewForecast(
        new.target, METHOD, found.n, new.last_period, new.aim, new.by, chance=found.chance, periods=periods
    )


BANDS = ("median", "lower80", "upper80", "lower50", "upper50")


def options_of(card: CardRow, calendar: Calendar, values: Sequence[Value]) -> ForecastOptions:
    """Say what is known of a series; shares go by logit, so that no band passes a bound."""
    if overlapping([value.period for value in values]):
        return ForecastOptions(covers=2)
    if card.lowest == 0 and card.highest is not None and card.highest > 0:
        return ForecastOptions(link=Link.LOGIT, ceiling=card.highest, season=calendar.season)
    return ForecastOptions(season=calendar.season)


def side_of(card: CardRow, values: Sequence[Value], aim: float) -> Improve:
    """Return the better side; for a neutral measure the target's side of the last value."""
    improve = Improve(card.polarity)
    if improve is not Improve.NEUTRAL:
        return improve
    return Improve.INCREASE if aim >= values[-1].value else Improve.DECREASE


def first_after_break(values: Sequence[Value], calendar: Calendar, chart: Chart) -> int:
    """Return the position of the first value after the last declared break: never forecast through one."""
    breaks = [rebase.on for rebase in chart.rebases if rebase.kind == "break"]
    breaks += [value.period.start for value in values if value.new_method]
    if not breaks:
        return 0
    after = [value.period.start for value in values if value.period.start >= max(breaks)]
    return calendar.position(after[0]) if after else 0


def scored(forecasts: Sequence[ForecastRow], values: Sequence[Value], improve: Improve) -> tuple[Scored, ...]:
    """Score every remembered forecast that has an outcome by now, each at its farthest known period."""
    known = {value.period.start: value for value in values if value.final}
    found = []
    for row in forecasts:
        reached = [period for period in row.periods if period.start in known]
        if not reached:
            continue
        last = reached[-1]
        whole = last.start == row.periods[-1].start and row.chance is not None
        remembered = Remembered(
            last.lower80,
            last.lower50,
            last.median,
            last.upper50,
            last.upper80,
            chance=row.chance if whole else None,
            target=row.aim if whole else None,
            improve=improve if improve is not Improve.NEUTRAL else Improve.INCREASE,
        )
        value = known[last.start]
        found.append(Scored(row, value.period, value.value, score(remembered, value.value)))
    return tuple(found)
