"""What the clock does for teams and peers, and what it tells a person about them."""

import pytest

from headway.briefs.today import today_brief
from headway.capabilities import actions
from headway.capabilities.models import Rating
from headway.capabilities.queries import team_round
from headway.jobs.tick import count_rounds, forget_peers
from headway.peers.queries import search_help
from headway.people.actions import leave
from tests import builders_capabilities as build
from tests import builders_peers as peers
from tests import builders_people as people
from tests.builders_capabilities import COUNTED, LEARNING
from tests.builders_people import MONDAY, later

pytestmark = pytest.mark.django_db


def told(account, at=MONDAY):
    return [str(task.sentence) for task in today_brief(people.reader(account, at)).tasks]


def test_the_clock_counts_a_round_the_day_after_its_last_day_and_once():
    cast = people.cast()
    team, members = build.team(cast.body, 5)
    key = build.open_round(team, members[0])
    for account in members:
        actions.rate(people.by(account), team_round=key, levels={LEARNING: 2})

    counted = [count_rounds(at) for at in (later(days=7), COUNTED, COUNTED)]

    assert counted == [0, 1, 0]
    assert not Rating.objects.exists()
    assert team_round(people.reader(members[0], COUNTED), key=key).told


def test_the_clock_forgets_who_closed_their_account():
    people.body()
    nia, zoe = people.person("Nia Nurse"), people.person("Zoe Zeal")
    peers.help_of(nia)

    leave(people.by(nia), account=nia)

    assert [forget_peers(later(days=day)) for day in (1, 2)] == [1, 0]
    assert search_help(people.reader(zoe, later(days=1))) == ()


def test_today_asks_each_member_to_rate_until_they_have():
    cast = people.cast()
    team, members = build.team(cast.body, 2)
    key = build.open_round(team, members[0])

    asked = told(members[0])
    actions.rate(people.by(members[0]), team_round=key, levels={LEARNING: 2})

    assert asked == ["Rate privately what your team is able to do: School meals"]
    assert told(members[0]) == []
    assert told(members[1]) == asked
    assert told(cast.director) == []


def test_today_tells_a_steward_how_many_stories_wait_and_nobody_else():
    cast = people.cast()
    mission = peers.mission()
    for _each in range(2):
        peers.story(cast.nurse, peers.new_story(mission))

    assert told(cast.steward) == ["Read 2 stories before they are shown"]
    assert not any("stories" in line for line in told(cast.director))


def test_today_tells_the_team_when_the_day_of_a_step_comes():
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    build.agreed(team, account)

    assert told(account, later(days=60)) == []
    assert told(account, later(days=80)) == [
        "A step of your team’s plan: Sit in on a trial of the next borough"
    ]
