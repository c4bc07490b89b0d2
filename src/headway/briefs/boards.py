"""What the pages of boards say: what a board is, its meetings, what was decided, and what is still to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.briefs.missions import MissionLink, links_to
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import Label, labels
from headway.missions.queries import MissionRow, missions
from headway.people.queries import day_of
from headway.rhythms import permissions
from headway.rhythms.analysis import Notice
from headway.rhythms.choices import DecisionState, EventState
from headway.rhythms.queries import (
    AgendaRow,
    BoardRow,
    DecisionRow,
    EntryRow,
    EventRow,
    StageRow,
    agenda,
    board,
    boards,
    decision,
    decisions,
    entries,
    event,
    events,
    minutes,
    stages,
)

TO_DO = {DecisionState.MADE, DecisionState.CALLED_IN}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board in the list, with its next meeting and how much of what it decided is still to do."""

    row: BoardRow
    next: EventRow | None
    to_do: int


@dataclass(frozen=True, slots=True)
class BoardsBrief:
    """Every board, and the decisions that were made last."""

    lines: tuple[BoardLine, ...]
    latest: tuple[DecisionRow, ...]
    may_keep: bool


@dataclass(frozen=True, slots=True)
class BoardBrief:
    """One board: its missions, meetings and decisions."""

    row: BoardRow
    missions: tuple[MissionLink, ...]
    ahead: tuple[EventRow, ...]
    past: tuple[EventRow, ...]  # newest first
    proposed: tuple[DecisionRow, ...]
    to_do: tuple[DecisionRow, ...]
    finished: tuple[DecisionRow, ...]
    may_keep: bool
    may_run: bool
    may_propose: bool

    @property
    def decided(self) -> int:
        """How many decisions it made, recommendations among them."""
        return len(self.to_do) + len(self.finished)


@dataclass(frozen=True, slots=True)
class EventBrief:
    """One meeting: agenda, decisions, minutes, and what earlier meetings left to do."""

    row: EventRow
    board: BoardRow
    agenda: tuple[AgendaRow, ...]
    decisions: tuple[DecisionRow, ...]
    minutes: tuple[EntryRow, ...]
    to_do: tuple[DecisionRow, ...]
    due: bool  # its day has come and nobody has said that it was held
    may_run: bool


@dataclass(frozen=True, slots=True)
class DecisionBrief:
    """One decision with its record, stages and links."""

    row: DecisionRow
    board: BoardRow
    stages: tuple[StageRow, ...]
    entries: tuple[EntryRow, ...]
    about: tuple[Label, ...]
    evidence: tuple[Label, ...]
    notice: Notice | None
    review_due: bool
    may_propose: bool
    may_run: bool
    may_finish: bool


def boards_brief(reader: Reader) -> BoardsBrief:
    """Answer the list of boards; nine queries whatever their number."""
    rows = boards(reader)
    keys = {row.key for row in rows}
    planned = ahead_of(reader, events(reader, boards=keys))
    found = seen_decisions(reader, decisions(reader, boards=keys))
    lines = tuple(
        BoardLine(
            row,
            next((each for each in planned if each.board == row.key), None),
            sum(1 for each in found if each.board == row.key and each.state in TO_DO),
        )
        for row in rows
        if row.ended_at is None
    )
    latest = tuple(row for row in found if row.decided_on is not None)[:5]
    return BoardsBrief(lines, latest, reader.past is None and permissions.may_keep_boards(reader.actor))


def ahead_of(reader: Reader, rows: Sequence[EventRow]) -> tuple[EventRow, ...]:
    """Return the planned meetings from today on, the next first."""
    today = day_of(reader.at)
    return tuple(row for row in rows if row.on >= today and row.state is EventState.PLANNED)


def seen_decisions(reader: Reader, rows: Sequence[DecisionRow]) -> tuple[DecisionRow, ...]:
    """Leave out decisions about nothing but missions that this reader may not see."""
    seen = {each.key for each in missions(reader)}
    named = labels({key for row in rows for key in row.about})
    return tuple(row for row in rows if not hidden(row.about, named, seen))


def hidden(about: Iterable[UUID], named: Mapping[UUID, Label], seen: set[UUID]) -> bool:
    """Whether a decision is about missions alone and none of them is open to this reader."""
    keys = set(about)
    closed = {key for key in keys if named[key].kind == "mission"} - seen
    return bool(keys) and closed == keys


def board_brief(reader: Reader, *, slug: str) -> BoardBrief:
    """Answer the page of one board; raises Missing."""
    row = board(reader, slug=slug)
    seen = missions_of(reader, row)
    found = seen_decisions(reader, decisions(reader, boards={row.key}))
    meetings = events(reader, boards={row.key})
    ahead = ahead_of(reader, meetings)
    scopes = (row.key, *row.missions)
    now = reader.past is None and row.ended_at is None
    return BoardBrief(
        row=row,
        missions=links_to(reader, seen),
        ahead=ahead,
        past=tuple(each for each in reversed(meetings) if each not in ahead),
        proposed=tuple(each for each in found if each.state is DecisionState.PROPOSED),
        to_do=tuple(each for each in found if each.state in TO_DO),
        finished=tuple(each for each in found if each.state in {DecisionState.DONE, DecisionState.REVIEWED}),
        may_keep=now and permissions.may_keep_boards(reader.actor),
        may_run=now and permissions.may_run(reader.actor, scopes),
        may_propose=now and permissions.may_propose(reader.actor, scopes),
    )


def missions_of(reader: Reader, row: BoardRow) -> tuple[MissionRow, ...]:
    """Return the missions of a board that this reader may see."""
    return tuple(each for each in missions(reader) if each.key in row.missions)


def event_brief(reader: Reader, *, slug: str, on: date) -> EventBrief:
    """Answer the page of one meeting; raises Missing."""
    held_by = board(reader, slug=slug)
    row = event(reader, board=held_by.key, on=on)
    found = seen_decisions(reader, decisions(reader, boards={held_by.key}))
    earlier = [each for each in found if each.state in TO_DO and each.event != row.key]
    return EventBrief(
        row=row,
        board=held_by,
        agenda=agenda(reader, event=row.key),
        decisions=tuple(reversed([each for each in found if each.event == row.key])),
        minutes=minutes(reader, event=row.key),
        to_do=tuple(each for each in earlier if each.decided_on is None or each.decided_on <= row.on),
        due=row.state is EventState.PLANNED and row.on <= day_of(reader.at),
        may_run=reader.past is None and permissions.may_run(reader.actor, (held_by.key, *held_by.missions)),
    )


def decision_brief(reader: Reader, *, key: UUID) -> DecisionBrief:
    """Answer the page of one decision; raises Missing."""
    row = decision(reader, key=key)
    seen = {each.key for each in missions(reader)}
    named = labels({*row.about, *row.evidence})
    if hidden(row.about, named, seen):
        raise Missing
    home = boards(reader, keys={row.board})[0]
    scopes = (row.board, *home.missions, *row.about)
    today, now = day_of(reader.at), reader.past is None
    return DecisionBrief(
        row=row,
        board=home,
        stages=stages(reader, key=key),
        entries=entries(reader, key=key),
        about=tuple(named[each] for each in row.about if named[each].kind != "mission" or each in seen),
        evidence=tuple(named[each] for each in row.evidence),
        notice=row.notice(today),
        review_due=row.review_on is not None
        and row.review_on <= today
        and row.state in {DecisionState.MADE, DecisionState.DONE},
        may_propose=now and permissions.may_propose(reader.actor, scopes),
        may_run=now and permissions.may_run(reader.actor, scopes),
        may_finish=now and permissions.may_finish(reader.actor, scopes),
    )
