"""Conversations with the terms that held, codes that were printed, and the results that were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import day as day_in
from headway.kernel.intervals import json_of, known_at, parsed
from headway.kernel.things import find
from headway.kernel.translations import Text, Texts, texts
from headway.people.queries import day_of
from headway.voice.analysis.opinions import Opinion, read
from headway.voice.analysis.taking import Terms
from headway.voice.choices import Entry, Stage
from headway.voice.models import Conversation, ConversationTerms, InviteCode, RowsAssessment, Snapshot
from headway.voice.permissions import may_read_draft

SAID = ("question", "background", "easy_read", "rules", "for_children")  # what is translated
FLAGS = ("statutory", "moderated", "equality")
PLAIN = ("language", "video", "statute", "recruitment", "unheard", "minimum_age", *FLAGS)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation, as it stood; its texts in the reader's language where there is one."""

    key: UUID
    slug: str
    version: int  # of the Thing, for forms
    mission: UUID | None
    place_code: str
    terms: Terms
    number: int  # of the version of its terms
    question: Text
    background: Text
    easy_read: Text
    rules: Text
    for_children: Text
    opened_at: datetime | None
    closed_at: datetime | None
    reported_at: datetime | None
    invented: bool
    today: date

    @property
    def stage(self) -> Stage:
        """Return how far it has come."""
        stages = (
            (Stage.REPORTED, self.reported_at),
            (Stage.CLOSED, self.closed_at),
            (Stage.OPEN, self.opened_at),
        )
        return next((stage for stage, at in stages if at is not None), Stage.DRAFT)

    @property
    def takes_part(self) -> bool:
        """Whether people can take part now: it is open, and its last day has not passed."""
        over = self.terms.closes_on is not None and self.terms.closes_on < self.today
        return self.stage is Stage.OPEN and not over

    @property
    def ended_on(self) -> date | None:
        """Return the day on which it was closed."""
        return day_of(self.closed_at) if self.closed_at else None


FIELDS = (
    "thing__key",
    "thing__slug",
    "thing__version",
    "mission__thing__key",
    "mission__place__code",
    "opened_at",
    "closed_at",
    "reported_at",
    "invented",
    "terms",
)


def conversations(
    reader: Reader, *, keys: Iterable[UUID] | None = None, missions: Iterable[UUID] | None = None
) -> tuple[ConversationRow, ...]:
    """Return conversations that this reader may see, the newest first; two queries."""
    rows = Conversation.objects.filter(thing__born_on__lte=reader.at)
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if missions is not None:
        rows = rows.filter(mission__thing__key__in=set(missions))
    return read_rows(reader, rows)


def read_rows(reader: Reader, rows: "QuerySet[Conversation]") -> tuple[ConversationRow, ...]:
    """Read conversations with their terms and translations; drafts for those who work on them."""
    held = ConversationTerms.objects.filter(known_at(reader.at), conversation=OuterRef("pk"))
    names = {name: name for name in (*SAID, *PLAIN, "version", "closes_on", "entry")}
    found = list(
        rows.annotate(terms=json_of(held, **names, office="office__thing__key"))
        .order_by("-thing__born_on", "-pk")
        .values_list(*FIELDS)
    )
    said = texts({row[0] for row in found}, language=reader.language, at=reader.at)
    read = (read_row(reader, row, said) for row in found)
    return tuple(
        row for row in read if row.stage is not Stage.DRAFT or may_read_draft(reader.actor, row.mission)
    )


def read_row(reader: Reader, row: tuple[Any, ...], said: Texts) -> ConversationRow:
    """Read one joined row."""
    key, slug, version, mission, place, *dates, invented, value = row
    held = parsed(value)
    terms = Terms(
        **{name: held[name] for name in (*SAID, *PLAIN)} | {name: bool(held[name]) for name in FLAGS},
        closes_on=day_in(held["closes_on"]),
        entry=Entry(held["entry"]),
        office=UUID(held["office"]) if held["office"] else None,
    )
    opened, closed, reported = (at if at is not None and at <= reader.at else None for at in dates)
    return ConversationRow(
        key=key,
        slug=slug,
        version=version,
        mission=mission,
        place_code=place or "",
        terms=terms,
        number=held["version"],
        **{name: said.say(key, name, held[name], terms.language) for name in SAID},
        opened_at=opened,
        closed_at=closed,
        reported_at=reported,
        invented=invented,
        today=day_of(reader.at),
    )


def conversation(reader: Reader, *, slug: str = "", key: UUID | None = None) -> ConversationRow:
    """Return one conversation by its address (old ones count) or its key; raises Missing."""
    found = conversations(reader, keys={key or find("conversation", slug).label.key})
    if not found:
        raise Missing
    return found[0]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether votes may be published person by person, and why."""

    allowed: bool
    text: str
    since: datetime


def assessment(reader: Reader, *, conversation: UUID) -> Assessment | None:
    """Return the steward's assessment that held; one query."""
    rows = RowsAssessment.objects.filter(known_at(reader.at), conversation__thing__key=conversation)
    found = rows.values_list("allowed", "assessment", "known_from").first()
    return Assessment(*found) if found else None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A print run of codes: how many, how many of them were used."""

    name: str
    codes: int
    used: int


def batches(reader: Reader, *, conversation: UUID) -> tuple[BatchRow, ...]:
    """Return the print runs of a conversation; one query."""
    del reader  # counts are the same at every moment: nobody notes when a code was used
    counts: dict[str, list[int]] = {}
    rows = InviteCode.objects.filter(conversation__thing__key=conversation).values_list("batch", "used")
    for name, used in rows:
        held = counts.setdefault(name, [0, 0])
        held[0] += 1
        held[1] += used
    return tuple(BatchRow(name, *held) for name, held in sorted(counts.items()))


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A result that was kept."""

    conversation: UUID
    number: int
    taken_at: datetime
    participants: int
    votes: int
    opinion: Opinion


def snapshots(reader: Reader, *, conversations: Iterable[UUID]) -> dict[UUID, SnapshotRow]:
    """Return the last result of each of some conversations; one query."""
    last = Snapshot.objects.filter(conversation=OuterRef("conversation"), taken_at__lte=reader.at).order_by(
        "-number"
    )
    rows = Snapshot.objects.filter(
        conversation__thing__key__in=set(conversations), pk__in=last.values("pk")[:1]
    ).values_list("conversation__thing__key", "number", "taken_at", "participants", "votes", "result")
    return {row[0]: SnapshotRow(*row[:-1], read(row[-1])) for row in rows}


def scope_of(reader: Reader, key: UUID) -> UUID | None:
    """Return the mission of a conversation: a role for it counts; raises Missing where there is none."""
    found = Conversation.objects.filter(thing__key=key, thing__born_on__lte=reader.at)
    row = found.values_list("mission__thing__key").first()
    if row is None:
        raise Missing
    return row[0]
