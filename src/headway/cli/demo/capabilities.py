"""What teams of the demonstration are able to do (invented): a round with a plan, one open, one a draft."""

from datetime import timedelta
from typing import TYPE_CHECKING

from headway.briefs.capabilities import shows
from headway.capabilities import actions
from headway.capabilities.analysis import NewRound, NewStep, NewView, shipped
from headway.capabilities.choices import DEFAULT, How
from headway.cli.demo.teams import COLLEAGUES, DATA, KITCHEN, VISITS, People, days_ago, name_of
from headway.missions.queries import missions
from headway.people.queries import day_of

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

CODES = tuple(each.code for each in shipped()[DEFAULT].capabilities)
AWARE, PRIORITIES, COALITIONS, LEARNING, DELIVERY = CODES
RATED = {  # of seven: close together, two apart, far apart
    AWARE: (2, 2, 3, 2, 2, 3, 2),
    COALITIONS: (3, 4, 3, 4, 5, 3, 4),
    LEARNING: (1, 2, 2, 4, 1, 2, 3),
    DELIVERY: (2, 3, 3, 2, 3, 2, 2),
}
BEGAN, COUNTED, PLANNED, AGREED = 100, 90, 80, 78  # days ago


def tell(story: "Story", people: People) -> None:
    """Let one team rate, talk and plan, a second rate, a third talk."""
    story.say("a team's capabilities with a plan, and two teams that begin")
    mission = next(row.key for row in missions(story.reader(story.by(story.now))) if row.slug == "food")
    with_a_plan(story, people, NewRound(story.keys[KITCHEN], DEFAULT, mission=mission))
    last = day_of(story.now) + timedelta(days=9)
    visits = NewRound(story.keys[VISITS], DEFAULT, last, mission)
    key = actions.open_round(people.by(name_of(COLLEAGUES[7]), 2), new=visits)
    actions.rate(people.by(name_of(COLLEAGUES[7]), 1), team_round=key, levels={LEARNING: 2})
    talk = NewRound(story.keys[DATA], DEFAULT, mission=mission)
    actions.open_round(people.by("analyst@example.org", 0), new=talk)


def with_a_plan(story: "Story", people: People, new: NewRound) -> None:
    """Seven rate under seal; what they then say together becomes a plan."""
    names = [name_of(name) for name in COLLEAGUES[:7]]
    closes = day_of(days_ago(story, BEGAN)) + timedelta(days=7)
    opened = NewRound(new.team, new.framework, closes, new.mission)
    key = actions.open_round(people.by(names[0], BEGAN), new=opened)
    for at, name in enumerate(names):
        levels = {code: rated[at] for code, rated in RATED.items()}
        actions.rate(people.by(name, BEGAN - 1), team_round=key, levels=levels)
    actions.count_round(story.by(days_ago(story, COUNTED)), team_round=key)
    for code, view in views(story, new).items():
        actions.write_view(people.by(names[2], PLANNED), team_round=key, capability=code, view=view)
    actions.agree_plan(people.by(names[0], AGREED), team_round=key)


def views(story: "Story", new: NewRound) -> dict[str, NewView]:
    """Return what the team says together."""
    then = story.by(days_ago(story, PLANNED))
    found = [each.key for each in shows(story.reader(then), mission=new.mission) if each.kind == "initiative"]
    learn = NewStep(
        How.BORROW,
        "One day a week of the borough’s evaluator, for three months (invented)",
        "Ana",
        day_of(story.now) + timedelta(days=30),
        "A finished test of the Saturday opening",
    )
    partner = NewStep(
        How.PARTNER,
        "Ask the food bank to count with us (invented)",
        "Bilal",
        day_of(story.now) + timedelta(days=60),
        "A promise of the food bank",
    )
    return {
        AWARE: NewView(2, 2, "We hear early enough of what concerns kitchens (invented)."),
        COALITIONS: NewView(3 if found else 2, 3, "The market’s vouchers (invented).", tuple(found[:1])),
        LEARNING: NewView(
            2, 3, "We know what we cooked, not what came of it (invented).", (), (learn, partner)
        ),
    }
