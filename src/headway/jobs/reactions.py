"""What follows from what happened: kinds of event, and the flows that answer them.

A consumer's name is for ever: its cursor stands under it.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from headway.flows import forecasts, people
from headway.jobs import edge
from headway.kernel.actors import Reader
from headway.kernel.reactions import Happened, Reaction, Write
from headway.measures.events import ChartSet, ReleaseAccepted, ReleaseUndone
from headway.measures.queries import release
from headway.people.events import AccountInvited
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


REACTIONS = (
    Reaction("forecasts-figures", frozenset({ReleaseAccepted.kind, ReleaseUndone.kind}), figures_changed),
    Reaction("forecasts-targets", frozenset({TargetSet.kind, TargetChanged.kind}), target_changed),
    Reaction("forecasts-charts", frozenset({ChartSet.kind}), chart_changed),
    Reaction("invitations", frozenset({AccountInvited.kind}), invited),
)
