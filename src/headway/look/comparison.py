"""The pictures and the table of places side by side; every list by name, every map by where places lie."""

from dataclasses import replace

from django.utils.translation import gettext

from headway.briefs import words
from headway.briefs.comparison import ComparisonBrief, Line
from headway.briefs.comparison_words import change_words, missing_words, signal_words
from headway.kernel.sentences import Figure, figure
from headway.look.charts import FunnelChart, FunnelPoint, Table, funnel
from headway.look.charts.model import Cell
from headway.look.maps import MapAsked, map_picture, sheet_of, tiles_picture
from headway.look.pictures import NARROW, Pair
from headway.look.words import capital, chart_words
from headway.measures.analysis.comparing import PlaceFunnel


def map_of(brief: ComparisonBrief, address: str) -> Pair | None:
    """Draw the figure of each place where it lies; None where there is no map or nothing on it."""
    if brief.layout is None or brief.period is None:
        return None
    said = {line.place.key: sentence_of(brief, line) for line in brief.lines}
    period = capital(words.period_words(brief.period))
    values = {line.place.key: value for line in brief.lines if (value := line.figure.value) is not None}
    title = gettext("%(name)s, %(period)s: where the places lie") % {
        "name": brief.card.name,
        "period": period,
    }
    here = brief.choice.here.key if brief.choice.here else None
    asked = MapAsked(key="map", title=title, period=period, values=values, full=said, marked=here)
    return map_picture(brief.layout, brief.card, asked, address=address)


def sentence_of(brief: ComparisonBrief, line: Line) -> str:
    """Say one place and its figure."""
    value = line.figure.value
    said = missing_words(line).text() if value is None else figure(Figure(value, brief.card.unit))
    return f"{line.place.name}: {said}"


def multiples_of(brief: ComparisonBrief, address: str) -> Pair | None:
    """Draw the series of each place in little, where it lies."""
    shown = {line.place.key for line in brief.lines}
    return tiles_picture(brief.columns, brief.layout, brief.card, address=address, shown=shown)


def funnel_of(brief: ComparisonBrief) -> Pair | None:
    """Draw places by size beside the limits that size explains; None where there is no funnel."""
    found = brief.funnel
    if not isinstance(found, PlaceFunnel) or brief.period is None:
        return None
    here = brief.choice.here.key if brief.choice.here else None
    points = tuple(
        FunnelPoint(
            name=line.place.name,
            size=held.size,
            value=held.value,
            lower=held.lower,
            upper=held.upper,
            outer_lower=held.outer_lower,
            outer_upper=held.outer_upper,
            signal=held.signal,
            said=capital(said) if (said := signal_words(line)) else "",
            marked=line.place.key == here,
        )
        for line in brief.lines
        if (held := line.funnel)
    )
    title = gettext("%(name)s, %(period)s: what size explains") % {
        "name": brief.card.name,
        "period": words.period_words(brief.period).text(),
    }
    sheet = sheet_of(brief.card, "funnel", title)
    told = gettext("Places by the number of people behind their figure. Their order along the axis is size.")
    chart = FunnelChart(
        sheet=replace(sheet, description=told),
        points=points,
        centre=found.centre,
        size=gettext("Number behind the figure"),
        words=chart_words(),
    )
    return Pair(funnel(chart), funnel(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def lines_table(brief: ComparisonBrief) -> Table | None:
    """Return every place by name: figure, interval, where it lies in the funnel, what its own past says."""
    if brief.period is None:
        return None
    heads = [gettext("Place"), gettext("Figure"), gettext("Interval from"), gettext("Interval to")]
    held = any(line.funnel for line in brief.lines)
    past = any(line.change for line in brief.lines)
    heads += [gettext("In the funnel")] if held else []
    heads += [gettext("In its own past")] if past else []
    rows = tuple(_row(line, held=held, past=past) for line in (*brief.lines, *brief.wider))
    caption = gettext("%(name)s, %(period)s, by name") % {
        "name": brief.card.name,
        "period": words.period_words(brief.period).text(),
    }
    return Table(caption, tuple(heads), rows)


def interval_of(line: Line) -> tuple[float | None, float | None]:
    """Return the interval as published, else the one that follows from the counts."""
    if line.lower is not None or line.upper is not None or line.funnel is None:
        return line.lower, line.upper
    return line.funnel.low, line.funnel.high


def _row(line: Line, *, held: bool, past: bool) -> tuple[Cell, ...]:
    value: Cell = line.figure.value
    cells: list[Cell] = [line.place.name, capital(missing_words(line)) if value is None else value]
    cells += list(interval_of(line))
    if held:
        cells.append(capital(said) if (said := signal_words(line)) else "–")
    if past:
        cells.append(said.text() if (said := change_words(line)) else "–")
    return tuple(cells)
