"""A target that was moved: the old line stays drawn, and the status is said under both."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from headway.briefs.missions import mission_brief
from headway.flows.figures.releases import Figures
from headway.flows.figures.releases import bring_in as bring_in_figures
from headway.look.pictures import outlook_picture, trajectory_picture
from headway.targets import actions
from headway.targets.analysis import Status
from headway.targets.analysis.rows import Goal, NewPath
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
LATER, AFTER = MONDAY + timedelta(days=30), MONDAY + timedelta(days=60)
BY = date(2030, 12, 31)


def path(end: float, on: datetime) -> NewPath:
    points = ((date(2024, 12, 31), 66.0), (BY, end))
    return NewPath(points, "A straight line", on.date(), "Mission board")


def move(target, value: float) -> None:
    goal = Goal(value, BY, source="Charter", decided_by="Cabinet")
    version = build.version_of(target, LATER)
    actions.change_target(
        system(LATER), target=target, goal=goal, change_note="Too far away", version=version
    )


def figure_of_2026(indicator, value: float) -> None:
    """Publish one more figure with its interval, after both paths were agreed."""
    said = replace(measures.statement(indicator, 2026, value), lower=value - 1, upper=value + 1)
    release = measures.release(
        (AFTER - timedelta(days=1)).date().isoformat(), title="Survey of 2026", complete=False
    )
    bring_in_figures(system(AFTER), figures=Figures(release=release, statements=(said,)), many_may_go=True)


def seen(at: datetime):
    return mission_brief(seer(at), slug="food").outcomes[0].outlooks[0]


def said(outlook) -> list[str]:
    return [sentence.text() for sentence in outlook.more]


@pytest.fixture
def made() -> build.World:
    world = build.world()
    build.agree(world.target, path(80.0, MONDAY))
    return world


def test_a_status_that_improves_only_under_the_new_target_says_both(made):
    move(made.target, 70.0)
    build.agree(made.target, path(70.0, LATER), system(LATER))
    figure_of_2026(made.indicator, 67.5)

    found = seen(AFTER)

    assert (found.judgement.old_status.status, found.status) == (Status.BEHIND, Status.ON_COURSE)
    words = "Under the target set in 2026 it would read behind; under the new one, on course."
    assert words in said(found)


def test_the_old_line_stays_drawn_beside_the_new_one_in_both_pictures(made):
    move(made.target, 70.0)
    build.agree(made.target, path(70.0, LATER), system(LATER))
    figure_of_2026(made.indicator, 67.5)

    drawn = [
        outlook_picture(seen(AFTER), key="a").wide.svg,
        trajectory_picture(seen(AFTER), key="b").wide.svg,
    ]

    assert ["path before" in svg and "agreed path" in svg for svg in drawn] == [True, True]
    assert ["goal 70%" in svg for svg in drawn] == [True, True]


def test_a_path_to_a_goal_since_moved_is_no_path_to_the_new_one(made):
    move(made.target, 70.0)
    figure_of_2026(made.indicator, 67.5)

    found = seen(AFTER)

    assert found.status is None
    words = "under the new one, nothing, for no path to it is agreed yet."
    assert any(text.endswith(words) for text in said(found))
    assert "path before" in trajectory_picture(found, key="b").wide.svg


def test_before_the_change_the_page_knows_one_line(made):
    move(made.target, 70.0)

    before = seen(MONDAY)

    assert before.asked.path_before is None
    assert not any(text.startswith("Under the target") for text in said(before))


def test_a_goal_that_moved_without_any_path_keeps_its_old_line():
    world = build.world()
    move(world.target, 70.0)

    svg = outlook_picture(seen(LATER), key="a").wide.svg

    assert "goal before" in svg


def test_a_new_path_to_the_same_goal_says_both_too(made):
    build.agree(made.target, path(80.0, LATER), system(LATER))
    figure_of_2026(made.indicator, 67.5)

    found = said(seen(AFTER))

    assert "Under the path agreed in 2026 it would read behind; under the new one, behind." in found
