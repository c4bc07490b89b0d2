"""Organisations and offices as plain records, out and in again with their keys and days.

Persons travel in no pack: accounts, roles, teams, invitations and tokens are not here.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.errors import Conflict
from headway.kernel.sentences import Sentence
from headway.people.models import Office, Organisation

Record: TypeAlias = "dict[str, Any]"


def dump(keys: Iterable[UUID] | None = None) -> list[Record]:
    """Return organisations, parents first, then offices; all of them, or those with these keys.

    An office brings its organisation, an organisation its parents.
    """
    offices = Office.objects.select_related("thing", "organisation__thing").order_by("name", "pk")
    every = list(Organisation.objects.select_related("thing", "parent__thing").order_by("name", "pk"))
    if keys is not None:
        wanted = set(keys)
        offices = offices.filter(Q(thing__key__in=wanted) | Q(organisation__thing__key__in=wanted))
        wanted |= {office.organisation.thing.key for office in offices}
        every = [row for row in every if row.pk in _with_parents(every, wanted)]
    depth = {row.pk: len(_line(row, {each.pk: each for each in every})) for row in every}
    every.sort(key=lambda row: depth[row.pk])
    return [_organisation(row) for row in every] + [_office(row) for row in offices]


@step
def load(records: Iterable[Record]) -> int:
    """Write the records that are not here yet, with their keys and days; return how many.

    Raises
    ------
    Conflict
        When another organisation here has the same name.
    """
    records = list(records)
    here = {row.thing.key: row for row in Organisation.objects.select_related("thing")}
    offices = set(Office.objects.values_list("thing__key", flat=True))
    own = any(row.is_body for row in here.values())
    written = 0
    for record in records:
        key = UUID(record["key"])
        if record["kind"] == "organisation" and key not in here:
            here[key] = _load_organisation(record, here, own=own)
            own = own or here[key].is_body
            written += 1
        elif record["kind"] == "office" and key not in offices:
            thing = things.create(
                things.NewThing(kind="office", label=record["name"], key=key), _moment(record)
            )
            Office.objects.create(
                thing=thing,
                organisation=here[UUID(record["organisation"])],
                name=record["name"],
                closed_on=_day(record),
            )
            written += 1
    return written


def _load_organisation(record: Record, here: dict[UUID, Organisation], *, own: bool) -> Organisation:
    if any(row.name.casefold() == record["name"].casefold() for row in here.values()):
        raise Conflict(
            Sentence(
                _("There is another organisation called “%(name)s” here already."), {"name": record["name"]}
            )
        )
    new = things.NewThing(
        kind="organisation", label=record["name"], slug=record["slug"], key=UUID(record["key"])
    )
    return Organisation.objects.create(
        thing=things.create(new, _moment(record)),
        name=record["name"],
        family=record["family"],
        identifier=record["identifier"],
        parent=here[UUID(record["parent"])] if record["parent"] else None,
        is_body=record["is_body"] and not own,  # a body of its own stays the body
        closed_on=_day(record),
    )


def _moment(record: Record) -> datetime:
    return datetime.fromisoformat(record["born_on"])


def _day(record: Record) -> date | None:
    return date.fromisoformat(record["closed_on"]) if record["closed_on"] else None


def _organisation(row: Organisation) -> Record:
    return {
        "kind": "organisation",
        "key": str(row.thing.key),
        "slug": row.thing.slug,
        "name": row.name,
        "family": row.family,
        "identifier": row.identifier,
        "parent": str(row.parent.thing.key) if row.parent else None,
        "is_body": row.is_body,
        "born_on": row.thing.born_on.isoformat(),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
    }


def _office(row: Office) -> Record:
    return {
        "kind": "office",
        "key": str(row.thing.key),
        "organisation": str(row.organisation.thing.key),
        "name": row.name,
        "born_on": row.thing.born_on.isoformat(),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None,
    }


def _line(row: Organisation, every: dict[int, Organisation]) -> list[int]:
    """Return the primary keys from an organisation up to its root."""
    line = [row.pk]
    while (above := every[line[-1]].parent_id) is not None and above in every and above not in line:
        line.append(above)
    return line


def _with_parents(every: list[Organisation], wanted: set[UUID]) -> set[int]:
    index = {row.pk: row for row in every}
    return {pk for row in every if row.thing.key in wanted for pk in _line(row, index)}
