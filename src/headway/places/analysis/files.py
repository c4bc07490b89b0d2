"""A file about places, whichever of its kinds it is."""

from dataclasses import dataclass

from headway.formats.delimited import read_delimited
from headway.formats.tables import normalised
from headway.places.analysis.drawn import Wanted, read_drawn
from headway.places.analysis.layouts import COLUMNS, NewLayout, read_layout
from headway.places.analysis.tables import TIE, NewPlace, NewRelation, read_places, read_relations


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file holds: places, relations, or a map of tiles."""

    rows: tuple[NewPlace, ...] = ()
    relations: tuple[NewRelation, ...] = ()
    layout: NewLayout | None = None

    @property
    def size(self) -> int:
        """How many places, relations or tiles were read."""
        return len(self.rows) + len(self.relations) + (len(self.layout.tiles) if self.layout else 0)


def read_any(data: bytes, wanted: Wanted) -> Brought:
    """Return what a file about places holds: a table of three kinds, GeoJSON or HexJSON.

    Raises
    ------
    Unreadable
        With where and what it is, of everything that cannot be read.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return Brought(layout=read_drawn(data, wanted))
    header = {normalised(name) for name in read_delimited(data).header}
    if set(TIE) <= header:
        return Brought(relations=read_relations(data))
    if set(COLUMNS) <= header and "name" not in header:
        tiles = read_layout(data)
        layout = NewLayout(code=wanted.code, name=wanted.name, tiles=tiles, source=wanted.source)
        return Brought(layout=layout)
    return Brought(rows=read_places(data))
