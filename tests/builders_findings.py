"""Builders for tests of the library: everything goes through the production actions."""

from dataclasses import replace
from uuid import UUID

from headway.flows.findings import Weighing, weigh_finding
from headway.kernel.actors import By
from headway.learning import actions
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import Measure
from headway.learning.queries import FindingRow, findings
from headway.missions.choices import Distance, EvidenceResult
from headway.rhythms.choices import DecisionKind
from tests import builders_logic as logic
from tests import builders_missions as missions
from tests import builders_rhythms as rhythms
from tests.builders_missions import MONDAY, seer, system

WORDS = FindingWords(
    code="letters-2019",
    title="Letters of one page get more replies",
    outcome="Share who reply within 28 days",
    result=EvidenceResult.HELPS,
    strength=3,
    why="Drawn by lot, few were lost",
    citation="A city (2019), Shorter letters",
    question="Do shorter letters get more replies?",
    measure=Measure.POINTS,
    estimate=4.0,
    lower=1.0,
    upper=7.0,
    people_n=800,
    where="Elsewhere",
    year=2019,
    place=Distance.SIMILAR,
    sector=Distance.SAME,
    people=Distance.SIMILAR,
    cost="12p a letter",
)
SECOND = replace(
    WORDS, code="letters-2021", title="Letters of one page in a port", estimate=1.0, lower=-1.0, upper=3.0
)
THIRD = replace(
    WORDS,
    code="letters-2023",
    title="A shorter letter loses replies",
    result=EvidenceResult.HARMS,
    estimate=-2.0,
    lower=-3.5,
    upper=-0.5,
)


def published(words: FindingWords = WORDS, by: By | None = None) -> UUID:
    return actions.publish_finding(by or system(), finding=words)


def row(key: UUID) -> FindingRow:
    return findings(seer(), keys={key})[0]


def retracted(words: FindingWords = WORDS) -> UUID:
    key = published(words)
    actions.retract_finding(system(), finding=key, reason="The data were made up", version=row(key).version)
    return key


def weighable(finding: UUID | None = None) -> tuple[UUID, Weighing]:
    """Return a mission and a weighing of one of its links, by a decision about the mission."""
    mission = missions.mission()
    _nodes, links = logic.chain(mission)
    board = rhythms.board(mission)
    decision = rhythms.made(
        board,
        mission,
        by=system(),
        on=MONDAY.date(),
        title="The logic follows the evidence",
        kind=DecisionKind.ANSWER,
    )
    return mission, Weighing(finding or published(), links[0], decision, 3, "One trial in a place like ours")


def weighed(mission: UUID, weighing: Weighing, by: By | None = None) -> None:
    weigh_finding(by or system(), mission=mission, weighing=weighing, version=row(weighing.finding).version)
