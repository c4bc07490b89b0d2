"""Everything public is read without a token, as known on any day."""

from datetime import date

import pytest
from django.test import Client

from headway.flows.forecasts import refresh
from tests import builders_measures as measures
from tests import builders_people as build
from tests.builders_measures import CAMDEN

pytestmark = pytest.mark.django_db
SLUG, INDICATOR = "child-poverty", "children-in-poverty"


@pytest.mark.parametrize(
    "path",
    [
        "/missions",
        f"/missions/{SLUG}",
        f"/missions/{SLUG}/charters",
        "/indicators",
        f"/indicators/{INDICATOR}",
        f"/indicators/{INDICATOR}/series",
        f"/indicators/{INDICATOR}/observations",
        f"/indicators/{INDICATOR}/observations?place={CAMDEN}",
        f"/indicators/{INDICATOR}/revisions?place={CAMDEN}",
        f"/indicators/{INDICATOR}/forecasts",
        "/releases",
        "/releases/{release}",
        "/targets/{target}",
        "/places",
        "/maps",
        "/maps/london-boroughs",
        "/maps/london-boroughs/hexjson",
        "/maps/london-boroughs/geojson",
        f"/indicators/{INDICATOR}/places",
        f"/places/{CAMDEN}",
        f"/missions/{SLUG}/checks",
        "/checks",
        "/checks/changes",
        "/boards",
        "/boards/missions-board",
        "/boards/missions-board/meetings",
        "/boards/missions-board/decisions",
        "/decisions/{decision}",
        "/organisations",
        "/stories",
        "/audit/head",
    ],
)
def test_anybody_reads_what_is_public(world, path):
    response = world.anyone.get(
        path.format(release=world.release, target=world.target, decision=world.decision)
    )

    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_mission_answers_whether_it_is_on_course(world):
    told = world.anyone.get(f"/missions/{SLUG}").json()

    measure = told["outcomes"][0]["measures"][0]
    assert told["title"] == {"text": "Every child in Camden grows up out of poverty", "language": "en"}
    assert told["measured"] == "The 1 outcome is measured."
    assert measure["latest"] == {"start": "2024-01-01", "length": "P1Y", "value": 31.4}
    assert measure["status"]["code"] == "cannot_tell"
    assert measure["status"]["sentence"].startswith("We cannot tell yet whether this is on course.")
    assert measure["forecast"]["words"] == ("Without a change, reaching it is very unlikely (under 1 in 10).")
    assert measure["source"]["licence"] == "Open Government Licence v3.0"


def test_a_thing_is_found_by_its_slug_and_by_its_key(world):
    by_slug = world.anyone.get(f"/missions/{SLUG}").json()
    by_key = world.anyone.get(f"/missions/{world.mission}").json()

    assert by_slug == by_key
    assert world.anyone.get(f"/indicators/{world.indicator}").json()["slug"] == INDICATOR
    assert world.anyone.get(f"/missions/{world.indicator}").status_code == 404


def test_a_draft_is_seen_by_those_who_work_on_it_alone(world):
    words = {"title": "Clean air for all", "short_title": "Air"}
    key = world.director.post("/missions", {"charter": words, "place": CAMDEN}).json()["key"]

    seen = [who.get(f"/missions/{key}").status_code for who in (world.anyone, world.nurse, world.director)]

    assert seen == [404, 404, 200]
    assert [row["slug"] for row in world.anyone.get("/missions").json()["items"]] == [SLUG]


def test_the_past_is_answered_as_it_was_known(world):
    measures.bring_in(
        world.indicator,
        {2024: 33.3},
        "2026-03-01",
        complete=False,
        who=measures.by(at=measures.moment("2026-03-02T10:00")),
    )

    now = world.anyone.get(f"/indicators/{INDICATOR}/observations", place=CAMDEN).json()
    then = world.anyone.get(f"/indicators/{INDICATOR}/observations", place=CAMDEN, on="2026-02-01").json()

    assert now["series"][0]["value"][-1] == 33.3
    assert then["series"][0]["value"][-1] == 31.4
    assert [now["releases"][at]["release"] for at in now["series"][0]["release"][-2:]] == [
        str(world.release),
        now["releases"][-1]["release"],
    ]
    assert world.anyone.get("/missions", on="2026-02-01").json()["items"] == []


def test_every_word_on_a_period_is_kept_with_the_time_it_held(world):
    measures.bring_in(world.indicator, {2024: 33.3}, "2026-02-20", complete=False)

    told = world.anyone.get(f"/indicators/{INDICATOR}/revisions", place=CAMDEN).json()

    words = [(row["value"], row["known_to"]) for row in told if row["start"] == "2024-01-01"]
    assert words == [(31.4, "2026-02-20T00:00:00Z"), (33.3, None)]


def test_forecasts_stand_beside_what_happened(world):
    later = measures.moment("2026-03-02T11:00")
    measures.bring_in(world.indicator, {2025: 30.9}, "2026-03-01", complete=False, who=measures.by(at=later))
    refresh(build.system(later), keys={world.target})

    told = world.anyone.get(f"/indicators/{INDICATOR}/forecasts").json()

    first, second = told["items"]
    assert told["target"] == str(world.target)
    assert (first["outcome"], first["score"]["inside80"]) == (30.9, True)
    assert (second["outcome"], second["score"]) == (None, None)


def test_pages_follow_one_another_without_a_gap_or_a_repeat(world):
    whole = world.anyone.get("/places", limit=200).json()["items"]
    parts, cursor = [], ""
    while cursor is not None:
        page = world.anyone.get("/places", limit=7, cursor=cursor).json()
        parts, cursor = parts + page["items"], page["next"]

    assert parts == whole
    assert [row["name"] for row in parts] == sorted(row["name"] for row in parts)


def test_a_cursor_stands_still_when_rows_come_in_between(world):
    for name in ("Beds", "Dentists", "Fuel"):
        measures.indicator(name)
    first = world.anyone.get("/indicators", limit=2).json()
    measures.indicator("Air")

    rest = world.anyone.get("/indicators", limit=9, cursor=first["next"]).json()

    assert [row["name"] for row in first["items"] + rest["items"]] == [
        "Beds",
        "Children in poverty",
        "Dentists",
        "Fuel",
    ]


def test_releases_come_newest_first_and_by_indicator(world):
    other = measures.indicator("Dentists")
    measures.bring_in(other, {2024: 3.0}, "2026-02-02")

    everything = world.anyone.get("/releases", limit=1).json()
    following = world.anyone.get("/releases", limit=1, cursor=everything["next"]).json()
    own = world.anyone.get("/releases", indicator=INDICATOR).json()

    assert everything["items"][0]["published_at"] == "2026-02-02T00:00:00Z"
    assert following["items"] == own["items"]


def test_sentences_come_in_the_language_that_is_asked_for(world):
    response = Client().get("/api/v1/nothing", headers={"Accept-Language": "cy-GB,en;q=0.5"})

    assert response.headers["Content-Language"] == "cy"
    assert (
        Client().get("/api/v1/missions", headers={"Accept-Language": "fr"}).headers["Content-Language"]
        == "en"
    )


def test_who_has_the_same_answer_already_gets_304(world):
    first = world.anyone.get("/missions")

    again = Client().get("/api/v1/missions", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_head_asks_for_the_headers_alone(world):
    response = Client().head("/api/v1/missions")

    assert (response.status_code, response.content) == (200, b"")


def test_an_answer_to_a_token_is_kept_by_nobody(world):
    told = world.analyst.get("/missions")

    assert told.headers["Cache-Control"] == "no-store, private"
    assert "Cache-Control" not in world.anyone.get("/missions").headers


def test_no_number_of_the_database_is_told(world):
    told = world.anyone.get(f"/missions/{SLUG}").json()

    assert not [name for name in names_of(told) if name in {"id", "pk"} or name.endswith("_id")]


def names_of(told):
    if isinstance(told, dict):
        return list(told) + [name for value in told.values() for name in names_of(value)]
    return [name for value in told for name in names_of(value)] if isinstance(told, list) else []


def test_a_series_that_has_no_figures_has_no_forecasts(world):
    told = world.anyone.get(f"/indicators/{INDICATOR}/forecasts", place="E92000001")

    assert (told.status_code, told.json()["items"], told.json()["target"]) == (200, [], None)


def test_a_place_tells_what_it_lies_in(world):
    told = world.anyone.get(f"/places/{CAMDEN.lower()}").json()

    assert [row["name"] for row in told["within"]] == ["United Kingdom", "England", "London"]
    assert told["children"] == []


def test_a_day_before_everything_is_empty_not_an_error(world):
    told = world.anyone.get("/indicators", on=date(1999, 1, 1).isoformat())

    assert (told.status_code, told.json()["items"]) == (200, [])
