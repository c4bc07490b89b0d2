"""Stories that are shown. Circles, offers of help and what teams can do stand on pages alone."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from headway.api import edge
from headway.api.pages import part
from headway.api.schemas import Asked, Page, Told
from headway.kernel.errors import Missing
from headway.peers.choices import StoryState, Voice
from headway.peers.queries import StoryRow, stories, story

router = Router(tags=["stories"])


class StoryTold(Told):
    """A story that is shown: `signed` is a name, teams, or empty where no name was given."""

    key: UUID
    mission: UUID
    outcome: str
    voice: Voice
    signed: str
    title: str
    text: str
    language: str
    offered_on: date
    photo_says: str
    reached: int

    @classmethod
    def of_row(cls, row: StoryRow) -> "StoryTold":
        """Tell a story and nothing about who offered it."""
        fields = {name: getattr(row, name) for name in cls.model_fields if name != "signed"}
        return cls(signed=row.teller or row.team_names, **fields)


@router.get("/stories", response=Page[StoryTold])
def list_stories(request: HttpRequest, asked: Query[Asked]) -> Page[StoryTold]:
    """List the stories that are shown to you, newest first."""
    rows = [row for row in stories(edge.reader(request)) if row.state == StoryState.SHOWN]
    return part(
        rows,
        asked,
        order=lambda row: (row.offered_on.isoformat(), str(row.key)),
        tell=StoryTold.of_row,
        newest_first=True,
    )


@router.get("/stories/{uuid:story_key}", response=StoryTold)
def read_story(request: HttpRequest, story_key: UUID) -> StoryTold:
    """Read one story that is shown to you; one that was withdrawn is not there."""
    row = story(edge.reader(request), key=story_key)
    if row.state != StoryState.SHOWN:
        raise Missing
    return StoryTold.of_row(row)
