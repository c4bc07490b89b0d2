"""Studies over the API: for those who work on the mission, and nobody else."""

import pytest

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
