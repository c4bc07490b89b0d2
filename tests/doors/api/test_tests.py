"""Tests through the API: what is told, to whom, and that nothing there changes a locked plan."""

import hashlib
import json

import pytest
from django.test import Client

from headway.kernel.actors import RoleName
from tests import builders_learning as build
from tests import builders_people as people
from tests.doors.api.conftest import Program, token

pytestmark = pytest.mark.django_db


@pytest.fixture
def slug(world) -> str:
    return build.row(build.drawn(world.mission)).slug


def test_a_test_is_told_with_its_plan_and_where_it_stands(world, slug):
    listed = world.anyone.get("/tests").json()["items"]
    told = world.anyone.get(f"/tests/{slug}").json()
    plan = world.anyone.get(f"/tests/{slug}/plans").json()[0]

    assert [row["slug"] for row in listed] == [slug]
    assert (told["phase"], told["plan"], told["hash"]) == ("registered", 1, plan["sha256"])
    text = json.dumps(plan["locked"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == plan["sha256"]
    assert world.anyone.get(f"/tests/{slug}/results").json() == []


def test_rows_of_people_are_for_those_who_answer_for_the_method(world, slug):
    told = world.anyone.get(f"/tests/{slug}/draw").json()
    own = world.analyst.get(f"/tests/{slug}/draw").json()

    assert (told["list_content"], told["content"]) == ("", "")
    assert told["counts"] == {"new": 20, "usual": 20}
    assert own["content"].startswith("unit,stratum,arm")


def test_a_draft_is_locked_once_and_by_its_roles_alone(world):
    key = build.drafted(world.mission)
    address = f"/tests/{build.row(key).slug}"
    researcher = Program(token(people.person("Rhi Researcher", RoleName.RESEARCHER)))
    sent = {"version": build.version(key)}

    tried = [each.post(f"{address}/lock", sent).status_code for each in (world.anyone, world.nurse)]
    board = world.board.post(f"{address}/lock", sent).status_code
    done = researcher.post(f"{address}/lock", sent)
    again = researcher.post(f"{address}/lock", {"version": build.version(key)})

    assert (tried, board) == ([401, 404], 403)
    assert (done.status_code, done.json()["phase"]) == (200, "registered")
    assert again.status_code == 409


@pytest.mark.parametrize("path", ["", "/plans", "/draw", "/results"])
def test_no_method_writes_a_locked_plan(world, slug, path):
    before = world.anyone.get(f"/tests/{slug}/plans").json()

    tried = [
        getattr(Client(), method)(
            f"/api/v1/tests/{slug}{path}",
            "{}",
            content_type="application/json",
            headers=world.analyst.headers({}),
        ).status_code
        for method in ("post", "put", "patch", "delete")
    ]

    assert set(tried) <= {401, 404, 405}
    assert world.anyone.get(f"/tests/{slug}/plans").json() == before
