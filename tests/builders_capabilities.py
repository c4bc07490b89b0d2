"""Builders for rounds of a team: everything goes through the production actions."""

from datetime import datetime, timedelta
from uuid import UUID

from headway.capabilities import actions
from headway.capabilities.analysis import NewRound, NewStep, NewView
from headway.capabilities.choices import DEFAULT, How
from headway.people.actions import add_team
from tests import builders_people as people
from tests.builders_peers import member
from tests.builders_people import MONDAY, TODAY, later

LEARNING = "learning-and-experimentation"
CLOSES = TODAY + timedelta(days=7)
COUNTED = later(days=8)
STEP = NewStep(
    How.LEARN, "Sit in on a trial of the next borough", "Nia", TODAY + timedelta(days=90), "A test of ours"
)


def team(body: UUID, size: int, name: str = "School meals") -> tuple[UUID, list[UUID]]:
    """Return a team and its members."""
    key = add_team(people.system(), organisation=body, name=name)
    return key, [member(key, f"{name} {number}") for number in range(1, size + 1)]


def open_round(team: UUID, account: UUID, mission: UUID | None = None, at: datetime = MONDAY) -> UUID:
    return actions.open_round(people.by(account, at), new=NewRound(team, DEFAULT, CLOSES, mission))


def rated(team: UUID, members: list[UUID], *levels: int, code: str = LEARNING) -> UUID:
    """Return a round in which members rated one capability, and that was counted."""
    key = open_round(team, members[0])
    for account, level in zip(members, levels, strict=False):
        actions.rate(people.by(account), team_round=key, levels={code: level})
    actions.count_round(people.system(COUNTED), team_round=key)
    return key


def talked(team: UUID, account: UUID, at: datetime = MONDAY, mission: UUID | None = None) -> UUID:
    """Return a round of a team that talks instead of rating."""
    return actions.open_round(people.by(account, at), new=NewRound(team, DEFAULT, mission=mission))


def planned(key: UUID, account: UUID, at: datetime = MONDAY) -> None:
    view = NewView(level=2, needed=3, why="A trial is planned.", steps=(STEP,))
    actions.write_view(people.by(account, at), team_round=key, capability=LEARNING, view=view)


def agreed(team: UUID, account: UUID) -> UUID:
    key = talked(team, account)
    planned(key, account)
    actions.agree_plan(people.by(account), team_round=key)
    return key
