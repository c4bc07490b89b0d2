"""What every write about a question begins with: who may, the next turn, and how it stands then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from headway.answers import permissions
from headway.answers.analysis import Dates, TurnRow, first_due, hash_of, may_follow
from headway.answers.choices import Turn
from headway.answers.models import AnswerNow, AnswerTurn, Asker, Reply
from headway.answers.queries import AnswerRow, answers
from headway.kernel.actions import bump
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of, offices_of

LONGEST = 5000


def seer(by: By) -> Reader:
    """Return who reads for a write: everything, as of now."""
    return Reader(SYSTEM, by.at)


def the_row(thing: Thing, by: By) -> AnswerRow:
    """Return a locked question as it stands; raises Missing."""
    found = answers(seer(by), keys=[thing.key])
    if not found:
        raise Missing
    return found[0]


def require_answer(thing: Thing) -> Thing:
    """Return a question's Thing; raises Missing for anything else."""
    if thing.kind != "answer":
        raise Missing
    return thing


def require_holder(thing: Thing, by: By) -> AnswerRow:
    """Return a locked question to whoever holds the office that owes it; raises Forbidden."""
    row = the_row(thing, by)
    if not permissions.may_answer(by.actor, holds=row.office in offices_of(by.actor, by.at)):
        raise Forbidden(Sentence(_("Only who holds the office that owes the answer may do this.")))
    return row


def require_asker(thing: Thing, by: By, code: str) -> AnswerRow:
    """Return a locked question to whoever asked it, by account or by code; raises Forbidden."""
    row = the_row(thing, by)
    asker = Asker.objects.filter(pk=thing.pk).first()
    asked = asker is not None and (
        (asker.account is not None and asker.account == by.actor.key)
        or bool(code and asker.code and asker.code == hash_of(code))
    )
    if not permissions.may_say(asked=asked, holds=row.office in offices_of(by.actor, by.at)):
        raise Forbidden(Sentence(_("Only who asked may say this, and never who owes the answer.")))
    return row


REFUSALS: Mapping[Turn, str] = {
    Turn.ACKNOWLEDGED: _("This question was acknowledged or answered already."),
    Turn.ROUTED: _("This question was answered already."),
    Turn.GIVEN: _("Somebody answered this question already."),
    Turn.CONFIRMED: _("There is no answer to confirm, or its time is over."),
    Turn.REOPENED: _("There is no answer to object to, or its time is over."),
    Turn.CONTESTED: _("Only a refusal can be contested, while its time runs."),
    Turn.WITHDRAWN: _("This question is answered already."),
}


@dataclass(frozen=True, slots=True)
class Next:
    """What changes with a turn: the dates, the office that owes from then on, the reply and its time.

    `before` are the turns so far.
    """

    dates: Dates | None = None
    office: UUID | None = None
    reply: Reply | None = None
    until: date | None = None
    before: tuple[TurnRow, ...] = ()


def write_turn(
    answer: int, number: int, turn: Turn, office: int, new: Next, dates: Dates, by: By
) -> AnswerTurn:
    """Write one row, and how the question stands with it."""
    made = AnswerTurn.objects.create(
        answer_id=answer,
        number=number,
        turn=turn,
        at=by.at,
        office_id=office,
        calendar=dates.calendar,
        since=dates.since,
        acknowledge_by=dates.acknowledge_by,
        route_by=dates.route_by,
        answer_by=dates.answer_by,
        confirm_by=new.until,
        due=first_due(new.before, turn, dates, new.reply.promised_for if new.reply else None),
        reply=new.reply,
    )
    keep(AnswerTurn.objects.filter(pk=made.pk))
    return made


# What is kept of how a question stands, and where it comes from.
KEPT = {
    "answer_id": "answer_id",
    "kind": "answer__kind",
    "mission_id": "answer__thing__mission_id",
    "costs": "answer__costs",
    "asked_on": "answer__asked_on",
    "about_key": "answer__about__key",
    "office_id": "office_id",
    "turn": "turn",
    "at": "at",
    "due": "due",
    "confirm_by": "confirm_by",
    "given_as": "reply__given_as",
}
AT_ONCE = 5_000


def keep(turns: "QuerySet[AnswerTurn]") -> None:
    """Write how questions stand since their last turns among these: with one turn, or with all there are."""
    last = turns.filter(until__isnull=True).order_by().values_list(*KEPT.values())
    rows = [AnswerNow(**dict(zip(KEPT, row[:-1], strict=False)), given_as=row[-1] or "") for row in last]
    AnswerNow.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["answer"],
        update_fields=[name.removesuffix("_id") for name in KEPT if name != "answer_id"],
    )


NOTHING_NEW = Next()


def next_turn(thing: Thing, row: AnswerRow, turn: Turn, by: By, new: Next = NOTHING_NEW) -> AnswerTurn:
    """Write the next turn of a locked question; the dates hold on unless others come; raises Conflict."""
    if not may_follow(row.turns, turn, day_of(by.at)):
        raise Conflict(Sentence(REFUSALS[turn]))
    last = row.turns[-1]
    held = Dates(last.since, last.calendar, last.acknowledge_by, last.route_by, last.answer_by)
    office = Thing.objects.values_list("pk", flat=True).get(key=new.office or last.office)
    AnswerTurn.objects.filter(answer_id=thing.pk, until__isnull=True).update(until=by.at)
    made = write_turn(
        thing.pk, len(row.turns) + 1, turn, office, replace(new, before=row.turns), new.dates or held, by
    )
    bump(thing)
    return made
