"""What was written, for those whom it concerns alone; what left the ledger, for who looks after it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.frontline import permissions
from headway.frontline.choices import Exit
from headway.frontline.models import BarrierContact, BarrierExit, BarrierPicture, BarrierWords
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.people.queries import offices_of


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What somebody wrote, and who to write to where they said so."""

    tried: str
    for_whom: str
    stopped: str
    rule_cited: str
    team: str
    language: str
    name: str
    email: str
    picture: bool


def may_see_words(reader: Reader, *, office: UUID, raised: bool) -> bool:
    """Whether this reader may read what was written; `office` owes the answer, or looks after what left."""
    holds = office in offices_of(reader.actor, reader.at)
    return permissions.may_read_words(reader.actor, holds=holds, raised=raised)


def words_of(reader: Reader, *, keys: Iterable[UUID], concerned: bool) -> dict[UUID, WordsRow]:
    """Return what was written, for those whom it concerns alone; three queries, or none."""
    if not (concerned or reader.actor.system):
        return {}
    wanted = set(keys)
    contacts = {
        key: (name, email)
        for key, name, email in BarrierContact.objects.filter(barrier__thing__key__in=wanted).values_list(
            "barrier__thing__key", "name", "email"
        )
    }
    pictures = set(
        BarrierPicture.objects.filter(barrier__thing__key__in=wanted).values_list(
            "barrier__thing__key", flat=True
        )
    )
    rows = BarrierWords.objects.filter(barrier__thing__key__in=wanted).values_list(
        "barrier__thing__key", "tried", "for_whom", "stopped", "rule_cited", "team", "language"
    )
    return {
        key: WordsRow(
            tried, whom, stopped, rule, team, language, *contacts.get(key, ("", "")), key in pictures
        )
        for key, tried, whom, stopped, rule, team, language in rows
    }


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture without its metadata."""

    content: bytes
    media_type: str


def picture(reader: Reader, *, key: UUID, concerned: bool) -> PictureRow:
    """Return the picture of a barrier to those whom it concerns; raises Missing."""
    rows = BarrierPicture.objects.filter(barrier__thing__key=key)
    found = rows.values_list("content", "media_type").first() if concerned or reader.actor.system else None
    if found is None:
        raise Missing
    return PictureRow(bytes(found[0]), found[1])


@dataclass(frozen=True, slots=True)
class LeftRow:
    """That a barrier left the ledger, for the office that looks after it and for who raised it."""

    key: UUID
    way: Exit
    office: UUID
    office_name: str
    left_on: date


def left(reader: Reader, *, keys: Iterable[UUID] | None = None) -> dict[UUID, LeftRow]:
    """Return what left the ledger: to offices that the reader holds, or all of some keys for the system."""
    rows = BarrierExit.objects.filter(left_at__lte=reader.at)
    if keys is not None:
        rows = rows.filter(barrier__thing__key__in=set(keys))
    if not reader.actor.system:
        rows = rows.filter(office__thing__key__in=offices_of(reader.actor, reader.at))
    found = rows.order_by("left_on", "barrier__thing__key").values_list(
        "barrier__thing__key", "way", "office__thing__key", "office__name", "left_on"
    )
    return {key: LeftRow(key, Exit(way), office, name, on) for key, way, office, name, on in found[:500]}
