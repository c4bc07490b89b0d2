"""The pictures and tables of an indicator's page: places on a grid, figures, revisions, places by name."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.briefs.indicators import IndicatorBrief, latest_of
from headway.formats.periods import Period
from headway.kernel.sentences import Sentence
from headway.look.charts import Sheet, Table, Tile, TileChart, tiles
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import capital, chart_words, dates, number


def tiles_picture(brief: IndicatorBrief, address: str) -> Pair | None:
    """Draw the places of the commonest kind that have a tile, in geographic order and on one scale.

    `address` is the indicator's page; None where fewer than two places have a tile.
    """
    columns = brief.places
    rows_of: dict[str, list[int]] = {}
    for at, code in enumerate(columns.code):
        if columns.column[at] is not None and columns.row[at] is not None:
            rows_of.setdefault(code, []).append(at)
    kinds = [code[:3] for code in rows_of]  # the first three characters of a GSS code are its kind
    commonest = max(sorted(set(kinds)), key=kinds.count, default="")
    shown = {code: rows for code, rows in rows_of.items() if code[:3] == commonest}
    if len(shown) < 2:
        return None
    since = max(columns.start[rows[0]] for rows in shown.values())  # from here on every place has figures
    shown = {code: [at for at in rows if columns.start[at] >= since] for code, rows in shown.items()}
    drawn = tuple(tile_of(brief, each, rows, address) for each, rows in shown.items() if rows)
    title = gettext("%(name)s in each place, in geographic order") % {"name": brief.card.name}
    sheet = Sheet(
        key="tiles",
        title=title,
        description=gettext("Places stand where they lie on the map, never in order of their figures."),
        width=WIDE,
        unit=brief.card.unit,
        number=number,
        dates=dates,
        lowest=brief.card.lowest,
        highest=brief.card.highest,
    )
    chart = TileChart(sheet=sheet, tiles=drawn, words=chart_words())
    narrow = TileChart(sheet=sheet.narrow(NARROW), tiles=drawn, words=chart_words())
    return Pair(tiles(chart), tiles(narrow))


def tile_of(brief: IndicatorBrief, code: str, rows: list[int], address: str) -> Tile:
    """Return one place of the grid."""
    columns = brief.places
    name = columns.name[rows[0]]
    known = [columns.value[at] for at in rows if columns.value[at] is not None]
    return Tile(
        name=name,
        short=short_of(name),
        href=f"{address}?place={code}",
        col=columns.column[rows[0]] or 0,
        row=columns.row[rows[0]] or 0,
        values=tuple((columns.start[at], columns.value[at]) for at in rows),
        latest=number(known[-1]) if known and known[-1] is not None else "",
    )


def short_of(name: str) -> str:
    """Return a name that fits a small tile: Camd, Bark D; the table has the whole name."""
    first, *rest = name.split()
    return f"{first[:4]} {rest[-1][0]}" if rest else first[:4]


def figures_table(brief: IndicatorBrief) -> Table | None:
    """Return every figure of the series with interval, status and release."""
    columns = brief.columns
    if columns is None:
        return None
    heads = (
        gettext("Period"),
        gettext("Value"),
        gettext("Interval from"),
        gettext("Interval to"),
        gettext("Status"),
        gettext("Known from"),
        gettext("Release"),
    )
    rows = tuple(
        (
            capital(words.period_words(Period(columns.start[at], columns.length[at]))),
            columns.value[at],
            columns.lower[at],
            columns.upper[at],
            status_text(columns.status[at]),
            Sentence("%(day)s", {"day": columns.known_from[at]}).text(),
            columns.source[at].title,
        )
        for at in range(len(columns.start))
    )
    return Table(gettext("Every figure as known then"), heads, rows)


STATUS_WORDS = {
    "final": Sentence(_("final")),
    "provisional": Sentence(_("provisional")),
    "estimated": Sentence(_("estimated")),
    "low_reliability": Sentence(_("low reliability")),
    "break": Sentence(_("new method from here")),
    "suppressed": Sentence(_("suppressed by the publisher")),
    "not_available": Sentence(_("not available")),
    "not_applicable": Sentence(_("not applicable")),
    "withdrawn": Sentence(_("withdrawn by the publisher")),
}


def status_text(status: str) -> str:
    """Say what the publisher says of a value."""
    return STATUS_WORDS[status].text()


def revisions_table(brief: IndicatorBrief) -> Table | None:
    """Return the values that were revised, with what was known when; None where none was."""
    counts: dict[object, int] = {}
    for row in brief.revisions:
        counts[row.start] = counts.get(row.start, 0) + 1
    rows = tuple(
        (
            capital(words.period_words(Period(row.start, row.length))),
            row.value,
            status_text(row.status),
            Sentence("%(day)s", {"day": row.known_from}).text(),
            Sentence("%(day)s", {"day": row.known_to}).text() if row.known_to else gettext("now"),
            row.source.title,
        )
        for row in brief.revisions
        if counts[row.start] > 1
    )
    if not rows:
        return None
    heads = (
        gettext("Period"),
        gettext("Value"),
        gettext("Status"),
        gettext("Known from"),
        gettext("Until"),
        gettext("Release"),
    )
    return Table(gettext("Figures that were revised"), heads, rows)


def places_table(brief: IndicatorBrief) -> Table | None:
    """Return the latest figure of each place, by name and never by value."""
    latest = latest_of(brief.places)
    names = dict(zip(brief.places.place, brief.places.name, strict=True))
    rows = tuple(
        (names[key], capital(words.period_words(period)), value)
        for key, (period, value) in sorted(latest.items(), key=lambda item: names[item[0]])
    )
    if len(rows) < 2:
        return None
    heads = (gettext("Place"), gettext("Period"), gettext("Latest figure"))
    caption = gettext(
        "Latest figure of each place, by name. Order by value would say little: see the intervals."
    )
    return Table(caption, heads, rows)
