"""Who reads first and who decides about what; the letterbox, as far as anybody may look into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headway.answers.analysis import hash_of
from headway.frontline.choices import BarrierKind
from headway.frontline.models import BarrierContact, Decider, Desk, Letter
from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Who reads barriers first, and who takes what is no matter for a ledger."""

    reader: UUID
    reader_name: str
    safeguarding: UUID
    safeguarding_name: str
    whistleblowing: UUID
    whistleblowing_name: str
    call: str
    since: datetime


def desk(reader: Reader) -> DeskRow | None:
    """Return the desk of the body; None while barriers are not opened. One query."""
    rows = Desk.objects.filter(known_at(reader.at), body__is_body=True).values_list(
        "reader__thing__key",
        "reader__name",
        "safeguarding__thing__key",
        "safeguarding__name",
        "whistleblowing__thing__key",
        "whistleblowing__name",
        "call",
        "known_from",
    )
    found = rows.first()
    return DeskRow(*found) if found else None


@dataclass(frozen=True, slots=True)
class DeciderRow:
    """The office that decides about one kind of barrier."""

    kind: BarrierKind
    office: UUID
    office_name: str


def deciders(reader: Reader) -> Mapping[BarrierKind, DeciderRow]:
    """Return the offices that decide, by kind; one query."""
    rows = Decider.objects.filter(known_at(reader.at)).values_list(
        "kind", "office__thing__key", "office__name"
    )
    return {BarrierKind(kind): DeciderRow(BarrierKind(kind), office, name) for kind, office, name in rows}


# --- the letterbox ---

BATCH = 500  # letters that one act opens


def letter_day(reader: Reader, *, code: str) -> date | None:  # noqa: ARG001 - every query takes its reader
    """Return the day of a letter that still lies in the letterbox, to whoever holds its code."""
    return Letter.objects.filter(code=hash_of(code)).values_list("day", flat=True).first()


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter, for the flow that empties the letterbox."""

    number: int
    code: str
    day: date
    content: Mapping[str, Any]
    picture: bytes | None


def letters_due(reader: Reader, *, before: date) -> tuple[LetterRow, ...]:
    """Return the letters of earlier days to the installation itself, in the order of their random numbers."""
    if not reader.actor.system:
        return ()
    rows = Letter.objects.filter(day__lt=before).order_by("number")
    return tuple(
        LetterRow(number, code, day, content, bytes(picture) if picture is not None else None)
        for number, code, day, content, picture in rows.values_list(
            "number", "code", "day", "content", "picture"
        )[:BATCH]
    )


def contacts_kept(reader: Reader, *, before: datetime) -> tuple[UUID, ...]:
    """Return the barriers raised before a moment with somebody to write to, to the installation alone."""
    if not reader.actor.system:
        return ()
    rows = BarrierContact.objects.filter(barrier__raised_at__lt=before).exclude(name="", email="")
    return tuple(rows.values_list("barrier__thing__key", flat=True)[:2000])
