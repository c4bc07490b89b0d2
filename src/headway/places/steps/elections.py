"""Pre-election periods and changes of control: written once, withdrawn when they were wrong."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.places.models import ChangeOfControl, Place, PreElectionPeriod

LONGEST = 300
Row = TypeVar("Row", PreElectionPeriod, ChangeOfControl)


@step
def set_period(place: UUID, *, starts_on: date, ends_on: date, reason: str, by: By) -> UUID:
    """Write a pre-election period of a locked place; raises Invalid."""
    if ends_on < starts_on:
        sentence = Sentence(_("The last day lies before the first."))
        raise Invalid(sentence, {"ends_on": sentence})
    return PreElectionPeriod.objects.create(
        place=Place.objects.get(thing__key=place),
        starts_on=starts_on,
        ends_on=ends_on,
        reason=why(reason),
        set_by=by.actor.key,
        set_at=by.at,
    ).key


@step
def set_change(place: UUID, *, on: date, reason: str, by: By) -> UUID:
    """Write a change of control of a locked place; raises Invalid, or Conflict where it is known."""
    if ChangeOfControl.objects.filter(place__thing__key=place, on=on, withdrawn_at=None).exists():
        raise Conflict(Sentence(_("This change of control is recorded already.")))
    return ChangeOfControl.objects.create(
        place=Place.objects.get(thing__key=place),
        on=on,
        reason=why(reason),
        set_by=by.actor.key,
        set_at=by.at,
    ).key


@step
def lock_live(kind: type[Row], key: UUID) -> Row:
    """Lock a period or a change that holds; raises Missing, or Conflict where it was withdrawn."""
    row = kind.objects.select_for_update(of=("self",)).select_related("place__thing").filter(key=key).first()
    if row is None:
        raise Missing
    if row.withdrawn_at is not None:
        raise Conflict(Sentence(_("This was withdrawn already.")))
    return row


@step
def withdraw(row: PreElectionPeriod | ChangeOfControl, *, by: By) -> None:
    """Withdraw a locked row: from now on it does not hold."""
    row.withdrawn_at = by.at
    row.save(update_fields=["withdrawn_at"])


def why(reason: str) -> str:
    """Return a reason fit to print; raises Invalid."""
    text = " ".join(reason.split())
    if not 0 < len(text) <= LONGEST:
        sentence = Sentence(_("Give a reason of up to %(most)s characters."), {"most": LONGEST})
        raise Invalid(sentence, {"reason": sentence})
    return text
