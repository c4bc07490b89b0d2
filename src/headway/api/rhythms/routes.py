"""Boards, their meetings and decisions; adopting, amending and closing a mission by decision."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router

from headway.api import edge
from headway.api.finding import mission_key
from headway.api.missions.routes import answer
from headway.api.missions.shapes import MissionTold
from headway.api.pages import part
from headway.api.rhythms.shapes import (
    AdoptionSent,
    AmendmentSent,
    BoardTold,
    ClosingSent,
    DecisionSent,
    DecisionTold,
    MakingSent,
    MeetingTold,
)
from headway.api.schemas import Address, Asked, Page
from headway.briefs.boards import board_brief, decision_brief, seen_decisions
from headway.flows.adoption import adopt_mission as adopt
from headway.flows.amendments import amend_charter as amend
from headway.flows.closing import close_mission as close
from headway.missions.analysis import ChangeNote, Closing
from headway.rhythms import actions
from headway.rhythms.queries import boards, decisions, events

router = Router(tags=["boards"])
AddressPath = Annotated[Address, Path()]


@router.get("/boards", response=Page[BoardTold])
def list_boards(request: HttpRequest, asked: Query[Asked]) -> Page[BoardTold]:
    """List boards by name."""
    rows = boards(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.name, str(row.key)), tell=BoardTold.of)


@router.get("/boards/{board}", response=BoardTold)
def read_board(request: HttpRequest, board: AddressPath) -> BoardTold:
    """Read one board."""
    return BoardTold.of(board_brief(edge.reader(request), slug=board).row)


@router.get("/boards/{board}/meetings", response=Page[MeetingTold])
def list_meetings(request: HttpRequest, board: AddressPath, asked: Query[Asked]) -> Page[MeetingTold]:
    """List the meetings of a board by date."""
    reader = edge.reader(request)
    rows = events(reader, boards={board_brief(reader, slug=board).row.key})
    return part(rows, asked, order=lambda row: (row.on.isoformat(), str(row.key)), tell=MeetingTold.of)


@router.get("/boards/{board}/decisions", response=Page[DecisionTold])
def list_decisions(request: HttpRequest, board: AddressPath, asked: Query[Asked]) -> Page[DecisionTold]:
    """List the decisions of a board by date; those without public notice are left out until they are made."""
    reader = edge.reader(request)
    found = decisions(reader, boards={board_brief(reader, slug=board).row.key})
    return part(
        seen_decisions(reader, found),
        asked,
        order=lambda row: ((row.decided_on or row.on).isoformat(), str(row.key)),
        tell=DecisionTold.of,
    )


@router.get("/decisions/{uuid:decision}", response=DecisionTold)
def read_decision(request: HttpRequest, decision: UUID) -> DecisionTold:
    """Read one decision with its whole record."""
    return DecisionTold.of(decision_brief(edge.reader(request), key=decision).row)


@router.post("/boards/{board}/decisions", response={201: DecisionTold}, auth=edge.may_write)
def propose_decision(request: HttpRequest, board: AddressPath, sent: Body[DecisionSent]) -> DecisionTold:
    """Put a decision before a board. Needs the board, or the lead of a mission it is about."""
    home = board_brief(edge.reader(request), slug=board).row.key
    key = actions.propose_decision(edge.by(request), board=home, decision=sent.decision())
    return read_decision(request, key)


@router.post("/decisions/{uuid:decision}/make", response=DecisionTold, auth=edge.may_write)
def make_decision(request: HttpRequest, decision: UUID, sent: Body[MakingSent]) -> DecisionTold:
    """Record that a decision was made. Needs the board, and somebody else than who wrote it."""
    actions.make_decision(edge.by(request), decision=decision, on=sent.on, version=sent.version)
    return read_decision(request, decision)


@router.post("/missions/{mission}/adopt", response=MissionTold, auth=edge.may_write)
def adopt_mission(request: HttpRequest, mission: AddressPath, sent: Body[AdoptionSent]) -> MissionTold:
    """Adopt a mission by decision, with a public exception for each check not met. Needs the board."""
    key = mission_key(edge.reader(request), mission)
    written = {each.check: each.text for each in sent.exceptions}
    adopt(edge.by(request), mission=key, decision=sent.decision, version=sent.version, exceptions=written)
    return answer(request, str(key))


@router.post("/missions/{mission}/amendments", response={201: MissionTold}, auth=edge.may_write)
def amend_charter(request: HttpRequest, mission: AddressPath, sent: Body[AmendmentSent]) -> MissionTold:
    """Write the next version of an adopted charter by decision. Needs the board."""
    key = mission_key(edge.reader(request), mission)
    change = ChangeNote(sent.change_note, sent.change_reason)
    amend(
        edge.by(request),
        mission=key,
        decision=sent.decision,
        charter=sent.charter(),
        change=change,
        version=sent.version,
    )
    return answer(request, str(key))


@router.post("/missions/{mission}/close", response=MissionTold, auth=edge.may_write)
def close_mission(request: HttpRequest, mission: AddressPath, sent: Body[ClosingSent]) -> MissionTold:
    """End a mission by decision. Needs the board."""
    key = mission_key(edge.reader(request), mission)
    closing = Closing(sent.ending, sent.note, sent.merged_into)
    close(edge.by(request), mission=key, decision=sent.decision, closing=closing, version=sent.version)
    return answer(request, str(key))
