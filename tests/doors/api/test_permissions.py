"""Who may do what, as a table: every write by everybody who might try."""

import pytest

from tests.builders_measures import CAMDEN
from tests.doors.api.test_writes import CARD, CHARTER, GOAL, INDICATOR, figures

pytestmark = pytest.mark.django_db
WHO = ("anyone", "reading", "nurse", "analyst", "director", "board")
POINTS = [{"on": "2025-12-31", "value": 31.0}, {"on": "2030-12-31", "value": 20.0}]
DECISION = {"title": "Adopt it", "text": "It is adopted.", "kind": "change_charter"}
CITED = {"decision": "{decision}", "version": 3}
SERIES = {"indicator": INDICATOR, "place": CAMDEN}
# Each write with what each of WHO is answered.
TABLE = {
    "/indicators": (CARD, (401, 403, 403, 201, 403, 403)),
    "/indicators/{indicator}/cards": (
        CARD | {"version": 1, "change_note": "Why"},
        (401, 403, 403, 201, 403, 403),
    ),
    "/indicators/{indicator}/charts": (
        {"place": CAMDEN, "screen": False, "reason": "Why"},
        (401, 403, 403, 201, 403, 403),
    ),
    "/releases": (figures(30.1), (401, 403, 403, 201, 403, 403)),
    "/releases/{release}/undo": ({"reason": "Why"}, (401, 403, 403, 200, 403, 403)),
    "/targets": (SERIES | {"label": "Under 30%", "goal": GOAL}, (401, 403, 403, 201, 201, 201)),
    "/targets/{target}/goals": (
        GOAL | {"version": 2, "change_note": "Why"},
        (401, 403, 403, 403, 403, 201),
    ),
    "/targets/{target}/paths": (
        {"version": 2, "points": POINTS, "reason": "Why", "agreed_on": "2026-03-01"},
        (401, 403, 403, 201, 201, 201),
    ),
    "/boards/missions-board/decisions": (DECISION, (401, 403, 403, 403, 201, 201)),
    "/decisions/{decision}/make": (
        {"on": "2026-03-02", "version": 2},
        (401, 403, 403, 403, 403, 409),
    ),  # it was made
    "/missions/{mission}/adopt": (CITED, (401, 403, 403, 403, 403, 409)),  # it was not proposed
    "/missions/{mission}/amendments": (
        CHARTER | CITED | {"change_note": "The scope", "change_reason": "Money"},
        (401, 403, 403, 403, 403, 409),
    ),
    "/missions/{mission}/close": (
        CITED | {"ending": "abandoned", "note": "No money"},
        (401, 403, 403, 403, 403, 409),
    ),
    "/checks/C3/thresholds/points": ({"value": 5.0, "reason": "Why"}, (401, 403, 403, 403, 403, 403)),
    "/checks/C3/off": ({"reason": "Why"}, (401, 403, 403, 403, 403, 403)),
    "/checks/C3/on": ({}, (401, 403, 403, 403, 403, 403)),
    "/missions": ({"charter": CHARTER, "place": CAMDEN}, (401, 403, 403, 403, 201, 403)),
    "/missions/{mission}/charters": (CHARTER | {"version": 3}, (401, 403, 403, 403, 201, 403)),
    "/missions/{mission}/outcomes": ({"text": "Air is clean"}, (401, 403, 403, 403, 201, 403)),
    "/missions/{mission}/outcomes/{outcome}/measures": (SERIES, (401, 403, 403, 403, 201, 403)),
    "/missions/{mission}/outcomes/{outcome}/measures/{indicator}/drop": (
        {},
        (401, 403, 403, 403, 200, 403),
    ),
    "/missions/{mission}/outcomes/{outcome}/retire": ({}, (401, 403, 403, 403, 200, 403)),
    "/missions/{mission}/open": ({}, (401, 403, 403, 403, 409, 403)),  # it is open already
}


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        (path, who, status)
        for path, (_body, row) in TABLE.items()
        for who, status in zip(WHO, row, strict=True)
    ],
)
def test_each_write_is_for_its_roles_alone(world, path, who, status):
    before = world.anyone.get("/audit/head").json()["seq"]
    keys = {
        name: getattr(world, name)
        for name in ("indicator", "mission", "outcome", "target", "release", "decision")
    }

    sent = {
        name: str(world.decision) if value == "{decision}" else value
        for name, value in TABLE[path][0].items()
    }

    answered = getattr(world, who).post(path.format(**keys), sent)

    written = world.anyone.get("/audit/head").json()["seq"] - before
    assert answered.status_code == status, answered.content
    assert written == (1 if status in {200, 201} else 0)


def test_a_token_that_has_ended_opens_nothing_not_even_what_is_public(world):
    from headway.people import actions, queries
    from tests import builders_people as build

    own = build.by(world.cast.analyst)
    reader = build.reader(world.cast.analyst)
    for row in queries.tokens(reader, account=world.cast.analyst):
        actions.end_token(own, token=row.key)

    refused = world.analyst.get("/missions")

    assert (refused.status_code, refused.json()["type"]) == (401, "/api/#unauthorised")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("secret", ["nothing", "", " ", "hw_" + "x" * 5000])
def test_a_token_that_was_never_made_is_refused(world, secret):
    from django.test import Client

    refused = Client().get("/api/v1/missions", headers={"Authorization": f"Bearer {secret}"})

    assert refused.status_code == 401


def test_a_signed_in_browser_writes_nothing_by_its_cookie(world):
    from django.test import Client

    from headway.people.models import Account

    browser = Client()
    browser.force_login(Account.objects.get(key=world.cast.analyst))

    refused = browser.post("/api/v1/indicators", CARD, content_type="application/json")

    assert refused.status_code == 401
