"""Theories of change over the API: read, built, graded, brought back, by whom."""

import pytest

from tests import builders_logic as toc

pytestmark = pytest.mark.django_db
LOGIC = "/missions/child-poverty/logic"
STEP = {"kind": "activity", "text": "Cook together"}
WHO = ("anyone", "reading", "nurse", "analyst", "director", "board")
LEAD = (401, 403, 403, 403, 200, 403)
ADDS = (401, 403, 403, 403, 201, 403)
GRADE = {"version": 1, "strength": 3, "result": "mixed", "why": "One trial", "citation": "EEF, 2019"}
# Each write with its body and what each of WHO is answered.
TABLE = {
    "/steps": (STEP, ADDS),
    "/steps/{step}": (STEP | {"version": 1}, LEAD),
    "/steps/{step}/retire": ({}, LEAD),
    "/links": ({"source": "{step}", "target": "{last}"}, ADDS),
    "/links/{link}": ({"assumption": "All come", "version": 1}, LEAD),
    "/links/{link}/grade": (GRADE, (401, 403, 403, 200, 403, 403)),
    "/links/{link}/retire": ({}, LEAD),
    "/parts/{step}/back": ({"number": 1, "version": 1}, LEAD),
}


@pytest.fixture
def keys(world):
    """Return the keys of a chain of four steps in the mission of the world."""
    nodes, links = toc.chain(world.mission, world.outcome)
    return {"step": str(nodes[0]), "last": str(nodes[3]), "link": str(links[0])}


def filled(value, keys):
    if isinstance(value, dict):
        return {name: filled(each, keys) for name, each in value.items()}
    return value.format(**keys) if isinstance(value, str) and value.startswith("{") else value


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        (path, who, status)
        for path, (_body, row) in TABLE.items()
        for who, status in zip(WHO, row, strict=True)
    ],
)
def test_each_write_is_for_its_roles_alone(world, keys, path, who, status):
    body = filled(TABLE[path][0], keys)

    answer = getattr(world, who).post(LOGIC + path.format(**keys), body)

    assert answer.status_code == status


def test_a_theory_says_what_it_rests_on_and_what_to_test(world, keys):
    told = world.anyone.get(LOGIC).json()

    assert [step["kind"] for step in told["steps"]] == ["input", "activity", "output", "long_outcome"]
    assert told["steps"][3]["headline"] is True
    assert [link["critical"] for link in told["links"]] == [True, True, True]
    assert told["links"][0]["evidence"]["strength"] == 0
    assert told["answer"][-1] == "3 links carry no evidence; all lie on every path to “Eats well”."
    assert len(told["suggested_tests"]) == 3
    assert told["not_sound"] == ["Nobody is named for “Cook”."]
    assert told["reached"][0]["step"] == keys["last"]


def test_a_grade_keeps_strength_and_result_apart(world, keys):
    world.analyst.post(f"{LOGIC}/links/{keys['link']}/grade", GRADE)

    link = world.anyone.get(LOGIC).json()["links"][0]
    assert (link["state"], link["evidence"]["strength"], link["evidence"]["result"]) == ("tested", 3, "mixed")
    assert world.anyone.get(f"{LOGIC}/history").json()[0]["what"] == "graded"


def test_a_change_is_told_and_undone(world, keys):
    changed = world.director.post(f"{LOGIC}/steps/{keys['step']}", STEP | {"version": 1}).json()
    version = next(step["version"] for step in changed["steps"] if step["key"] == keys["step"])

    latest = world.anyone.get(f"{LOGIC}/history").json()[0]
    stale = world.director.post(f"{LOGIC}/steps/{keys['step']}", STEP | {"version": 1})
    back = {"number": 1, "version": version}
    undone = world.director.post(f"{LOGIC}/parts/{keys['step']}/back", back).json()

    assert (latest["what"], latest["fields"]) == ("changed", ["kind", "text"])
    assert stale.status_code == 409
    assert undone["steps"][0]["text"]["text"] == "Money"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/steps", {"kind": "thing", "text": "Cook"}),
        ("/steps", {"kind": "activity", "text": " "}),
        ("/links/{link}/grade", GRADE | {"strength": 5}),
        ("/links/{link}/grade", GRADE | {"why": ""}),
        ("/links/{link}/grade", GRADE | {"address": "javascript:alert(1)"}),
    ],
)
def test_what_is_not_right_is_refused(world, keys, path, body):
    who = world.analyst if "grade" in path else world.director

    assert who.post(LOGIC + path.format(**keys), body).status_code == 422
