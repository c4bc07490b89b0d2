"""Organisations, which are public. Persons and teams are not told here."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Asked, Page, Told
from headway.people.choices import Family
from headway.people.queries import organisations

router = Router(tags=["organisations"])


class OrganisationTold(Told):
    """A body that takes part."""

    key: UUID
    name: str
    family: Family
    identifier: str
    parent: UUID | None
    is_body: bool
    closed_on: date | None
    version: int


@router.get("/organisations", response=Page[OrganisationTold])
def list_organisations(request: HttpRequest, asked: Query[Asked]) -> Page[OrganisationTold]:
    """List the organisations that take part, by name."""
    rows = organisations(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.name, str(row.key)), tell=OrganisationTold.of)
