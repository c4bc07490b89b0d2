"""Theories of change: steps, links, what is known about them, what everything rests on."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Router

from headway.api import edge
from headway.api.finding import mission_key, slug_of
from headway.api.missions.logic_shapes import (
    BackSent,
    ClaimChanged,
    GradeSent,
    LinkSent,
    LogicChangeTold,
    LogicTold,
    StepChanged,
    StepSent,
    told,
)
from headway.api.schemas import Address
from headway.briefs.logic import history_brief, logic_brief
from headway.missions import actions
from headway.missions.analysis import NewLink, NewNode

router = Router(tags=["theories of change"])
AddressPath = Annotated[Address, Path()]
LOGIC = "/missions/{mission}/logic"
STEP, LINK = f"{LOGIC}/steps/{{uuid:step}}", f"{LOGIC}/links/{{uuid:link}}"


def answer(request: HttpRequest, address: str) -> LogicTold:
    """Answer a theory of change as the reader knows it."""
    brief = logic_brief(edge.reader(request), slug=slug_of("mission", address))
    return told(brief, edge.language(request))


def key_of(request: HttpRequest, address: str) -> UUID:
    """Return the mission's key."""
    return mission_key(edge.reader(request), address)


@router.get(LOGIC, response=LogicTold)
def read_logic(request: HttpRequest, mission: AddressPath) -> LogicTold:
    """Read how a mission is meant to work: steps, links, critical links, tests worth having."""
    return answer(request, mission)


@router.get(f"{LOGIC}/history", response=list[LogicChangeTold])
def list_logic_changes(request: HttpRequest, mission: AddressPath) -> list[LogicChangeTold]:
    """List every change of a theory of change, newest first."""
    brief = history_brief(edge.reader(request), slug=slug_of("mission", mission))
    language = edge.language(request)
    return [
        LogicChangeTold(
            at=change.now.at,
            what=change.what,
            part=change.now.part,
            number=change.now.number,
            fields=list(change.fields),
            sentence=sentence.render(language),
        )
        for change, sentence in brief.changes
    ]


@router.post(f"{LOGIC}/steps", response={201: LogicTold}, auth=edge.may_write)
def add_step(request: HttpRequest, mission: AddressPath, sent: Body[StepSent]) -> LogicTold:
    """Add a step. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.add_node(edge.by(request), mission=key, node=NewNode(sent.words()))
    return answer(request, str(key))


@router.post(STEP, response=LogicTold, auth=edge.may_write)
def change_step(request: HttpRequest, mission: AddressPath, step: UUID, sent: Body[StepChanged]) -> LogicTold:
    """Let a step say something else. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.change_node(edge.by(request), mission=key, node=step, words=sent.words(), version=sent.version)
    return answer(request, str(key))


@router.post(f"{STEP}/retire", response=LogicTold, auth=edge.may_write)
def retire_step(request: HttpRequest, mission: AddressPath, step: UUID) -> LogicTold:
    """Take a step out; it stays in the history. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.retire_node(edge.by(request), mission=key, node=step)
    return answer(request, str(key))


@router.post(f"{LOGIC}/links", response={201: LogicTold}, auth=edge.may_write)
def add_link(request: HttpRequest, mission: AddressPath, sent: Body[LinkSent]) -> LogicTold:
    """Claim that one step leads to another. Needs the mission's lead."""
    key = key_of(request, mission)
    link = NewLink(sent.source, sent.target, sent.words())
    actions.add_link(edge.by(request), mission=key, link=link)
    return answer(request, str(key))


@router.post(LINK, response=LogicTold, auth=edge.may_write)
def change_link(
    request: HttpRequest, mission: AddressPath, link: UUID, sent: Body[ClaimChanged]
) -> LogicTold:
    """Claim something else of a link. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.change_link(edge.by(request), mission=key, link=link, words=sent.words(), version=sent.version)
    return answer(request, str(key))


@router.post(f"{LINK}/grade", response=LogicTold, auth=edge.may_write)
def grade_link(request: HttpRequest, mission: AddressPath, link: UUID, sent: Body[GradeSent]) -> LogicTold:
    """Grade the evidence of a link. Needs an analyst."""
    key = key_of(request, mission)
    actions.grade_link(
        edge.by(request), mission=key, link=link, evidence=sent.evidence(), version=sent.version
    )
    return answer(request, str(key))


@router.post(f"{LINK}/retire", response=LogicTold, auth=edge.may_write)
def retire_link(request: HttpRequest, mission: AddressPath, link: UUID) -> LogicTold:
    """Take a link out; it stays in the history. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.retire_link(edge.by(request), mission=key, link=link)
    return answer(request, str(key))


@router.post(f"{LOGIC}/parts/{{uuid:part}}/back", response=LogicTold, auth=edge.may_write)
def bring_back(request: HttpRequest, mission: AddressPath, part: UUID, sent: Body[BackSent]) -> LogicTold:
    """Bring back what a step or a link said in an earlier version. Needs the mission's lead."""
    key = key_of(request, mission)
    actions.bring_back(edge.by(request), mission=key, part=part, number=sent.number, version=sent.version)
    return answer(request, str(key))
