"""A test on its pages, from the first question to the decision, and what a citizen reads and recomputes."""

import hashlib
import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from headway.kernel.actors import RoleName
from headway.learning.choices import Choice, Design, Phase
from headway.learning.queries import register
from headway.missions.actions import open_mission
from tests import builders_learning as build
from tests import builders_logic as logic
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as rhythms
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch, settings, tmp_path):
    settings.DATA, settings.PAGE_CACHE_SECONDS = tmp_path, 0
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())
    people.body()
    measures.places()


@pytest.fixture
def mission():
    key = missions.mission()
    open_mission(system(), mission=key)
    return key


def signed_in(role: RoleName, name: str = "Ana Analyst") -> Client:
    client = Client()
    client.force_login(Account_of(people.person(name, role)))
    return client


def Account_of(key):
    from headway.people.models import Account

    return Account.objects.get(key=key)


def day(name: str, text: str) -> dict[str, str]:
    year, month, number = text.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def version_in(page) -> str:
    return re.search(r'name="version" value="(\d+)"', page.content.decode()).group(1)


def fill(client: Client, slug: str, step: str, **sent: object):
    address = reverse("learning:step", args=[slug, step])
    shown = client.get(address)
    assert shown.status_code == 200, step
    saved = client.post(address, {"version": version_in(shown), **sent})
    assert saved.status_code == 302, re.findall(r'error-message">.*?</p>', saved.content.decode())
    return saved


ANSWERS = {
    "assumption": {"assumption": "The letter hides what to do.", "harm": "2", "doubt": "3"},
    "question": {
        "title": "Do clearer letters help?",
        "question": "Does a clearer letter raise replies?",
        "outcome": "Share who reply",
        "unit_of_outcome": "percentage points",
        "better": "increase",
        "smallest_change": "10",
        "owner": "Housing",
        "decides": "Food mission board",
        **day("decide_on", "2026-06-15"),
    },
    "possible": {"choose": "all", "unit": "case", "units": "40", "data_before": "yes"},
    "design": {"design": "trial", "treatment": "One page", "control": "As it is"},
    "measure": {
        "collection": "The case system",
        **day("data_until", "2026-05-29"),
        "estimator": "Difference of shares",
        "inference": "Randomisation inference",
        "missing": "No reply",
        "guardrails": "Complaints",
        "stop_rule": "Complaints double",
    },
    "rule": dict.fromkeys(["rule_clear", "rule_better", "rule_unclear", "rule_none", "rule_worse"], "stop"),
    "ethics": {
        "reviewed_by": "A panel",
        **day("reviewed_on", "2026-02-20"),
        "harm_to": "Nobody",
        "entitled": "on",
        "entitled_why": "Both get a letter",
        "told": "In the notice",
        "equality_effect": "People who read little gain",
        "equality_evidence": "Survey",
    },
}


def test_a_plan_is_written_page_by_page_and_says_when_it_cannot_answer(mission):
    ana = signed_in(RoleName.ANALYST)
    begun = ana.post(reverse("learning:new"), {"mission": str(mission), "title": "Letters", "template": ""})
    first = ana.get(begun.url)
    slug = register(seer())[0].slug
    for step in ("assumption", "question", "possible", "design"):
        fill(ana, slug, step, **ANSWERS[step])
        slug = register(seer())[0].slug
    fill(ana, slug, "size", units="40", base="30")
    told = ana.get(reverse("learning:step", args=[slug, "size"])).content.decode()
    fill(ana, slug, "size", units="1200", base="30")
    better = ana.get(reverse("learning:step", args=[slug, "size"])).content.decode()

    assert first.url.endswith("/plan/assumption/")
    assert "This test cannot answer the question." in told
    assert "It would take about" in told
    assert "This test can answer the question" in better
    assert "<svg" in better
    for step in ("measure", "rule", "ethics"):
        fill(ana, slug, step, **ANSWERS[step])
    locking = reverse("learning:lock", args=[slug])
    locked = ana.post(locking, {"version": version_in(ana.get(locking)), "sure": "on"})
    assert locked.status_code == 302
    assert register(seer())[0].phase is Phase.REGISTERED


def test_a_test_too_small_goes_on_as_a_pilot(mission):
    ana = signed_in(RoleName.ANALYST)
    small = replace(build.PLAN, can_answer=False, smallest_seen=30.0)
    slug = build.row(build.drafted(mission, small)).slug

    fill(ana, slug, "size", units="40", base="30", as_pilot="1")

    assert register(seer())[0].design is Design.PILOT


def test_a_draft_says_what_is_missing_and_only_insiders_see_it(mission):
    key = build.drafted(mission, replace(build.PLAN, told="", reviewed_by=""))
    address = reverse("learning:plan", args=[build.row(key).slug])

    seen = signed_in(RoleName.ANALYST).get(address).content.decode()

    assert "2 answers are missing before this plan can be locked." in seen
    assert "Say who reviewed the ethics." in seen
    assert Client().get(address).status_code == 404


def test_the_hash_of_the_download_is_the_one_on_the_page(mission):
    slug = build.row(build.locked(mission)).slug

    told = json.loads(Client().get(reverse("learning:plan-json", args=[slug])).content)
    page = Client().get(reverse("learning:plan", args=[slug])).content.decode()

    text = json.dumps(told["locked"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == told["sha256"]
    assert told["sha256"] in page


def test_other_registries_get_their_fields(mission):
    slug = build.row(build.locked(mission)).slug

    told = json.loads(Client().get(reverse("learning:registry-json", args=[slug])).content)

    assert told["osf"]["stopping_rule"] == "Stop if complaints double"
    assert told["aea"]["minimum_detectable_effect_size"] == 4.2


def test_a_locked_plan_is_amended_with_a_reason_on_its_page(mission):
    ana = signed_in(RoleName.ANALYST)
    slug = build.row(build.locked(mission)).slug
    address = reverse("learning:step", args=[slug, "rule"])
    version = version_in(ana.get(address))
    sent = {"version": version, "rule_clear": "extend"}

    bare = ana.post(address, sent)
    done = ana.post(address, {**sent, "reason": "The board wants more."})

    assert bare.status_code == 422
    assert done.status_code == 302
    page = Client().get(reverse("learning:test", args=[slug])).content.decode()
    assert "The board wants more." in page


def test_lots_are_drawn_in_public_and_a_list_of_people_is_not_published(mission, tmp_path):
    ana = signed_in(RoleName.ANALYST)
    slug = build.row(build.locked(mission)).slug
    ana.post(reverse("learning:seed", args=[slug]), {"sure": "1"})
    file = tmp_path / "list.csv"
    told = (f"{row},{at % 7}" for at, row in enumerate(build.LIST.splitlines()[1:]))
    file.write_text("\n".join(("unit,visits last year", *told)))
    with file.open("rb") as sent:
        fixed = ana.post(reverse("learning:fix-list", args=[slug]), {"list": sent, "beacon": ""})
    drawn = ana.post(reverse("learning:lots", args=[slug]), {})

    page = Client().get(reverse("learning:draw", args=[slug])).content.decode()

    assert (fixed.status_code, drawn.status_code) == (302, 302)
    assert "headway randomise list.csv" in page
    assert "It is not published" in page
    assert "Were the groups alike before?" in page
    assert Client().get(reverse("learning:list-csv", args=[slug])).status_code == 404
    assert ana.get(reverse("learning:draw-csv", args=[slug])).content.startswith(b"unit,stratum,arm\n")


def test_the_effect_is_worked_out_from_the_data_by_the_draws_program(mission, monkeypatch, tmp_path):
    slug = build.row(key := build.running(mission)).slug
    monkeypatch.setenv("HEADWAY_NOW", build.LATER.isoformat())
    ana = signed_in(RoleName.ANALYST)
    draw = ana.get(reverse("learning:draw-csv", args=[slug])).content.decode().splitlines()[1:]
    rows = [line.split(",") for line in draw]
    data = "unit,outcome\n" + "".join(
        f"{unit},{60 + at % 7 if arm == 'new' else 40 + at % 7}\n" for at, (unit, _s, arm) in enumerate(rows)
    )
    file = tmp_path / "data.csv"
    file.write_text(data)
    with file.open("rb") as sent:
        brought = ana.post(reverse("learning:data", args=[slug]), {"file": sent})
    shown = ana.get(brought.url)
    saved = ana.post(brought.url, {"version": version_in(shown), "saw": "More replied.", "plan_kept": "yes"})

    page = Client().get(reverse("learning:test", args=[slug])).content.decode()

    assert saved.status_code == 302, saved.content.decode()[-3000:]
    assert "It works well enough" in page
    assert "Worked out from the data" in page
    assert build.row(key, seer(build.LATER)).phase is Phase.ANALYSED


def test_what_follows_is_recorded_by_a_decision_of_the_board(mission, monkeypatch):
    key = build.analysed(mission)
    monkeypatch.setenv("HEADWAY_NOW", build.LATER.isoformat())
    slug = build.row(key).slug
    bo = signed_in(RoleName.BOARD, "Bo Board")
    board = rhythms.board(mission)
    address = reverse("learning:decide", args=[slug])
    asked = bo.get(address).content.decode()
    decision = build.board_decision(board, key)
    shown = bo.get(address)
    sent = {"version": version_in(shown), "decision": str(decision), "choice": Choice.STOP.value}

    refused = bo.post(address, {**sent, "reason": "Too dear"})
    done = bo.post(address, {**sent, "choice": Choice.ADOPT.value})

    page = Client().get(reverse("learning:test", args=[slug])).content.decode()
    assert f"about={key}" in asked
    assert refused.status_code == 422
    assert done.status_code == 302
    assert "This is what the rule set beforehand says." in page


def test_the_mission_page_counts_its_tests(mission, monkeypatch):
    before = Client().get("/missions/food/").content.decode()
    build.analysed(mission)
    build.running(mission, replace(build.PLAN, title="Second"))
    build.locked(mission, replace(build.PLAN, title="Third"))
    monkeypatch.setenv("HEADWAY_NOW", "2026-06-24T09:00:00+00:00")

    page = Client().get("/missions/food/").content.decode()

    assert "Not opened yet" in before.split('id="q3"')[1].split("</section>")[0]
    said = page.split('id="q3"')[1].split("</section>")[0]
    assert "3 tests: 1 about to begin, 1 running, 1 has waited 9 days for a decision." in said


def test_a_test_begins_from_a_weak_link_of_the_theory_of_change(mission):
    outcome = missions.outcome(mission)
    links = logic.chain(mission, outcome)[1]
    ana = signed_in(RoleName.ANALYST)
    address = f"{reverse('learning:new')}?mission=food&link={links[1]}"

    page = ana.get(address).content.decode()
    ana.post(address, {"mission": str(mission), "title": "Do families come?", "template": ""})

    assert "Test whether “Cook” leads to “Meals”." in page
    row = register(seer())[0]
    assert (row.link, row.plan.assumption) == (links[1], "Families come")
