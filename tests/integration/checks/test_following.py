"""Checks follow what happens, and the clock."""

from datetime import timedelta

import pytest

from headway.checks.choices import State
from headway.checks.queries import kept
from headway.jobs.reactions import REACTIONS
from headway.jobs.tick import tick
from headway.kernel.reactions import react
from tests import builders_missions as build
from tests.builders_measures import MONDAY
from tests.integration.checks.test_keeping import opened

pytestmark = pytest.mark.django_db
CHECKS = next(each for each in REACTIONS if each.consumer == "checks")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_what_happens_to_a_mission_is_judged_after_it():
    mission = opened()
    react(CHECKS, at=MONDAY)
    build.outcome(mission, "Unlock creativity", headline=False)

    handled = react(CHECKS, at=MONDAY + timedelta(minutes=1))

    row = kept(build.seer(MONDAY + timedelta(minutes=1)), missions=[mission])[mission]["C2"]
    assert handled == 1
    assert row.said.case == "unmeasured"


def test_a_date_that_passes_is_written_down_in_the_night_without_any_event():
    mission = opened(deadline=(MONDAY + timedelta(days=1)).date())
    tick(MONDAY)
    before = kept(build.seer(MONDAY), missions=[mission])[mission]["C4"].said.state
    night = MONDAY + timedelta(days=2)

    said = tick(night)

    after = kept(build.seer(night), missions=[mission])[mission]["C4"].said.state
    assert "checks" not in said.failed
    assert (before, after) == (State.MET, State.NOT_MET)
