"""Builders for boards, meetings and decisions: everything goes through the production actions."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from headway.kernel.actors import By
from headway.missions import actions as missions
from headway.missions.analysis import LitmusWords, NewConsultation
from headway.missions.choices import LitmusStep
from headway.rhythms import actions
from headway.rhythms.analysis import NewBoard, NewDecision, NewEvent
from headway.rhythms.choices import BoardStanding, DecisionKind, ProfileCode
from headway.rhythms.queries import decisions
from tests.builders_missions import MONDAY, seer, system

TODAY = MONDAY.date()
BOARD = NewBoard(
    "Food mission board", BoardStanding.ADVISES, ProfileCode.ENGLAND_EXECUTIVE, remit="Eats well"
)
WORDS = NewDecision(
    title="Adopt the food mission",
    text="The mission is adopted as written.",
    kind=DecisionKind.CHANGE_CHARTER,
    reasons="One household in five runs out of food.",
    alternatives="A programme of the public health team: too narrow.",
    conflicts="None declared.",
    power="Cabinet",
    power_source="Local Government Act 2000, section 9D",
    forecast="70% eat well by March 2027.",
    review_on=date(2027, 3, 1),
    equality_effect="Families in temporary homes gain most; nobody is expected to lose.",
    equality_evidence="Residents’ survey 2025",
    equality_considered_by="Cabinet",
    equality_considered_on=date(2026, 2, 20),
)
ASKED = NewConsultation(
    began_on=date(2026, 1, 5),
    ended_on=date(2026, 2, 6),
    recruitment="Letters to 2,000 households drawn by lot",
    people=212,
    summary="Prices matter more than choice.",
    changes="“Affordable” stands in the sentence now.",
    reply="The council’s reply of 20 February",
)
LITMUS = {part: LitmusWords(f"{part.value}: yes", "State of the borough, 2025") for part in LitmusStep}


def board(*of: UUID, by: By | None = None, **changed: object) -> UUID:
    new = replace(BOARD, missions=of, **changed)  # type: ignore[arg-type]
    return actions.found_board(by or system(), board=new)


def meeting(board: UUID, on: date = TODAY, at: datetime = MONDAY) -> UUID:
    from headway.rhythms.queries import events

    actions.plan_meetings(system(at), board=board, meetings=[NewEvent(on)])
    return next(row.key for row in events(seer(at), boards={board}) if row.on == on)


def decision(board: UUID, *about: UUID, by: By | None = None, **changed: object) -> UUID:
    """Propose a decision whose record is complete, about some Things."""
    new = replace(WORDS, about=about, **changed)  # type: ignore[arg-type]
    return actions.propose_decision(by or system(), board=board, decision=new)


def version_of(decision: UUID, at: datetime = MONDAY) -> int:
    return decisions(seer(at), keys={decision})[0].version


def made(board: UUID, *about: UUID, by: By | None = None, on: date = TODAY, **changed: object) -> UUID:
    """Return a decision that was made."""
    by = by or system()
    key = decision(board, *about, by=by, **changed)
    actions.make_decision(by, decision=key, on=on, version=version_of(key, by.at))
    return key


def proposed(mission: UUID, by: By | None = None) -> UUID:
    by = by or system()
    missions.answer_litmus(by, mission=mission, answers=LITMUS)
    missions.propose_mission(by, mission=mission)
    return mission


def consulted(mission: UUID, by: By | None = None) -> UUID:
    missions.record_consultation(by or system(), mission=proposed(mission, by), consultation=ASKED)
    return mission
