"""What pages and the API say about what is in the way, as known at the reader's moment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import AnswerKind
from headway.answers.queries import AnswerRow, answers, by_code, past_clock
from headway.answers.queries import answer as the_answer
from headway.briefs.answers import AnswerBrief, AnswerLine, brief_of, linker
from headway.frontline import permissions
from headway.frontline.analysis import ASKED_MINUTES, Hours, hours
from headway.frontline.queries import (
    EVERYTHING,
    BarrierRow,
    Chosen,
    Counted,
    LeftRow,
    Stood,
    WordsRow,
    alike_to,
    barrier,
    barriers,
    counted,
    counted_of,
    deciders,
    desk,
    ledger,
    left,
    may_see_words,
    month_by_month,
    of_answers,
    pick,
    words_of,
)
from headway.frontline.queries.alike import AlikeRow
from headway.frontline.queries.rules import RuleRow, rules_under
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.errors import Missing
from headway.kernel.sentences import Figure, Sentence
from headway.missions.choices import MissionState
from headway.missions.queries import MissionRow, missions
from headway.people.queries import OfficeRow, office_rows, offices_of


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """A barrier in a list: how it is sorted, what is owed, the rule it rests on."""

    row: BarrierRow
    answer: AnswerLine
    rule: RuleRow | None


@dataclass(frozen=True, slots=True)
class LedgerBrief:
    """One page of the ledger, by date alone, with what it sums up to."""

    summary: tuple[Sentence, ...]
    counted: Counted | None
    lines: tuple[BarrierLine, ...]
    after: str
    missions: tuple[MissionRow, ...]  # to choose from
    offices: tuple[str, ...]
    open: bool  # somebody reads what is raised
    looks_after: bool  # the reader's office takes what left the ledger


def ledger_brief(reader: Reader, *, chosen: Chosen = EVERYTHING, after: str = "") -> LedgerBrief:
    """Answer the public ledger; raises Missing where `after` is no place in it."""
    picked = pick(reader, chosen)
    page = ledger(reader, picked, after=after)
    found = None if after else counted(reader, picked)  # sums stand on the first page alone
    return LedgerBrief(
        summary=(*summary_words(found), *back_words(found.back)) if found else (),
        counted=found,
        lines=lines_of(reader, page.rows),
        after=page.after,
        missions=open_missions(reader),
        offices=tuple(sorted({row.listed for row in office_rows(reader).values()})),
        open=desk(reader) is not None,
        looks_after=bool(left(reader)) if reader.actor.signed_in else False,
    )


def open_missions(reader: Reader) -> tuple[MissionRow, ...]:
    """Return the missions that everybody may read and that go on, by title."""
    rows = [row for row in missions(reader) if row.opened_at and row.state != MissionState.CLOSED]
    return tuple(sorted(rows, key=lambda row: row.charter.title))


def lines_of(reader: Reader, rows: Collection[BarrierRow]) -> tuple[BarrierLine, ...]:
    """Put barriers beside what is owed about them, in the order given."""
    asked = {row.key: row for row in answers(reader, keys=[row.answer for row in rows])} if rows else {}
    rules = rules_under(reader, barriers=[row.key for row in rows]) if rows else {}
    link = linker(reader)
    return tuple(
        BarrierLine(row, link(asked[row.answer]), rules.get(row.key)) for row in rows if row.answer in asked
    )


def summary_words(found: Counted) -> tuple[Sentence, ...]:
    """Say how many were raised, answered, fixed and confirmed, and how many are closed by silence."""
    if not found.raised:
        return (Sentence(_("Nobody has said yet what is in the way.")),)
    values = {"n": found.raised, "answered": found.answered, "fixed": found.confirmed}
    first = Sentence(
        _("%(n)s barrier raised: %(answered)s answered, %(fixed)s fixed and confirmed by who raised it."),
        values,
        plural=_(
            "%(n)s barriers raised: %(answered)s answered, %(fixed)s fixed and confirmed by those who raised "
            "them."
        ),
        count="n",
    )
    if not found.silent:
        return (first,)
    silent = Sentence(
        _("%(n)s was closed because nobody confirmed the answer, and counts as nothing fixed."),
        {"n": found.silent},
        plural=_("%(n)s were closed because nobody confirmed the answer, and count as nothing fixed."),
        count="n",
    )
    return first, silent


def back_words(back: Hours) -> tuple[Sentence, ...]:
    """Say what confirmed fixes give back, as an estimate with its range; nothing where nothing is fixed."""
    if not back.high:
        return ()
    values = {
        "likely": Figure(back.likely, places=0),
        "low": Figure(back.low, places=0),
        "high": Figure(back.high, places=0),
    }
    return (
        Sentence(
            _(
                "%(likely)s hours a month given back (between %(low)s and %(high)s), estimated by those who "
                "raised them, not measured."
            ),
            values,
        ),
    )


def asked_words(raised: int) -> Sentence:
    """Say what we ask: the time that raising takes, beside the time that fixes give back."""
    minutes = Figure(raised * ASKED_MINUTES, places=0)
    return Sentence(
        _("To write them took about %(minutes)s minutes in all, at 90 seconds each."), {"minutes": minutes}
    )


# --- one barrier ---


@dataclass(frozen=True, slots=True)
class BarrierBrief:
    """A barrier with its answer's story; words and suggestions only for those whom they concern."""

    row: BarrierRow
    answer: AnswerBrief
    rule: RuleRow | None
    costs: Hours  # hours a month
    words: WordsRow | None
    joined: tuple[BarrierRow, ...]
    into: BarrierRow | None
    sorts: bool
    summarises: bool
    me_too: bool

    @property
    def asked(self) -> AnswerRow:
        """Return what is owed about it."""
        return self.answer.row


def barrier_brief(reader: Reader, *, key: UUID) -> BarrierBrief:
    """Answer the page of one barrier; raises Missing."""
    row = barrier(reader, key=key)
    asked = the_answer(reader, key=row.answer)
    holds = asked.office in offices_of(reader.actor, reader.at)
    return built(reader, row, asked, holds=holds, held_code=False)


def barrier_brief_of(reader: Reader, *, asked: AnswerRow) -> BarrierBrief | None:
    """Answer the page on which who owes answers a barrier; None for any other question."""
    row = of_answers(reader, answers=[asked.key]).get(asked.key) if asked.kind == AnswerKind.BARRIER else None
    if row is None:
        return None
    holds = asked.office in offices_of(reader.actor, reader.at)
    return built(reader, row, asked, holds=holds, held_code=False)


def tracked(reader: Reader, *, code: str) -> BarrierBrief:
    """Answer the page of whoever holds a return code; raises Missing, also for a code of anything else."""
    asked = by_code(reader, code=code)
    if asked.kind != AnswerKind.BARRIER:
        raise Missing
    row = of_answers(reader, answers=[asked.key])[asked.key]
    return built(reader, row, asked, holds=False, held_code=True)


def built(reader: Reader, row: BarrierRow, asked: AnswerRow, *, holds: bool, held_code: bool) -> BarrierBrief:
    """Put one barrier together."""
    now = reader.past is None
    raised = asked.mine or held_code
    concerned = permissions.may_read_words(reader.actor, holds=holds, raised=raised)
    near = barriers(reader, keys=[*row.joined, *([row.into] if row.into else [])])
    return BarrierBrief(
        row=row,
        answer=brief_of(reader, asked, concerned=concerned, held_code=held_code),
        rule=rules_under(reader, barriers=[row.key]).get(row.key),
        costs=hours([(row.often, row.takes, 1)]),
        words=words_of(reader, keys=[row.key], concerned=concerned).get(row.key),
        joined=tuple(near[each] for each in row.joined if each in near),
        into=near.get(row.into) if row.into else None,
        sorts=now and asked.open and permissions.may_sort(reader.actor, holds=holds),
        summarises=now and permissions.may_summarise(reader.actor, holds=holds),
        me_too=now and not raised and not holds,
    )


@dataclass(frozen=True, slots=True)
class LeftBrief:
    """A barrier that left the ledger, for the office that looks after it and for who raised it."""

    row: BarrierRow
    left: LeftRow
    words: WordsRow | None
    call: str


def left_brief(reader: Reader, *, key: UUID, held_code: bool = False) -> LeftBrief | None:
    """Return where a barrier went that left the ledger; None where it did not, or not for this reader."""
    seer = Reader(SYSTEM, reader.at, reader.language) if held_code else reader
    found = left(seer, keys=[key]).get(key)
    if found is None:
        return None
    concerned = held_code or may_see_words(reader, office=found.office, raised=False)
    first = desk(reader)
    return LeftBrief(
        barriers(seer, keys=[key])[key],
        found,
        words_of(reader, keys=[key], concerned=concerned).get(key),
        first.call if first else "",
    )


def looked_after(reader: Reader) -> tuple[LeftBrief, ...]:
    """Return what left the ledger to offices that the reader holds, by date."""
    found = left(reader)
    rows = barriers(reader, keys=found)
    said = words_of(reader, keys=found, concerned=True)
    first = desk(reader)
    call = first.call if first else ""
    return tuple(LeftBrief(rows[key], each, said.get(key), call) for key, each in found.items())


# --- who sorts, who answers ---


@dataclass(frozen=True, slots=True)
class SortingBrief:
    """What helps to sort a barrier: who decides about which kind, and who says the same."""

    brief: BarrierBrief
    offices: Mapping[UUID, OfficeRow]
    suggested: UUID | None  # the owner of its rule, or who decides about its kind
    alike: tuple[AlikeRow, ...]


def sorting_brief(reader: Reader, *, key: UUID) -> SortingBrief:
    """Answer the page on which a barrier is sorted; raises Missing."""
    brief = barrier_brief(reader, key=key)
    named = deciders(reader).get(brief.row.kind)
    owner = brief.rule.owner if brief.rule else None
    return SortingBrief(
        brief,
        office_rows(reader),
        owner or (named.office if named else None),
        alike_to(reader, key=key),
    )


@dataclass(frozen=True, slots=True)
class InboxBarrier:
    """What the inbox says of a barrier beside its clock: cost, rule, who else, in which words."""

    row: BarrierRow
    words: WordsRow | None
    rule: RuleRow | None
    costs: Hours


def inbox_barriers(reader: Reader, *, rows: Collection[AnswerRow]) -> dict[UUID, InboxBarrier]:
    """Return what is known of barriers that the reader's offices owe, by the key of the answer."""
    asked = [row.key for row in rows if row.kind == AnswerKind.BARRIER]
    if not asked:
        return {}
    found = of_answers(reader, answers=asked)
    keys = [row.key for row in found.values()]
    said = words_of(reader, keys=keys, concerned=True)
    rules = rules_under(reader, barriers=keys)
    return {
        key: InboxBarrier(row, said.get(row.key), rules.get(row.key), hours([(row.often, row.takes, 1)]))
        for key, row in found.items()
    }


# --- question 4 of a mission's page ---


@dataclass(frozen=True, slots=True)
class Section:
    """What a mission's page says about what is in the way."""

    sentences: tuple[Sentence, ...]
    counted: Counted
    past: tuple[AnswerRow, ...]
    course: tuple[Stood, ...]  # by the end of each month, and now


NEWEST = 5


def section(reader: Reader, *, mission: UUID) -> Section | None:
    """Say what is in the way; None while nothing was raised. Two queries, more where some is late."""
    found = counted_of(reader, missions=[mission]).get(mission)
    if found is None:
        return None
    late = (
        tuple(row for row in past_clock(reader, mission=mission) if row.kind == AnswerKind.BARRIER)
        if found.behind
        else ()
    )
    return Section(
        (*summary_words(found), *late_words(late), *back_words(found.back)),
        found,
        late[:NEWEST],
        month_by_month(reader, mission=mission),
    )


def late_words(late: Collection[AnswerRow]) -> tuple[Sentence, ...]:
    """Say how many are past their clock, and who owes them where it is one office."""
    if not late:
        return ()
    offices = {row.office_name for row in late}
    values: dict[str, int | str] = {"n": len(late)}
    if len(offices) > 1:
        return (
            Sentence(
                _("%(n)s is past its clock."), values, plural=_("%(n)s are past their clock."), count="n"
            ),
        )
    return (
        Sentence(
            _("%(n)s is past its clock, owed by %(office)s."),
            values | {"office": next(iter(offices))},
            plural=_("%(n)s are past their clock, all owed by %(office)s."),
            count="n",
        ),
    )
