"""Whatever goes wrong comes back as one problem, in words, and nothing is half done."""

import json
from string import Formatter

import pytest
from django.db import OperationalError, connection
from django.test import Client

from headway.api import problems
from headway.formats.errors import MESSAGES, Problem, Unreadable
from headway.kernel.outages import is_outage
from tests.doors.api.test_writes import CARD

pytestmark = pytest.mark.django_db
SHAPE = {"type", "title", "status", "detail"}


def assert_problem(response, status, kind):
    told = response.json()
    assert (response.status_code, told["status"]) == (status, status), told
    assert response.headers["Content-Type"] == "application/problem+json"
    assert told["type"] == f"/api/#{kind}"
    assert told.keys() >= SHAPE
    assert told["title"]
    assert told["detail"]
    return told


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/nothing", 404, "missing"),
        ("/missions/nothing", 404, "missing"),
        ("/missions/%00", 404, "missing"),
        ("/missions/a%20b", 404, "missing"),
        ("/releases/a%0Ab", 404, "missing"),
        ("/indicators/00000000-0000-4000-8000-000000000000", 404, "missing"),
        ("/releases/not-a-key", 404, "missing"),
        ("/releases/00000000-0000-4000-8000-000000000000", 404, "missing"),
        ("/targets/00000000-0000-4000-8000-000000000000", 404, "missing"),
        ("/places/E0900000%F0%9F%98%80", 404, "missing"),
        ("/indicators/children-in-poverty/revisions", 422, "invalid"),
        ("/indicators/children-in-poverty/revisions?place=E00", 404, "missing"),
        ("/indicators/children-in-poverty/observations?place=E09000007&group=%00", 422, "invalid"),
        ("/indicators/nothing/forecasts", 404, "missing"),
        ("/indicators?limit=0", 422, "invalid"),
        ("/indicators?limit=201", 422, "invalid"),
        ("/indicators?limit=" + "9" * 5000, 422, "invalid"),
        ("/indicators?cursor=%00", 422, "invalid"),
        ("/indicators?cursor=bm90IG91cnM", 422, "invalid"),
        ("/releases?indicator=nothing", 404, "missing"),
        ("/missions?on=", 400, "bad-request"),
        ("/missions?on=2026-02-30", 400, "bad-request"),
        ("/missions?on=2026-03-03", 400, "bad-request"),
        ("/missions?on=1899-12-31", 400, "bad-request"),
    ],
)
def test_an_address_that_cannot_be_answered_is_a_problem(world, path, status, kind):
    response = world.anyone.get(path)

    assert_problem(response, status, kind)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "a\0b"}, "name"),
        ({"definition": "half \ud800"}, "definition"),
        ({"name": "x" * 201}, "name"),
        ({"name": 7}, "name"),
        ({"name": "   "}, "name"),
        ({"level": "headline"}, "level"),
        ({"lowest": "0"}, "lowest"),
        ({"lowest": 10**400}, "lowest"),
        ({"observable": 3}, "observable"),
        ({"observable": True}, "observable"),
        ({"review_on": 0}, "review_on"),
        ({"review_on": "2026-02-30"}, "review_on"),
        ({"review_on": "2026-03-02T00:00:00Z"}, "review_on"),
        ({"invented": "yes"}, "invented"),
        ({"responsible": "00000000-0000-4000-8000-000000000000"}, "responsible"),
        ({"colour": "red"}, "colour"),
        ({"slug": "Not A Slug"}, "slug"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(world, changed, field):
    response = world.analyst.post("/indicators", CARD | changed)

    told = assert_problem(response, 422, "invalid")
    assert list(told["fields"]) == [field]
    assert told["fields"][field]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"name": NaN}',
        b'{"lowest": Infinity}',
        b'{"lowest": 1e999}',
        b"[" * 100_000,
        b'{"name":' * 5_000 + b"1" + b"}" * 5_000,
        b"9" * 5_000,
    ],
)
def test_a_body_that_is_no_honest_json_is_refused(world, body):
    response = Client(raise_request_exception=False).post(
        "/api/v1/indicators",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {world.analyst.secret}"},
    )

    assert response.status_code in {400, 422}
    assert_problem(
        response, response.status_code, "bad-request" if response.status_code == 400 else "invalid"
    )


def test_a_body_that_is_too_large_is_refused(world, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = world.analyst.post("/indicators", CARD | {"definition": "x" * 2000})

    assert_problem(response, 413, "too-large")


def test_a_method_that_an_address_does_not_take_names_those_it_does(world):
    response = Client().delete("/api/v1/missions")

    assert_problem(response, 405, "not-allowed")
    assert response.headers["Allow"] == "GET, POST"


def breaking(error):
    def execute(*_args):
        raise error

    return connection.execute_wrapper(execute)


def test_our_own_fault_is_a_problem_that_tells_no_secret(world, caplog):
    with breaking(RuntimeError("the password is swordfish")):
        response = world.anyone.get("/missions")

    assert_problem(response, 500, "fault")
    assert "swordfish" not in response.content.decode()
    assert "swordfish" in caplog.text


@pytest.mark.parametrize("program", ["anyone", "analyst"])
def test_a_database_that_is_away_is_a_problem_that_says_when_to_come_back(world, program):
    with breaking(OperationalError("server closed the connection unexpectedly")):
        response = getattr(world, program).get("/missions")

    assert_problem(response, 503, "away")
    assert response.headers["Retry-After"] == "30"


def test_a_full_disk_is_an_outage_and_a_missing_table_is_our_fault():
    assert is_outage(OSError(28, "No space left on device"))
    assert not is_outage(OperationalError("no such table: missions_mission"))


def test_every_message_about_a_row_can_be_told():
    words = {
        name for text in MESSAGES.values() for _text, name, _spec, _how in Formatter().parse(text) if name
    }
    facts = dict.fromkeys(words, 1)
    for code in MESSAGES:
        told = problems.unreadable(Unreadable(Problem(code, 3, "value", "x", tuple(facts.items()))))

        row = json.loads(told.content)["problems"][0]
        assert (row["row"], row["column"], row["value"]) == (3, "value", "x")
        assert "{" not in row["detail"], code
