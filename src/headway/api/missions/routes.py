"""Missions: charter, outcomes, and whether each measure is on course."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Query, Router

from headway.api import edge
from headway.api.finding import indicator_key, mission_key, place_key, slug_of
from headway.api.missions.shapes import (
    CharterTold,
    MeasureSent,
    MissionLine,
    MissionTold,
    NewMissionSent,
    NextCharter,
    OutcomeSent,
    line_told,
    mission_told,
)
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page
from headway.briefs.missions import mission_brief, mission_list
from headway.flows.packs import pack
from headway.formats.packs import to_files, to_zip
from headway.missions import actions
from headway.missions.analysis import ChangeNote, NewMission, NewOutcome, SeriesChoice
from headway.missions.queries import charters

router = Router(tags=["missions"])
AddressPath = Annotated[Address, Path()]


@router.get("/missions", response=Page[MissionLine])
def list_missions(request: HttpRequest, asked: Query[Asked]) -> Page[MissionLine]:
    """List missions by title, each with its headline measure."""
    language = edge.language(request)
    found = mission_list(edge.reader(request))
    return part(
        found,
        asked,
        order=lambda brief: (brief.row.charter.title, str(brief.row.key)),
        tell=lambda brief: line_told(brief, language),
    )


@router.get("/missions/{mission}", response=MissionTold)
def read_mission(request: HttpRequest, mission: AddressPath) -> MissionTold:
    """Read one mission: charter, outcomes, and whether each measure is on course."""
    return answer(request, mission)


@router.get("/missions/{mission}/charters", response=list[CharterTold])
def list_charters(request: HttpRequest, mission: AddressPath) -> list[CharterTold]:
    """Read every version of a charter, newest first."""
    reader = edge.reader(request)
    return [CharterTold.of(row) for row in charters(reader, mission=mission_key(reader, mission))]


@router.get("/missions/{mission}/pack")
def read_pack(request: HttpRequest, mission: AddressPath) -> HttpResponse:
    """Read a mission with all it stands on as a .zip file that another Headway can bring in."""
    reader = edge.reader(request)
    found = pack(reader, slugs=[slug_of("mission", mission)])
    return HttpResponse(to_zip(to_files(found)), content_type="application/zip")


@router.post("/missions", response={201: MissionTold}, auth=edge.may_write)
def draft_mission(request: HttpRequest, sent: Body[NewMissionSent]) -> MissionTold:
    """Begin a mission; its page is private until it is opened. Needs the role of lead, or administrator."""
    reader = edge.reader(request)
    wanted = NewMission(
        charter=sent.charter.charter(),
        place=place_key(reader, sent.place),
        parent=mission_key(reader, sent.parent) if sent.parent else None,
        slug=sent.slug,
    )
    key = actions.draft_mission(edge.by(request), mission=wanted)
    return answer(request, str(key))


@router.post("/missions/{mission}/charters", response={201: MissionTold}, auth=edge.may_write)
def write_charter(request: HttpRequest, mission: AddressPath, sent: Body[NextCharter]) -> MissionTold:
    """Write the next version of a charter; adopted, it is amended by decision. Needs the lead."""
    key = mission_key(edge.reader(request), mission)
    actions.write_charter(
        edge.by(request),
        mission=key,
        charter=sent.charter(),
        version=sent.version,
        change=ChangeNote(sent.change_note, sent.change_reason),
    )
    return answer(request, str(key))


@router.post("/missions/{mission}/open", response=MissionTold, auth=edge.may_write)
def open_mission(request: HttpRequest, mission: AddressPath) -> MissionTold:
    """Make the mission's page public. Needs its lead, or the steward."""
    key = mission_key(edge.reader(request), mission)
    actions.open_mission(edge.by(request), mission=key)
    return answer(request, str(key))


@router.post("/missions/{mission}/outcomes", response={201: MissionTold}, auth=edge.may_write)
def add_outcome(request: HttpRequest, mission: AddressPath, sent: Body[OutcomeSent]) -> MissionTold:
    """Add what people should notice when the mission works. Needs the mission's lead."""
    key = mission_key(edge.reader(request), mission)
    outcome = NewOutcome(
        text=sent.text, headline=sent.headline, for_whom=sent.for_whom, language=sent.language
    )
    actions.add_outcome(edge.by(request), mission=key, outcome=outcome)
    return answer(request, str(key))


@router.post("/missions/{mission}/outcomes/{uuid:outcome}/retire", response=MissionTold, auth=edge.may_write)
def retire_outcome(request: HttpRequest, mission: AddressPath, outcome: UUID) -> MissionTold:
    """Retire an outcome; it stays in the history. Needs the mission's lead."""
    key = mission_key(edge.reader(request), mission)
    actions.retire_outcome(edge.by(request), mission=key, outcome=outcome)
    return answer(request, str(key))


@router.post(
    "/missions/{mission}/outcomes/{uuid:outcome}/measures", response={201: MissionTold}, auth=edge.may_write
)
def choose_measure(
    request: HttpRequest, mission: AddressPath, outcome: UUID, sent: Body[MeasureSent]
) -> MissionTold:
    """Judge an outcome by a series, with its target where there is one. Needs the mission's lead."""
    reader = edge.reader(request)
    key = mission_key(reader, mission)
    choice = SeriesChoice(
        indicator=indicator_key(reader, sent.indicator),
        place=place_key(reader, sent.place),
        breakdown=sent.group,
        target=sent.target,
    )
    actions.choose_measure(edge.by(request), mission=key, outcome=outcome, choice=choice)
    return answer(request, str(key))


@router.post(
    "/missions/{mission}/outcomes/{uuid:outcome}/measures/{indicator}/drop",
    response=MissionTold,
    auth=edge.may_write,
)
def drop_measure(
    request: HttpRequest, mission: AddressPath, outcome: UUID, indicator: AddressPath
) -> MissionTold:
    """Stop judging an outcome by an indicator. Needs the mission's lead."""
    reader = edge.reader(request)
    key = mission_key(reader, mission)
    dropped = indicator_key(reader, indicator)
    actions.drop_measure(edge.by(request), mission=key, outcome=outcome, indicator=dropped)
    return answer(request, str(key))


def answer(request: HttpRequest, address: str) -> MissionTold:
    """Answer one mission as the reader knows it."""
    brief = mission_brief(edge.reader(request), slug=slug_of("mission", address))
    return mission_told(brief, edge.language(request))
