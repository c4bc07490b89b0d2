"""Panels, what they recommend and how they were drawn: reads only, people by code."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page, Told
from headway.voice.choices import Lottery, Sitting
from headway.voice.queries.panels import PanelRow, draw, frame, panels, recommendations
from headway.voice.queries.panels import panel as the_panel

router = Router(tags=["panels"])
AddressPath = Annotated[Address, Path()]


class PanelTold(Told):
    """A panel as it was announced, and how far it has come."""

    key: UUID
    slug: str
    question: str
    task: str
    recruiter: str
    size: int
    lottery: Lottery
    mission: UUID | None
    conversation: UUID | None
    office: UUID
    stage: Sitting
    commitment: str
    announced_at: datetime
    drawn_at: datetime | None
    reported_at: datetime | None
    invented: bool


class RecommendationTold(Told):
    """What a panel recommends, with its votes."""

    key: UUID
    number: int
    text: str
    votes_for: int
    votes_against: int
    at: datetime


class PanelDrawTold(Told):
    """A draw: what was told first, what came of it, who sits now; the files of the page prove it."""

    list_hash: str
    people: int
    seed: int
    secret: str
    number: str
    panels: int
    drawn: int
    members: list[str]
    reserves: list[str]
    sits: list[str]
    least_chance: float
    drawn_at: datetime


def panel_told(row: PanelRow) -> PanelTold:
    """Tell a panel."""
    return PanelTold(
        key=row.key,
        slug=row.slug,
        question=row.question.text,
        task=row.task.text,
        recruiter=row.recruiter,
        size=row.size,
        lottery=row.lottery,
        mission=row.mission,
        conversation=row.conversation,
        office=row.office,
        stage=row.stage,
        commitment=row.commitment,
        announced_at=row.announced_at,
        drawn_at=row.drawn_at,
        reported_at=row.reported_at,
        invented=row.invented,
    )


@router.get("/panels", response=Page[PanelTold])
def list_panels(request: HttpRequest, asked: Query[Asked]) -> Page[PanelTold]:
    """List panels by address."""
    return part(
        sorted(panels(edge.reader(request)), key=lambda row: (row.slug, str(row.key))),
        asked,
        order=lambda row: (row.slug, str(row.key)),
        tell=panel_told,
    )


@router.get("/panels/{panel}", response=PanelTold)
def read_panel(request: HttpRequest, panel: AddressPath) -> PanelTold:
    """Read one panel."""
    return panel_told(the_panel(edge.reader(request), slug=panel))


@router.get("/panels/{panel}/recommendations", response=Page[RecommendationTold])
def list_panel_recommendations(
    request: HttpRequest, panel: AddressPath, asked: Query[Asked]
) -> Page[RecommendationTold]:
    """List what a panel recommends, by number."""
    reader = edge.reader(request)
    return part(
        recommendations(reader, panels={the_panel(reader, slug=panel).key}),
        asked,
        order=lambda row: (f"{row.number:09}", str(row.key)),
        tell=lambda row: RecommendationTold(
            key=row.key,
            number=row.number,
            text=row.text.text,
            votes_for=row.votes_for,
            votes_against=row.votes_against,
            at=row.at,
        ),
    )


@router.get("/panels/{panel}/draw", response=PanelDrawTold | None)
def read_panel_draw(request: HttpRequest, panel: AddressPath) -> PanelDrawTold | None:
    """Read a panel's draw; null before it was made."""
    reader = edge.reader(request)
    row = the_panel(reader, slug=panel)
    fixed, drawn = frame(reader, panel=row.key), draw(reader, panel=row.key)
    if fixed is None or drawn is None:
        return None
    return PanelDrawTold(
        list_hash=fixed.list_hash,
        people=fixed.people,
        seed=drawn.seed,
        secret=drawn.secret,
        number=drawn.number,
        panels=drawn.panels,
        drawn=drawn.drawn,
        members=list(drawn.members),
        reserves=list(drawn.reserves),
        sits=list(drawn.sits),
        least_chance=drawn.least,
        drawn_at=drawn.drawn_at,
    )
