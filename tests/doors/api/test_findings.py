"""The library over the API: read by anybody, written by an analyst, refused field by field."""

import pytest

from tests import builders_findings as build

pytestmark = pytest.mark.django_db
SENT = {
    "code": "letters-2019",
    "title": "Letters of one page get more replies",
    "outcome": "Share who reply",
    "result": "helps",
    "strength": 3,
    "why": "Drawn by lot",
    "citation": "A city (2019)",
    "question": "Do shorter letters get more replies?",
    "measure": "points",
    "estimate": 4.0,
    "lower": 1.0,
    "upper": 7.0,
}


def test_a_citizen_reads_what_many_say_together(world):
    for words in (build.WORDS, build.SECOND, build.THIRD):
        build.published(words)

    read = world.anyone.get
    one = read("/findings").json()["items"][0]
    said = read("/findings/together", question=build.WORDS.question, measure="points").json()

    assert read(f"/findings/{one['slug']}").json() == one == read(f"/findings/{one['key']}").json()
    assert said["n"] == 3
    assert said["next_place"][0] < said["lower"] < said["estimate"] < said["upper"] < said["next_place"][1]
    assert read("/findings/together", question="None", measure="points").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("anyone", 401), ("reading", 403), ("nurse", 403), ("analyst", 201), ("director", 403)],
)
def test_an_analyst_alone_publishes(world, who, status):
    answer = getattr(world, who).post("/findings", SENT)

    assert answer.status_code == status


def test_a_broken_interval_is_refused_at_its_field(world):
    answer = world.analyst.post("/findings", SENT | {"lower": 5.0})

    assert answer.status_code == 422
    assert "lower" in answer.json()["fields"]
