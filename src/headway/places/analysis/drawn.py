"""Maps that others drew: hexagons become tiles as they stand, outlines become tiles near their middle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headway.formats.geography import HexLayout, HexMap, Outline, Ring, read_geojson, read_hexjson
from headway.places.analysis.layouts import NewLayout, NewTile, spread
from headway.places.analysis.tables import NewPlace
from headway.places.choices import MapShape


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file does not say of itself: the map's code and name, its source, the tier of new places."""

    code: str
    name: str
    source: str = ""
    tier: str = ""


def read_drawn(data: bytes, wanted: Wanted) -> NewLayout:
    """Return the map of a GeoJSON or HexJSON file.

    Raises
    ------
    Unreadable
        When it is neither, with the number of everything that cannot be used.
    """
    if b'"FeatureCollection"' in data:
        return from_outlines(read_geojson(data), wanted)
    return from_hexagons(read_hexjson(data), wanted)


def from_hexagons(found: HexMap, wanted: Wanted) -> NewLayout:
    """Return hexagons as tiles; rows are counted from the north here, from the south there."""
    west, north = min(each.q for each in found.hexagons), max(each.r for each in found.hexagons)
    tiles = tuple(NewTile(each.code.upper(), each.q - west, north - each.r) for each in found.hexagons)
    names = {each.code.upper(): each.name for each in found.hexagons}
    return NewLayout(
        code=wanted.code,
        name=wanted.name,
        tiles=tiles,
        shape=_shape(found.layout, west, north),
        source=wanted.source,
        places=_places(names, wanted.tier),
    )


def _shape(layout: HexLayout, west: int, north: int) -> MapShape:
    """Return which rows are pushed east, or columns south, once both are counted from the north-west."""
    if layout in {HexLayout.ODD_ROWS, HexLayout.EVEN_ROWS}:
        odd = (layout is HexLayout.ODD_ROWS) ^ (north % 2 == 1)
        return MapShape.ODD_ROWS if odd else MapShape.EVEN_ROWS
    # Pushed north there: seen from the north it is the other columns that are pushed south.
    odd = (layout is HexLayout.EVEN_COLUMNS) ^ (west % 2 == 1)
    return MapShape.ODD_COLUMNS if odd else MapShape.EVEN_COLUMNS


def from_outlines(found: Sequence[Outline], wanted: Wanted) -> NewLayout:
    """Return a map of tiles that keeps the shape of the land, and where each place lies."""
    middles = {each.code.upper(): middle_of(each) for each in found}
    names = {each.code.upper(): each.name for each in found}
    return NewLayout(
        code=wanted.code,
        name=wanted.name,
        tiles=spread(middles),
        source=wanted.source,
        places=_places(names, wanted.tier, middles),
    )


def middle_of(outline: Outline) -> tuple[float, float]:
    """Return the middle of the largest part of a place, in degrees: islands do not pull it out to sea."""
    rings = [polygon[0] for polygon in outline.polygons]
    area, x, y = max((_moments(ring) for ring in rings), key=lambda found: abs(found[0]))
    if area:
        return (x / area, y / area)
    points = rings[0]
    return (sum(east for east, _ in points) / len(points), sum(north for _, north in points) / len(points))


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Return area and first moments of a ring by the shoelace formula."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross / 6, y + (y1 + y2) * cross / 6
    return area, x, y


def _places(
    names: Mapping[str, str], tier: str, middles: Mapping[str, tuple[float, float]] | None = None
) -> tuple[NewPlace, ...]:
    where = middles or {}
    return tuple(
        NewPlace(
            code=code,
            name=name[:200],
            tier=tier,
            longitude=where[code][0] if code in where else None,
            latitude=where[code][1] if code in where else None,
        )
        for code, name in sorted(names.items())
    )
