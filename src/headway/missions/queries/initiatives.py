"""Offers and initiatives, as known at the reader's moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import known_at
from headway.kernel.translations import Text, texts
from headway.missions import permissions
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind
from headway.missions.models import (
    InitiativePartner,
    InitiativePlace,
    InitiativeVersion,
    Offer,
    OfferContact,
)
from headway.missions.queries.charter import missions

PAGE = 500


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its key and name."""

    key: UUID
    name: str


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative as it stood, with its step of the theory of change, owner, places and partners."""

    key: UUID
    version: int  # of the Thing, for forms
    mission: UUID
    origin: InitiativeOrigin
    offer: UUID | None
    begun_at: datetime
    number: int
    title: Text
    summary: Text
    language: str
    state: InitiativeState
    node: UUID | None
    owner: Named | None
    places: tuple[Named, ...]
    partners: tuple[Named, ...]
    note: str
    known_from: datetime


FIELDS = (
    "pk",
    "initiative__thing__key",
    "initiative__thing__version",
    "initiative__mission__thing__key",
    "initiative__origin",
    "initiative__offer__thing__key",
    "initiative__begun_at",
    "number",
    "title",
    "summary",
    "language",
    "state",
    "node__thing__key",
    "owner__thing__key",
    "owner__name",
    "note",
    "known_from",
)


def initiatives(reader: Reader, *, missions: Iterable[UUID]) -> tuple[InitiativeRow, ...]:
    """Return the initiatives of some missions, the oldest first; four queries whatever their number.

    The missions are those the reader was shown: an initiative is as public as its mission.
    """
    rows = InitiativeVersion.objects.filter(
        known_at(reader.at), initiative__mission__thing__key__in=set(missions)
    )
    return read(reader, rows.order_by("initiative__begun_at", "initiative_id"))


def initiative(reader: Reader, *, key: UUID) -> InitiativeRow:
    """Return one initiative; raises Missing, also while its mission is not for this reader."""
    rows = InitiativeVersion.objects.filter(known_at(reader.at), initiative__thing__key=key)
    found = read(reader, rows)
    if not found or found[0].mission not in {row.key for row in missions(reader)}:
        raise Missing
    return found[0]


def initiative_history(reader: Reader, *, key: UUID) -> tuple[InitiativeRow, ...]:
    """Return every version of an initiative known by then, the newest first."""
    rows = InitiativeVersion.objects.filter(initiative__thing__key=key, known_from__lte=reader.at)
    return read(reader, rows.order_by("-number"))


def read(reader: Reader, rows: "QuerySet[InitiativeVersion, Any]") -> tuple[InitiativeRow, ...]:
    """Put rows together with their places, partners and translations."""
    found = list(rows.values_list(*FIELDS)[:PAGE])
    if not found:
        return ()
    ids = [row[0] for row in found]
    said = texts({row[1] for row in found}, language=reader.language, at=reader.at)
    where = by_version(
        InitiativePlace.objects.filter(version__in=ids).values_list(
            "version", "place__thing__key", "place__name"
        )
    )
    who = by_version(
        InitiativePartner.objects.filter(version__in=ids).values_list(
            "version", "organisation__thing__key", "organisation__name"
        )
    )
    return tuple(
        InitiativeRow(
            key=key,
            version=version,
            mission=mission,
            origin=InitiativeOrigin(origin),
            offer=offer,
            begun_at=begun_at,
            number=number,
            title=said.say(key, "title", title, language),
            summary=said.say(key, "summary", summary, language),
            language=language,
            state=InitiativeState(state),
            node=node,
            owner=Named(owner, owner_name) if owner else None,
            places=where[pk],
            partners=who[pk],
            note=note,
            known_from=known_from,
        )
        for (
            pk, key, version, mission, origin, offer, begun_at, number, title, summary, language, state,
            node, owner, owner_name, note, known_from,
        ) in found
    )  # fmt: skip


def by_version(rows: Iterable[tuple[int, UUID, str]]) -> dict[int, tuple[Named, ...]]:
    """Return names by the version they stand on, in order of name."""
    found: dict[int, list[Named]] = defaultdict(list)
    for version, key, name in sorted(rows, key=lambda row: row[2]):
        found[version].append(Named(key, name))
    return defaultdict(tuple, {version: tuple(names) for version, names in found.items()})


# --- offers ---


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as everybody may know it."""

    key: UUID
    mission: UUID
    kind: OfferKind
    organisation: str
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class OfferWords:
    """What is offered, in the words of who offers, and who to write to; for those who work on the mission."""

    text: str
    language: str
    name: str
    group: str
    email: str
    email_language: str


def offers(reader: Reader, *, missions: Iterable[UUID]) -> tuple[OfferRow, ...]:
    """Return the offers to some missions, the oldest first, without their words; one query."""
    rows = Offer.objects.filter(mission__thing__key__in=set(missions), offered_at__lte=reader.at)
    found = rows.order_by("offered_at", "pk").values_list(
        "thing__key", "mission__thing__key", "kind", "organisation__name", "offered_at"
    )
    return tuple(
        OfferRow(key, mission, OfferKind(kind), organisation or "", at)
        for key, mission, kind, organisation, at in found
    )


def offer_words(reader: Reader, *, keys: Iterable[UUID], concerned: bool = False) -> dict[UUID, OfferWords]:
    """Return the words of some offers, to those who work on their missions; one query.

    `concerned` says that the reader owes the answer or made the offer, which `answers` knows.
    """
    rows = Offer.objects.filter(thing__key__in=set(keys), offered_at__lte=reader.at)
    found = rows.values_list(
        "thing__key",
        "mission__thing__key",
        "text",
        "language",
        "contact__name",
        "contact__group",
        "contact__email",
        "contact__language",
    )
    return {
        key: OfferWords(text, language, name or "", group or "", email or "", written or language)
        for key, mission, text, language, name, group, email, written in found
        if concerned or permissions.may_read_offers(reader.actor, mission)
    }


def contacts_kept(before: datetime) -> tuple[UUID, ...]:
    """Return the offers made before a moment whose contact details are still here."""
    blank = Q(name="", group="", email="")
    rows = OfferContact.objects.filter(offer__offered_at__lt=before).exclude(blank)
    return tuple(rows.values_list("offer__thing__key", flat=True))
