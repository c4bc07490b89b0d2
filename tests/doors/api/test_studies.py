"""Studies over the API: for those who work on the mission, and nobody else."""

import pytest

from headway.learning.analysis import NewMix
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_studies as build

pytestmark = pytest.mark.django_db


def test_an_analyst_reads_a_study_and_a_citizen_does_not(world, settings, tmp_path):
    settings.DATA = tmp_path
    measures.places()
    key = build.study(missions.mission())

    read = world.analyst.get(f"/studies/{key}")
    listed = world.analyst.get("/studies").json()["items"]

    assert read.json()["estimate"] > 0
    assert read.json()["sentence"].startswith("With the practice, satisfaction was higher by")
    assert listed == [read.json()]
    assert world.anyone.get(f"/studies/{key}").status_code == 404
    assert world.anyone.get("/studies").json()["items"] == []


def test_one_place_beside_its_mix_stands_among_the_studies(world, settings, tmp_path):
    settings.DATA = tmp_path
    measures.places()
    mission = missions.mission()
    build.study(mission)
    key = build.mix(mission, NewMix(title="Did the levy cut smoking?", **build.MIX), build.places())

    read = world.analyst.get(f"/studies/{key}").json()
    listed = world.analyst.get("/studies").json()["items"]

    assert [each["kind"] for each in listed] == ["mix", "adoption"]
    assert listed[0] == read
    assert read["sentence"].startswith("In Camden, smokers was lower by 3")
    assert read["near"][0] <= read["estimate"] <= read["near"][1]
    assert (read["lower"], read["upper"]) == (None, None)
    assert sum(each["weight"] for each in read["others"]) == pytest.approx(1.0, abs=1e-3)
    assert len(read["seen"]) == len(read["mixed"]) == len(read["times"])
    assert world.anyone.get(f"/studies/{key}").status_code == 404
