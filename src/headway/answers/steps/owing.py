"""What who owes does: a question is owed, acknowledged, routed, answered, and its clock runs out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers import permissions
from headway.answers.analysis import Dates, NewQuestion, NewReply, Passed, confirm_by, fixed_dates, passed
from headway.answers.choices import GIVEN_FOR, AnswerKind, Due, GivenAs, Turn
from headway.answers.models import Answer, Asker, Notice, Reply
from headway.answers.queries import AnswerRow, clock_days, pauses
from headway.answers.steps.ground import (
    LONGEST,
    Next,
    next_turn,
    require_answer,
    require_holder,
    seer,
    the_row,
    write_turn,
)
from headway.kernel.actions import lock, step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.kernel.things import NewThing, create
from headway.people.queries import OfficeRow, day_of, office_rows, offices_of


@dataclass(frozen=True, slots=True)
class Owed:
    """A question that was written, and the last day for its answer."""

    thing: Thing
    answer_by: date


@step
def owe(by: By, new: NewQuestion) -> Owed:
    """Write that an office owes an answer about a Thing; its dates are fixed now.

    Raises
    ------
    Missing
        When the office or the Thing is none.
    """
    reader = seer(by)
    office = office_rows(reader, keys=[new.office]).get(new.office)
    things = {row.key: row for row in Thing.objects.filter(key__in=wanted(new, office))}
    if office is None or new.about not in things:
        raise Missing
    thing = create(NewThing("answer", new.label, mission=things.get(new.mission)), by.at)  # type: ignore[arg-type]
    today = new.asked_on or day_of(by.at)
    dates = fixed_dates(
        clock_days(reader), today, office.calendar, new.kind, across=new.across, routed=new.routed
    )
    row = Answer.objects.create(
        thing=thing,
        about=things[new.about],
        kind=new.kind,
        across=new.across,
        affected=max(new.affected, 1),
        costs=new.costs,
        home_id=things[office.organisation].pk,
        asked_on=today,
        asked_at=by.at,
        quiet_until=dates.answer_by if new.quiet else None,
    )
    if new.account or new.code_hash:
        Asker.objects.create(answer=row, account=new.account, code=new.code_hash)
    write_turn(row.pk, 1, Turn.OWED, things[office.key].pk, Next(), dates, by)
    return Owed(thing, dates.answer_by)


def wanted(new: NewQuestion, office: OfficeRow | None) -> set[UUID]:
    """Return the keys of the Things that a question names."""
    keys = {new.about, new.office, new.mission, office.organisation if office else None}
    return {key for key in keys if key is not None}


@step
def acknowledge(thing: Thing, by: By) -> AnswerRow:
    """Say that the office has the question; raises Forbidden or Conflict."""
    row = require_holder(thing, by)
    next_turn(thing, row, Turn.ACKNOWLEDGED, by)
    return row


@step
def route(thing: Thing, to: UUID, by: By) -> date:
    """Name the office that decides, this one or another; return the last day for the answer.

    Another body gets the days across bodies, counted from the day of the question; what is late already stays
    late, and what comes home gets its own days back: passing on gains no time.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes, or the steward, asks.
    Conflict
        When it is answered, or the office is closed.
    """
    row = the_row(thing, by)
    holds = row.office in offices_of(by.actor, by.at)
    if not permissions.may_route(by.actor, holds=holds):
        raise Forbidden
    named = office_rows(seer(by), keys=[to]).get(to)
    if named is None:
        raise Missing(Sentence(_("There is no such office.")))
    dates = routed_dates(thing, row, named, by)
    next_turn(thing, row, Turn.ROUTED, by, Next(dates=dates, office=named.key))
    return dates.answer_by


def routed_dates(thing: Thing, row: AnswerRow, named: OfficeRow, by: By) -> Dates:
    """Return the dates that hold once the office is named."""
    last, today = row.turns[-1], day_of(by.at)
    home, across = Answer.objects.values_list("home__thing__key", "across").get(pk=thing.pk)
    fresh = fixed_dates(
        clock_days(seer(by)),
        last.since,
        named.calendar,
        row.kind,
        across=across or named.organisation != home,
        routed=True,
    )
    late = any(each.due == Due.ANSWER for each in passed(row.turns, pauses(seer(by)), today))
    answer_by = last.answer_by if late else fresh.answer_by
    return Dates(last.since, named.calendar, last.acknowledge_by, None, answer_by)


@step
def give(things: Sequence[Thing], reply: NewReply, by: By) -> tuple[Thing, tuple[AnswerRow, ...]]:
    """Answer one question, or many of one office and kind at once; return the reply and the questions.

    Raises
    ------
    Forbidden
        Unless the holder of the office that owes answers.
    Conflict
        When one is answered already.
    Invalid
        When the reason, the date or what a refusal needs is missing, or the questions do not go together.
    """
    rows = tuple(require_holder(thing, by) for thing in things)
    kinds, offices = {row.kind for row in rows}, {row.office for row in rows}
    if len(kinds) != 1 or len(offices) != 1:
        raise Invalid(Sentence(_("One answer settles questions of one kind that one office owes.")))
    check_reply(reply, rows[0].kind, by)
    office = Thing.objects.get(key=rows[0].office)
    made = create(NewThing("reply", rows[0].about.label, language=reply.language), by.at)
    written = Reply.objects.create(
        thing=made,
        office_id=office.pk,
        given_as=reply.given_as,
        reason=reply.reason.strip(),
        language=reply.language,
        rule=reply.rule.strip(),
        instead=reply.instead.strip(),
        promised_for=reply.promised_for,
    )
    days = clock_days(seer(by))
    asked = set(Asker.objects.filter(answer__in=[thing.pk for thing in things]).values_list("pk", flat=True))
    for thing, row in zip(things, rows, strict=True):
        until = confirm_by(days, day_of(by.at), reply, asked=thing.pk in asked)
        next_turn(thing, row, Turn.GIVEN, by, Next(reply=written, until=until))
    return made, rows


@step
def settle(keys: Iterable[UUID], reply: NewReply, by: By) -> tuple[UUID, tuple[UUID, ...]]:
    """Lock questions and answer them as their kind knows; return the keys of the reply and of all of them.

    Raises as `give`, or Missing.
    """
    asked = sorted(set(keys))
    if not asked:
        raise Invalid(Sentence(_("Choose at least one question.")))
    locked = lock(*asked)
    made, rows = give([require_answer(locked[key]) for key in asked], reply, by)
    check_kind(rows, reply)
    return made.key, tuple(asked)


def check_reply(reply: NewReply, kind: AnswerKind, by: By) -> None:
    """Refuse a reply that says too little, or promises the past."""
    wrong = dict(faults(reply, day_of(by.at)))
    if kind == AnswerKind.BARRIER and reply.given_as == GivenAs.REFUSED:
        wrong |= dict(bare_refusal(reply))
    if wrong:
        raise Invalid(Sentence(_("The answer is not complete.")), wrong)


def faults(reply: NewReply, today: date) -> Iterator[tuple[str, Sentence]]:
    """Yield what is wrong with a reply to any question, by field."""
    if not reply.reason.strip() or len(reply.reason) > LONGEST:
        yield "reason", Sentence(_("Say why, in 1 to %(most)s characters."), {"most": LONGEST})
    promised = reply.promised_for
    if reply.given_as != GivenAs.NOT_YET and promised is not None:
        yield "promised_for", Sentence(_("Only a “not yet” has a date."))
    elif reply.given_as == GivenAs.NOT_YET and (promised is None or promised <= today):
        yield "promised_for", Sentence(_("Name the day, after today."))
    if len(reply.rule) > 300 or len(reply.instead) > LONGEST:
        yield "instead", Sentence(_("Some texts are too long."))


def bare_refusal(reply: NewReply) -> Iterator[tuple[str, Sentence]]:
    """Yield what a refusal to the front line still needs: its rule, and what can be done instead."""
    if not reply.rule.strip():
        yield "rule", Sentence(_("Name the rule that the refusal rests on."))
    if not reply.instead.strip():
        yield "instead", Sentence(_("Say what can be done instead."))


def check_kind(rows: Sequence[AnswerRow], reply: NewReply) -> None:
    """Refuse an answer that this kind of question does not know."""
    if any(reply.given_as not in GIVEN_FOR[row.kind] for row in rows):
        words = Sentence(_("Choose from the list."))
        raise Invalid(words, {"given_as": words})


@step
def note_passed(thing: Thing, ran_out: Passed, by: By) -> None:
    """Write that a clock's passing was told; raises Conflict when it was already."""
    same = Notice.objects.filter(answer_id=thing.pk, clock=ran_out.due, fixed_for=ran_out.fixed_for)
    if same.exists():
        raise Conflict(Sentence(_("This was told already.")))
    Notice.objects.create(answer_id=thing.pk, clock=ran_out.due, fixed_for=ran_out.fixed_for, told_at=by.at)
