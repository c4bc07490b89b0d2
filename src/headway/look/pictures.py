"""From frozen briefs to pictures, in the active language; each for a laptop and for a phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext

from headway.briefs import words
from headway.briefs.outlook import Outlook
from headway.formats.periods import Period
from headway.kernel.sentences import Figure, figure
from headway.look.charts import (
    FanChart,
    Ghost,
    OutlookChart,
    Path,
    Picture,
    RunChart,
    Sheet,
    Sparkline,
    SpcChart,
    Step,
    Target,
    TrajectoryChart,
    fan,
    outlook,
    run_chart,
    sparkline,
    spc,
    trajectory,
)
from headway.look.charts.growing import GrowingChart
from headway.look.points import drawn, points_of, segments_of, with_gaps, words_of
from headway.look.words import capital, chart_words, dates, number
from headway.measures.choices import Polarity
from headway.targets.analysis.foresight import Scored
from headway.targets.analysis.rows import ForecastRow, PathRow, Value

Chart = TypeVar("Chart", OutlookChart, SpcChart, FanChart, TrajectoryChart, RunChart, GrowingChart)
WIDE, HALF, NARROW, SPARK = 720, 400, 288, 150


@dataclass(frozen=True, slots=True)
class Pair:
    """One picture in its two widths; the same title, description and table."""

    wide: Picture
    narrow: Picture


def both(draw: Callable[[Chart], Picture], chart: Chart) -> Pair:
    """Draw a chart for a laptop and for a phone."""
    return Pair(draw(chart), draw(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def outlook_picture(seen: Outlook, *, key: str) -> Pair:
    """Draw THE picture of a mission: usual range, agreed path, forecast and goal."""
    forecast = seen.asked.forecast
    steps = steps_of(forecast) if forecast else ()
    chart = OutlookChart(
        sheet=sheet_of(seen, key, gettext("%(name)s, %(place)s")),
        segments=segments_of(seen),
        path=path_of(seen.asked.present_path, seen.values, gettext("agreed path")),
        old_paths=(*old_lines(seen), *old_figures(seen)),
        steps=steps,
        target=goal_of(seen),
        expected=expected_of(seen, steps),
        likely=likely_of(steps),
        words=words_of(seen),
    )
    return both(outlook, chart)


def looks_ahead(seen: Outlook) -> bool:
    """Whether anything but the figures and their limits is in the picture of a mission."""
    asked = seen.asked
    forecast = asked.forecast is not None and bool(asked.forecast.periods)
    return forecast or bool(asked.goal or asked.present_path or old_lines(seen) or old_figures(seen))


def change_picture(seen: Outlook, *, key: str, width: int = WIDE) -> Pair:
    """Draw the control chart alone, by the rule set that was chosen for it."""
    sheet = replace(sheet_of(seen, key, gettext("%(name)s, %(place)s: is it changing?")), width=width)
    run = seen.judgement.chart.run
    if run is not None:
        plain = RunChart(
            sheet=sheet,
            points=with_gaps(points_of(seen.values, None), seen.values),
            median=float(run.median[-1]),
            longest_run=run.longest_run,
            longest_run_max=run.longest_run_max,
            crossings=run.crossings,
            crossings_min=run.crossings_min,
            words=chart_words(),
        )
        return both(run_chart, plain)
    chart = SpcChart(
        sheet=sheet,
        segments=segments_of(seen),
        words=words_of(seen),
    )
    return both(spc, chart)


def trajectory_picture(seen: Outlook, *, key: str) -> Pair | None:
    """Draw the figures against the agreed path; None without a path."""
    if seen.asked.present_path is None and not old_lines(seen):
        return None
    chart = TrajectoryChart(
        sheet=sheet_of(seen, key, gettext("%(name)s, %(place)s: is it where its path says?")),
        points=with_gaps(points_of(seen.values, seen.asked.present_path), seen.values),
        path=path_of(seen.asked.present_path, seen.values, gettext("agreed path")),
        old_paths=(*old_lines(seen), *old_figures(seen)),
        target=goal_of(seen),
        verdict=verdict_of(seen),
        words=chart_words(),
    )
    return both(trajectory, chart)


def fan_picture(seen: Outlook, past: Sequence[Scored], *, key: str) -> Pair | None:
    """Draw the forecast with earlier ones as ghosts; None without a forecast."""
    forecast = seen.asked.forecast
    if forecast is None or not forecast.periods:
        return None
    steps = steps_of(forecast)
    chart = FanChart(
        sheet=sheet_of(seen, key, gettext("%(name)s, %(place)s: will it get there?")),
        points=with_gaps(points_of(seen.values, None), seen.values),
        steps=steps,
        target=goal_of(seen),
        expected=expected_of(seen, steps),
        likely=likely_of(steps),
        ghosts=tuple(ghost_of(each) for each in spaced(past)),
        words=chart_words(),
    )
    return both(fan, chart)


def spark_picture(seen: Outlook, *, key: str) -> Picture:
    """Draw a series in little, for lists."""
    chart = seen.judgement.chart.control
    usual = None if chart is None else (float(chart.lower[-1]), float(chart.upper[-1]))
    goal = goal_of(seen)
    return sparkline(
        Sparkline(
            sheet=replace(sheet_of(seen, key, gettext("%(name)s, %(place)s")), width=SPARK),
            points=with_gaps(points_of(seen.values, None), seen.values),
            target=replace(goal, at=None) if goal else None,
            usual=usual,
            words=chart_words(),
        )
    )


def sheet_of(seen: Outlook, key: str, title: str) -> Sheet:
    """Return what every chart of a series shares: title, description, unit, bounds."""
    card = seen.asked.card
    said = [sentence.text() for sentence in (*seen.lead, *seen.more[:1])]
    return Sheet(
        key=key,
        title=title % {"name": card.name, "place": seen.asked.place_name},
        description=" ".join(said),
        width=WIDE,
        unit=card.unit,
        number=number,
        dates=dates,
        lowest=card.lowest,
        highest=card.highest,
    )


def path_of(path: PathRow | None, values: Sequence[Value], text: str) -> Path:
    """Return an agreed path; its days stand where a period that ends on them is drawn."""
    if path is None:
        return Path((), "")
    return Path(tuple((drawn_at(on, values), worth) for on, worth in path.points), text)


def old_lines(seen: Outlook) -> tuple[Path, ...]:
    """Return what held before the last change: the path before, or the goal alone where it had none."""
    asked = seen.asked
    if asked.path_before is not None:
        return (path_of(asked.path_before, seen.values, gettext("path before")),)
    if asked.old_goal is None or asked.old_goal.cumulative or not seen.values:
        return ()
    ends = (drawn(seen.values[0].period), drawn_at(asked.old_goal.by, seen.values))
    return (Path(tuple((day, asked.old_goal.value) for day in ends), gettext("goal before")),)


def old_figures(seen: Outlook) -> tuple[Path, ...]:
    """Return the figures as they stood before what is counted was changed."""
    if seen.redefined is None or not seen.redefined.values:
        return ()
    points = tuple((drawn(each.period), each.value) for each in seen.redefined.values)
    return (Path(points, gettext("by the definition before")),)


def drawn_at(day: date, values: Sequence[Value]) -> date:
    """Move the last day of a period to where its value is drawn."""
    if not values:
        return day
    last = values[-1].period
    return day - (last.end - drawn(last))


def goal_of(seen: Outlook) -> Target | None:
    """Return the goal in its own words; a sum has no place on a yearly axis."""
    goal = seen.asked.goal
    if goal is None or goal.cumulative:
        return None
    text = gettext("goal %(value)s") % {"value": figure(Figure(goal.value, unit_short(seen)))}
    return Target(goal.value, text, drawn_at(goal.by, seen.values))


def unit_short(seen: Outlook) -> str:
    """Return the unit beside a label: only % is short enough."""
    return "%" if seen.asked.card.unit == "%" else ""


def verdict_of(seen: Outlook) -> str:
    """Say in two or three words how far the judged value stands from its path."""
    found = seen.judgement.status
    if found is None or found.gap is None:
        return ""
    text = gettext("%(gap)s better than the path") if found.gap >= 0 else gettext("%(gap)s short of the path")
    return text % {"gap": figure(Figure(abs(found.gap), places=1))}


def steps_of(forecast: ForecastRow) -> tuple[Step, ...]:
    """Return the periods of a forecast."""
    return tuple(
        Step(
            at=drawn(Period(period.start, period.length)),
            period=capital(words.period_words(Period(period.start, period.length))),
            median=period.median,
            low80=period.lower80,
            high80=period.upper80,
            low50=period.lower50,
            high50=period.upper50,
        )
        for period in forecast.periods
    )


def expected_of(seen: Outlook, steps: Sequence[Step]) -> str:
    """Label the end of the dotted line."""
    if not steps:
        return ""
    return gettext("%(value)s if as now") % {"value": figure(Figure(steps[-1].median, unit_short(seen)))}


def likely_of(steps: Sequence[Step]) -> str:
    """Label the end of the band."""
    if not steps:
        return ""
    return gettext("likely %(low)s to %(high)s") % {
        "low": figure(Figure(steps[-1].low80)),
        "high": figure(Figure(steps[-1].high80)),
    }


def ghost_of(each: Scored) -> Ghost:
    """Return a past forecast with how it did."""
    inside = gettext("its likely range held the figure of %(period)s")
    outside = gettext("the figure of %(period)s fell outside its likely range")
    verdict = (inside if each.score.inside80 else outside) % {
        "period": words.period_words(each.period).text()
    }
    return Ghost(steps_of(each.forecast), str(each.forecast.made_at.year), verdict)


def spaced(past: Sequence[Scored], most: int = 3) -> tuple[Scored, ...]:
    """Return at most three past forecasts, spread over time: more would hide the present one."""
    if len(past) <= most:
        return tuple(past)
    chosen = sorted({round(at * (len(past) - 1) / (most - 1)) for at in range(most)})
    return tuple(past[at] for at in chosen)


def better(seen: Outlook) -> str:
    """Say which way is better."""
    return {
        Polarity.INCREASE: gettext("More is better."),
        Polarity.DECREASE: gettext("Less is better."),
        Polarity.NEUTRAL: gettext("Neither more nor less is better in itself."),
    }[Polarity(seen.asked.card.polarity)]
