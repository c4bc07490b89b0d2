"""What is sound alone: the desk, the deciders, public summaries, joining, me too, words that go."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.queries import owed
from headway.frontline import events, permissions
from headway.frontline.choices import BarrierKind
from headway.frontline.queries import barriers
from headway.frontline.steps import barriers as steps
from headway.frontline.steps import desk as desks
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden, Missing
from headway.kernel.sentences import Sentence
from headway.people.queries import body_key, offices_of


@action(events.DeskSet)
def set_desk(by: By, *, reader: UUID, safeguarding: UUID, whistleblowing: UUID, call: str) -> Done[None]:
    """Say who reads barriers first and who takes what is no matter for a ledger: now anyone may raise.

    Raises
    ------
    Forbidden
        Unless the steward asks.
    Conflict
        Before the body is set up.
    Invalid
        When it does not say who to call.
    """
    if not permissions.may_set_desk(by.actor):
        raise Forbidden
    body = body_key(Reader(SYSTEM, by.at))
    if body is None:
        raise Conflict(Sentence(_("Set up the body first.")))
    things = lock(body, reader, safeguarding, whistleblowing)
    offices = (things[reader], things[safeguarding], things[whistleblowing])
    desks.set_desk(things[body], offices, call, by)
    event = events.DeskSet(
        about=body, reader=reader, safeguarding=safeguarding, whistleblowing=whistleblowing
    )
    return Done(event, None)


@action(events.DeciderSet)
def set_decider(by: By, *, kind: BarrierKind, office: UUID | None) -> Done[None]:
    """Name the office that decides about one kind of barrier; raises Forbidden, Conflict or Missing."""
    if not permissions.may_set_desk(by.actor):
        raise Forbidden
    body = body_key(Reader(SYSTEM, by.at))
    if body is None:
        raise Conflict(Sentence(_("Set up the body first.")))
    things = lock(*([body, office] if office else [body]))
    desks.set_decider(kind, things[office] if office else None, by)
    return Done(events.DeciderSet(about=body, barrier_kind=kind, office=office), None)


@action(events.BarrierSummarised)
def summarise(by: By, *, barrier: UUID, summary: str, language: str, version: int) -> Done[None]:
    """Approve what the public may read about a barrier.

    Raises
    ------
    Forbidden
        Unless a steward asks who does not owe its answer.
    Stale
        When it was changed since the person opened it.
    Invalid
        When it says nothing, or too much.
    """
    if not permissions.may_summarise(by.actor, holds=_holds(by, barrier)):
        raise Forbidden
    thing = lock(barrier, expect={barrier: version})[barrier]
    steps.summarise(thing, summary, language, by)
    return Done(events.BarrierSummarised(about=barrier), None)


@action(events.BarrierParted)
def part(by: By, *, barrier: UUID) -> Done[None]:
    """Let a barrier stand alone again; raises Forbidden, or Conflict where it does."""
    if not permissions.may_sort(by.actor, holds=_holds(by, barrier)):
        raise Forbidden
    steps.part(lock(barrier)[barrier], by)
    return Done(events.BarrierParted(about=barrier), None)


@action(events.MeTooSaid)
def say_me_too(by: By, *, barrier: UUID) -> Done[None]:
    """Say that one has the same in the way; it counts people, never minutes.

    Raises
    ------
    Forbidden
        Unless somebody signed in says so who did not raise it.
    Conflict
        When they said so already.
    """
    row = owed(Reader(by.actor, by.at), about=[barrier]).get(barrier)
    if row is None:
        raise Missing
    if not permissions.may_say_me_too(by.actor, raised=row.mine):
        raise Forbidden
    steps.say_me_too(lock(barrier)[barrier], by.actor.key, by)
    return Done(events.MeTooSaid(about=barrier), None)


@action(events.BarrierWordsBlanked)
def blank_words(by: By, *, barrier: UUID) -> Done[None]:
    """Blank what was written, because its writer asks; raises Forbidden unless the steward does it."""
    if not permissions.may_set_desk(by.actor):
        raise Forbidden
    steps.blank_words(lock(barrier)[barrier])
    return Done(events.BarrierWordsBlanked(about=barrier, count=1), None)


@action(events.BarrierWordsBlanked)
def forget_contacts(by: By, *, barriers: Iterable[UUID]) -> Done[int]:
    """Blank who to write to about barriers that were answered a year ago; raises Forbidden for a person."""
    if not by.actor.system:
        raise Forbidden
    things = lock(*barriers)
    return Done(events.BarrierWordsBlanked(count=len(things)), steps.blank_contacts(things.values()))


def _holds(by: By, barrier: UUID) -> bool:
    """Whether who acts holds the office that owes the answer about a barrier; raises Missing."""
    reader = Reader(SYSTEM, by.at)
    if barrier not in barriers(reader, keys=[barrier]):
        raise Missing
    return owed(reader, about=[barrier])[barrier].office in offices_of(by.actor, by.at)
