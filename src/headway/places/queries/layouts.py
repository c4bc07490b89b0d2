"""Maps of tiles: which there are, and the one that shows most of some places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.places.analysis import Brought, NewLayout, NewTile, uk_layouts, uk_places
from headway.places.choices import MapShape
from headway.places.models import Layout, Tile
from headway.places.queries.relations import new_relations, unknown


@dataclass(frozen=True, slots=True)
class TileRow:
    """Where one place stands: columns from west to east, rows from north to south."""

    key: UUID
    code: str
    name: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A map of tiles; the tiles from north to south, then from west to east."""

    code: str
    name: str
    shape: MapShape
    source: str
    tiles: tuple[TileRow, ...] = ()


def layouts(reader: Reader) -> tuple[LayoutRow, ...]:  # noqa: ARG001 - every query takes its reader
    """Return the maps by name, without their tiles."""
    return tuple(_row(row) for row in Layout.objects.order_by("name", "code"))


def layout(reader: Reader, *, code: str) -> LayoutRow:  # noqa: ARG001 - as above
    """Return one map with its tiles; raises Missing."""
    found = Layout.objects.filter(code=code).first()
    if found is None:
        raise Missing
    with_tiles = _with_tiles(Tile.objects.filter(layout=found))
    return with_tiles[0] if with_tiles else _row(found)


def layout_of(reader: Reader, *, places: Iterable[UUID]) -> LayoutRow | None:
    """Return the map that shows most of some places, of two such the smaller; None where none shows two."""
    wanted = set(places)
    found = _showing(reader, wanted)
    counts = {row.code: sum(tile.key in wanted for tile in row.tiles) for row in found}
    best = min(found, key=lambda row: (-counts[row.code], len(row.tiles), row.code), default=None)
    return best if best is not None and counts[best.code] > 1 else None


def layout_with(reader: Reader, *, place: UUID) -> LayoutRow | None:
    """Return the smallest map that shows a place; None where none does."""
    return min(_showing(reader, {place}), key=lambda row: (len(row.tiles), row.code), default=None)


def new_layouts(rows: Iterable[NewLayout]) -> tuple[NewLayout, ...]:
    """Return the maps that are not here as they are given."""
    rows = tuple(rows)
    known = {row.code: row for row in Layout.objects.filter(code__in=[row.code for row in rows])}
    tiles: dict[str, set[NewTile]] = defaultdict(set)
    for layout, code, column, row in Tile.objects.filter(layout__in=known.values()).values_list(
        "layout__code", "place__code", "column", "row"
    ):
        tiles[layout].add(NewTile(code, column, row))
    return tuple(row for row in rows if _said(row) != _stored(known.get(row.code), tiles[row.code]))


def brings_news(found: Brought) -> bool:
    """Whether a file brings anything that is not here."""
    return (
        unknown(found.rows)
        or bool(new_relations(found.relations))
        or (found.layout is not None and bool(new_layouts((found.layout,))))
    )


def uk_is_here() -> bool:
    """Whether the shipped places, relations and maps are all here."""
    return not unknown(uk_places()) and not new_layouts(uk_layouts())


def _said(new: NewLayout) -> object:
    tiles = {NewTile(tile.code, tile.column, tile.row) for tile in new.tiles}
    return (new.name, new.shape, new.source, tiles)


def _stored(row: Layout | None, tiles: set[NewTile]) -> object:
    return None if row is None else (row.name, MapShape(row.shape), row.source, tiles)


def _row(found: Layout) -> LayoutRow:
    return LayoutRow(found.code, found.name, MapShape(found.shape), found.source)


def _showing(reader: Reader, places: set[UUID]) -> tuple[LayoutRow, ...]:  # noqa: ARG001 - maps hold on every day
    """Return every map that shows one of these places; one query."""
    holding = Tile.objects.filter(place__thing__key__in=places).values("layout")
    return _with_tiles(Tile.objects.filter(layout__in=holding))


def _with_tiles(rows: "QuerySet[Tile]") -> tuple[LayoutRow, ...]:
    """Return maps with their tiles from the tiles themselves."""
    found: dict[tuple[str, str, str, str], list[TileRow]] = defaultdict(list)
    head = ("layout__code", "layout__name", "layout__shape", "layout__source")
    fields = ("place__thing__key", "place__code", "place__name", "column", "row")
    for code, name, shape, source, *tile in rows.order_by("layout__code", "row", "column").values_list(
        *head, *fields
    ):
        found[code, name, shape, source].append(TileRow(*tile))
    return tuple(
        LayoutRow(code, name, MapShape(shape), source, tuple(tiles))
        for (code, name, shape, source), tiles in found.items()
    )
