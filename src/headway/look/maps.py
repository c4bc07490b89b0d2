"""Places on maps of tiles: one figure each, or the whole of a series in little; in geographic order alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext

from headway.briefs import words
from headway.briefs.boundaries import Joined
from headway.kernel.sentences import Sentence
from headway.look.charts import (
    MapTile,
    Point,
    Segment,
    Sheet,
    SpcChart,
    SpcPoint,
    Tile,
    TileChart,
    TileMap,
    spc,
    tile_map,
    tiles,
)
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.points import drawn as drawn_on
from headway.look.words import capital, chart_words, dates, number
from headway.measures.queries import CardRow, PlaceColumns
from headway.places.choices import MapShape
from headway.places.queries import LayoutRow, PlaceRow, TileRow

HALF = {
    MapShape.ODD_ROWS: ("row", 1),
    MapShape.EVEN_ROWS: ("row", 0),
    MapShape.ODD_COLUMNS: ("column", 1),
    MapShape.EVEN_COLUMNS: ("column", 0),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A tile of a layout with the words of its place."""

    tile: TileRow
    col: float
    row: float
    href: str
    short: str


def spots(layout: LayoutRow, address: str) -> tuple[Spot, ...]:
    """Return where tiles stand, with every other row or column of hexagons pushed on by half.

    `address` holds a ``{}`` where the code of a place goes.
    """
    which, parity = HALF.get(layout.shape, ("", 0))
    found = []
    for tile in layout.tiles:
        col, row = float(tile.column), float(tile.row)
        if which == "row" and tile.row % 2 == parity:
            col += 0.5
        if which == "column" and tile.column % 2 == parity:
            row += 0.5
        found.append(Spot(tile, col, row, address.format(tile.code), short_of(tile.name)))
    return tuple(found)


def short_of(name: str) -> str:
    """Return a name that fits a small tile: Camd, Bark D; the table has the whole name."""
    first, *rest = name.split()
    return f"{first[:4]} {rest[-1][0]}" if rest else first[:4]


def sheet_of(card: CardRow, key: str, title: str) -> Sheet:
    """Return what both kinds of map share."""
    return Sheet(
        key=key,
        title=title,
        description=gettext("Places stand where they lie on the map, never in order of their figures."),
        width=WIDE,
        unit=card.unit,
        number=number,
        dates=dates,
        lowest=card.lowest,
        highest=card.highest,
    )


def tiles_picture(
    columns: PlaceColumns,
    layout: LayoutRow | None,
    card: CardRow,
    *,
    address: str,
    shown: Collection[UUID] | None = None,
) -> Pair | None:
    """Draw the series of each place that has a tile, or of some, on one scale; None for fewer than two."""
    if layout is None:
        return None
    rows_of: dict[UUID, list[int]] = {}
    for at, place in enumerate(columns.place):
        if shown is None or place in shown:
            rows_of.setdefault(place, []).append(at)
    drawn = [spot for spot in spots(layout, address) if spot.tile.key in rows_of]
    if len(drawn) < 2:
        return None
    # From here on every place has figures.
    since = max(columns.start[rows_of[spot.tile.key][0]] for spot in drawn)
    series = tuple(
        _series(columns, spot, [at for at in rows_of[spot.tile.key] if columns.start[at] >= since])
        for spot in drawn
    )
    title = gettext("%(name)s in each place, in geographic order") % {"name": card.name}
    chart = TileChart(sheet=sheet_of(card, "tiles", title), tiles=series, words=chart_words())
    return Pair(tiles(chart), tiles(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def _series(columns: PlaceColumns, spot: Spot, rows: Sequence[int]) -> Tile:
    known = [value for at in rows if (value := columns.value[at]) is not None]
    return Tile(
        name=spot.tile.name,
        short=spot.short,
        href=spot.href,
        col=spot.col,
        row=spot.row,
        values=tuple((columns.start[at], columns.value[at]) for at in rows),
        latest=number(known[-1]) if known else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapAsked:
    """One figure for each place of a layout; what a tile says on hover is `full`."""

    key: str
    title: str
    period: str
    values: Mapping[UUID, float]
    full: Mapping[UUID, str]
    marked: UUID | None = None


def map_picture(layout: LayoutRow, card: CardRow, asked: MapAsked, *, address: str) -> Pair:
    """Draw every place of a layout with its figure; one without a figure says so."""
    unit = "%" if card.unit == "%" else ""
    drawn = tuple(
        MapTile(
            name=spot.tile.name,
            short=spot.short,
            href=spot.href,
            col=spot.col,
            row=spot.row,
            value=asked.values.get(spot.tile.key),
            said=f"{number(asked.values[spot.tile.key])}{unit}" if spot.tile.key in asked.values else "–",
            full=asked.full.get(spot.tile.key, spot.tile.name),
            marked=spot.tile.key == asked.marked,
        )
        for spot in spots(layout, address)
    )
    sheet = sheet_of(card, asked.key, asked.title)
    chart = TileMap(sheet=sheet, tiles=drawn, period=asked.period, words=chart_words())
    return Pair(tile_map(chart), tile_map(replace(chart, sheet=sheet.narrow(NARROW))))


def locator_picture(layout: LayoutRow, here: PlaceRow, *, address: str) -> Pair:
    """Draw where a place lies among its neighbours, each a link."""
    drawn = tuple(
        MapTile(
            name=spot.tile.name,
            short=spot.short,
            href=spot.href,
            col=spot.col,
            row=spot.row,
            value=None,
            full=spot.tile.name,
            marked=spot.tile.key == here.key,
        )
        for spot in spots(layout, address)
    )
    title = gettext("Where %(place)s lies") % {"place": here.name}
    said = gettext("A map of tiles, %(name)s; %(place)s has the thick frame.")
    sheet = Sheet(
        key="locator",
        title=title,
        description=said % {"name": layout.name, "place": here.name},
        width=WIDE,
        number=number,
        dates=dates,
    )
    chart = TileMap(sheet=sheet, tiles=drawn, plain=True, words=chart_words())
    return Pair(tile_map(chart), tile_map(replace(chart, sheet=sheet.narrow(NARROW))))


def joined_picture(joined: Joined, said: Sentence, *, key: str) -> Pair:
    """Draw a series with that of the places before it; the new boundary stands as a line with its words."""
    parts = tuple(
        Segment(
            points=tuple(
                SpcPoint(Point(drawn_on(each.period), capital(words.period_words(each.period)), each.value))
                for each in joined.figures
                if each.before is early
            ),
            reason="" if early else gettext("new boundary"),
        )
        for early in (True, False)
    )
    title = gettext("%(name)s, with the time before the new boundary") % {"name": joined.card.name}
    sheet = replace(sheet_of(joined.card, key, title), description=said.text())
    chart = SpcChart(sheet=sheet, segments=tuple(each for each in parts if each.points), words=chart_words())
    return Pair(spc(chart), spc(replace(chart, sheet=chart.sheet.narrow(NARROW))))
