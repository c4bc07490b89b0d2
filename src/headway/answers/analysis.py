"""What is handed in and comes back, and the clocks: pure work on turns, pauses and dates. No database."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from headway.answers.choices import (
    CHANGES,
    OPEN,
    AnswerKind,
    ClockName,
    Due,
    GivenAs,
    PauseReason,
    Standing,
    Turn,
)
from headway.kernel.translations import Text
from headway.kernel.workdays import A_DAY, Calendar, after, between, is_working_day

ROUNDS = frozenset({Turn.OWED, Turn.REOPENED, Turn.CONTESTED})  # each begins its clocks anew


# --- coming in ---


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What is asked, of which office, about which Thing.

    `label` is public and names nobody. `across`: who asks belongs to another body. `routed`: the office is
    known to decide, so that no clock for naming it runs. `quiet`: public once the answer is given or its time
    is up. Who asked is an account, or whoever holds the code that `code_hash` is made of. `costs`: what
    waiting costs who asks, as a band of their app's.
    """

    about: UUID
    office: UUID
    kind: AnswerKind
    label: str
    mission: UUID | None = None
    across: bool = False
    affected: int = 1
    routed: bool = False
    quiet: bool = False
    account: UUID | None = None
    code_hash: str = ""
    costs: str = ""
    asked_on: date | None = None  # a letter waited for its box to be emptied; else today


@dataclass(frozen=True, slots=True)
class NewReply:
    """What is answered; a "not yet" has its date, a refusal its rule and what can be done instead."""

    given_as: GivenAs
    reason: str
    language: str = "en"
    rule: str = ""
    instead: str = ""
    promised_for: date | None = None


def hash_of(code: str) -> str:
    """Return what is kept of a return code; it has 128 random bits, so that a plain hash is enough.

    >>> hash_of("0A ") == hash_of("0a")
    True
    """
    return hashlib.sha256("".join(code.split()).lower().encode()).hexdigest()


# --- as rows ---


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """An answer as it was given; `reason` and `instead` in the reader's language where there is one."""

    key: UUID
    given_as: GivenAs
    reason: Text
    rule: str
    instead: Text
    promised_for: date | None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One thing that happened, with the dates fixed from then on; `on` is its day where we are."""

    turn: Turn
    at: datetime
    on: date
    office: UUID
    calendar: Calendar
    since: date
    acknowledge_by: date | None
    route_by: date | None
    answer_by: date
    confirm_by: date | None
    reply: ReplyRow | None


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days on which an office's clocks stand still; `ends_on` is the last, None while nobody said so."""

    key: UUID
    office: UUID
    office_name: str
    reason: PauseReason
    note: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A clock that ran out: which, the last day it gave, and that day as it was fixed before any pause."""

    due: Due
    on: date
    fixed_for: date


# --- clocks ---


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one round, fixed when it begins."""

    since: date
    calendar: Calendar
    acknowledge_by: date | None
    route_by: date | None
    answer_by: date


def fixed_dates(
    days: dict[ClockName, int],
    since: date,
    calendar: Calendar,
    kind: AnswerKind,
    *,
    across: bool,
    routed: bool,
) -> Dates:
    """Fix the dates of a round that begins on a day."""

    def by(clock: ClockName) -> date:
        return after(since, days[clock], calendar)

    if kind == AnswerKind.VERDICT:
        return Dates(since, calendar, None, None, by(ClockName.REPLY))
    return Dates(
        since,
        calendar,
        by(ClockName.ACKNOWLEDGE),
        None if routed else by(ClockName.ROUTE),
        by(ClockName.ANSWER_ACROSS if across else ClockName.ANSWER_WITHIN),
    )


def confirm_by(days: dict[ClockName, int], given_on: date, reply: NewReply, *, asked: bool) -> date | None:
    """Return the last day on which who asked may speak; None where nobody asked, or it is a promise."""
    if not asked or reply.given_as == GivenAs.NOT_YET:
        return None
    return given_on + timedelta(days=days[ClockName.CONFIRM])


def owner_on(day: date, turns: Sequence[TurnRow]) -> UUID:
    """Return the office that owed the answer at the end of a day."""
    return next((row.office for row in reversed(turns) if row.on <= day), turns[0].office)


def stands_still(day: date, turns: Sequence[TurnRow], pauses: Sequence[PauseRow], today: date) -> bool:
    """Whether the clocks of the office that owed stood still on a day; an open pause holds until today."""
    office = owner_on(day, turns)
    return any(
        row.office == office and row.starts_on <= day <= (row.ends_on or max(today, row.starts_on))
        for row in pauses
    )


def moved(fixed: date, turns: Sequence[TurnRow], pauses: Sequence[PauseRow], today: date) -> date:
    """Return a date of the last round, later by the working days on which the clocks stood still."""
    if not pauses:
        return fixed
    last = turns[-1]
    left, day = between(last.since, fixed, last.calendar), last.since
    while left:
        day += A_DAY
        if is_working_day(day, last.calendar) and not stands_still(day, turns, pauses, today):
            left -= 1
    return max(day, fixed)


def running(turns: Sequence[TurnRow], pauses: Sequence[PauseRow], today: date) -> tuple[Passed, ...]:
    """Return the clocks that run, whether or not they ran out, the first to run out first."""
    last = turns[-1]
    fixed: dict[Due, date | None] = {}
    if last.turn in OPEN:
        done = {row.turn for row in this_round(turns)}
        fixed = {
            Due.ACKNOWLEDGE: None if done & {Turn.ACKNOWLEDGED, Turn.ROUTED} else last.acknowledge_by,
            Due.ROUTE: None if Turn.ROUTED in done else last.route_by,
            Due.ANSWER: last.answer_by,
        }
    elif last.turn == Turn.GIVEN and last.reply is not None and last.reply.promised_for is not None:
        return (Passed(Due.PROMISE, last.reply.promised_for, last.reply.promised_for),)
    found = [Passed(due, moved(on, turns, pauses, today), on) for due, on in fixed.items() if on is not None]
    return tuple(sorted(found, key=lambda each: each.on))


def first_due(before: Sequence[TurnRow], turn: Turn, dates: Dates, promised_for: date | None) -> date | None:
    """Return the day on which the first clock of a new turn runs out, before any pause; None: none runs."""
    if turn not in OPEN:
        return promised_for if turn == Turn.GIVEN else None
    done = {turn} if turn in ROUNDS else {turn, *(row.turn for row in this_round(before))}
    fixed = (
        None if done & {Turn.ACKNOWLEDGED, Turn.ROUTED} else dates.acknowledge_by,
        None if Turn.ROUTED in done else dates.route_by,
        dates.answer_by,
    )
    return min(day for day in fixed if day is not None)


def this_round(turns: Sequence[TurnRow]) -> Sequence[TurnRow]:
    """Return the turns since the clocks began the last time."""
    begins = max(at for at, row in enumerate(turns) if row.turn in ROUNDS)
    return turns[begins:]


def passed(turns: Sequence[TurnRow], pauses: Sequence[PauseRow], today: date) -> tuple[Passed, ...]:
    """Return the clocks that ran out before today and that nothing has stopped since."""
    return tuple(each for each in running(turns, pauses, today) if each.on < today)


def standing(turns: Sequence[TurnRow], today: date) -> Standing:
    """Return how a question stands: its last turn, or what silence made of it."""
    last = turns[-1]
    if last.turn == Turn.GIVEN and last.confirm_by is not None and last.confirm_by < today:
        return Standing.NOT_CONFIRMED
    return Standing(last.turn.value)


def was_late(turns: Sequence[TurnRow], pauses: Sequence[PauseRow]) -> bool:
    """Whether an answer of any round was given after its day: that stays in the open."""
    return any(
        row.turn == Turn.GIVEN and moved(row.answer_by, turns[: at + 1], pauses, row.on) < row.on
        for at, row in enumerate(turns)
        if turns[at - 1].turn in OPEN
    )


def may_follow(turns: Sequence[TurnRow], turn: Turn, today: date) -> bool:
    """Whether a turn may come next; who promised a date may answer again, and silence closes for good."""
    last = turns[-1]
    if standing(turns, today) == Standing.NOT_CONFIRMED:
        return False
    if turn == Turn.CONTESTED:
        refused = last.reply is not None and last.reply.given_as == GivenAs.REFUSED
        return refused and turn in CHANGES[last.turn]
    given = last.reply if last.turn == Turn.GIVEN else None
    promised = given is not None and given.promised_for is not None
    return turn in CHANGES[last.turn] or (promised and turn == Turn.GIVEN)


# --- the queue ---


def places(rows: Sequence[tuple[UUID, int, date]]) -> dict[UUID, int]:
    """Return the place of each question in the open queue: the most affected first, then the oldest.

    Parameters
    ----------
    rows : key, number of people affected, day it was asked
    """
    ordered = sorted(rows, key=lambda row: (-row[1], row[2], str(row[0])))
    return {key: number for number, (key, _affected, _on) in enumerate(ordered, start=1)}


def month_of(place: int, monthly: int, today: date) -> date:
    """Return the first day of the month in which a place in the queue comes up, at so many answers a month.

    >>> month_of(13, 12, date(2026, 12, 5))
    datetime.date(2027, 1, 1)
    """
    months = today.month - 1 + (place - 1) // monthly
    return date(today.year + months // 12, months % 12 + 1, 1)
