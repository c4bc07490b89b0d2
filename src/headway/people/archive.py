"""Organisations and offices as records that travel, keys and days kept.

Persons travel in no pack: accounts, roles, teams, invitations and tokens are not here.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from headway.kernel import archive
from headway.kernel.actions import step
from headway.kernel.archive import Kind, Record
from headway.kernel.errors import Conflict
from headway.kernel.sentences import Sentence
from headway.people.models import Office, Organisation

ORGANISATION = Kind("organisation", Organisation)
OFFICE = Kind("office", Office)
KINDS = (ORGANISATION, OFFICE)


def dump(keys: Iterable[UUID] | None = None) -> list[Record]:
    """Return organisations and offices; all of them, or those with these keys.

    An office brings its organisation, an organisation its parents.
    """
    organisations, offices = Organisation.objects.all(), Office.objects.all()
    if keys is not None:
        wanted = set(keys)
        offices = offices.filter(Q(thing__key__in=wanted) | Q(organisation__thing__key__in=wanted))
        wanted |= set(offices.values_list("organisation__thing__key", flat=True))
        organisations = organisations.filter(pk__in=_with_parents(wanted))
    return [*archive.dump(ORGANISATION, organisations), *archive.dump(OFFICE, offices)]


def _with_parents(keys: set[UUID]) -> set[int]:
    rows = Organisation.objects.values_list("pk", "thing__key", "parent")
    parents = {pk: parent for pk, _key, parent in rows}
    found: set[int] = set()
    for pk, key, _parent in rows:
        above: int | None = pk if key in keys else None
        while above is not None and above not in found:
            found.add(above)
            above = parents[above]
    return found


def ready(records: Iterable[Record]) -> list[Record]:
    """Return all records made ready to load here: a body of its own stays the body.

    Raises
    ------
    Conflict
        When another organisation here has the same name.
    """
    told = [dict(record) for record in records]
    here = {name.casefold(): str(key) for key, name in Organisation.objects.values_list("thing__key", "name")}
    own = Organisation.objects.filter(is_body=True).exists()
    for record in told:
        if record.get("record") != ORGANISATION.name:
            continue
        name = str(record.get("name", ""))
        if here.get(name.casefold(), record["key"]) != record["key"]:
            raise Conflict(
                Sentence(_("There is another organisation called “%(name)s” here already."), {"name": name})
            )
        if own:
            record.pop("is_body", None)
    return told


@step
def load(records: Iterable[Record]) -> int:
    """Write the records that are not here yet, and return how many."""
    return archive.load(KINDS, ready(records))
