"""Tests: draft, lock, amend, draw, start, watch, rate, withdraw; results and rulings stand in flows."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import Actor, By, Reader
from headway.kernel.canonical import Digest
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.learning import events, permissions, steps
from headway.learning.analysis import NewLook, PlanWords, UnitRoster
from headway.learning.choices import KIND, Design, Scale
from headway.learning.queries import quiet_until


def locked(test: UUID, actor: Actor, may: Callable[[Actor, UUID], bool], version: int | None = None) -> Thing:
    """Lock a test for somebody who may change it."""
    thing = lock(test, expect=None if version is None else {test: version})[test]
    if thing.kind != KIND:
        raise Missing
    if not may(actor, steps.mission_key(thing)):
        raise Forbidden
    return thing


def waiting(reader: Reader, thing: Thing) -> date | None:
    """Return until when this waits for an election to be over."""
    return quiet_until(reader, mission=steps.mission_key(thing))


@action(events.TestDrafted)
def draft_test(by: By, *, mission: UUID, plan: PlanWords, link: UUID | None = None) -> Done[UUID]:
    """Begin a test of a mission, on one link of its theory of change or on none.

    Raises
    ------
    Forbidden
        Unless the mission's lead, an analyst or a researcher asks.
    Missing
        When the link is of another mission.
    Invalid
        Without a name.
    """
    things = lock(*(key for key in (mission, link) if key))
    if things[mission].kind != "mission":
        raise Missing
    if not permissions.may_draft(by.actor, mission):
        raise Forbidden
    if link and (things[link].kind != "toc_link" or things[link].mission_id != things[mission].pk):
        raise Missing
    thing = steps.begin(things[mission], things[link] if link else None, plan, by)
    return Done(events.TestDrafted(about=thing.key, mission=mission), thing.key)


@action(events.DraftWritten)
def write_plan(by: By, *, test: UUID, plan: PlanWords, version: int) -> Done[None]:
    """Write a plan that is not locked.

    Raises
    ------
    Forbidden
        Unless the mission's lead, an analyst or a researcher asks.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it is locked: an amendment with its reason follows it.
    """
    thing = locked(test, by.actor, permissions.may_draft, version)
    number = steps.rewrite(thing, plan, by)
    return Done(events.DraftWritten(about=test, version=number), None)


@action(events.TestRegistered)
def lock_plan(by: By, *, test: UUID, version: int) -> Done[None]:
    """Lock a plan: from now on nothing changes it, and its hash stands in the log.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When the plan does not say everything, or cannot answer its question.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it is locked already.
    """
    thing = locked(test, by.actor, permissions.may_lock, version)
    plan = steps.lock_plan(thing, by, quiet_until=waiting(Reader(by.actor, by.at), thing))
    event = events.TestRegistered(
        about=test, plan=Digest(plan.hash), design=Design(plan.design), decide_on=plan.decide_on
    )
    return Done(event, None)


@action(events.PlanAmended)
def amend_plan(by: By, *, test: UUID, plan: PlanWords, reason: str, version: int) -> Done[None]:
    """Lock the next version of a plan; those before stay, and stand beside the result.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        Without a reason or a difference.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When the test is not registered or running: after the result nothing is amended.
    """
    thing = locked(test, by.actor, permissions.may_lock, version)
    number, hashed = steps.amend(thing, plan, reason, by)
    return Done(events.PlanAmended(about=test, version=number, plan=hashed), None)


@action(events.SeedCommitted)
def commit_seed(by: By, *, test: UUID) -> Done[None]:
    """Choose the secret of a draw and tell its hash.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Conflict
        When the plan is not locked, draws no lots, or this was done.
    """
    thing = locked(test, by.actor, permissions.may_analyse)
    return Done(events.SeedCommitted(about=test, commitment=steps.commit_seed(thing, by)), None)


@action(events.ListFixed)
def fix_list(
    by: By, *, test: UUID, roster: UnitRoster, beacon: str = "", beacon_on: date | None = None
) -> Done[None]:
    """Fix the list of a draw, and name a public number that will be known later.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When the list is not the plan's, or the number could be known today.
    Conflict
        Before the seed is committed, or when a list is fixed.
    """
    thing = locked(test, by.actor, permissions.may_analyse)
    steps.fix_list(thing, roster, by, beacon=beacon, beacon_on=beacon_on)
    return Done(events.ListFixed(about=test, list=roster.hash, units=roster.units), None)


@action(events.TestDrawn)
def draw_lots(by: By, *, test: UUID, number: str = "") -> Done[None]:
    """Draw the lots, once; the secret is shown with them.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        Without the public number that was named, or before its day.
    Conflict
        Before the list is fixed, or when lots were drawn.
    """
    thing = locked(test, by.actor, permissions.may_analyse)
    return Done(events.TestDrawn(about=test, draw=steps.draw_lots(thing, by, number=number).hash), None)


@action(events.TestStarted)
def start_test(by: By, *, test: UUID, on: date) -> Done[None]:
    """Say that a registered test began.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When the day lies before the lock, or ahead.
    Conflict
        Before its lots are drawn, where chance decides; or when it began.
    """
    thing = locked(test, by.actor, permissions.may_run)
    steps.start(thing, on, by, quiet_until=waiting(Reader(by.actor, by.at), thing))
    return Done(events.TestStarted(about=test, on=on), None)


@action(events.TestWatched)
def watch_test(by: By, *, test: UUID, look: NewLook) -> Done[None]:
    """Record how a running test runs; never an effect.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When the numbers contradict one another.
    Conflict
        When it does not run.
    """
    thing = locked(test, by.actor, permissions.may_analyse)
    number, found = steps.watch(thing, look, by)
    failed = sum(each.passed is False for each in found)
    return Done(events.TestWatched(about=test, number=number, failed=failed), None)


@action(events.TestRated)
def rate_test(by: By, *, test: UUID, scale: Scale, level: int, reasons: str) -> Done[None]:
    """Say how strong a finished test is, on a named scale.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks; or for who locked the plan, where somebody else could.
    Invalid
        Without reasons, or for a level that the scale does not have.
    Conflict
        Before there is a result.
    """
    thing = locked(test, by.actor, permissions.may_rate)
    steps.rate(thing, scale, level, reasons, by)
    return Done(events.TestRated(about=test, scale=scale, level=level), None)


@action(events.TestWithdrawn)
def withdraw_test(by: By, *, test: UUID, reason: str) -> Done[None]:
    """End a test without a result; its page stays with the reason.

    Raises
    ------
    Forbidden
        Unless the mission's lead, an analyst or a researcher asks.
    Invalid
        Without a reason.
    Conflict
        When it has a result.
    """
    thing = locked(test, by.actor, permissions.may_withdraw)
    steps.withdraw(thing, reason, by)
    return Done(events.TestWithdrawn(about=test), None)
