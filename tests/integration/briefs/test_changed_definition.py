"""An indicator that came to count something else: the old figures stay drawn, the status is said under both."""

from datetime import timedelta

import pytest

from headway.briefs.lifecycle import history
from headway.look.pictures import trajectory_picture
from headway.measures import actions as measures_actions
from headway.missions.queries import mission
from headway.targets import actions as targets
from headway.targets.analysis import Status
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import MONDAY, seer, system
from tests.integration.briefs.test_moved_target import AFTER, LATER, figure_of_2026, path, said, seen

pytestmark = pytest.mark.django_db
NEXT_DAY, NEWER = AFTER + timedelta(days=1), AFTER + timedelta(days=30)
NOTE = "Meals at school count too"


@pytest.fixture
def made() -> build.World:
    world = build.world()
    build.agree(world.target, path(80.0, MONDAY))
    return world


def redefine(indicator, at) -> None:
    new = measures.card(
        "Eats well",
        definition="Share who eat well at home or at school",
        polarity=measures.Polarity.INCREASE,
        lowest=0.0,
        highest=100.0,
    )
    measures_actions.amend_card(system(at), indicator=indicator, card=new, seen=1, change_note=NOTE)


def told(at) -> list[str]:
    return [line.what.text() for line in history(seer(at), mission(seer(at), slug="food"))]


def test_figures_that_changed_with_the_definition_are_judged_under_both(made):
    figure_of_2026(made.indicator, 60.0)
    redefine(made.indicator, NEXT_DAY)
    who = measures.by(at=NEWER)
    measures.bring_in(made.indicator, {2026: 70.0}, NEWER.date().isoformat(), who=who, complete=False)

    found = seen(NEWER)

    assert found.redefined.status is Status.BEHIND
    assert any(NOTE in text for text in said(found))
    assert any("By the definition before, the latest figure was 60%" in text for text in said(found))
    assert "by the definition before" in trajectory_picture(found, key="a").wide.svg


def test_a_definition_put_in_other_words_draws_one_line_and_is_said(made):
    redefine(made.indicator, LATER)

    found = seen(AFTER)

    assert found.redefined.values == ()
    assert any(text.startswith("What this counts was changed on 1 April 2026") for text in said(found))
    assert "by the definition before" not in trajectory_picture(found, key="a").wide.svg


def test_before_the_change_nothing_of_it_is_known(made):
    redefine(made.indicator, LATER)

    assert seen(LATER - timedelta(days=1)).redefined is None
    assert "What “Eats well” counts was changed" not in told(LATER - timedelta(days=1))
    assert "What “Eats well” counts was changed" in told(LATER)


def test_a_target_that_was_closed_stays_in_the_history_with_its_closing(made):
    version = build.version_of(made.target, LATER)
    targets.close_target(system(LATER), target=made.target, version=version)

    lines = told(AFTER)

    assert lines[0] == "Target closed for “Eats well”"
    assert any(line.startswith("Target set for “Eats well”") for line in lines)
