"""A mission that is not open yet keeps its goals to the people who work on it."""

from dataclasses import replace

import pytest

from headway.briefs.indicators import indicator_brief
from headway.briefs.targets import visible_targets
from headway.kernel.actors import ANYONE
from headway.measures.queries import card
from headway.missions import actions
from tests import builders_missions as build

pytestmark = pytest.mark.django_db


def test_a_goal_of_a_draft_mission_is_shown_to_nobody_else():
    world = build.world()
    insider = build.seer()
    stranger = replace(insider, actor=ANYONE)
    slug = card(insider, indicator=world.indicator).slug

    before = visible_targets(stranger, keys={world.target})
    hidden = indicator_brief(stranger, slug=slug).outlook
    actions.open_mission(build.system(), mission=world.mission)
    after = visible_targets(stranger, keys={world.target})
    shown = indicator_brief(stranger, slug=slug).outlook

    assert [row.key for row in visible_targets(insider, keys={world.target})] == [world.target]
    assert before == ()
    assert hidden is not None
    assert hidden.asked.goal is None
    assert [row.key for row in after] == [world.target]
    assert shown is not None
    assert shown.asked.goal is not None
