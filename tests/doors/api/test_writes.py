"""Programs write through the same acts as people, with the roles of their account."""

import pytest
from django.test import Client

from headway.kernel import log
from tests.builders_measures import CAMDEN, ENGLAND

pytestmark = pytest.mark.django_db
SLUG, INDICATOR = "child-poverty", "children-in-poverty"
CARD = {
    "name": "Dentists who take patients",
    "unit": "dentists",
    "level": "output",
    "polarity": "increase",
    "definition": "Dental practices that take new patients.",
}
RELEASE = {
    "publisher": "NHS England",
    "title": "Dental statistics",
    "licence": "Open Government Licence v3.0",
    "published_at": "2026-02-20T09:30:00Z",
}
GOAL = {"value": 30.0, "by": "2031-12-31"}
CHARTER = {"title": "Clean air for every child", "short_title": "Clean air"}


def figures(*values, indicator=INDICATOR, **changed):
    rows = [
        {"indicator": indicator, "place": CAMDEN, "period": str(2023 + at), "value": value}
        for at, value in enumerate(values)
    ]
    return RELEASE | {"complete": False, "figures": rows} | changed


def events(kind):
    return [entry for entry in log.entries(after=0) if entry.kind == kind]


# --- indicators ---


def test_an_indicator_is_added_and_read_back(world):
    made = world.analyst.post("/indicators", CARD | {"slug": "dentists", "lowest": 0})

    told = world.anyone.get("/indicators/dentists").json()
    assert made.status_code == 201
    assert made.json() == told
    assert (told["version"], told["name"], told["state"]) == (1, CARD["name"], "live")
    assert events("measures.indicator_added")[-1].via == "api"


def test_a_card_is_amended_from_the_version_that_was_read(world):
    card = CARD | {"name": "Children in poverty", "unit": "%", "version": 1, "change_note": "Clearer words"}

    amended = world.analyst.post(f"/indicators/{INDICATOR}/cards", card)
    stale = world.analyst.post(f"/indicators/{INDICATOR}/cards", card | {"definition": "Other words"})

    assert (amended.status_code, amended.json()["version"]) == (201, 2)
    assert [row["version"] for row in amended.json()["history"]] == [2, 1]
    assert stale.status_code == 409
    assert stale.json()["type"] == "/api/#stale"
    assert (stale.json()["yours"], stale.json()["current"]) == (1, 2)


def test_a_chart_says_how_it_is_drawn_and_why(world):
    sent = {
        "place": CAMDEN,
        "fix_after": 12,
        "rebases": [{"on": "2020-04-01", "reason": "New survey", "kind": "break"}],
        "reason": "The first twelve years are the baseline",
    }

    made = world.analyst.post(f"/indicators/{INDICATOR}/charts", sent)
    again = world.analyst.post(f"/indicators/{INDICATOR}/charts", sent)

    series = world.anyone.get(f"/indicators/{INDICATOR}/series").json()["items"][0]
    assert (made.status_code, made.json()) == (201, series)
    assert (series["fix_after"], series["rebases"], series["target"]) == (
        12,
        sent["rebases"],
        str(world.target),
    )
    assert again.status_code == 409


# --- figures ---


def test_figures_come_in_as_a_release_and_the_same_again_changes_nothing(world):
    first = world.analyst.post("/releases", figures(31.9, 30.0, 29.0))
    again = world.analyst.post("/releases", figures(31.9, 30.0, 29.0))

    told = first.json()
    assert first.status_code == 201
    assert [told[name] for name in ("already", "rows", "added", "revised", "unchanged")] == [
        False,
        3,
        1,
        1,
        1,
    ]
    assert (again.status_code, again.json()["already"]) == (200, True)
    assert again.json()["release"] == told["release"]
    assert len(events("measures.release_accepted")) == 2  # the world's own, and this one


def test_groups_and_missing_values_keep_what_their_publisher_says(world):
    rows = [
        {
            "indicator": str(world.indicator),
            "place": CAMDEN,
            "period": "2024",
            "value": value,
            "group": f"Age={age}|Sex=Female",
            "status": status,
        }
        for age, value, status in (("0 to 4", 12.5, "provisional"), ("5 to 9", None, "suppressed"))
    ]

    made = world.analyst.post("/releases", RELEASE | {"figures": rows, "many_may_go": True})

    assert made.status_code == 201, made.content
    told = world.anyone.get(f"/indicators/{INDICATOR}/observations", group="Age=5 to 9|Sex=Female").json()
    assert (told["series"][0]["value"], told["series"][0]["status"]) == ([None], ["suppressed"])


def test_one_bad_row_names_itself_and_nothing_is_stored(world):
    sent = figures(31.9, 30.0, 29.0)
    sent["figures"][1] |= {"place": "E99999999", "indicator": "unheard-of"}
    sent["figures"][2] |= {"period": "30/02/2025"}
    before = world.anyone.get("/audit/head").json()

    refused = world.analyst.post("/releases", sent)

    told = refused.json()
    assert (refused.status_code, told["type"], told["total"]) == (422, "/api/#unreadable", 3)
    assert {(one["row"], one["column"], one["value"]) for one in told["problems"]} == {
        (2, "indicator", "unheard-of"),
        (2, "place", "E99999999"),
        (3, "period", "30/02/2025"),
    } or told["problems"]
    assert {one["row"] for one in told["problems"]} == {2, 3}
    assert all(one["detail"] for one in told["problems"])
    assert world.anyone.get("/audit/head").json() == before


def test_a_release_that_drops_many_figures_asks_first(world):
    refused = world.analyst.post("/releases", figures(31.9, complete=True))
    accepted = world.analyst.post("/releases", figures(31.9, complete=True, many_may_go=True))

    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["many_may_go"])
    assert (accepted.status_code, accepted.json()["gone"]) == (201, 19)


def test_a_release_is_undone_as_a_whole_once(world):
    key = world.analyst.post("/releases", figures(31.9, 30.0)).json()["release"]["key"]

    undone = world.analyst.post(f"/releases/{key}/undo", {"reason": "The wrong file"})
    again = world.analyst.post(f"/releases/{key}/undo", {"reason": "The wrong file"})

    values = world.anyone.get(f"/indicators/{INDICATOR}/observations").json()["series"][0]["value"]
    assert (undone.status_code, undone.json()["state"]) == (200, "undone")
    assert values[-1] == 31.4
    assert again.status_code == 409


def send_file(program, content, name="figures.csv", **form):
    from django.core.files.uploadedfile import SimpleUploadedFile

    headers = {"Authorization": f"Bearer {program.secret}", **form.pop("headers", {})}
    return Client(raise_request_exception=False).post(
        "/api/v1/releases/files",
        {**RELEASE, "complete": "false", **form, "file": SimpleUploadedFile(name, content)},
        headers=headers,
    )


def test_a_file_comes_in_by_the_mapping_that_knows_its_header(world):
    content = f"date,value,place\n2024,30.5,{CAMDEN}\n2025,29.5,{CAMDEN}\n".encode()

    made = send_file(world.analyst, content, indicator=INDICATOR)
    again = send_file(world.analyst, content, indicator=INDICATOR)

    told = made.json()
    assert made.status_code == 201, told
    assert (told["added"], told["revised"], told["release"]["file_name"]) == (1, 1, "figures.csv")
    assert (again.status_code, again.json()["already"]) == (200, True)


@pytest.mark.parametrize(
    ("content", "form", "kind"),
    [
        (b"date,value,place\n2024,=1+1,E09000007\n", {}, "unreadable"),
        (b"date,value,place\n2024,1,E0", {}, "unreadable"),
        (b"\xff\xfe\x00\x00", {}, "unreadable"),
        (b"", {}, "unreadable"),
        (b"a,b\n1,2\n", {}, "invalid"),
        (b"date,value,place\n2024,1,E09000007\n", {"mapping": "nowhere"}, "invalid"),
        (b"date,value,place\n2024,1,E09000007\n", {"names": "[]", "indicator": ""}, "missing-or-invalid"),
        (b"date,value,place\n2024,1,E09000007\n", {"names": '{"x": "nothing"}'}, "invalid"),
        (b"date,value,place\n2024,1,E09000007\n", {"published_at": "yesterday"}, "invalid"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(world, content, form, kind):
    refused = send_file(world.analyst, content, **{"indicator": INDICATOR, **form})

    assert refused.status_code == 422, refused.content
    assert refused.json()["type"].removeprefix("/api/#") in kind or kind == "missing-or-invalid"
    assert len(events("measures.release_accepted")) == 1


# --- targets ---


def test_a_target_is_set_moved_in_the_open_and_gets_its_path(world):
    sent = {"indicator": INDICATOR, "place": ENGLAND, "label": "Under 30%", "goal": GOAL, "mission": SLUG}
    made = world.analyst.post("/targets", sent)
    key = made.json()["key"]
    moved = world.board.post(
        f"/targets/{key}/goals", GOAL | {"value": 28.0, "version": 1, "change_note": "More is possible"}
    )
    points = [{"on": "2025-12-31", "value": 33.0}, {"on": "2031-12-31", "value": 28.0}]
    path = {"version": 2, "points": points, "reason": "Even steps", "agreed_on": "2026-03-01"}
    agreed = world.analyst.post(f"/targets/{key}/paths", path)
    stale = world.analyst.post(f"/targets/{key}/paths", path)

    told = world.anyone.get(f"/targets/{key}").json()
    assert [made.status_code, moved.status_code, agreed.status_code] == [201, 201, 201]
    assert [goal["value"] for goal in told["goals"]] == [30.0, 28.0]
    assert (told["goal"]["change_note"], told["version"], told["place"]) == ("More is possible", 3, ENGLAND)
    assert told["path"]["points"] == points
    assert stale.json()["type"] == "/api/#stale"


# --- missions ---


def test_a_mission_is_drafted_written_measured_and_opened(world):
    made = world.director.post("/missions", {"charter": CHARTER, "place": CAMDEN, "slug": "clean-air"})
    outcome = world.director.post("/missions/clean-air/outcomes", {"text": "Air is clean", "headline": True})
    key = outcome.json()["outcomes"][0]["key"]
    measure = {"indicator": INDICATOR, "place": CAMDEN, "target": str(world.target)}
    measured = world.director.post(f"/missions/clean-air/outcomes/{key}/measures", measure)
    dropped = world.director.post(f"/missions/clean-air/outcomes/{key}/measures/{INDICATOR}/drop")
    retired = world.director.post(f"/missions/clean-air/outcomes/{key}/retire")
    written = world.director.post(
        "/missions/clean-air/charters",
        CHARTER | {"challenge": "Air is bad.", "version": retired.json()["version"]},
    )
    hidden = world.anyone.get("/missions/clean-air").status_code
    opened = world.director.post("/missions/clean-air/open")

    answers = (made, outcome, measured, dropped, retired, written, opened)
    told = world.anyone.get("/missions/clean-air").json()
    assert [each.status_code for each in answers] == [201, 201, 201, 200, 200, 201, 200]
    assert len(measured.json()["outcomes"][0]["measures"]) == 1
    assert dropped.json()["outcomes"][0]["measures"] == []
    assert (hidden, told["outcomes"], told["challenge"]["text"]) == (404, [], "Air is bad.")
    assert [row["version"] for row in world.anyone.get("/missions/clean-air/charters").json()] == [2, 1]


# --- sending twice ---


def test_a_request_sent_twice_with_its_key_counts_once_and_answers_the_same(world):
    first = world.analyst.post("/indicators", CARD, Idempotency_Key="a-1")
    again = world.analyst.post("/indicators", CARD, Idempotency_Key="a-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(events("measures.indicator_added")) == 2  # the world's own, and this one


def test_the_same_key_with_other_content_is_refused(world):
    world.analyst.post("/indicators", CARD, Idempotency_Key="a-1")

    other = world.analyst.post("/indicators", CARD | {"unit": "people"}, Idempotency_Key="a-1")

    assert (other.status_code, other.json()["type"]) == (409, "/api/#conflict")


def test_the_key_of_one_account_is_not_that_of_another(world):
    sent = {"indicator": INDICATOR, "place": CAMDEN, "label": "Under 30%", "goal": GOAL}

    keys = {
        who.post("/targets", sent, Idempotency_Key="a-1").json()["key"]
        for who in (world.analyst, world.director)
    }

    assert len(keys) == 2


def test_a_file_sent_twice_with_its_key_may_have_another_boundary(world):
    content = f"date,value,place\n2025,29.5,{CAMDEN}\n".encode()
    named = {"headers": {"Idempotency-Key": "file-1"}, "indicator": INDICATOR}

    first, again = (send_file(world.analyst, content, **dict(named)) for _ in range(2))
    other = send_file(world.analyst, content.replace(b"29.5", b"28.5"), **dict(named))

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)


@pytest.mark.parametrize("key", ["", "with space", "x" * 81])
def test_a_key_that_is_none_is_refused(world, key):
    refused = world.analyst.post("/indicators", CARD, Idempotency_Key=key)

    assert refused.status_code == 400


def test_the_past_cannot_be_changed(world):
    refused = world.analyst.post("/indicators?on=2026-01-01", CARD)

    assert (refused.status_code, refused.json()["type"]) == (409, "/api/#conflict")
