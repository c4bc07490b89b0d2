"""Who holds which office, and under whose name an office is listed in public."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headway.kernel.actors import Actor, Reader
from headway.kernel.workdays import Calendar
from headway.people.models import Office
from headway.people.queries.actors import holding

FEW = 5  # below so many holders an office would name persons: its director stands for it


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office with what its clocks and its public name need.

    `listed` is its own name, or while few people hold it the accountable office's, or the organisation's.
    """

    key: UUID
    name: str
    organisation: UUID
    organisation_name: str
    calendar: Calendar
    listed: str


def office_rows(reader: Reader, *, keys: Iterable[UUID] | None = None) -> dict[UUID, OfficeRow]:
    """Return offices by key, closed ones too; two queries."""
    rows = Office.objects.filter(thing__born_on__lte=reader.at).order_by("organisation__name", "name")
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    held = holding(reader.at).filter(office__isnull=False)
    pairs = held.values_list("office__thing__key", "account__key").distinct()
    many = Counter(office for office, _account in pairs)
    found = rows.values_list(
        "thing__key",
        "name",
        "organisation__thing__key",
        "organisation__name",
        "organisation__calendar",
        "accountable__name",
    )
    return {
        key: OfficeRow(
            key,
            name,
            organisation,
            body,
            Calendar(calendar),
            name if many[key] >= FEW else director or body,
        )
        for key, name, organisation, body, calendar, director in found
    }


def offices_of(actor: Actor, at: datetime) -> frozenset[UUID]:
    """Return the offices that somebody holds at a moment; one query, none for the public."""
    if actor.key is None:
        return frozenset()
    rows = holding(at).filter(account__key=actor.key, office__isnull=False)
    return frozenset(rows.values_list("office__thing__key", flat=True))


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody to write to because they hold an office."""

    account: UUID
    email: str
    language: str


def holders(office: UUID, at: datetime) -> tuple[HolderRow, ...]:
    """Return who holds an office, for its mail."""
    rows = (
        holding(at)
        .filter(office__thing__key=office)
        .values_list("account__key", "account__email", "account__language")
    )
    return tuple(HolderRow(*row) for row in rows.distinct().order_by("account__key"))
