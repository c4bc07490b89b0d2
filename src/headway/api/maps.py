"""Maps of tiles and places side by side: by name and where they lie; nothing here orders by a figure."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from headway.api import edge
from headway.api.finding import indicator_slug
from headway.api.pages import part
from headway.api.places import PlaceLine
from headway.api.schemas import Address, Asked, Group, Page, Received, Told, Told_number
from headway.briefs import comparison
from headway.briefs.comparison_words import ORDER, lead, signal_words
from headway.measures.analysis.comparing import NoFunnel
from headway.places.choices import MapShape
from headway.places.queries import LayoutRow, TileRow, layout, layouts, places

router = Router(tags=["places"])
MapCode = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$", description="The code of a map.")]


class LayoutLine(Told):
    """A map of tiles; `shape` says which rows or columns are pushed on by half a tile."""

    code: str
    name: str
    shape: MapShape
    source: str


class TileTold(Told):
    """Where a place stands: columns from west to east, rows from north to south."""

    code: str
    name: str
    column: int
    row: int


class LayoutTold(LayoutLine):
    """A map with its tiles."""

    tiles: list[TileTold]


class Hex(Told):
    n: str
    q: int
    r: int


class HexMap(Told):
    """A map as HexJSON; rows are counted from the south there."""

    layout: str
    hexes: dict[str, Hex]


class Point(Told):
    type: str = "Point"
    coordinates: list[float]


class Feature(Told):
    """A place with its tile; the point is its middle, null where nobody said where it lies."""

    type: str = "Feature"
    id: str
    geometry: Point | None
    properties: TileTold


class Features(Told):
    """A map as GeoJSON (RFC 7946)."""

    type: str = "FeatureCollection"
    features: list[Feature]


@router.get("/maps", response=Page[LayoutLine])
def list_maps(request: HttpRequest, asked: Query[Asked]) -> Page[LayoutLine]:
    """List the maps of tiles by name."""
    rows = layouts(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.name, row.code), tell=LayoutLine.of)


@router.get("/maps/{map_code}", response=LayoutTold)
def read_map(request: HttpRequest, map_code: MapCode) -> LayoutTold:
    """Read one map with its tiles."""
    return LayoutTold.of(layout(edge.reader(request), code=map_code))


@router.get("/maps/{map_code}/hexjson", response=HexMap)
def read_map_as_hexjson(request: HttpRequest, map_code: MapCode) -> HexMap:
    """Read a map as HexJSON; squares become hexagons in pushed rows."""
    return hexagons(layout(edge.reader(request), code=map_code))


@router.get("/maps/{map_code}/geojson", response=Features)
def read_map_as_geojson(request: HttpRequest, map_code: MapCode) -> Features:
    """Read the places of a map as GeoJSON, each at its middle."""
    reader = edge.reader(request)
    found = layout(reader, code=map_code)
    known = {row.key: row for row in places(reader, keys=[tile.key for tile in found.tiles], limit=10_000)}
    return Features(
        features=[feature(tile, known[tile.key].longitude, known[tile.key].latitude) for tile in found.tiles]
    )


def feature(tile: TileRow, longitude: float | None, latitude: float | None) -> Feature:
    """Return one place of a map."""
    where = None if longitude is None or latitude is None else Point(coordinates=[longitude, latitude])
    return Feature(id=tile.code, geometry=where, properties=TileTold.of(tile))


def hexagons(found: LayoutRow) -> HexMap:
    """Turn a map round: rows from the south, and the same ones pushed on."""
    north = max((tile.row for tile in found.tiles), default=0)
    shape = MapShape.ODD_ROWS if found.shape is MapShape.SQUARE else found.shape
    by_rows = shape in {MapShape.ODD_ROWS, MapShape.EVEN_ROWS}
    odd = shape in {MapShape.ODD_ROWS, MapShape.ODD_COLUMNS}
    # Counted from the south an odd row may be an even one; columns pushed south leave the others north.
    odd = odd ^ (north % 2 == 1) if by_rows else not odd
    name = f"{'odd' if odd else 'even'}-{'r' if by_rows else 'q'}"
    hexes = {tile.code: Hex(n=tile.name, q=tile.column, r=north - tile.row) for tile in found.tiles}
    return HexMap(layout=name, hexes=hexes)


# --- places side by side ---


class ComparisonAsked(Received):
    """Which places stand side by side; nothing here orders them."""

    tier: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]*$")] = Field(
        default="", description="A kind of place; empty: that of the place, or the commonest."
    )
    place: Annotated[str, Field(max_length=12, pattern=r"^[A-Za-z0-9]*$")] = ""
    group: Group = ""
    among: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9-]*$")] = Field(
        default="",
        description="The code of a wider place or the key of a peer group; empty: all of the kind.",
    )


class FunnelTold(Told):
    """Where a place lies in the funnel; limits in the unit of the indicator."""

    size: float
    lower: float
    upper: float
    outer_lower: float
    outer_upper: float
    signal: int = Field(description="0 inside, 1 or -1 beyond the inner limits, 2 or -2 beyond the outer.")


class ComparedTold(Told):
    """One place and its figure of the period compared; null where it has none."""

    place: PlaceLine
    value: Told_number
    lower: Told_number
    upper: Told_number
    count: Told_number
    denominator: Told_number
    funnel: FunnelTold | None
    said: str


class ComparisonTold(Told):
    """Places side by side, by name."""

    indicator: str
    tier: str
    rule: str
    reason: str
    period_start: date | None
    period_length: str | None
    sentences: list[str]
    order: str = Field(description="Why an order of places by their figures would say little.")
    centre: Told_number = Field(description="The figure of all these places together.")
    no_funnel: str | None = Field(description="Why there is no funnel.")
    places: list[ComparedTold]
    wider: list[ComparedTold]


@router.get("/indicators/{indicator}/places", response=ComparisonTold)
def compare_places(
    request: HttpRequest, indicator: Annotated[Address, Path()], asked: Query[ComparisonAsked]
) -> ComparisonTold:
    """Read an indicator in places side by side, by name: figures, funnel, context."""
    reader = edge.reader(request)
    wanted = comparison.Asked(asked.tier, asked.place, asked.group, asked.among)
    found = comparison.comparison_brief(reader, slug=indicator_slug(reader, indicator), asked=wanted)
    held, among = found.funnel, found.choice.among
    return ComparisonTold(
        indicator=found.card.slug,
        tier=found.choice.tier,
        rule=among.rule.text(),
        reason=among.reason,
        period_start=found.period.start if found.period else None,
        period_length=found.period.length if found.period else None,
        sentences=[sentence.text() for sentence in lead(found)],
        order=ORDER.text(),
        centre=None if isinstance(held, NoFunnel) else held.centre,
        no_funnel=held.code if isinstance(held, NoFunnel) else None,
        places=[compared(line) for line in found.lines],
        wider=[compared(line) for line in found.wider],
    )


def compared(line: comparison.Line) -> ComparedTold:
    """Return one place of a comparison."""
    said = signal_words(line)
    return ComparedTold(
        place=PlaceLine.of(line.place),
        value=line.figure.value,
        lower=line.lower,
        upper=line.upper,
        count=line.figure.count,
        denominator=line.figure.size,
        funnel=FunnelTold.of(line.funnel) if line.funnel else None,
        said=said.text() if said else "",
    )
