"""Stories: tell, review, withdraw, say that one reached somebody; and the draw of who sees one first."""

from datetime import date
from uuid import UUID

from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader, RoleName
from headway.kernel.errors import Forbidden, Missing
from headway.peers import events, permissions
from headway.peers.analysis import NewStory, hash_of
from headway.peers.models import Draw
from headway.peers.steps import stories as steps
from headway.people.queries import another_holds


@action(events.StoryOffered)
def offer_story(by: By, *, story: NewStory, code: str = "") -> Done[UUID]:
    """Tell a story; a steward reads it before anybody else.

    Parameters
    ----------
    by : who tells it, or records it for somebody who asked for that
    story : its words, its consent, whose work it was
    code : 128 random bits in hexadecimal, with which somebody without an account withdraws it

    Raises
    ------
    Forbidden
        When nobody is signed in.
    Invalid
        Without words or consent, or where the consent covers nobody.
    Missing
        When the mission, outcome or a team is none.
    """
    if not permissions.may_tell(by.actor):
        raise Forbidden
    named = {story.mission, *story.teams, *filter(None, [story.outcome])}
    thing = steps.offer(story, lock(*named), hash_of(code) if code else "", by)
    event = events.StoryOffered(about=thing.key, voice=story.voice, audience=story.consent.audience)
    return Done(event, thing.key)


@action(events.StoryReviewed)
def review_story(by: By, *, story: UUID, accept: bool, reason: str = "") -> Done[None]:
    """Say whether a story is shown; where it is not, why.

    Raises
    ------
    Forbidden
        For anybody but a steward, and for who told it while another steward can read it.
    Invalid
        When it is not shown and no reason is given.
    Conflict
        When it was reviewed already.
    Gone
        When it was withdrawn.
    """
    row = steps.story_of(lock(story)[story])
    mission = row.mission.thing.key
    if not permissions.may_review(by.actor, mission):
        raise Forbidden
    independent = by.actor.key is None or by.actor.key != row.offered_by
    if not independent and another_holds(Reader(by.actor, by.at), RoleName.STEWARD, scopes=[mission]):
        raise Forbidden
    steps.review(row, accept=accept, reason=reason, independent=independent, by=by)
    return Done(events.StoryReviewed(about=story, accepted=accept, independent=independent), None)


@action(events.StoryWithdrawn)
def withdraw_story(by: By, *, story: UUID, code: str = "") -> Done[None]:
    """Take consent back: words and photograph go, a marker stays.

    Raises
    ------
    Forbidden
        For anybody but who told it, whoever holds its code, and a steward for somebody who asks.
    Gone
        When it was withdrawn already.
    """
    row = steps.story_of(lock(story)[story])
    holds = bool(code and row.code and row.code == hash_of(code))
    mission = row.mission.thing.key
    if not permissions.may_withdraw(by.actor, offered_by=row.offered_by, holds_code=holds, mission=mission):
        raise Forbidden
    steps.withdraw(row, by)
    return Done(events.StoryWithdrawn(about=story), None)


@action(events.StoryReached)
def say_it_reached(by: By, *, story: UUID) -> Done[None]:
    """Count once more that a story reached somebody; the act is nobody's, so that nobody is remembered.

    Raises
    ------
    Forbidden
        When the act names somebody: the door leaves out who it is.
    """
    if by.actor.signed_in:
        raise Forbidden
    steps.count_reached(steps.story_of(lock(story)[story]))
    return Done(events.StoryReached(about=story), None)


@action(events.DrawCommitted)
def commit_draw(by: By, *, story: UUID, first_on: date, later_on: date) -> Done[UUID]:
    """Put on record how a lot will decide which teams see a story first.

    Raises
    ------
    Forbidden
        For anybody but a steward.
    Invalid
        For days that have passed or stand the wrong way round.
    Conflict
        When a draw is on record, the story was reviewed, or it is of fewer than two teams.
    Gone
        When it was withdrawn.
    """
    row = steps.story_of(lock(story)[story])
    if not permissions.may_draw(by.actor, row.mission.thing.key):
        raise Forbidden
    draw, teams = steps.commit(row, first_on=first_on, later_on=later_on, by=by)
    event = events.DrawCommitted(
        about=story,
        teams=teams,
        first_on=first_on,
        later_on=later_on,
        commitment=draw.digest,
    )
    return Done(event, draw.thing.key)


@action(events.DrawDrawn)
def draw_lot(by: By, *, draw: UUID) -> Done[None]:
    """Draw with the program and the seed on record.

    Raises
    ------
    Forbidden
        For anybody but a steward.
    Conflict
        When it was drawn, or in the moment it was put on record.
    """
    lock(draw)
    row = Draw.objects.filter(thing__key=draw).select_related("story__mission__thing", "story__thing").first()
    if row is None:
        raise Missing
    if not permissions.may_draw(by.actor, row.story.mission.thing.key):
        raise Forbidden
    first = steps.draw_lot(row, by)
    return Done(events.DrawDrawn(about=row.story.thing.key, first=first), None)
