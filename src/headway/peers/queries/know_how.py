"""Who knows how: what people offer to help with, told to whoever is signed in, by name."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.kernel.actors import Reader
from headway.peers.models import Help
from headway.people.queries import active_names, day_of


@dataclass(frozen=True, slots=True)
class HelpRow:
    """What one person offers, in their words."""

    key: UUID
    name: str
    text: str
    reach: str
    language: str
    offered_on: date


def search_help(reader: Reader, *, search: str = "") -> tuple[HelpRow, ...]:
    """Return offers of help that hold all of some words, by name; two queries, none for the public."""
    if not reader.actor.signed_in:
        return ()
    found = _open(reader)
    for word in search.split()[:10]:
        found = found.filter(text__icontains=word)
    return rows_of(reader, found)


def own_help(reader: Reader) -> tuple[HelpRow, ...]:
    """Return what the reader offers."""
    if not reader.actor.signed_in:
        return ()
    return rows_of(reader, _open(reader).filter(account=reader.actor.key))


def _open(reader: Reader) -> "QuerySet[Help]":
    withdrawn = Q(withdrawn_at__isnull=True)  # whatever day is asked for: the words are gone
    return Help.objects.filter(withdrawn, offered_at__lte=reader.at)


def rows_of(reader: Reader, found: "QuerySet[Help]") -> tuple[HelpRow, ...]:
    """Return rows by the name of their person, then by their words; whoever left is not told."""
    listed = list(found)
    named = active_names(reader, keys={row.account for row in listed if row.account})
    rows = (
        HelpRow(row.key, named[row.account], row.text, row.reach, row.language, day_of(row.offered_at))
        for row in listed
        if row.account in named
    )
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.text.casefold(), str(row.key))))
