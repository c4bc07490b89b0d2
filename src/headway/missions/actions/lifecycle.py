"""What moves a mission through its life without a decision: litmus, proposal, consultation, review."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden
from headway.missions import events, permissions, steps
from headway.missions.actions.charter import lock_mission
from headway.missions.analysis import LitmusWords, NewConsultation
from headway.missions.choices import LitmusStep


@action(events.LitmusAnswered)
def answer_litmus(
    by: By, *, mission: UUID, answers: Mapping[LitmusStep, LitmusWords], language: str = "en"
) -> Done[None]:
    """Answer questions of the litmus record; an answer without text says "not assessed" in public.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When an answer names no evidence.
    Conflict
        When the mission is closed.
    """
    thing = lock_mission(mission)
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    steps.answer_litmus(thing, answers, language, by)
    return Done(events.LitmusAnswered(about=mission, answers=len(answers)), None)


@action(events.MissionProposed)
def propose_mission(by: By, *, mission: UUID) -> Done[None]:
    """Propose a draft.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Conflict
        When it is no draft, or a question of the litmus record was not looked at.
    """
    thing = lock_mission(mission)
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    steps.propose(thing, by)
    return Done(events.MissionProposed(about=mission), None)


@action(events.ConsultationRecorded)
def record_consultation(by: By, *, mission: UUID, consultation: NewConsultation) -> Done[None]:
    """Record who was asked about the charter; the first one makes a proposed mission a consulted one.

    Raises
    ------
    Forbidden
        Unless the mission's lead asks.
    Invalid
        When it has not ended, or does not say who was asked, how they were found and what they said.
    Conflict
        When the mission is a draft or closed.
    """
    thing = lock_mission(mission)
    if not permissions.may_edit(by.actor, mission):
        raise Forbidden
    consulted = steps.consult(thing, consultation, by)
    event = events.ConsultationRecorded(
        about=mission, people=consultation.people, ended_on=consultation.ended_on, consulted=consulted
    )
    return Done(event, None)


@action(events.AdoptionRecorded)
def record_adoption(by: By, *, mission: UUID, adopted_on: date, adopted_by: str) -> Done[None]:
    """Enter a mission that existed before Headway as adopted, without the adoption guard.

    Raises
    ------
    Forbidden
        Unless the board or an administrator records it.
    Conflict
        When it is adopted already.
    Invalid
        When the day lies in the future or the body is not named.
    """
    thing = lock_mission(mission)
    if not permissions.may_record_adoption(by.actor, mission):
        raise Forbidden
    steps.adopt_before_headway(thing, on=adopted_on, adopted_by=adopted_by, by=by)
    return Done(events.AdoptionRecorded(about=mission, adopted_on=adopted_on), None)


@action(events.ReviewBegun)
def begin_review(by: By, *, mission: UUID, reason: str) -> Done[None]:
    """Look at an adopted mission again.

    Raises
    ------
    Forbidden
        Unless the mission's lead or the board asks.
    Invalid
        Without a reason.
    Conflict
        When it is not adopted, or is reviewed already.
    """
    thing = lock_mission(mission)
    if not permissions.may_review(by.actor, mission):
        raise Forbidden
    steps.begin_review(thing, reason, by)
    return Done(events.ReviewBegun(about=mission), None)
