"""Organisations and offices, which are public, and teams, which are not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.workdays import Calendar
from headway.people.choices import Family
from headway.people.models import Office, Organisation, Team
from headway.people.queries.actors import day_of

PAGE = 500


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    key: UUID
    name: str
    family: Family
    identifier: str
    parent: UUID | None
    is_body: bool
    closed_on: date | None
    version: int
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class UnitRow:
    """An office or a team."""

    key: UUID
    name: str
    organisation: UUID
    organisation_name: str
    closed_on: date | None


def organisations(
    reader: Reader, *, search: str = "", closed: bool = False, keys: Iterable[UUID] | None = None
) -> tuple[OrganisationRow, ...]:
    """Return organisations by name; closed ones only when asked for or named by key."""
    rows = Organisation.objects.filter(thing__born_on__lte=reader.at, name__icontains=search)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    elif not closed:
        rows = rows.filter(_open_on(reader))
    fields = ("thing__key", "name", "family", "identifier", "parent__thing__key", "is_body", "closed_on")
    return tuple(
        OrganisationRow(
            key, name, Family(family), identifier, parent, own, closed_on, version, Calendar(calendar)
        )
        for key, name, family, identifier, parent, own, closed_on, version, calendar in rows.order_by(
            "-is_body", "name"
        ).values_list(*fields, "thing__version", "calendar")[:PAGE]
    )


def organisation(reader: Reader, *, key: UUID) -> OrganisationRow:
    """Return one organisation.

    Raises
    ------
    Missing
        When there is none with this key.
    """
    found = organisations(reader, keys=[key])
    if not found:
        raise Missing
    return found[0]


def offices(reader: Reader, *, organisation: UUID | None = None, closed: bool = False) -> tuple[UnitRow, ...]:
    """Return offices by organisation and name; offices are public."""
    return _units(Office.objects.all(), reader, organisation, closed=closed)


def teams(reader: Reader, *, organisation: UUID | None = None, closed: bool = False) -> tuple[UnitRow, ...]:
    """Return teams by organisation and name, to people who are signed in; teams are not public."""
    if not (reader.actor.signed_in or reader.actor.system):
        return ()
    return _units(Team.objects.all(), reader, organisation, closed=closed)


def _units(
    rows: QuerySet[Office] | QuerySet[Team], reader: Reader, organisation: UUID | None, *, closed: bool
) -> tuple[UnitRow, ...]:
    rows = rows.filter(thing__born_on__lte=reader.at)
    if organisation is not None:
        rows = rows.filter(organisation__thing__key=organisation)
    if not closed:
        rows = rows.filter(_open_on(reader))
    fields = ("thing__key", "name", "organisation__thing__key", "organisation__name", "closed_on")
    ordered = rows.order_by("organisation__name", "name").values_list(*fields)[:PAGE]
    return tuple(UnitRow(*row) for row in ordered)


def _open_on(reader: Reader) -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day_of(reader.at))
