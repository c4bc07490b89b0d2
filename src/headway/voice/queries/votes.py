"""Who takes part under which pseudonym, their own votes, and totals of at least ten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import Count, Q
from numpy.typing import NDArray

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.voice.analysis.codes import receipt_hash
from headway.voice.choices import FLOOR, Choice, Mode
from headway.voice.models import Happening, Participant, Statement, Vote


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who takes part, as they themselves see it."""

    key: UUID
    conversation: UUID
    mode: Mode
    joined_on: date
    told_equality: bool


def participant(reader: Reader, *, receipt: str) -> ParticipantRow | None:
    """Return the pseudonym that a receipt opens, to whoever holds it; one query."""
    del reader
    kept = receipt_hash(receipt)
    if not kept:
        return None
    rows = Participant.objects.filter(receipt_hash=kept)
    names = ("key", "conversation__thing__key", "mode", "joined_on", "told_equality")
    found = rows.values_list(*names).first()
    return ParticipantRow(found[0], found[1], Mode(found[2]), *found[3:]) if found else None


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One's own vote."""

    statement: UUID
    choice: Choice
    important: bool


def own_votes(reader: Reader, *, participant: UUID) -> dict[UUID, OwnVote]:
    """Return the votes of a pseudonym by statement; one query."""
    rows = Vote.objects.filter(known_at(reader.at), participant__key=participant).order_by("known_from", "pk")
    found = rows.values_list("statement__thing__key", "choice", "important")
    return {key: OwnVote(key, Choice(choice), important) for key, choice, important in found}


def own_happenings(reader: Reader, *, participant: UUID) -> dict[UUID, bool]:
    """Return what a pseudonym said of whether it happened; one query."""
    rows = Happening.objects.filter(known_at(reader.at), participant__key=participant)
    return dict(rows.values_list("statement__thing__key", "happened"))


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part, by how they did, and how many votes stand."""

    people: int
    votes: int
    modes: tuple[tuple[Mode, int], ...]


def turnouts(reader: Reader, *, conversations: Iterable[UUID]) -> dict[UUID, Turnout]:
    """Return who took part in some conversations: whoever voted once at least; two queries."""
    keys = set(conversations)
    held = Vote.objects.filter(known_at(reader.at), participant__conversation__thing__key__in=keys)
    rows = held.values_list("participant__conversation__thing__key", "participant__mode").annotate(
        people=Count("participant", distinct=True), votes=Count("pk")
    )
    found: dict[UUID, list[tuple[Mode, int, int]]] = {key: [] for key in keys}
    for key, mode, people, votes in rows:
        found[key].append((Mode(mode), people, votes))
    return {
        key: Turnout(
            sum(people for _mode, people, _votes in parts),
            sum(votes for _mode, _people, votes in parts),
            tuple((mode, people) for mode, people, _votes in sorted(parts)),
        )
        for key, parts in found.items()
    }


@dataclass(frozen=True, slots=True)
class Tally:
    """Totals of one statement; None where fewer than ten people voted on it."""

    agree: int | None = None
    disagree: int | None = None
    passed: int | None = None
    important: int | None = None

    @property
    def votes(self) -> int | None:
        """How many voted; None where they are too few to say."""
        if self.agree is None or self.disagree is None or self.passed is None:
            return None
        return self.agree + self.disagree + self.passed


TOO_FEW = Tally()


def tallies(reader: Reader, *, conversation: UUID) -> dict[UUID, Tally]:
    """Return the totals of each statement that has votes; one query. Fewer than ten votes stay unsaid."""
    rows = Vote.objects.filter(known_at(reader.at), statement__conversation__thing__key=conversation)
    counted = rows.values_list("statement__thing__key").annotate(
        agree=Count("pk", filter=Q(choice=Choice.AGREE)),
        disagree=Count("pk", filter=Q(choice=Choice.DISAGREE)),
        passed=Count("pk", filter=Q(choice=Choice.PASS)),
        important=Count("pk", filter=Q(important=True)),
    )
    return {key: Tally(*counts) if sum(counts[:3]) >= FLOOR else TOO_FEW for key, *counts in counted}


@dataclass(frozen=True, slots=True)
class Ballots:
    """Every vote that stands, as columns of one length; people and statements by their place in their lists.

    `people` are pseudonyms in the order of their random keys, `statements` in the order of their numbers.
    """

    people: tuple[UUID, ...]
    modes: tuple[Mode, ...]  # of the people
    batches: tuple[str, ...]  # of the people
    statements: tuple[UUID, ...]
    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    choice: NDArray[np.int8]
    important: NDArray[np.bool_]
    propensity: NDArray[np.float64]  # nan where the statement was not drawn
    at: NDArray[np.float64]  # seconds since 1970


COLUMNS = ("participant_id", "statement_id", "choice", "important", "propensity", "known_from")


def ballots(reader: Reader, *, conversation: UUID, statements: Iterable[UUID]) -> Ballots:
    """Return the votes on some statements of a conversation; three queries.

    For the engine alone: nothing of one person leaves this app but to that person, or as rows that an
    assessment allows.
    """
    asked = tuple(statements)
    people = Participant.objects.filter(conversation__thing__key=conversation).order_by("key")
    named = list(people.values_list("pk", "key", "mode", "batch"))
    numbers = dict(Statement.objects.filter(thing__key__in=asked).values_list("thing__key", "pk"))
    held = Vote.objects.filter(known_at(reader.at), statement__in=numbers.values())
    *columns, moments = list(zip(*held.values_list(*COLUMNS), strict=True)) or [()] * len(COLUMNS)
    persons = {pk: place for place, (pk, *_rest) in enumerate(named)}
    places = {numbers[key]: place for place, key in enumerate(asked)}
    person = np.array([persons[pk] for pk in columns[0]], dtype=np.int64)
    voted, compact = np.unique(person, return_inverse=True)
    kept = [named[place] for place in voted]
    return Ballots(
        people=tuple(row[1] for row in kept),
        modes=tuple(Mode(row[2]) for row in kept),
        batches=tuple(row[3] for row in kept),
        statements=asked,
        person=compact.astype(np.int64),
        statement=np.array([places[pk] for pk in columns[1]], dtype=np.int64),
        choice=np.array(columns[2], dtype=np.int8),
        important=np.array(columns[3], dtype=np.bool_),
        propensity=np.array(columns[4], dtype=np.float64),
        at=np.array([moment.timestamp() for moment in moments], dtype=np.float64),
    )
