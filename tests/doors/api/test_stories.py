"""The API tells stories that are shown, and nothing about who offered them."""

import pytest

from headway.peers import actions
from headway.peers.choices import Audience
from tests import builders_peers as build
from tests import builders_people as people

pytestmark = pytest.mark.django_db


def test_a_story_that_is_shown_is_told_until_it_is_withdrawn(world):
    mission = build.missions.mission(short_title="Meals")
    build.open_mission(build.missions.system(), mission=mission)
    teller = people.person("Tess Teller")
    public = build.shown(teller, build.new_story(mission, audience=Audience.PUBLIC))
    build.shown(teller, build.new_story(mission))
    waiting = build.story(teller, build.new_story(mission, audience=Audience.PUBLIC))

    listed = world.anyone.get("/stories").json()["items"]
    one = world.anyone.get(f"/stories/{public}")
    hidden = world.anyone.get(f"/stories/{waiting}")
    actions.withdraw_story(people.system(), story=public)
    gone = world.anyone.get(f"/stories/{public}")

    assert [each["key"] for each in listed] == [str(public)]
    assert listed[0] == one.json()
    assert str(teller) not in one.content.decode()
    assert [hidden.status_code, gone.status_code] == [404, 404]
