"""What follows from what happened: kinds of event, and the flows that answer them.

A consumer's name is for ever: its cursor stands under it.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from headway.answers.events import (
    AnswerContested,
    AnswerGiven,
    AnswerReopened,
    AnswerRouted,
    ClockPassed,
)
from headway.checks.events import CheckSwitchedOff, CheckSwitchedOn, ThresholdSet
from headway.checks.queries import comes_again, mission_of
from headway.flows import answers, forecasts, people, rechecks
from headway.frontline.events import (
    BarrierLeft,
    BarrierRaised,
    BarrierSorted,
    DeciderSet,
    DeskSet,
    LetterboxEmptied,
)
from headway.jobs import edge
from headway.kernel.actors import Reader
from headway.kernel.events import KINDS
from headway.kernel.reactions import Happened, Reaction, Write
from headway.learning.events import TestRegistered, TestWithdrawn
from headway.measures.events import CardAmended, ChartSet, ReleaseAccepted, ReleaseUndone
from headway.measures.queries import release
from headway.missions.events import OfferAccepted, OfferMade
from headway.people.events import AccountInvited, SettingChanged
from headway.targets.events import TargetChanged, TargetSet


def figures_changed(what: Happened, at: datetime) -> Write | None:
    """Remember forecasts for every target of the indicators that a release speaks of."""
    assert what.about is not None
    spoken = release(Reader(edge.by(at).actor, at), key=what.about).indicators
    return remember(at, indicators={each.indicator for each in spoken})


def target_changed(what: Happened, at: datetime) -> Write | None:
    """Remember a forecast for the target that was set or moved."""
    assert what.about is not None
    return remember(at, keys={what.about})


def chart_changed(what: Happened, at: datetime) -> Write | None:
    """A new start of the chart is a new start of its forecast."""
    assert what.about is not None
    return remember(at, indicators={what.about})


def remember(at: datetime, *, indicators: Iterable[UUID] = (), keys: Iterable[UUID] = ()) -> Write | None:
    """Make forecasts now; return the write that puts them away, None when they say nothing new."""
    by = edge.by(at)
    new = forecasts.prepare(Reader(by.actor, at), indicators=set(indicators), keys=set(keys))
    return partial(forecasts.remember, by, forecasts=new) if new else None


def invited(what: Happened, at: datetime) -> None:
    """Send the mail of an invitation: at least once, with a fixed Message-ID."""
    people.send_invitation(UUID(what.facts["invitation"]), at)


def answer_owed(what: Happened, at: datetime) -> None:
    """Write to who owes an answer: at least once, with a fixed Message-ID."""
    answers.tell_office(what, at)


def answer_given(what: Happened, at: datetime) -> None:
    """Write to who asked that the answer is there: at least once, with a fixed Message-ID."""
    answers.tell_asker(what, at)


def letters_opened(what: Happened, at: datetime) -> None:
    """Write to who reads barriers first that the letterbox was emptied."""
    answers.tell_desk(what, at)


def barrier_left(what: Happened, at: datetime) -> None:
    """Write to the office that looks after what left the ledger."""
    answers.tell_of_exit(what, at)


def facts_changed(what: Happened, at: datetime) -> None:
    """Judge a mission again by its checks, or every mission where more than one may be touched."""
    by = edge.by(at)
    reader = Reader(by.actor, at)
    if comes_again(reader, seq=what.seq, kind=what.kind, about=what.about):
        return  # the last of many does it for all
    mission = mission_of(reader, about=what.about) if what.about else None
    rechecks.recheck(by, missions=None if mission is None else [mission])


JUDGED = frozenset(
    {ReleaseAccepted.kind, ReleaseUndone.kind, CardAmended.kind, SettingChanged.kind}
    | {ThresholdSet.kind, CheckSwitchedOff.kind, CheckSwitchedOn.kind}
    | {BarrierRaised.kind, DeciderSet.kind, DeskSet.kind}
    | {TestRegistered.kind, TestWithdrawn.kind}
    | {kind for kind in KINDS if kind.startswith(("missions.", "targets."))}
)
OWED = frozenset(
    {
        BarrierRaised.kind,
        BarrierSorted.kind,
        OfferMade.kind,
        AnswerRouted.kind,
        AnswerReopened.kind,
        AnswerContested.kind,
        ClockPassed.kind,
    }
)
REACTIONS = (
    Reaction("forecasts-figures", frozenset({ReleaseAccepted.kind, ReleaseUndone.kind}), figures_changed),
    Reaction("forecasts-targets", frozenset({TargetSet.kind, TargetChanged.kind}), target_changed),
    Reaction("forecasts-charts", frozenset({ChartSet.kind}), chart_changed),
    Reaction("answers-owed", OWED, answer_owed),
    Reaction("answers-given", frozenset({AnswerGiven.kind, OfferAccepted.kind}), answer_given),
    Reaction("letterbox", frozenset({LetterboxEmptied.kind}), letters_opened),
    Reaction("barriers-left", frozenset({BarrierLeft.kind}), barrier_left),
    Reaction("checks", JUDGED, facts_changed),
    Reaction("invitations", frozenset({AccountInvited.kind}), invited),
)
