"""What comes without a name: into the letterbox at once, and out of it every night, in no order."""

import secrets
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.analysis import hash_of
from headway.answers.queries import code_known
from headway.flows.barriers import put, require_open
from headway.flows.stories import STORY, open_story
from headway.formats.pictures import Plain
from headway.frontline.analysis import NewBarrier, letter_of, new_of, wrong
from headway.frontline.choices import Identity
from headway.frontline.events import LetterboxEmptied
from headway.frontline.queries import barriers, letters_due
from headway.frontline.queries.desk import LetterRow, desk
from headway.frontline.steps import barriers as frontline
from headway.frontline.steps import letterbox
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import SYSTEM, By, Reader
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people.queries import day_of

ME_TOO, PICTURE = "me_too", "picture"
NAMED = (ME_TOO, "mission", "place", "rule")


def post_letter(by: By, *, new: NewBarrier, code: str, picture: Plain | None = None) -> None:
    """Put a barrier without a name into the letterbox, once however often it is sent.

    It is no action: of who brings it, when and how nothing is written. The return code is its key.

    Raises
    ------
    Missing
        When the mission is not open to everybody.
    Conflict
        While nobody reads barriers.
    Invalid
        When something cannot be used.
    """
    if desk(Reader(SYSTEM, by.at)) is None:
        raise Conflict(Sentence(_("Nobody reads barriers here yet, so nobody could answer you.")))
    faults = dict(wrong(new))
    if new.identity != Identity.ANONYMOUS or faults:
        raise Invalid(Sentence(_("Some answers cannot be used.")), faults)
    if new.mission is not None:
        require_open(by, new.mission)
    hashed = hash_of(code)
    if not code_known(Reader(SYSTEM, by.at), code_hash=hashed):
        kind = {PICTURE: picture.media_type} if picture else {}
        letterbox.post(hashed, day_of(by.at), letter_of(new) | kind, picture)


def post_me_too(by: By, *, barrier: UUID, code: str) -> None:
    """Say without a name that one has the same in the way; raises Missing."""
    if barrier not in barriers(Reader(SYSTEM, by.at), keys=[barrier]):
        raise Missing
    letterbox.post(hash_of(code), day_of(by.at), {ME_TOO: str(barrier)})


@action(LetterboxEmptied)
def empty_letterbox(by: By) -> Done[int]:
    """Make barriers of the letters of earlier days, in random order; return how many.

    Raises
    ------
    Forbidden
        For a person: only the clock empties it.
    """
    if not by.actor.system:
        raise Forbidden
    seer = Reader(SYSTEM, by.at)
    letters = list(letters_due(seer, before=day_of(by.at)))
    secrets.SystemRandom().shuffle(letters)
    named = {UUID(each.content[name]) for each in letters for name in NAMED if name in each.content}
    if named:
        lock(*named)  # all at once and in their order, as every action does
    for letter in letters:
        if not code_known(seer, code_hash=letter.code):
            open_letter(by, letter)
    letterbox.take_out(letter.number for letter in letters)
    return Done(LetterboxEmptied(count=len(letters)), len(letters))


def open_letter(by: By, letter: LetterRow) -> None:
    """Make of one letter what it says."""
    if STORY in letter.content:
        open_story(by, letter)
        return
    if ME_TOO in letter.content:
        key = UUID(letter.content[ME_TOO])
        frontline.say_me_too(lock(key)[key], None, by)
        return
    new = new_of(letter.content)
    if new.mission is not None and not is_open(by, new.mission):
        new = replace(new, mission=None)  # it was closed meanwhile
    picture = Plain(letter.picture, letter.content[PICTURE]) if letter.picture else None
    put(by, new, letter.code, None, letter.day, picture)


def is_open(by: By, mission: UUID) -> bool:
    """Whether a mission is open to everybody and goes on."""
    try:
        require_open(by, mission)
    except (Missing, Conflict):
        return False
    return True
