"""Every read about peers."""

from headway.peers.queries.circles import (
    KEPT,
    CircleRow,
    NoteRow,
    circle,
    circles,
    gone_accounts,
    left_to_forget,
    published_notes,
)
from headway.peers.queries.know_how import HelpRow, own_help, search_help
from headway.peers.queries.stories import (
    ConsentRow,
    DrawRow,
    PhotoRow,
    StoryRow,
    photo,
    stories,
    story,
    story_by_code,
    story_code_known,
    to_review,
)

__all__ = [
    "KEPT",
    "CircleRow",
    "ConsentRow",
    "DrawRow",
    "HelpRow",
    "NoteRow",
    "PhotoRow",
    "StoryRow",
    "circle",
    "circles",
    "gone_accounts",
    "left_to_forget",
    "own_help",
    "photo",
    "published_notes",
    "search_help",
    "stories",
    "story",
    "story_by_code",
    "story_code_known",
    "to_review",
]
