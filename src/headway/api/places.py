"""Places: where figures are about, and how places lie in one another."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Asked, Code, Page, Told, Told_number
from headway.places.choices import RelationKind
from headway.places.queries import (
    PlaceRow,
    ancestors,
    children,
    place,
    places,
    predecessors,
    relations,
    successors,
)

router = Router(tags=["places"])
MOST = 1_000_000


class PlaceLine(Told):
    """A place; longitude and latitude are of its middle, where known."""

    key: UUID
    code: str
    name: str
    tier: str
    tier_name: str
    valid_from: date | None
    valid_to: date | None
    longitude: Told_number
    latitude: Told_number
    invented: bool


class RelationTold(Told):
    """A place related to another, and by which weight."""

    place: PlaceLine
    kind: RelationKind
    weight: float
    valid_from: date | None
    valid_to: date | None
    source: str


class PlaceTold(PlaceLine):
    """A place with all it is related to on the day."""

    within: list[PlaceLine]
    children: list[PlaceLine]
    relations: list[RelationTold]
    predecessors: list[RelationTold]
    successors: list[RelationTold]


class PlaceFilter(Asked):
    """Places of one tier, or all."""

    tier: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_-]*$")] = ""


@router.get("/places", response=Page[PlaceLine])
def list_places(request: HttpRequest, asked: Query[PlaceFilter]) -> Page[PlaceLine]:
    """List places that are valid on the day, by name."""
    rows = places(edge.reader(request), tier=asked.tier, limit=MOST)
    return part(rows, asked, order=by_name, tell=PlaceLine.of)


def by_name(row: PlaceRow) -> tuple[str, str]:
    return (row.name, row.code)


@router.get("/places/{code}", response=PlaceTold)
def read_place(request: HttpRequest, code: Annotated[Code, Path()]) -> PlaceTold:
    """Read one place with all it is related to."""
    reader = edge.reader(request)
    here = place(reader, code=code)
    return PlaceTold(
        **dict(PlaceLine.of(here)),
        within=[PlaceLine.of(row) for row in ancestors(reader, code=here.code)],
        children=[PlaceLine.of(row) for row in children(reader, code=here.code)],
        relations=[RelationTold.of(row) for row in relations(reader, code=here.code)],
        predecessors=[RelationTold.of(row) for row in predecessors(reader, code=here.code)],
        successors=[RelationTold.of(row) for row in successors(reader, code=here.code)],
    )
