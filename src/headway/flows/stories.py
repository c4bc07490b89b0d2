"""Stories without a name: through the letterbox of the front line, which keeps day and words alone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.frontline.queries.desk import LetterRow
from headway.frontline.steps import letterbox
from headway.kernel.actions import lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.missions.queries import missions
from headway.peers.analysis import NewConsent, NewStory, hash_of
from headway.peers.choices import Audience, ConsentGiven, Signed, Voice
from headway.peers.queries import story_code_known
from headway.peers.steps import stories
from headway.people.queries import day_of

STORY = "story"  # what says that a letter is a story


def post_story(by: By, *, new: NewStory, code: str) -> None:
    """Put a story without a name into the letterbox, once however often it is sent.

    It is no action: of who brings it, when and how nothing is written. The code is its key.

    Raises
    ------
    Missing
        When the mission is not open to everybody.
    Invalid
        When it names somebody, or something of it cannot be used.
    """
    if new.signed != Signed.NOBODY or new.teams or new.photo:
        raise Invalid(Sentence(_("A story without a name carries no team and no photograph.")))
    stories.check_words(new, day_of(by.at))
    seer = Reader(SYSTEM, by.at)
    if not any(row.key == new.mission and row.opened_at for row in missions(seer)):
        raise Missing
    hashed = hash_of(code)
    if not story_code_known(code_hash=hashed):
        letterbox.post(hashed, day_of(by.at), {STORY: letter_of(new), "mission": str(new.mission)})


def letter_of(new: NewStory) -> dict[str, Any]:
    """Return what lies in the letterbox."""
    return {
        "voice": new.voice,
        "title": new.title.strip(),
        "text": new.text.strip(),
        "audience": new.consent.audience,
        "wording": new.consent.wording,
        "version": new.consent.version,
        "language": new.language,
    }


def open_story(by: By, letter: LetterRow) -> None:
    """Make a story of a letter, inside the act that empties the letterbox; once for one code."""
    if story_code_known(code_hash=letter.code):
        return
    new = story_of(letter.content[STORY], UUID(letter.content["mission"]), letter)
    stories.offer(new, lock(new.mission), letter.code, by)


def story_of(words: Mapping[str, Any], mission: UUID, letter: LetterRow) -> NewStory:
    """Read a story from its letter; its consent is of the day it was written."""
    consent = NewConsent(
        Audience(words["audience"]),
        words["wording"],
        letter.day,
        ConsentGiven.SELF,
        words["version"],
        words["language"],
    )
    return NewStory(
        mission=mission,
        voice=Voice(words["voice"]),
        title=words["title"],
        text=words["text"],
        consent=consent,
        signed=Signed.NOBODY,
        language=words["language"],
    )
