"""What who asked does: confirms, opens again, contests, asks no more."""

from django.utils.translation import gettext_noop as _

from headway.answers.analysis import fixed_dates
from headway.answers.choices import Turn
from headway.answers.models import Answer, Objection, Reply
from headway.answers.queries import AnswerRow, clock_days
from headway.answers.steps.ground import LONGEST, Next, next_turn, require_asker, seer, the_row
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of, office_rows


@step
def say(thing: Thing, turn: Turn, by: By, *, code: str = "", why: str = "") -> AnswerRow:
    """Confirm, reopen or contest, as who asked; reopening and contesting start the clock anew.

    Raises
    ------
    Forbidden
        Unless who asked says so, and does not owe the answer too.
    Conflict
        Before there is an answer, or when silence has closed it.
    Invalid
        When a reopening or an objection gives no reason.
    """
    row = require_asker(thing, by, code)
    if turn == Turn.CONFIRMED:
        confirmed = Reply.objects.get(thing__key=row.reply.key) if row.reply else None
        next_turn(thing, row, turn, by, Next(reply=confirmed))
        return row
    if not why.strip() or len(why) > LONGEST:
        words = Sentence(_("Say why, in 1 to %(most)s characters."), {"most": LONGEST})
        raise Invalid(words, {"why": words})
    office = office_rows(seer(by), keys=[row.office])[row.office]
    home, across = Answer.objects.values_list("home__thing__key", "across").get(pk=thing.pk)
    dates = fixed_dates(
        clock_days(seer(by)),
        day_of(by.at),
        office.calendar,
        row.kind,
        across=across or office.organisation != home,
        routed=True,
    )
    made = next_turn(thing, row, turn, by, Next(dates=dates))
    Objection.objects.create(turn=made, text=why.strip())
    return row


@step
def withdraw(thing: Thing, by: By, *, code: str = "") -> AnswerRow:
    """Ask no more: who asked, or the installation where what it was about is gone."""
    row = the_row(thing, by) if by.actor.system else require_asker(thing, by, code)
    next_turn(thing, row, Turn.WITHDRAWN, by)
    return row
