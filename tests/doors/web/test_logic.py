"""The pages of a theory of change: what they say, their forms, their files, what they cost."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.kernel.actors import RoleName
from headway.kernel.translations import NewText
from headway.missions import actions, queries
from headway.missions.analysis import NewNode, NodeWords
from headway.missions.choices import EvidenceResult, NodeKind
from headway.people.models import Account
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
PAGE, EDIT = "/missions/food/logic/", "/missions/food/edit/logic/"


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    settings.DATA, settings.PAGE_CACHE_SECONDS = tmp_path, 0
    monkeypatch.setenv("HEADWAY_NOW", "2026-03-02T12:00:00+00:00")
    measures.places()


@pytest.fixture
def mission():
    key = build.mission()
    actions.open_mission(system(), mission=key)
    return key


@pytest.fixture
def chained(mission):
    """Return the mission with four steps in a row, the last a headline outcome."""
    return mission, *toc.chain(mission, build.outcome(mission))


def signed_in(client, *roles):
    """Sign somebody in who holds these roles."""
    people.body()
    key = people.person("Lena Lead")
    for role in roles:
        people.granted(key, role)
    client.force_login(Account.objects.get(key=key))


def test_an_empty_theory_says_what_belongs_there(client, mission):
    page = client.get(PAGE).content.decode()

    assert "Nobody has written down yet how this mission is meant to work." in page
    assert "<svg" not in page


def test_the_page_says_what_everything_hangs_on_and_draws_it(client, chained):
    mission, _nodes, (first, *_bare) = chained
    toc.grade(mission, first, toc.graded(3, result=EvidenceResult.HELPS))

    page = client.get(PAGE).content.decode()

    assert "4 steps and 3 links say how this mission is meant to work." in page
    assert "1 of the links rests on a study." in page
    assert "2 links carry no evidence; both lie on every path to “Eats well”." in page
    assert "Test whether “Cook” leads to “Meals”. Every path to “Eats well” needs it." in page
    assert page.count("<svg") == 1
    assert "Nobody is named for “Cook”." in page
    assert "One trial" in page


def test_a_past_day_shows_the_theory_of_that_day_and_nothing_to_change(client, chained, monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", (MONDAY + timedelta(days=30)).isoformat())
    mission, nodes, _links = chained
    actions.retire_node(system(MONDAY + timedelta(days=9)), mission=mission, node=nodes[1])
    signed_in(client, RoleName.MISSION_LEAD)

    then = client.get(f"{PAGE}?on=2026-03-03").content.decode()

    assert "Nobody is named for “Cook”" in then
    assert "Edit the theory of change" not in then
    assert "Nobody is named for “Cook”" not in client.get(PAGE).content.decode()


def test_a_translation_is_shown_in_its_language(client, chained):
    mission, nodes, _links = chained
    welsh = NewText("step", "cy", "Coginio", approved=True)
    actions.translate_text(system(), mission=mission, of=nodes[1], text=welsh)

    assert "Coginio" in client.get("/cy" + PAGE).content.decode()


# --- editing ---


def test_the_lead_adds_steps_and_links_them(client, mission):
    signed_in(client, RoleName.MISSION_LEAD)

    for kind, text in (("activity", "Cook together"), ("output", "Meals")):
        sent = {"kind": kind, "text": text, "language": "en", "money": "1200.50"}
        assert client.post(f"{EDIT}steps/new/", sent).url.endswith(EDIT)
    first, second = toc.logic(mission, MONDAY + timedelta(days=1)).nodes
    sent = {"source": first.key, "target": second.key, "sign": "more", "language": "en", "assumption": "So"}
    answer = client.post(f"{EDIT}links/new/", sent, follow=True)

    found = toc.logic(mission, MONDAY + timedelta(days=1))
    assert first.words.money == 120_050
    assert [(link.source, link.target) for link in found.links] == [(first.key, second.key)]
    assert "The link was added." in answer.content.decode()


def test_what_is_missing_stands_beside_its_field(client, chained):
    _mission, nodes, _links = chained
    signed_in(client, RoleName.MISSION_LEAD)

    step = client.post(f"{EDIT}steps/new/", {"kind": "", "text": "", "language": "en"})
    own = {"source": nodes[0], "target": nodes[0], "sign": "more", "language": "en"}
    same = client.post(f"{EDIT}links/new/", own)

    assert step.status_code == same.status_code == 422
    assert "Say in a few words what this step is." in step.content.decode()
    assert "Choose two different steps." in same.content.decode()


def test_a_link_that_was_there_is_refused_in_words(client, chained):
    _mission, nodes, _links = chained
    signed_in(client, RoleName.MISSION_LEAD)

    sent = {"source": nodes[0], "target": nodes[1], "sign": "more", "language": "en"}
    answer = client.post(f"{EDIT}links/new/", sent)

    assert answer.status_code == 409
    assert "These two steps have a link, or had one" in answer.content.decode()


def test_somebody_elses_change_is_shown_beside_ones_own(client, chained):
    mission, nodes, _links = chained
    signed_in(client, RoleName.MISSION_LEAD)
    page = f"{EDIT}steps/{nodes[1]}/"
    version = toc.version_of(mission, nodes[1])
    theirs = NodeWords(NodeKind.ACTIVITY, "Cook at night")
    actions.change_node(system(), mission=mission, node=nodes[1], words=theirs, version=version)

    sent = {"kind": "activity", "text": "Cook at noon", "language": "en", "version": version}
    answer = client.post(page, sent)

    assert answer.status_code == 409
    assert "Cook at night" in answer.content.decode()
    assert "Cook at noon" in answer.content.decode()


def test_a_step_is_changed_retired_and_brought_back(client, chained):
    mission, nodes, links = chained
    signed_in(client, RoleName.MISSION_LEAD)
    later = MONDAY + timedelta(days=1)
    sent = {"kind": "activity", "text": "Cook more", "language": "en", "version": 1}

    client.post(f"{EDIT}steps/{nodes[1]}/", sent)
    client.post(f"{EDIT}steps/{nodes[1]}/retire/")
    client.post(f"{EDIT}links/{links[2]}/retire/")
    gone = toc.logic(mission, later)
    history = client.get(f"{PAGE}history/").content.decode()
    client.post(f"{EDIT}parts/{nodes[1]}/1/back/")

    assert (len(gone.nodes), len(gone.links)) == (3, 0)
    assert "“Cook” now reads “Cook more”." in history
    assert "“Cook more” was retired." in history
    assert "Words: from “Cook” to “Cook more”" in history
    found = toc.logic(mission, later)
    assert (len(found.nodes), len(found.links)) == (4, 2)
    assert found.nodes[1].text == "Cook"
    assert client.get(f"{EDIT}parts/{nodes[1]}/99/back/").status_code == 404


def test_a_claim_is_changed_and_its_evidence_graded_by_others(client, chained):
    mission, _nodes, (link, *_more) = chained
    signed_in(client, RoleName.MISSION_LEAD, RoleName.ANALYST)
    claim = {"sign": "less", "assumption": "All come", "lag_months": "6", "language": "en", "version": 1}
    graded = {"strength": "3", "result": "mixed", "why": "One trial", "citation": "EEF, 2019", "version": 2}

    client.post(f"{EDIT}links/{link}/", claim)
    bare = client.post(f"{EDIT}links/{link}/grade/", {"strength": "3", "result": "mixed", "version": 2})
    client.post(f"{EDIT}links/{link}/grade/", {**graded, "place": "similar"})

    row = toc.logic(mission, MONDAY + timedelta(days=1)).links[0]
    assert (row.words.assumption, row.words.lag_months) == ("All come", 6)
    assert (row.evidence.strength, row.evidence.result) == (3, EvidenceResult.MIXED)
    assert bare.status_code == 422
    assert "Say why the evidence has this grade." in bare.content.decode()
    assert "Evidence" in client.get(EDIT).content.decode()


def test_an_analyst_sees_what_to_grade_and_nothing_else_to_do(client, chained):
    signed_in(client, RoleName.ANALYST)

    page = client.get(EDIT).content.decode()

    assert "Grade" in page
    assert "Retire" not in page
    assert client.get(f"{EDIT}steps/new/").status_code == 403
    assert "Grade the evidence" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("part", ["steps", "links"])
def test_a_part_that_is_not_there_is_not_found(client, chained, part):
    mission, *_rest = chained
    signed_in(client, RoleName.MISSION_LEAD)

    assert client.get(f"{EDIT}{part}/{mission}/").status_code == 404


# --- files ---


def uploaded(name, data):
    return SimpleUploadedFile(name, data, content_type="text/csv")


def test_files_are_previewed_then_taken_in(client, mission):
    signed_in(client, RoleName.MISSION_LEAD)
    steps = uploaded("steps.csv", b"id,kind,text\na,activity,Cook\nb,output,Meals\n")
    links = uploaded("links.csv", b"from,to,assumption\na,b,So\n")

    preview = client.post(f"{EDIT}files/", {"steps": steps, "links": links})
    before = len(toc.logic(mission, MONDAY + timedelta(days=1)).nodes)
    answer = client.post(f"{EDIT}files/", hidden(preview), follow=True)

    assert "3 new, 0 changed, 0 as they are; 0 grades of evidence." in preview.content.decode()
    assert before == 0
    assert "The file was taken in." in answer.content.decode()
    assert len(toc.logic(mission, MONDAY + timedelta(days=1)).links) == 1


def hidden(page) -> dict[str, str]:
    """Return the hidden fields of the form that the preview shows."""
    form = page.context["form"]
    return {name: str(form[name].value()) for name in ("content", "seen", "once")}


def test_a_preview_that_is_out_of_date_is_shown_anew(client, mission):
    signed_in(client, RoleName.MISSION_LEAD)
    steps = uploaded("steps.csv", b"id,kind,text\na,activity,Cook\n")
    preview = client.post(f"{EDIT}files/", {"steps": steps})
    new = NewNode(NodeWords(NodeKind.RISK, "Prices rise"))
    actions.add_node(system(), mission=mission, node=new)

    answer = client.post(f"{EDIT}files/", hidden(preview))

    assert "Somebody changed the theory of change meanwhile." in answer.content.decode()
    assert len(toc.logic(mission, MONDAY + timedelta(days=1)).nodes) == 1


def test_what_is_wrong_in_a_file_is_said_with_row_and_column(client, mission):
    signed_in(client, RoleName.MISSION_LEAD)

    bad = client.post(f"{EDIT}files/", {"steps": uploaded("steps.csv", b"id,kind,text\na,thing,Cook\n")})
    none = client.post(f"{EDIT}files/", {})
    broken = client.post(f"{EDIT}files/", {"content": "{}", "seen": "x"})

    assert (bad.status_code, none.status_code, broken.status_code) == (422, 422, 422)
    assert "row 2, column kind: “thing”" in bad.content.decode()
    assert "Choose a file." in none.content.decode()
    assert "headway-logic" in broken.content.decode()
    assert client.post(f"{EDIT}files/", {"content": "", "seen": ""}).status_code == 422


@pytest.mark.parametrize("name", ["steps.csv", "links.csv", "logic.json"])
def test_anybody_takes_the_tables_away(client, chained, name):
    answer = client.get(f"{PAGE}{name}")

    assert answer.status_code == 200
    assert f'filename="food-{name}"' in answer["Content-Disposition"]
    assert str(chained[1][0]).encode() in answer.content
    assert client.get(f"{PAGE}other.txt").status_code == 404


# --- cost ---


def test_the_page_costs_the_same_queries_at_one_and_at_fifty_steps(client, mission):
    big = build.mission(short_title="Fifty")
    actions.open_mission(system(), mission=big)
    toc.node(mission, "activity", "Alone")
    steps = [toc.node(big, "activity", f"Step {number}") for number in range(50)]
    for source, target in pairwise(steps):
        toc.link(big, source, target)

    costs = [
        cost(client, f"/missions/{slug}/logic/{page}")
        for page in ("", "history/")
        for slug in ("food", "fifty")
    ]

    assert costs[0] == costs[1] <= 12
    assert costs[2] == costs[3] <= 12
    assert len(queries.logic(seer(), missions={big})[big].links) == 49


def cost(client, address):
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
