"""The checks by their id: what is public, what the steward sets."""

import pytest

from headway.flows.rechecks import recheck
from headway.kernel.actors import RoleName
from tests import builders_people as build
from tests.doors.api.conftest import Program, token

pytestmark = pytest.mark.django_db
CHECKS = "/missions/child-poverty/checks"


def steward() -> Program:
    return Program(token(build.person("Stella Steward", RoleName.STEWARD)))


def test_anybody_reads_the_rules_with_their_numbers(world):
    told = world.anyone.get("/checks").json()

    assert list(told) == [*(f"C{number}" for number in range(1, 19)), "W4", "W5", "W6"]
    assert told["C3"]["thresholds"]["points"]["value"] == 3
    assert told["C3"]["off"] is None


def test_a_program_of_the_steward_changes_a_number(world):
    answered = steward().post("/checks/C3/thresholds/points", {"value": 8.0, "reason": "A forecast takes 8."})

    assert answered.status_code == 200
    assert answered.json()["C3"]["thresholds"]["points"]["value"] == 8
    assert world.anyone.get("/checks/changes").json()[0]["reason"] == "A forecast takes 8."


def test_a_program_of_the_steward_switches_a_check_off_and_on(world):
    keeper = steward()

    off = keeper.post("/checks/C13/off", {"reason": "Our survey is small."}).json()["C13"]["off"]
    on = keeper.post("/checks/C13/on").json()["C13"]["off"]

    assert (off, on) == ("Our survey is small.", None)


@pytest.mark.parametrize("path", ["/checks/C99/off", "/checks/C3/thresholds/nothing"])
def test_a_check_or_a_number_that_is_not_there_is_refused(world, path):
    answered = steward().post(path, {"value": 8.0, "reason": "Why"})

    assert answered.status_code in {404, 422}


def test_nothing_unpublished_is_told_to_the_public_and_all_of_it_to_the_lead(world):
    recheck(build.system(build.MONDAY))

    everybody, director = world.anyone.get(CHECKS).json(), world.director.get(CHECKS).json()

    assert everybody == {}
    assert director["C14"]["state"] == "not_met"
    assert director["C14"]["sentence"].startswith("No office is named")
    assert director["C14"]["public_from"] == "2026-03-17"


def test_after_the_owner_s_time_everybody_reads_them_by_id(world, monkeypatch):
    recheck(build.system(build.MONDAY))
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-17T12:00:00+00:00")

    told = world.anyone.get(CHECKS).json()

    assert told["C14"]["sentence"].startswith("No office is named")
    assert told["C14"]["clears"]
    assert told["C14"]["public_from"] is None
