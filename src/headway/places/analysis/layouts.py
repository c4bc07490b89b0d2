"""Maps of tiles: read from a table, shipped with us, or worked out from where places lie."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sqrt

import numpy as np
from numpy.typing import NDArray

from headway.formats.delimited import read_delimited
from headway.formats.errors import Problems, Unreadable
from headway.places.analysis.tables import NewPlace, PlaceProblem, named_cells, shipped
from headway.places.choices import MapShape

COLUMNS = ("code", "column", "row")
FURTHEST = 199  # tiles from one side of a map to the other
MOST_PLACES = 1_000  # that a map is worked out for: three seconds, and no page could show more
ROOM = 1.7  # cells for each place, so that coasts and gaps between islands keep their shape

Cell = tuple[int, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NewTile:
    """Where a place stands, from 0: columns from west to east, rows from north to south."""

    code: str
    column: int
    row: int
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLayout:
    """A map of tiles under its code; `source` says who arranged it, under which licence.

    `places` are named by the file that draws the map: those that are not here yet can be added.
    """

    code: str
    name: str
    tiles: tuple[NewTile, ...]
    shape: MapShape = MapShape.SQUARE
    source: str = ""
    places: tuple[NewPlace, ...] = ()


OURS = "Arranged by Headway (Apache-2.0)"
UK = (
    ("uk-nations-and-regions", "UK nations and English regions"),
    ("london-boroughs", "London boroughs"),
)


def uk_layouts() -> tuple[NewLayout, ...]:
    """Return the maps that come with us; the arrangement is our own."""
    return tuple(
        NewLayout(code=code, name=name, tiles=read_layout(shipped(f"layouts/{code}.csv")), source=OURS)
        for code, name in UK
    )


def read_layout(data: bytes) -> tuple[NewTile, ...]:
    """Return the tiles of a CSV file with the columns code, column and row.

    Raises
    ------
    Unreadable
        With row, column and value of everything that cannot be used.
    """
    problems = Problems()
    found = []
    for cells in named_cells(read_delimited(data), COLUMNS, (), problems):
        for name in ("column", "row"):
            if not cells[name]:
                problems.add(PlaceProblem("tile_cell", cells.line, name, ""))
        column, row = cells.read("column", "tile_cell", int), cells.read("row", "tile_cell", int)
        if column is not None and row is not None:
            found.append(NewTile(cells["code"].upper(), column, row, cells.line))
    check_layout(found, problems)
    problems.refuse()
    return tuple(found)


def check_layout(tiles: Sequence[NewTile], problems: Problems) -> None:
    """Collect what is wrong with tiles by themselves: cells off the map, two places in one, one twice."""
    cells: dict[Cell, str] = {}
    times = Counter(tile.code for tile in tiles)
    for tile in tiles:
        for name, number in (("column", tile.column), ("row", tile.row)):
            if not 0 <= number <= FURTHEST:
                problems.add(PlaceProblem("tile_cell", tile.line, name, str(number)))
        first = cells.setdefault((tile.column, tile.row), tile.code)
        if first != tile.code:
            facts = (("first", first),)
            problems.add(PlaceProblem("tile_taken", tile.line, "column", str(tile.column), facts))
        elif times[tile.code] > 1:
            problems.add(PlaceProblem("tile_twice", tile.line, "code", tile.code))


def spread(middles: Mapping[str, tuple[float, float]]) -> tuple[NewTile, ...]:
    """Give each place a tile near where it lies, so that the tiles together keep the shape of the land.

    Parameters
    ----------
    middles : longitude and latitude of each place by its code, in degrees

    Raises
    ------
    Unreadable
        For more than `MOST_PLACES`.

    Notes
    -----
    Places are assigned to the cells of a grid over their bounding box so that the sum of squared
    distances between place and tile is least: R. Jonker and A. Volgenant, "A shortest augmenting path
    algorithm for dense and sparse linear assignment problems", Computing 38 (1987), 325-340.
    """
    codes = sorted(middles)
    if len(codes) > MOST_PLACES:
        raise Unreadable(PlaceProblem("tile_too_many", facts=(("limit", MOST_PLACES),)))
    if not codes:
        return ()
    points = _projected(np.array([middles[code] for code in codes], dtype=np.float64))
    columns, rows, size = _grid(points)
    cells = np.array([(x, y) for y in range(rows) for x in range(columns)], dtype=np.float64)
    centres = points.min(axis=0) + (cells - [0, rows - 1]) * [size, -size]
    distances = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load, and few calls need it

    _places, chosen = linear_sum_assignment(distances)
    taken = cells[chosen].astype(int)
    taken -= taken.min(axis=0)
    return tuple(NewTile(code, int(x), int(y)) for code, (x, y) in zip(codes, taken, strict=True))


def _projected(degrees: Floats) -> Floats:
    """Return x to the east and y to the north in one unit, true in the middle of the map; shape (n, 2)."""
    middle = radians(float(degrees[:, 1].mean()))
    return np.asarray(degrees * [cos(middle), 1.0], dtype=np.float64)


def _grid(points: Floats) -> tuple[int, int, float]:
    """Return columns, rows and the size of a cell, so that there are about `ROOM` cells for each place."""
    width, height = (float(side) for side in np.ptp(points, axis=0))
    longest = max(width, height) or 1.0
    width, height = max(width, longest / len(points)), max(height, longest / len(points))
    size = sqrt(width * height / (ROOM * len(points)))
    columns, rows = ceil(width / size) + 1, ceil(height / size) + 1
    if max(columns, rows) > FURTHEST:
        size = longest / (FURTHEST - 1)
        columns, rows = ceil(width / size) + 1, ceil(height / size) + 1
    return columns, rows, size
