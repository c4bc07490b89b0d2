"""Places as drawn by others: outlines from GeoJSON, hexagons from HexJSON.

Pure: bytes in, frozen rows out. Codes and names stay as the file writes them; whether a place is
known here is for the caller to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeGuard

from headway.formats.errors import Problem, Problems, Unreadable, shorten
from headway.formats.jsons import read_json

Point = tuple[float, float]  # degrees east, degrees north (WGS 84)
Ring = tuple[Point, ...]  # closed: the last point is the first
Polygon = tuple[Ring, ...]  # the outer ring, then its holes

FEATURES = 30_000  # places of one file
POINTS = 600_000  # of all outlines together
_FAR = 10_000  # hexagons from the middle
_CODES = ("code", "areacd", "gss_code", "gss", "id")  # usual names of a code, the likeliest first
_NAMES = ("name", "areanm", "label", "n")
_ONS_CODE = re.compile(r"[a-z]+[0-9]{2}cd", re.IGNORECASE)  # LAD23CD, CTYUA21CD
_ONS_NAME = re.compile(r"[a-z]+[0-9]{2}nm", re.IGNORECASE)
_WGS84 = ("crs84", "epsg::4326", "epsg:4326")


class HexLayout(StrEnum):
    """Which rows or columns of hexagons are pushed half a hexagon on."""

    ODD_ROWS = "odd-r"
    EVEN_ROWS = "even-r"
    ODD_COLUMNS = "odd-q"
    EVEN_COLUMNS = "even-q"


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundary of one place, and from when until when it holds where the file says so."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Hexagon:
    """The tile of one place: column q, row r."""

    code: str
    name: str
    q: int
    r: int


@dataclass(frozen=True, slots=True)
class HexMap:
    """A tile map of hexagons; no two stand on the same spot."""

    layout: HexLayout
    hexagons: tuple[Hexagon, ...]


@dataclass(frozen=True, slots=True)
class Properties:
    """Which properties of a feature hold its code and name; None = found by their usual names."""

    code: str | None = None
    name: str | None = None
    valid_from: str = "valid_from"
    valid_to: str = "valid_to"


DEFAULT_PROPERTIES = Properties()


def read_geojson(data: bytes, properties: Properties = DEFAULT_PROPERTIES) -> tuple[Outline, ...]:
    """Return the outlines in a GeoJSON feature collection, by code.

    Parameters
    ----------
    data : bytes
        UTF-8. Coordinates in degrees, as RFC 7946 has it; heights are left aside.
    properties : Properties, optional
        Names of the properties to take. Without them ``LAD23CD`` and its kind, ``areacd`` and
        ``code`` are looked for, and the same for names.

    Raises
    ------
    Unreadable
        Not GeoJSON, metres instead of degrees, a feature without code, name or area, a code twice,
        an open ring, or more than the memory holds. Every feature at fault is named by its number.

    Notes
    -----
    Source: RFC 7946, *The GeoJSON Format* (2016), sections 3.1.6 and 4; the ``crs`` member of 2008 is
    accepted where it names WGS 84 and refused where it names another system.
    """
    collection = read_json(data)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        raise Unreadable(Problem("not_geojson"))
    _check_reference_system(collection.get("crs"))
    features = collection.get("features")
    if not isinstance(features, list) or not features:
        raise Unreadable(Problem("no_features"))
    if len(features) > FEATURES:
        raise Unreadable(Problem("too_many_features", facts=(("limit", FEATURES),)))
    reader, problems = _Features(properties, features[0]), Problems()
    for number, feature in enumerate(features, 1):
        try:
            reader.take(feature)
        except _BadFeatureError as error:
            problems.add(Problem(error.code, number, error.member, error.value))
    problems.refuse()
    return tuple(sorted(reader.outlines.values(), key=lambda each: each.code))


def read_hexjson(data: bytes) -> HexMap:
    """Return the hexagons of a HexJSON file, by code.

    Raises
    ------
    Unreadable
        Not HexJSON, a layout that is none of the four, a hexagon without whole q and r, or two on the
        same spot.

    Notes
    -----
    Source: ODI Leeds, *HexJSON* (2017): ``{"layout": "odd-r", "hexes": {code: {"n", "q", "r"}}}``.
    """
    found = read_json(data)
    hexes = found.get("hexes") if isinstance(found, dict) else None
    if not isinstance(hexes, dict) or not hexes:
        raise Unreadable(Problem("not_hexjson"))
    try:
        layout = HexLayout(found.get("layout"))
    except ValueError:
        raise Unreadable(Problem("hex_layout", value=shorten(str(found.get("layout"))))) from None
    if len(hexes) > FEATURES:
        raise Unreadable(Problem("too_many_features", facts=(("limit", FEATURES),)))
    problems, taken, rows = Problems(), set[tuple[int, int]](), list[Hexagon]()
    for number, (code, one) in enumerate(hexes.items(), 1):
        spot = _spot(one)
        if spot is None:
            problems.add(Problem("hex_spot", number, "q, r", shorten(code)))
        elif spot in taken:
            problems.add(Problem("hex_taken", number, "q, r", shorten(code)))
        else:
            taken.add(spot)
            rows.append(Hexagon(code.strip(), _text(one.get("n", one.get("name"))) or code.strip(), *spot))
    problems.refuse()
    return HexMap(layout, tuple(sorted(rows, key=lambda each: each.code)))


class _BadFeatureError(Exception):
    """A feature is no place; it never leaves this module."""

    def __init__(self, code: str, member: str | None = None, value: str | None = None) -> None:
        super().__init__(code)
        self.code, self.member, self.value = code, member, value


class _Features:
    """Takes one feature after another."""

    def __init__(self, wanted: Properties, first: object) -> None:
        held = first.get("properties") if isinstance(first, dict) else None
        names = list(held) if isinstance(held, dict) else []
        self.code = wanted.code or _usual(names, _ONS_CODE, _CODES)
        self.name = wanted.name or _usual(names, _ONS_NAME, _NAMES)
        self.wanted = wanted
        self.outlines: dict[str, Outline] = {}
        self.points = 0

    def take(self, feature: Any) -> None:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise _BadFeatureError("not_feature")
        code = _text(properties.get(self.code)) if self.code else _text(feature.get("id"))
        name = _text(properties.get(self.name)) if self.name else ""
        if not code:
            raise _BadFeatureError("feature_without_code", self.code)
        if not name:
            raise _BadFeatureError("feature_without_name", self.name, shorten(code))
        if code in self.outlines:
            raise _BadFeatureError("feature_twice", self.code, shorten(code))
        dates = [_day(properties, key) for key in (self.wanted.valid_from, self.wanted.valid_to)]
        self.outlines[code] = Outline(code, name, self._polygons(feature.get("geometry")), *dates)

    def _polygons(self, geometry: Any) -> tuple[Polygon, ...]:
        if not isinstance(geometry, dict):
            raise _BadFeatureError("no_area", "geometry")
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        if kind == "Polygon":
            coordinates = [coordinates]
        elif kind != "MultiPolygon":
            raise _BadFeatureError("no_area", "geometry", shorten(str(kind)))
        return tuple(tuple(self._ring(ring) for ring in _listed(polygon)) for polygon in _listed(coordinates))

    def _ring(self, ring: Any) -> Ring:
        points = tuple(_point(one) for one in _listed(ring))
        if len(points) < 4 or points[0] != points[-1]:
            raise _BadFeatureError("open_ring", "coordinates")
        self.points += len(points)
        if self.points > POINTS:
            raise Unreadable(Problem("too_many_points", facts=(("limit", POINTS),)))
        return points


def _check_reference_system(given: Any) -> None:
    if given is None:
        return
    name = str(given.get("properties", {}).get("name", "")) if isinstance(given, dict) else ""
    if not name.casefold().endswith(_WGS84):
        raise Unreadable(Problem("not_degrees", value=shorten(name)))


def _usual(names: list[str], pattern: re.Pattern[str], words: tuple[str, ...]) -> str | None:
    """Return the first property with a usual name."""
    official = (name for name in names if pattern.fullmatch(name))
    plain = (name for word in words for name in names if name.casefold() == word)
    return next(official, None) or next(plain, None)


def _point(given: Any) -> Point:
    if not isinstance(given, list) or len(given) < 2:
        raise _BadFeatureError("not_point", "coordinates", shorten(str(given)[:50]))
    east, north = given[0], given[1]
    for number in (east, north):
        if not isinstance(number, int | float) or isinstance(number, bool):
            raise _BadFeatureError("not_point", "coordinates", shorten(str(given)[:50]))
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise _BadFeatureError("not_degrees", "coordinates", shorten(f"{east}, {north}"))
    return (float(east), float(north))


def _spot(one: Any) -> tuple[int, int] | None:
    if not isinstance(one, dict):
        return None
    q, r = one.get("q"), one.get("r")
    return (q, r) if _is_step(q) and _is_step(r) else None


def _is_step(given: object) -> TypeGuard[int]:
    return isinstance(given, int) and not isinstance(given, bool) and abs(given) < _FAR


def _listed(given: Any) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise _BadFeatureError("no_area", "coordinates")
    return given


def _day(properties: dict[str, Any], key: str) -> date | None:
    text = _text(properties.get(key))
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise _BadFeatureError("not_a_day", key, shorten(text)) from None


def _text(given: object) -> str:
    """Return a text or a number as text on one line."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return " ".join(str(given).split())
