"""Taking part: offers to a mission, and its initiatives."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Router

from headway.answers.queries import answer
from headway.api import edge
from headway.api.answers.shapes import (
    AnswerTold,
    InitiativeSent,
    InitiativeTold,
    NextInitiative,
    OfferSent,
    StateSent,
    answer_told,
    initiative_told,
)
from headway.api.finding import mission_key
from headway.api.schemas import Address
from headway.flows.offers import make_offer
from headway.missions import actions
from headway.missions.analysis import NewOffer
from headway.missions.queries import initiative as initiative_row
from headway.missions.queries import initiatives

router = Router(tags=["missions"])
AddressPath = Annotated[Address, Path()]


@router.post("/missions/{mission}/offers", response={201: AnswerTold}, auth=edge.may_write)
def offer_to_mission(request: HttpRequest, mission: AddressPath, sent: Body[OfferSent]) -> AnswerTold:
    """Offer time, space, money, data or an idea; the office that leads the mission owes an answer."""
    reader = edge.reader(request)
    new = NewOffer(
        mission=mission_key(reader, mission),
        **{name: value for name, value in sent.model_dump().items() if name != "code"},
    )
    key = make_offer(edge.by(request), new=new, code=sent.code)
    return answer_told(answer(reader, key=key), edge.language(request))


@router.get("/missions/{mission}/initiatives", response=list[InitiativeTold])
def list_initiatives(request: HttpRequest, mission: AddressPath) -> list[InitiativeTold]:
    """List what is done for a mission, the oldest first."""
    reader = edge.reader(request)
    rows = initiatives(reader, missions={mission_key(reader, mission)})
    return [initiative_told(row, edge.language(request)) for row in rows]


@router.get("/initiatives/{uuid:initiative}", response=InitiativeTold)
def read_initiative(request: HttpRequest, initiative: UUID) -> InitiativeTold:
    """Read one initiative."""
    return told(request, initiative)


@router.post("/missions/{mission}/initiatives", response={201: InitiativeTold}, auth=edge.may_write)
def begin_initiative(
    request: HttpRequest, mission: AddressPath, sent: Body[InitiativeSent]
) -> InitiativeTold:
    """Enter something that is done for the mission. Needs the mission's lead."""
    key = mission_key(edge.reader(request), mission)
    return told(request, actions.begin_initiative(edge.by(request), mission=key, words=sent.initiative()))


@router.post("/initiatives/{uuid:initiative}/versions", response={201: InitiativeTold}, auth=edge.may_write)
def change_initiative(request: HttpRequest, initiative: UUID, sent: Body[NextInitiative]) -> InitiativeTold:
    """Write what an initiative is anew. Needs the mission's lead."""
    actions.change_initiative(
        edge.by(request), initiative=initiative, words=sent.initiative(), version=sent.version, note=sent.note
    )
    return told(request, initiative)


@router.post("/initiatives/{uuid:initiative}/state", response=InitiativeTold, auth=edge.may_write)
def move_initiative(request: HttpRequest, initiative: UUID, sent: Body[StateSent]) -> InitiativeTold:
    """Let an initiative go live, grow or end. Needs the mission's lead."""
    actions.move_initiative(
        edge.by(request), initiative=initiative, to=sent.state, note=sent.note, version=sent.version
    )
    return told(request, initiative)


def told(request: HttpRequest, initiative: UUID) -> InitiativeTold:
    """Answer one initiative as the reader knows it."""
    return initiative_told(initiative_row(edge.reader(request), key=initiative), edge.language(request))
