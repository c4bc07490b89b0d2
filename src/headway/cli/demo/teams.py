"""Teams of the demonstration and who works in them: made up, with addresses that receive nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.hashers import make_password

from headway.kernel.actors import By, RoleName, Via
from headway.people import actions as people
from headway.people.analysis import NewAccount, NewPassword, NewRole
from headway.people.queries import actor_for, body_key, day_of, invitation_secret, invitations
from headway.people.queries import people as persons

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

JOINED = 150  # days ago
COLLEAGUES = (
    "Ana Brook",
    "Bilal Hart",
    "Ceri Moss",
    "Dele Fenn",
    "Erin Vale",
    "Farid Wood",
    "Gwen Hill",
    "Hugo Lake",
)
KITCHEN, VISITS, DATA, OFFICE = "School kitchens", "Home visits", "Figures", "Strategy office"
TEAMS = (KITCHEN, VISITS, DATA, OFFICE)
OURS = {  # who of those who can sign in works in which team
    "lead@example.org": (KITCHEN, VISITS),
    "analyst@example.org": (DATA,),
    "steward@example.org": (OFFICE,),
}


class People:
    """Everybody of the demonstration by name, each acting for themselves."""

    def __init__(self, story: "Story") -> None:
        self.story = story
        self.keys = {row.name: row.key for row in persons(story.reader(story.by(story.now)))}
        self.emails = {row.email: row.key for row in persons(story.reader(story.by(story.now)))}

    def by(self, name: str, ago: float) -> By:
        """Act as somebody, so many days ago."""
        at = self.story.by(days_ago(self.story, ago)).at
        key = self.emails.get(name) or self.keys[name]
        return By(actor_for(key, at), at, Via.WEB)


def days_ago(story: "Story", ago: float) -> datetime:
    """Return a moment so many days ago."""
    return story.now - timedelta(days=ago)


def tell(story: "Story") -> People:
    """Add four teams, eight colleagues who cannot sign in, and put people into their teams."""
    story.say(f"{len(TEAMS)} teams and {len(COLLEAGUES)} colleagues (invented)")
    by = story.by(days_ago(story, JOINED))
    body = body_key(story.reader(by))
    assert body is not None
    for name in TEAMS:
        story.keys[name] = people.add_team(story.by(by.at), organisation=body, name=name)
    for at, name in enumerate(COLLEAGUES):
        colleague(story, name, story.keys[KITCHEN if at < 7 else VISITS])
    found = People(story)
    for email, teams in OURS.items():
        for team in teams:
            join(story, found.emails[email], story.keys[team], story.by(story.now))
    return found


def colleague(story: "Story", name: str, team: UUID) -> None:
    """Somebody made up, with a password that nothing opens."""
    by = story.by(days_ago(story, JOINED))
    email = f"{name.lower().replace(' ', '.')}@example.org"
    new = NewAccount(email, f"{name} (invented)", role=RoleName.STAFF, scope=team)
    account = people.invite(by, new=new)
    waiting = invitations(story.reader(story.by(by.at)), account=account)[0]
    people.accept_invitation(
        story.by(by.at),
        secret=invitation_secret(waiting.key),
        name=new.name,
        password=NewPassword(make_password(None)),
    )


def join(story: "Story", account: UUID, team: UUID, by: By) -> None:
    """Put somebody into a team."""
    new = NewRole(RoleName.STAFF, starts_on=day_of(by.at), scope=team)
    people.grant_role(replace(by, at=story.by(by.at).at), account=account, new=new)


def name_of(name: str) -> str:
    """Return the name as it stands on the account."""
    return f"{name} (invented)"
