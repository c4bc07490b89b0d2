"""Writing down what the checks say of open missions; the owner may reply before everybody reads it."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from headway.answers import steps as answers
from headway.answers.analysis import NewQuestion
from headway.answers.choices import AnswerKind, ClockName
from headway.answers.queries import clock_days, owed
from headway.briefs.checks.judging import Judged, judge_all
from headway.briefs.checks.register import BY_ID
from headway.briefs.elections import quiet_missions
from headway.checks import permissions, steps
from headway.checks.analysis import KeptRow, Said, Standing, goes_on, standing_of
from headway.checks.choices import FIRST, FIRST_DAYS, State
from headway.checks.events import VerdictsKept
from headway.checks.queries import kept, standing
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.models import Thing
from headway.kernel.workdays import Calendar, after
from headway.people.queries import day_of, office_rows
from headway.people.queries.dossier import BodyFacts, body_facts


@dataclass(frozen=True, slots=True)
class Change:
    """One check that says something else than what is written down; `before` is that."""

    said: Said
    before: KeptRow | None

    @property
    def asks(self) -> bool:
        """Whether the owner is asked for a reply: something new is not met."""
        new = self.before is None or not goes_on(self.before, self.said)
        return new and self.said.state is State.NOT_MET


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed of one mission, and the office that leads it."""

    mission: UUID
    lead: UUID | None
    changes: tuple[Change, ...]


def recheck(by: By, *, missions: Iterable[UUID] | None = None) -> int:
    """Judge open missions (None: all) and write down what changed; return of how many missions.

    Judged outside the transaction; writes nothing where nothing changed.
    """
    written = 0
    reader = Reader(by.actor, by.at)
    found = prepare(reader, missions=None if missions is None else frozenset(missions))
    for each in without_waiting(reader, found):
        with suppress(Conflict):  # another worker was faster
            keep(by, changes=each)
            written += 1
    return written


def without_waiting(reader: Reader, found: Iterable[Changes]) -> tuple[Changes, ...]:
    """Leave out new questions to answer on days before an election: they wait, and are found again after."""
    changes = tuple(found)
    waiting = quiet_missions(reader, missions={each.mission for each in changes})
    told = (
        replace(each, changes=tuple(change for change in each.changes if not change.asks))
        if each.mission in waiting
        else each
        for each in changes
    )
    return tuple(each for each in told if each.changes)


def prepare(reader: Reader, *, missions: Collection[UUID] | None) -> tuple[Changes, ...]:
    """Judge missions whose page is open and find what changed; ten queries whatever their number."""
    body = body_facts(reader)
    found = judge_all(reader, missions=missions, body=body)
    opened = {key: each for key, each in found.items() if each.dossier.opened}
    if not opened:
        return ()
    asked = asked_now(body, day_of(reader.at))
    told = standing(reader, missions=opened)
    new = {key: new_of(each, told.get(key, {}), asked) for key, each in opened.items()}
    changed = {key: said for key, said in new.items() if said}
    before = kept(reader, missions=changed) if changed else {}
    return tuple(
        Changes(
            key,
            opened[key].dossier.lead_key,
            tuple(Change(each, before.get(key, {}).get(each.check)) for each in said),
        )
        for key, said in changed.items()
    )


def asked_now(body: BodyFacts, today: date) -> frozenset[str]:
    """Return the checks that are written down: a body that has just been set up is asked the first ones."""
    new = body.since is not None and today < body.since + timedelta(days=FIRST_DAYS)
    return frozenset(FIRST) if new else frozenset(BY_ID)


def new_of(judged: Judged, told: Mapping[str, Standing], asked: frozenset[str]) -> tuple[Said, ...]:
    """Return what the checks say of one mission that is not written down so."""
    said = (each for each in judged.said if each.check in asked or each.check in told)
    return tuple(each for each in said if told.get(each.check) != standing_of(each))


@action(VerdictsKept)
def keep(by: By, *, changes: Changes) -> Done[int]:
    """Write down what changed of one mission; who leads it is asked for a reply where something is not met.

    Raises
    ------
    Forbidden
        For anybody but the installation.
    Conflict
        When it was written down since it was judged.
    """
    if not permissions.may_keep(by.actor):
        raise Forbidden
    mission = lock(changes.mission)[changes.mission]
    reader = Reader(by.actor, by.at)
    reply_by = last_day(reader, changes.lead)
    settled = [each.before.thing for each in changes.changes if each.before and cleared(each)]
    ask_no_more(reader, settled, by)
    asked = 0
    for change in changes.changes:
        thing = change.before.thing if change.before else name(mission, change.said, by)
        day = reply_by
        if change.asks and changes.lead is not None:
            day, asked = ask(thing, change.said, mission, changes.lead, by), asked + 1
        steps.keep(thing, change.before, change.said, day, by)
    count = len(changes.changes)
    return Done(VerdictsKept(about=changes.mission, count=count, asked=asked), count)


def name(mission: Thing, said: Said, by: By) -> UUID:
    """Give a verdict its Thing."""
    return steps.name_verdict(mission, said.check, label_of(said), by).key


def label_of(said: Said) -> str:
    """Name a verdict in the source language, as labels are."""
    return f"{said.check}: {BY_ID[said.check].title}"


def last_day(reader: Reader, lead: UUID | None) -> date:
    """Return the last day for a reply, by the calendar of the office that leads."""
    office = office_rows(reader, keys=[lead]).get(lead) if lead else None
    calendar = office.calendar if office else Calendar.ENGLAND_AND_WALES
    return after(day_of(reader.at), clock_days(reader)[ClockName.REPLY], calendar)


def ask(thing: UUID, said: Said, mission: Thing, lead: UUID, by: By) -> date:
    """Ask the office that leads for its reply; return the last day for it."""
    new = NewQuestion(
        about=thing,
        office=lead,
        kind=AnswerKind.VERDICT,
        label=label_of(said),
        mission=mission.key,
        routed=True,
        quiet=True,
    )
    return answers.owe(by, new).answer_by


def cleared(change: Change) -> bool:
    """Whether what the owner was asked about is no more what the check says."""
    before = change.before
    return before is not None and before.said.state is State.NOT_MET and not goes_on(before, change.said)


def ask_no_more(reader: Reader, things: Collection[UUID], by: By) -> None:
    """Take back the questions about verdicts that no longer hold; answers that were given stay."""
    if not things:
        return
    open_ones = [row.key for row in owed(reader, about=things).values() if row.open]
    for thing in lock(*open_ones).values():
        answers.withdraw(thing, by)
