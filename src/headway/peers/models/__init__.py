"""What the app keeps."""

from headway.peers.models.circles import Circle, CircleMember, CircleNote, NoteYes
from headway.peers.models.know_how import Help
from headway.peers.models.stories import Consent, Draw, DrawTeam, Story, StoryPhoto, StoryTeam

__all__ = [
    "Circle",
    "CircleMember",
    "CircleNote",
    "Consent",
    "Draw",
    "DrawTeam",
    "Help",
    "NoteYes",
    "Story",
    "StoryPhoto",
    "StoryTeam",
]
