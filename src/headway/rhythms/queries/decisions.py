"""Decisions with their wording, stages and later entries, as known at a moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.intervals import day, json_of, known_at, parsed
from headway.people.queries import day_of
from headway.rhythms import permissions
from headway.rhythms.analysis import Notice, notice_of
from headway.rhythms.choices import IN_FORCE, Authority, DecisionKind, DecisionState, ProfileCode
from headway.rhythms.models import (
    BoardMission,
    BoardVersion,
    Decision,
    DecisionAbout,
    DecisionEntry,
    DecisionEvidence,
    DecisionStage,
    DecisionVersion,
)
from headway.rhythms.queries.boards import EntryRow

TEXTS = (
    "title",
    "text",
    "language",
    "reasons",
    "alternatives",
    "conflicts",
    "dispensation",
    "power",
    "power_source",
    "forecast",
    "delegations",
    "notice_exception",
    "equality_effect",
    "equality_evidence",
    "equality_considered_by",
)
DAYS = ("review_on", "call_in_until", "notice_on", "equality_considered_on")
WORDS = {name: name for name in (*TEXTS, *DAYS, "kind", "authority", "is_key")} | {
    "wording": "version",
    "event": "event__thing__key",
    "event_on": "event__on",
}
BOARD = {"board_name": "name", "profile": "profile"}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with the wording and the stage that held."""

    key: UUID
    version: int  # of the Thing, for forms
    board: UUID
    board_slug: str
    board_name: str
    profile: ProfileCode
    wording: int
    title: str
    text: str
    language: str
    kind: DecisionKind
    reasons: str
    alternatives: str
    conflicts: str
    dispensation: str
    authority: Authority
    power: str
    power_source: str
    forecast: str
    review_on: date | None
    delegations: str
    call_in_until: date | None
    is_key: bool
    notice_on: date | None
    notice_exception: str
    equality_effect: str
    equality_evidence: str
    equality_considered_by: str
    equality_considered_on: date | None
    event: UUID | None
    event_on: date | None
    state: DecisionState
    on: date  # of the stage
    note: str
    decided_on: date | None
    checked: bool
    born_on: datetime
    about: tuple[UUID, ...] = field(default=())
    evidence: tuple[UUID, ...] = field(default=())

    @property
    def binding(self) -> bool:
        """Whether it names the power it uses and its source; otherwise it is a recommendation."""
        return bool(self.power.strip() and self.power_source.strip())

    @property
    def in_force(self) -> bool:
        """Whether it was made and does not wait after a call-in."""
        return self.state in IN_FORCE

    def notice(self, today: date) -> Notice | None:
        """Count the public notice of a key decision, to its day or to this one."""
        on = self.decided_on or today
        return notice_of(self.profile, is_key=self.is_key, notice_on=self.notice_on, on=on)


@dataclass(frozen=True, slots=True)
class StageRow:
    """Where a decision stood, since when, and why."""

    state: DecisionState
    on: date
    note: str
    checked: bool
    known_from: datetime


def decisions(
    reader: Reader,
    *,
    missions: Iterable[UUID] = (),
    about: Iterable[UUID] = (),
    boards: Iterable[UUID] = (),
    events: Iterable[UUID] = (),
    keys: Iterable[UUID] = (),
) -> tuple[DecisionRow, ...]:
    """Return the decisions this reader may see, newest first; three queries.

    `missions` and `about` are Things that a decision is about; what is asked for adds up.
    """
    held = known_at(reader.at, "version__")
    named = DecisionAbout.objects.filter(held, thing__key__in={*missions, *about})
    wordings = DecisionVersion.objects.filter(known_at(reader.at), event__thing__key__in=set(events))
    asked = (
        Q(pk__in=named.values("version__decision"))
        | Q(pk__in=wordings.values("decision"))
        | Q(board__thing__key__in=set(boards))
        | Q(thing__key__in=set(keys))
    )
    found = list(rows_of(reader).filter(asked).values_list(*FIELDS))
    links = links_of(reader, [row[0] for row in found])
    read = [read_decision(row, *links[row[0]]) for row in found]
    seen = [row for row in read if visible(row, reader)]
    return tuple(sorted(seen, key=lambda row: (row.decided_on or row.on, row.born_on), reverse=True))


FIELDS = (
    "thing__key",
    "thing__version",
    "board__thing__key",
    "board__thing__slug",
    "thing__born_on",
    "words",
    "terms",
    "stage",
    "made",
)


def rows_of(reader: Reader) -> Any:
    """Return the decisions that were there, each with its wording, its board's terms and its stages."""
    at = reader.at
    stage = DecisionStage.objects.filter(decision=OuterRef("pk"))
    made = stage.filter(state=DecisionState.MADE, known_from__lte=at).order_by("known_from")
    return Decision.objects.filter(thing__born_on__lte=at).annotate(
        words=json_of(DecisionVersion.objects.filter(known_at(at), decision=OuterRef("pk")), **WORDS),
        terms=json_of(BoardVersion.objects.filter(known_at(at), board=OuterRef("board")), **BOARD),
        stage=json_of(stage.filter(known_at(at)), state="state", on="on", note="note"),
        made=json_of(made, on="on", checked="checked"),
    )


def links_of(reader: Reader, keys: list[UUID]) -> dict[UUID, tuple[tuple[UUID, ...], tuple[UUID, ...]]]:
    """Return what some decisions are about and what they cite, under the wording that held; two queries."""
    found: dict[UUID, tuple[list[UUID], list[UUID]]] = defaultdict(lambda: ([], []))
    held = known_at(reader.at, "version__") & Q(version__decision__thing__key__in=keys)
    about, evidence = DecisionAbout.objects.filter(held), DecisionEvidence.objects.filter(held)
    names = ("version__decision__thing__key", "thing__key")
    for key, thing in about.order_by("pk").values_list(*names):
        found[key][0].append(thing)
    for key, thing in evidence.order_by("pk").values_list(*names):
        found[key][1].append(thing)
    return {key: (tuple(found[key][0]), tuple(found[key][1])) for key in keys}


def read_decision(row: tuple[Any, ...], about: tuple[UUID, ...], evidence: tuple[UUID, ...]) -> DecisionRow:
    """Read one joined row."""
    key, version, board, slug, born_on, words, terms, stage, made = row
    said, held = dict(parsed(words)), parsed(stage)
    first = parsed(made) if made else None
    for name in (*DAYS, "event_on"):
        said[name] = day(said[name])
    said["kind"], said["authority"] = DecisionKind(said["kind"]), Authority(said["authority"])
    said["is_key"] = bool(said["is_key"])
    said["event"] = UUID(str(said["event"])) if said["event"] else None
    on = day(held["on"])
    assert on is not None  # the column does not take NULL
    return DecisionRow(
        key=key,
        version=version,
        board=board,
        board_slug=slug,
        board_name=parsed(terms)["board_name"],
        profile=ProfileCode(parsed(terms)["profile"]),
        state=DecisionState(held["state"]),
        on=on,
        note=held["note"],
        decided_on=day(first["on"]) if first else None,
        checked=bool(first["checked"]) if first else True,
        born_on=born_on,
        about=about,
        evidence=evidence,
        **said,
    )


def visible(row: DecisionRow, reader: Reader) -> bool:
    """A decision is public once it is made or its notice is; before, those who work on it see it."""
    noticed = row.notice_on is not None and row.notice_on <= day_of(reader.at)
    public = row.state != DecisionState.PROPOSED or noticed
    return public or permissions.may_read_proposed(reader.actor, (row.board, *row.about))


def decision(reader: Reader, *, key: UUID) -> DecisionRow:
    """Return one decision; raises Missing when there is none, or not for this reader."""
    found = decisions(reader, keys={key})
    if not found:
        raise Missing
    return found[0]


def stages(reader: Reader, *, key: UUID) -> tuple[StageRow, ...]:
    """Return every stage of a decision known by then, oldest first; one query."""
    rows = DecisionStage.objects.filter(decision__thing__key=key, known_from__lte=reader.at)
    fields = ("state", "on", "note", "checked", "known_from")
    found = rows.order_by("known_from", "pk").values_list(*fields)
    return tuple(StageRow(DecisionState(state), *rest) for state, *rest in found)


def entries(reader: Reader, *, key: UUID) -> tuple[EntryRow, ...]:
    """Return what was added to the record of a decision by then, oldest first; one query."""
    rows = DecisionEntry.objects.filter(decision__thing__key=key, written_at__lte=reader.at)
    return tuple(
        EntryRow(*row) for row in rows.order_by("number").values_list("number", "text", "written_at")
    )


def scopes_of_decision(reader: Reader, key: UUID) -> tuple[UUID, ...]:
    """Return a decision's board, the board's missions and what it is about; raises Missing."""
    held = known_at(reader.at, "version__")
    row = Decision.objects.filter(thing__key=key).values_list("board", "board__thing__key").first()
    if row is None:
        raise Missing
    about = DecisionAbout.objects.filter(held, version__decision__thing__key=key)
    missions = BoardMission.objects.filter(held, version__board=row[0])
    return (
        row[1],
        *missions.values_list("mission__thing__key", flat=True),
        *about.values_list("thing__key", flat=True),
    )


def power_named(key: UUID) -> bool:
    """Whether the current wording of a decision names the power it uses and its source."""
    words = DecisionVersion.objects.filter(decision__thing__key=key, known_to__isnull=True)
    return words.exclude(power="").exclude(power_source="").exists()


# --- for checks ---


@dataclass(frozen=True, slots=True)
class DecisionDossier:
    """What checks read of the boards of one mission: what is in force, newest first, and the next meeting."""

    decisions: tuple[DecisionRow, ...]
    boards: int  # that answer for it

    @property
    def binding(self) -> tuple[DecisionRow, ...]:
        """Return the decisions in force that name the power they use."""
        return tuple(row for row in self.decisions if row.in_force and row.binding)


def dossier(reader: Reader, *, missions: Iterable[UUID]) -> dict[UUID, DecisionDossier]:
    """Return for each mission what its boards decided about it; four queries."""
    wanted = tuple(dict.fromkeys(missions))
    rows = [row for row in decisions(reader, missions=wanted) if row.state != DecisionState.PROPOSED]
    held = known_at(reader.at, "version__") & Q(
        mission__thing__key__in=wanted, version__board__ended_at__isnull=True
    )
    counted = list(BoardMission.objects.filter(held).values_list("mission__thing__key", flat=True))
    return {
        key: DecisionDossier(tuple(row for row in rows if key in row.about), counted.count(key))
        for key in wanted
    }


# --- for histories ---


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A decision that was made, in one line."""

    key: UUID
    title: str
    on: date
    known_from: datetime


def decided_about(reader: Reader, *, thing: UUID) -> tuple[DecidedRow, ...]:
    """Return the decisions made about a Thing by then, in one line each; one query."""
    named = DecisionAbout.objects.filter(known_at(reader.at, "version__"), thing__key=thing)
    made = DecisionStage.objects.filter(
        decision__in=named.values("version__decision"),
        state=DecisionState.MADE,
        known_from__lte=reader.at,
    ).order_by("known_from")
    title = DecisionVersion.objects.filter(known_at(reader.at), decision=OuterRef("decision"))
    found: dict[UUID, DecidedRow] = {}
    for key, on, since, words in made.annotate(words=json_of(title, title="title")).values_list(
        "decision__thing__key", "on", "known_from", "words"
    ):
        found.setdefault(key, DecidedRow(key, parsed(words)["title"], on, since))
    return tuple(found.values())
