"""Clocks, capacities and pauses: what was set before keeps its dates."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import MOST_DAYS, ClockName, PauseReason
from headway.answers.models import Capacity, ClockSetting, Pause
from headway.answers.queries.settings import running_pause
from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of


@step
def set_clock(clock: ClockName, days: int, reason: str, by: By) -> None:
    """Give a clock other days, for dates fixed from now on; raises Invalid."""
    if not 1 <= days <= MOST_DAYS:
        words = Sentence(_("Enter a number of days from 1 to %(most)s."), {"most": MOST_DAYS})
        raise Invalid(words, {"days": words})
    why = said(reason, "reason")
    ClockSetting.objects.filter(clock=clock, known_to__isnull=True).update(known_to=by.at)
    ClockSetting.objects.create(clock=clock, days=days, reason=why, set_by=by.actor.key, known_from=by.at)


@step
def set_capacity(organisation: Thing, monthly: int | None, reason: str, by: By) -> None:
    """Say how many answers a locked organisation can give a month; None says nothing any more."""
    if monthly is not None and not 1 <= monthly <= 10_000:
        words = Sentence(_("Enter a number from 1 to 10,000."))
        raise Invalid(words, {"monthly": words})
    why = said(reason, "reason")
    rows = Capacity.objects.filter(organisation_id=organisation.pk)
    rows.filter(known_to__isnull=True).update(known_to=by.at)
    Capacity.objects.create(
        organisation_id=organisation.pk,
        monthly=monthly,
        reason=why,
        set_by=by.actor.key,
        known_from=by.at,
    )


@step
def pause_clocks(
    office: Thing, reason: PauseReason, note: str, days: tuple[date, date | None], by: By
) -> UUID:
    """Let the clocks of a locked office stand still from a day on; return the pause's key.

    Raises
    ------
    Invalid
        When it begins before today: what ran out stays run out. Or ends before it begins, or says no reason.
    Conflict
        When a pause of the office touches these days already.
    """
    starts_on, ends_on = days
    if starts_on < day_of(by.at):
        words = Sentence(_("A pause begins today or later. A clock that ran out stays as it is."))
        raise Invalid(words, {"starts_on": words})
    if ends_on is not None and ends_on < starts_on:
        words = Sentence(_("The last day must not be before the first."))
        raise Invalid(words, {"ends_on": words})
    why = said(note, "note")
    if any(ends_on is None or row.starts_on <= ends_on for row in touching(office.key, starts_on)):
        raise Conflict(Sentence(_("The clocks of this office stand still on some of these days already.")))
    made = Pause.objects.create(
        office_id=office.pk,
        reason=reason,
        note=why,
        starts_on=starts_on,
        planned_end=ends_on,
        recorded_at=by.at,
    )
    return made.key


def touching(office: UUID, day: date) -> list[Pause]:
    """Return the pauses of an office on a day or later."""
    return list(Pause.objects.filter(running_pause(office, day)))


@step
def end_pause(key: UUID, by: By) -> tuple[UUID, date]:
    """Let the clocks run again from today; return the office and the last day that does not count.

    Raises
    ------
    Missing
        When there is no such pause.
    Conflict
        When it has ended.
    """
    row = (
        Pause.objects.select_for_update(of=("self",)).select_related("office__thing").filter(key=key).first()
    )
    if row is None:
        raise Missing
    last = day_of(by.at).fromordinal(day_of(by.at).toordinal() - 1)
    planned = row.ended_on or row.planned_end
    if row.ended_at is not None or (planned is not None and planned <= last):
        raise Conflict(Sentence(_("This pause has ended already.")))
    row.ended_on, row.ended_at = last, by.at
    row.save(update_fields=["ended_on", "ended_at"])
    return row.office.thing.key, last


def said(text: str, field: str) -> str:
    """Return a reason without surplus spaces; raises Invalid."""
    words = " ".join(text.split())
    if not words or len(words) > 300:
        sentence = Sentence(_("Enter between 1 and %(most)s characters."), {"most": 300})
        raise Invalid(sentence, {field: sentence})
    return words
