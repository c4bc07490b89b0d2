"""Targets on their pages: changing and closing one, agreeing its path, and how a series is charted."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.measures.queries import Wanted, chart_setting
from headway.missions import actions, queries
from headway.people.models import Account
from headway.targets.queries import targets
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_measures import CAMDEN, MONDAY
from tests.builders_missions import seer, system

pytestmark = pytest.mark.django_db
GOAL = {
    "value": "75",
    "by_day": "31",
    "by_month": "12",
    "by_year": "2032",
    "change_note": "Two years late",
    "decided_by": "Cabinet",
}
POINTS = (("31", "12", "2024", "66"), ("31", "12", "2027", "73"), ("31", "12", "2030", "80"))


@pytest.fixture
def world(monkeypatch) -> build.World:
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    return build.world()


def signed_in(role: RoleName, name: str = "Bo Board") -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person(name, role)))
    return client


def address(name: str, world: build.World) -> str:
    return reverse(f"targets:{name}", args=[world.target])


def version(shown: str) -> str:
    return re.search(r'name="version" value="(\d+)"', shown).group(1)


def path_form(do: str, points=POINTS, **changed: str) -> dict[str, str]:
    form = {
        "do": do,
        "rows": str(len(points)),
        "reason": "Slow at first",
        "agreed_on_day": "2",
        "agreed_on_month": "3",
        "agreed_on_year": "2026",
    }
    for at, (day, month, year, value) in enumerate(points):
        form |= {f"on_{at}_day": day, f"on_{at}_month": month, f"on_{at}_year": year, f"value_{at}": value}
    return form | changed


def test_the_board_moves_a_target_in_the_open(world, client):
    board = signed_in(RoleName.BOARD)
    actions.open_mission(system(), mission=world.mission)
    shown = board.get(address("change", world)).content.decode()

    form = GOAL | {"version": version(shown)}
    answer = board.post(address("change", world), form)
    again = board.post(address("change", world), form | {"value": "70"})

    public = client.get(address("target", world)).content.decode()
    assert answer.status_code == 302
    assert again.status_code == 409
    assert "75%, 31 December 2032" in public
    assert "80%, 31 December 2030" in public
    assert "Two years late" in public
    assert "Change this target" not in public


def test_a_change_needs_its_note_and_who_decided(world):
    board = signed_in(RoleName.BOARD)

    answer = board.post(
        address("change", world), GOAL | {"version": "1", "change_note": "", "decided_by": ""}
    )

    assert answer.status_code == 422
    assert "needs an answer" in answer.content.decode()
    assert "Say which body or office decided it." in answer.content.decode()


def test_the_lead_does_not_move_the_target_it_is_judged_by(world):
    lead = signed_in(RoleName.MISSION_LEAD)

    answers = [lead.get(address(name, world)) for name in ("change", "close", "path", "target")]

    assert [answer.status_code for answer in answers] == [403, 403, 200, 200]
    assert "Back to building the mission" in answers[-1].content.decode()


def test_a_closed_target_judges_nothing_and_keeps_its_history(world):
    board = signed_in(RoleName.BOARD)
    asked = board.get(address("close", world)).content.decode()

    answer = board.post(address("close", world), {"version": version(asked)})

    shown = board.get(address("target", world)).content.decode()
    assert answer.status_code == 302
    assert "closed on 2 March 2026" in shown
    assert "80%, 31 December 2030" in shown
    assert board.get(address("change", world)).status_code == 404
    assert queries.measures_of(seer(), missions={world.mission})[0].target is None


def test_a_target_of_a_private_mission_is_not_there_for_others(world, client):
    unknown = reverse("targets:target", args=[world.place])

    answers = [client.get(address("target", world)), client.get(unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]


# --- the path ---


def test_a_path_is_looked_at_and_then_agreed(world):
    lead = signed_in(RoleName.MISSION_LEAD)
    opened = lead.get(address("path", world)).content.decode()
    form = {"version": version(opened)}

    looked = lead.post(address("path", world), path_form("look", **form)).content.decode()
    agreed = lead.post(address("path", world), path_form("agree", **form))
    again = lead.post(address("path", world), path_form("agree", **form))

    shown = lead.get(agreed.url).content.decode()
    assert "This is what it would look like" in looked
    assert "<svg" in looked
    assert 'value="agree"' in looked
    assert 'value="agree"' not in opened
    assert agreed.status_code == 302
    assert "Slow at first" in shown
    assert "<svg" in shown
    assert again.status_code == 409
    assert "What is there now" in again.content.decode()
    assert targets(seer(), keys={world.target})[0].path.points[1][1] == 73.0


def test_a_row_is_added_without_losing_what_was_typed(world):
    lead = signed_in(RoleName.MISSION_LEAD)
    points = (("31", "thirteen", "2024", "sixty"), *POINTS[1:])

    answer = lead.post(address("path", world), path_form("add", points, version="1"))

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="thirteen"' in shown
    assert 'value="sixty"' in shown
    assert "Slow at first" in shown
    assert "Point 4" in shown
    assert "There is a problem" not in shown


def test_a_straight_line_is_filled_in_from_the_latest_figure(world):
    lead = signed_in(RoleName.MISSION_LEAD)

    shown = lead.post(address("path", world), path_form("suggest", version="1")).content.decode()

    values = re.findall(r'name="value_\d+" value="([\d.]+)"', shown)
    assert len(values) == 7
    assert values[0] == f"{build.FIGURES[2024]:.4g}"
    assert values[-1] == "80"
    assert "Slow at first" in shown


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ((POINTS[1], POINTS[0]), "Each point must be later than the one before."),
        ((POINTS[0], ("31", "12", "2030", "")), "Enter the value of this point."),
        ((POINTS[0], ("", "", "", "80")), "Enter the date of this point."),
        ((POINTS[0], ("30", "2", "2030", "80")), "Enter a real date"),
    ],
)
def test_what_is_wrong_with_a_point_stands_beside_it(world, points, words):
    lead = signed_in(RoleName.MISSION_LEAD)

    answer = lead.post(address("path", world), path_form("look", points, version="1"))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<svg" not in answer.content.decode()


def test_one_point_makes_no_picture_and_no_path(world):
    lead = signed_in(RoleName.MISSION_LEAD)

    looked = lead.post(address("path", world), path_form("look", POINTS[:1], version="1"))
    agreed = lead.post(address("path", world), path_form("agree", POINTS[:1], version="1"))

    assert "Give at least two points to see the picture." in looked.content.decode()
    assert agreed.status_code == 422
    assert "Give at least two points" in agreed.content.decode()


# --- the chart ---


def chart_form(do: str = "save", **changed: str) -> dict[str, str]:
    form = {"do": do, "rules": "nhs", "screen": "on", "fix_after": "12", "reason": "Before the programme"}
    form |= {"rows": "1", "kind_0": "break", "why_0": "New survey", "on_0_day": "1", "on_0_month": "1"}
    return form | {"on_0_year": "2018"} | changed


def test_an_analyst_says_how_a_series_is_charted_and_why(world):
    analyst = signed_in(RoleName.ANALYST)
    where = reverse("targets:chart", args=["eats-well"]) + f"?place={CAMDEN}"

    opened = analyst.get(where).content.decode()
    saved = analyst.post(where, chart_form())
    again = analyst.get(where).content.decode()

    chart = chart_setting(seer(), series=Wanted(world.indicator, world.place, ""))
    assert "How is this chart drawn?" in opened
    assert saved.url == f"/indicators/eats-well/?place={CAMDEN}"
    assert (chart.fix_after, chart.reason, chart.rebases[0].reason) == (
        12,
        "Before the programme",
        "New survey",
    )
    assert 'value="New survey"' in again
    assert "New start 2" in again


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"why_0": ""}, "Say why the limits start anew on this day."),
        (
            {"on_0_day": "", "on_0_month": "", "on_0_year": ""},
            "Enter the day from which the limits start anew.",
        ),
        ({"reason": ""}, "needs an answer"),
        ({"fix_after": "5"}, "A baseline needs at least 12 points."),
        ({"fix_after": "many"}, "Enter a whole number, such as 12."),
    ],
)
def test_what_is_wrong_with_a_setting_stands_beside_it(world, changed, words):
    analyst = signed_in(RoleName.ANALYST)

    answer = analyst.post(reverse("targets:chart", args=["eats-well"]), chart_form(**changed))

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_another_new_start_is_added_without_losing_the_first(world):
    analyst = signed_in(RoleName.ANALYST)

    shown = analyst.post(reverse("targets:chart", args=["eats-well"]), chart_form("add")).content.decode()

    assert "New start 2" in shown
    assert 'value="New survey"' in shown


def test_only_an_analyst_of_the_indicator_and_only_a_series_with_figures(world):
    build.measures.indicator("Allotments")

    answers = [
        signed_in(RoleName.MISSION_LEAD).get(reverse("targets:chart", args=["eats-well"])),
        signed_in(RoleName.ANALYST, "Ana Analyst").get(reverse("targets:chart", args=["allotments"])),
    ]

    assert [answer.status_code for answer in answers] == [403, 404]
