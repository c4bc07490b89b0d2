"""After a change of control a mission's page stands still until the new administration takes it up."""

from datetime import date, timedelta

import pytest

from headway.briefs.missions import mission_brief, mission_list
from headway.checks.choices import State
from headway.checks.queries import kept
from headway.flows.amendments import amend_charter
from headway.flows.rechecks import recheck
from headway.kernel.actors import ANYONE, Reader
from headway.missions import actions
from headway.missions.analysis import ChangeNote
from headway.missions.queries import missions
from headway.places import actions as place_actions
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_rhythms as boards
from tests.builders_measures import CAMDEN, MONDAY

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 5, 8)
AFTER = MONDAY + timedelta(days=90)  # 31 May 2026


@pytest.fixture
def world():
    """A mission that was adopted and public long before the election."""
    made = build.world()
    actions.record_adoption(
        build.system(), mission=made.mission, adopted_on=date(2022, 3, 3), adopted_by="Cabinet"
    )
    actions.open_mission(build.system(), mission=made.mission)
    return made


def changed(on: date = CHANGE) -> None:
    place_actions.record_change_of_control(
        build.system(AFTER - timedelta(days=20)), code=CAMDEN, on=on, reason="A new council sits"
    )


def new_figures(world) -> None:
    who = build.system(AFTER - timedelta(days=10))
    measures.bring_in(world.indicator, {**build.FIGURES, 2025: 99.0}, "2026-05-20", who=who)


def slug() -> str:
    return missions(build.seer(AFTER))[0].slug


def test_the_page_stands_still_as_of_that_day_and_says_so(world):
    new_figures(world)
    changed()

    brief = mission_brief(Reader(ANYONE, AFTER), slug=slug())

    assert brief.frozen.on == CHANGE
    assert brief.frozen.late_from == date(2026, 8, 16)
    assert brief.frozen.sentence.text().startswith("Since 8 May 2026 another administration runs Camden.")
    assert 99.0 not in [value.value for value in brief.headline.values]
    assert mission_list(Reader(ANYONE, AFTER))[0].frozen == brief.frozen


def test_the_page_runs_on_without_a_change_of_control(world):
    new_figures(world)

    brief = mission_brief(Reader(ANYONE, AFTER), slug=slug())

    assert brief.frozen is None
    assert 99.0 in [value.value for value in brief.headline.values]


def test_the_page_of_the_day_before_is_as_it_was(world):
    changed()

    brief = mission_brief(Reader(ANYONE, MONDAY + timedelta(days=1)), slug=slug())

    assert brief.frozen is None


def test_an_amendment_takes_the_mission_up_again(world):
    changed()
    board = boards.board(world.mission)
    amend_charter(
        build.system(AFTER),
        mission=world.mission,
        decision=boards.made(board, world.mission),
        charter=build.replace(build.WORDS, title="By 2031, everyone eats well"),
        change=ChangeNote("The title", "The new council goes on with it."),
        version=missions(build.seer(AFTER))[0].version,
    )

    brief = mission_brief(Reader(ANYONE, AFTER + timedelta(hours=1)), slug=slug())

    assert brief.frozen is None
    assert brief.title.text == "By 2031, everyone eats well"


def test_members_are_told_that_digests_wait_and_others_are_not(world):
    place_actions.set_pre_election_period(
        build.system(), code=CAMDEN, starts_on=CHANGE, ends_on=AFTER.date(), reason="Election of the council"
    )
    member = Reader(build.somebody(), AFTER)

    told = mission_brief(member, slug=slug()).waits
    public = mission_brief(Reader(ANYONE, AFTER), slug=slug()).waits

    assert told.text().startswith("Pre-election period of Camden until 31 May 2026: Election of the council.")
    assert public is None


def states(mission, at) -> set[State]:
    return {row.said.state for row in kept(build.seer(at), missions=[mission])[mission].values()}


def test_new_signals_wait_before_an_election_and_are_raised_after_it(world):
    place_actions.set_pre_election_period(
        build.system(MONDAY - timedelta(days=1)),
        code=CAMDEN,
        starts_on=MONDAY.date(),
        ends_on=(MONDAY + timedelta(days=5)).date(),
        reason="Election of the council",
    )

    recheck(build.system())
    during = states(world.mission, MONDAY)
    recheck(build.system(MONDAY + timedelta(days=6)))
    after = states(world.mission, MONDAY + timedelta(days=6))

    assert during
    assert State.NOT_MET not in during
    assert State.NOT_MET in after
