"""Builders for teams, stories, circles and offers of help: everything goes through the production actions."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from headway.kernel.actors import RoleName
from headway.missions.actions import open_mission
from headway.peers import actions
from headway.peers.analysis import NewCircle, NewConsent, NewHelp, NewStory
from headway.peers.choices import CONSENT, Audience, ConsentGiven, Signed, Voice
from headway.people.actions import add_team
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests.builders_people import MONDAY, TODAY

CODE = "0123456789abcdef" * 2
AGREED = NewConsent(Audience.MEMBERS, CONSENT, TODAY, ConsentGiven.WRITTEN)
TITLE, TEXT = "The first warm meal", "She ate, looked up, and asked when we would come again."
CIRCLE = NewCircle("How do you say no to a family without losing it?", "Tuesdays at nine, on the phone")
HELP = NewHelp("I can explain Healthy Start vouchers", "Room 4, or nia@example.org")


def mission() -> UUID:
    """Return an open mission in Camden."""
    measures.places()
    key = missions.mission()
    open_mission(missions.system(), mission=key)
    return key


def team(body: UUID, name: str = "School meals") -> UUID:
    return add_team(people.system(), organisation=body, name=name)


def member(team: UUID, name: str, at: datetime = MONDAY) -> UUID:
    """Return somebody who works in a team."""
    return people.person(name, RoleName.STAFF, scope=team, at=at)


def new_story(
    mission: UUID, *teams: UUID, audience: Audience = Audience.MEMBERS, **changed: object
) -> NewStory:
    story = NewStory(
        mission=mission,
        voice=Voice.BENEFICIARY,
        title=TITLE,
        text=TEXT,
        consent=replace(AGREED, audience=audience),
        signed=Signed.TEAM if teams else Signed.NAMED,
        teller="" if teams else "Rosa, 71",
        teams=teams,
    )
    return replace(story, **changed)  # type: ignore[arg-type]


def story(teller: UUID, new: NewStory, at: datetime = MONDAY, code: str = CODE) -> UUID:
    """Return a story that somebody told."""
    return actions.offer_story(people.by(teller, at), story=new, code=code)


def shown(teller: UUID, new: NewStory, at: datetime = MONDAY) -> UUID:
    """Return a story that a steward accepted."""
    key = story(teller, new, at)
    actions.review_story(people.system(at), story=key, accept=True)
    return key


def circle(founder: UUID, *others: UUID, at: datetime = MONDAY) -> UUID:
    """Return a circle that forms, with everybody in it who joined."""
    key = actions.found_circle(people.by(founder, at), circle=CIRCLE)
    for each in others:
        actions.join_circle(people.by(each, at), circle=key)
    return key


def meeting(*members: UUID, at: datetime = MONDAY) -> UUID:
    """Return a circle that meets."""
    key = circle(*members, at=at)
    actions.start_meeting(people.by(members[0], at), circle=key)
    return key


def five() -> list[UUID]:
    """Return five people without a role."""
    return [people.person(name) for name in ("Ann Aide", "Ben Baker", "Cal Cook", "Dot Driver", "Eve Elder")]


def help_of(account: UUID, new: NewHelp = HELP, at: datetime = MONDAY) -> UUID:
    return actions.offer_help(people.by(account, at), help=new)
