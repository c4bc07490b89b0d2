"""Voices, states and the words of consent: data, no code."""

from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Voice(StrEnum):
    """Whose experience a story tells."""

    BENEFICIARY = "beneficiary"
    COLLEAGUE = "colleague"


class Signed(StrEnum):
    """How a story is signed where it is shown."""

    NAMED = "named"
    TEAM = "team"
    NOBODY = "nobody"


class Audience(StrEnum):
    """How far the consent goes; each includes the one before."""

    TEAM = "team"  # those whose work it was
    MEMBERS = "members"  # whoever is signed in
    PUBLIC = "public"


class ConsentGiven(StrEnum):
    """How consent was given."""

    SELF = "self"  # who tells it wrote it here
    WRITTEN = "written"
    SPOKEN = "spoken"


class StoryState(StrEnum):
    """offered -> reviewed -> shown, or not shown with the reason; withdrawn from any of them.

    A reviewed story waits, before an election or for its turn in a draw, and is then shown by itself.
    """

    OFFERED = "offered"
    REVIEWED = "reviewed"
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    WITHDRAWN = "withdrawn"


class CircleState(StrEnum):
    """forming -> meeting -> closed; a circle that never met may close too."""

    FORMING = "forming"
    MEETING = "meeting"
    CLOSED = "closed"


CIRCLE_CHANGES: dict[CircleState, frozenset[CircleState]] = {
    CircleState.FORMING: frozenset({CircleState.MEETING, CircleState.CLOSED}),
    CircleState.MEETING: frozenset({CircleState.CLOSED}),
    CircleState.CLOSED: frozenset(),
}
FEWEST, MOST = 5, 8  # members of a circle that meets
MOST_HELP = 10  # offers of help of one person: more is a list, not an offer
MOST_PHOTO = 3 * 2**20  # bytes
LONGEST_STORY, LONGEST_NOTE, LONGEST_HELP = 4000, 2000, 300

# What who tells a story agrees to. A story keeps the wording it was told under; a new one gets a new number.
CONSENT_VERSION = 1
CONSENT = _(
    "I agree that this story, and the photograph if there is one, is shown as I chose above, after an "
    "information steward has read it. I may take my agreement back at any time, without giving a reason, and "
    "nothing is held against me. The words and the photograph are then removed from Headway; a marker that a "
    "story was here stays. Copies that others made before cannot be called back. What is written here may be "
    "asked for under freedom of information."
)

# The program of the draw, in words that anybody can follow with a hash function; its digest is put on record
# before the draw. A change of it is a change of these words.
PROGRAM = (
    "headway encouragement draw, version 1. Write each team as its key in lower case with hyphens. "
    "Take the SHA-256 of the UTF-8 text 'seed:key', in hexadecimal. Sort the teams by it. "
    "The first half, rounded up, see the story first; the others see it from the second day on."
)
