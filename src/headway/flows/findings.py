"""A finding, or a finished test of ours, changes what a link rests on, by a decision."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.learning import steps
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import FINDING, KIND
from headway.learning.events import FindingWeighed
from headway.learning.queries import FindingRow, findings, finished, register
from headway.missions import steps as missions
from headway.missions.analysis import Evidence
from headway.missions.permissions import may_grade
from headway.missions.queries import logic
from headway.rhythms.queries import DecisionRow, decisions


@dataclass(frozen=True, slots=True)
class Weighing:
    """A finding or a finished test weighed for a link by a decision, with the grade that follows and why."""

    finding: UUID
    link: UUID
    decision: UUID
    strength: int
    why: str


@action(FindingWeighed)
def weigh_finding(by: By, *, mission: UUID, weighing: Weighing, version: int) -> Done[None]:
    """Let a finding change what a link rests on; what the link rested on before stays in its history.

    Raises
    ------
    Forbidden
        Unless an analyst asks: who makes the claim does not grade it.
    Missing
        When the link is not of this mission, or there is no such finding or decision for this reader.
    Invalid
        When the decision is about something else or not in force, or the grade has no reason.
    Stale
        When somebody changed the finding since `version` was read.
    Conflict
        When the finding was retracted, the test has no result, or this was done.
    """
    keys = (weighing.finding, weighing.link, weighing.decision)
    things = lock(mission, *keys, expect={weighing.finding: version})
    finding, link, decision = (things[key] for key in keys)
    of_mission = link.kind == "toc_link" and link.mission_id == things[mission].pk
    if finding.kind not in {FINDING, KIND} or not of_mission:
        raise Missing
    if not may_grade(by.actor, mission):
        raise Forbidden
    reader = Reader(by.actor, by.at)
    settle(reader, mission, weighing)
    before = next(
        (row for row in logic(reader, missions={mission})[mission].links if row.key == link.key), None
    )
    if before is None:
        raise Missing
    row = source_of(reader, weighing.finding, finding.kind)
    evidence = evidence_of(row.words, weighing, before.evidence)
    steps.use(finding, row.number, link, decision, (before.evidence.strength, evidence.strength), by)
    missions.grade_link(link, evidence, by)
    event = FindingWeighed(
        about=finding.key,
        link=link.key,
        decision=decision.key,
        before=before.evidence.strength,
        after=evidence.strength,
    )
    return Done(event, None)


def settle(reader: Reader, mission: UUID, weighing: Weighing) -> None:
    """Refuse a decision that settles nothing about this link."""
    found = decisions(reader, keys={weighing.decision})
    if not found:
        raise Missing
    tests = (row.key for row in register(reader, missions={mission}) if row.link == weighing.link)
    wrong = why_not(found[0], {mission, weighing.link, weighing.finding, *tests})
    if wrong is not None:
        raise Invalid(wrong, {"decision": wrong})


def why_not(row: DecisionRow, about: set[UUID]) -> Sentence | None:
    """Return why a decision lets no finding change a link, or None."""
    if not about & set(row.about):
        return Sentence(
            _("This decision is not about this mission, this link, a test of it or this finding.")
        )
    if not row.in_force:
        return Sentence(_("This decision is not made, or waits after it was called in."))
    return None


def source_of(reader: Reader, key: UUID, kind: str) -> FindingRow:
    """Return what is weighed as a finding that counts."""
    if kind == KIND:
        found = finished(reader, tests=register(reader, keys={key}))
        if not found:
            raise Conflict(Sentence(_("This test has no result yet: it changes nothing.")))
        return found[0][1]
    row = findings(reader, keys={key})[0]
    if row.retracted:
        raise Conflict(Sentence(_("This finding was retracted: it changes nothing.")))
    return row


def evidence_of(words: FindingWords, weighing: Weighing, before: Evidence) -> Evidence:
    """Return what the link rests on from now; an objection that was raised stays."""
    return replace(
        before,
        strength=weighing.strength,
        result=words.result,
        why=weighing.why,
        citation=words.citation or f"{words.title} ({words.year})",  # a test of ours is cited by its name
        address=words.address,
        shown_in=words.where[:200],
        place=words.place,
        sector=words.sector,
        people=words.people,
    )
