"""Kinds of event this app writes; facts hold keys, numbers, dates and words of fixed lists."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest
from headway.kernel.events import Event
from headway.peers.choices import Audience, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryOffered(Event):
    """Somebody told a story; a steward reads it first."""

    kind: ClassVar[str] = "peers.story_offered"
    sentence: ClassVar[str] = _("A story was offered.")
    voice: Voice
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReviewed(Event):
    """A steward read a story and said whether it is shown."""

    kind: ClassVar[str] = "peers.story_reviewed"
    sentence: ClassVar[str] = _("A story was reviewed.")
    accepted: bool
    independent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryWithdrawn(Event):
    """Consent was taken back: the words are gone, a marker stays."""

    kind: ClassVar[str] = "peers.story_withdrawn"
    sentence: ClassVar[str] = _("A story was withdrawn. Its words were removed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryReached(Event):
    """Somebody said that a story reached them; who is not remembered."""

    kind: ClassVar[str] = "peers.story_reached"
    sentence: ClassVar[str] = _("A story reached somebody.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawCommitted(Event):
    """The draw of who sees a story first was put on record before it was drawn."""

    kind: ClassVar[str] = "peers.draw_committed"
    sentence: ClassVar[str] = _("A draw of %(teams)s teams was put on record, from %(first_on)s.")
    teams: int
    first_on: date
    later_on: date
    commitment: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDrawn(Event):
    """The lot fell."""

    kind: ClassVar[str] = "peers.draw_drawn"
    sentence: ClassVar[str] = _("The draw was made: %(first)s teams see the story first.")
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleFounded(Event):
    """Somebody asked a question and looks for others."""

    kind: ClassVar[str] = "peers.circle_founded"
    sentence: ClassVar[str] = _("A circle was founded.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleJoined(Event):
    """Somebody joined a circle."""

    kind: ClassVar[str] = "peers.circle_joined"
    sentence: ClassVar[str] = _("Somebody joined the circle.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleLeft(Event):
    """Somebody left a circle."""

    kind: ClassVar[str] = "peers.circle_left"
    sentence: ClassVar[str] = _("Somebody left the circle.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMet(Event):
    """A circle has enough members and meets."""

    kind: ClassVar[str] = "peers.circle_met"
    sentence: ClassVar[str] = _("The circle meets.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleClosed(Event):
    """A circle has ended."""

    kind: ClassVar[str] = "peers.circle_closed"
    sentence: ClassVar[str] = _("The circle was closed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """A circle noted what it found."""

    kind: ClassVar[str] = "peers.note_written"
    sentence: ClassVar[str] = _("Note %(number)s of the circle was written.")
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVoted(Event):
    """A member said whether a note may be public."""

    kind: ClassVar[str] = "peers.note_voted"
    sentence: ClassVar[str] = _("A member said whether note %(number)s may be public.")
    number: int
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOffered(Event):
    """Somebody wrote what they can help with."""

    kind: ClassVar[str] = "peers.help_offered"
    sentence: ClassVar[str] = _("Somebody offered help.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpChanged(Event):
    """Somebody changed what they can help with."""

    kind: ClassVar[str] = "peers.help_changed"
    sentence: ClassVar[str] = _("An offer of help was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWithdrawn(Event):
    """Somebody no longer offers help."""

    kind: ClassVar[str] = "peers.help_withdrawn"
    sentence: ClassVar[str] = _("An offer of help was withdrawn.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForgotten(Event):
    """Whoever closed their account stands in no circle and offers no help any more."""

    kind: ClassVar[str] = "peers.person_forgotten"
    sentence: ClassVar[str] = _("Offers of help and memberships of somebody who left were removed.")
    rows: int
