"""Findings: publish, correct, retract, bring in a file; what changes a link's evidence stands in flows."""

from collections.abc import Sequence
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.models import Thing
from headway.learning import events, permissions, steps
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import FINDING


def _keeper(by: By) -> None:
    if not permissions.may_publish(by.actor):
        raise Forbidden


def _locked_finding(by: By, finding: UUID, version: int) -> Thing:
    """Lock a finding for somebody who keeps the library."""
    thing = lock(finding, expect={finding: version})[finding]
    if thing.kind != FINDING:
        raise Missing
    _keeper(by)
    return thing


@action(events.FindingPublished)
def publish_finding(by: By, *, finding: FindingWords) -> Done[UUID]:
    """Put into the library what a study found.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When it lacks a citation, a reason for its strength or an end of its interval, or its name is taken.
    """
    _keeper(by)
    thing = steps.publish(finding, by)
    return Done(events.FindingPublished(about=thing.key, strength=finding.strength), thing.key)


@action(events.FindingCorrected)
def correct_finding(by: By, *, finding: UUID, words: FindingWords, version: int) -> Done[None]:
    """Let a finding say something else; what it said before stays in its history.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        As for a new one.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it was retracted.
    """
    thing = _locked_finding(by, finding, version)
    number = steps.correct(thing, words, by)
    return Done(events.FindingCorrected(about=finding, version=number), None)


@action(events.FindingRetracted)
def retract_finding(by: By, *, finding: UUID, reason: str, version: int) -> Done[None]:
    """Say that a finding no longer counts; its page stays with the reason.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        Without a reason.
    Stale
        When somebody changed it since `version` was read.
    Conflict
        When it was retracted before.
    """
    thing = _locked_finding(by, finding, version)
    steps.retract(thing, reason, by)
    return Done(events.FindingRetracted(about=finding), None)


@action(events.FindingsImported)
def import_findings(by: By, *, findings: Sequence[FindingWords]) -> Done[int]:
    """Bring in a file of findings, all or none; return how many are new or changed.

    The same file again changes nothing.

    Raises
    ------
    Forbidden
        Unless an analyst or researcher asks.
    Invalid
        When one of them is not complete.
    Conflict
        When one of them was retracted.
    """
    _keeper(by)
    added, changed = steps.take_in(findings, by)
    return Done(events.FindingsImported(added=added, changed=changed), added + changed)
