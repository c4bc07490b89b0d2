"""The pages of panels: announced, list fixed, drawn, checked by a citizen, recommended, reported."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from headway.cli.main import main
from headway.flows.panels import report_panel
from headway.missions.actions import open_mission
from headway.voice import actions
from headway.voice.analysis.taking import Heard
from headway.voice.choices import Choice, Mode
from headway.voice.queries import panels as query
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_panels as build
from tests import builders_voice as voices
from tests.builders_missions import seer, system
from tests.builders_people import RoleName
from tests.doors.web.voice_pages import a_monday, somebody, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
SLUG = "which-streets-should-be-closed-to-cars-first"


def at(name, *args):
    return reverse(f"voice:{name}", args=args or [SLUG])


@pytest.fixture
def lead():
    return somebody(RoleName.MISSION_LEAD)


def uploaded(text):
    return SimpleUploadedFile("people.csv", text.encode(), "text/csv")


def test_a_lead_announces_a_panel_and_its_seed_is_public_before_there_is_a_list(lead, client):
    answers = {"question": build.QUESTION, "task": build.TASK, "recruiter": "A letter", "size": "6"}

    lead.post(reverse("voice:panel-new"), answers | {"office": str(build.office()), "lottery": "leximin"})
    page = text_of(client.get(at("panel-draw")))

    assert query.panel(seer(), slug=SLUG).commitment in page
    assert "This panel recruits: 6 places will be drawn by lot among those who volunteer." in page
    assert "The secret is shown with the draw." in page


def test_an_error_in_the_list_names_its_cell_beside_the_field(lead):
    build.announced()

    wrong = build.people_csv().replace("v003,", "Anna,")
    page = lead.post(at("panel-list"), {"people": uploaded(wrong), "targets": build.TARGETS})

    assert page.status_code == 422
    assert "Row 5, column “id”: “Anna”. Accepted: a code with a digit, never a name." in text_of(page)


def test_a_lead_fixes_the_list_and_draws_and_a_citizen_draws_again_from_the_file(
    lead, client, capsys, tmp_path
):
    key = build.announced()
    lead.post(at("panel-list"), {"people": uploaded(build.people_csv()), "targets": build.TARGETS})
    lead.post(at("panel-lots"))

    page = text_of(client.get(at("panel-draw")))
    (tmp_path / "portfolio.json").write_bytes(client.get(at("panel-file", SLUG, "portfolio.json")).content)
    drawn = query.draw(seer(), panel=key)
    command = f"headway panel draw --portfolio portfolio.json --seed {drawn.seed}"
    words = command.replace("portfolio.json", str(tmp_path / "portfolio.json")).split()[1:]

    assert command in page
    assert ", ".join(drawn.members) in page
    assert main([*words, "--json"]) == 0
    assert tuple(json.loads(capsys.readouterr().out)["panel"]) == drawn.members


def test_whoever_holds_a_code_finds_their_chance(client):
    key = build.drawn()
    member = query.draw(seer(), panel=key).members[0]

    known, unknown = (text_of(client.get(at("panel-draw"), {"code": code})) for code in (member, "zz9"))

    assert f"Whoever holds the code {member} had a chance of " in known
    assert "They were drawn." in known
    assert "The code zz9 is not on the list." in unknown


def test_few_volunteers_are_not_counted_and_the_list_stays_private(client, lead):
    build.drawn()

    page = text_of(client.get(at("panel")))

    assert "tenure: owns" in page
    for value, count in (("owns", 8), ("rents", 16)):  # of 24: each would tell the other
        rows = page.split(f"tenure: {value}")
        assert len(rows) == 2
        assert f">{count}<" not in rows[1].split("</tr>")[0]
    assert client.get(at("panel-people")).status_code in {302, 403}
    assert b"v003" in lead.get(at("panel-people")).content
    assert client.get(at("panel-file", SLUG, "people.csv")).status_code in {302, 403, 404}


def test_the_page_tells_what_is_late_and_what_is_carried_out(client, monkeypatch):
    key = build.drawn()
    made = actions.record_recommendation(system(), panel=key, new=build.CLOSE)
    before = text_of(client.get(at("panel")))
    report_panel(system(), panel=key)
    monkeypatch.setenv("HEADWAY_NOW", "2026-05-11T09:00:00+00:00")

    after = text_of(client.get(at("panel")))

    assert "An answer is owed as soon as the panel reports." in before
    assert "1 recommendation: 0 answered, 1 late." in after
    assert "It is late." in after
    assert str(made) not in before


def test_what_came_of_a_recommendation_leads_to_the_charter_and_members_say_that_it_happened(client):
    measures.places()
    mission = missions.mission()
    open_mission(system(), mission=mission)
    lead = somebody(RoleName.MISSION_LEAD)
    made = actions.record_recommendation(system(), panel=build.drawn(mission), new=build.CLOSE)
    key = {"key": made}

    slips = text_of(lead.post(at("panel-slips"))).splitlines()
    answers = {"to": str(mission), "charter_version": "2", "note": "Streets stand in it now"}
    lead.post(reverse("voice:recommendation-trace", kwargs=key), answers)
    done = {"state": "done", "note": "Two streets are closed"}
    lead.post(reverse("voice:recommendation-carried-out", kwargs=key), done)
    before = text_of(client.get(at("panel")))
    answers = {"code": slips[1].split(",")[0], "happened": "yes"}
    wrong = client.post(reverse("voice:recommendation-happened", kwargs=key), answers | {"code": "1234"})
    lead.post(reverse("voice:recommendation-happened", kwargs=key), answers)

    after = text_of(lead.get(at("panel")))
    assert len(slips) == 1 + build.SIZE
    assert "charter/?from=1&amp;to=2#compare" in before
    assert "No member of the panel has said yet" in before
    assert (wrong.status_code, "is not one of this panel" in text_of(wrong)) == (422, True)
    assert "1 say it happened and 0 say it did not" in after


def test_a_conversation_links_to_the_panel_that_is_asked_the_same_and_both_stand_side_by_side(client):
    conversation = voices.conversation()
    build.drawn(conversation=conversation)

    page = text_of(client.get(reverse("voice:conversation", args=["how-should-we-all-eat-well"])))
    alone = text_of(client.get(at("panel")))
    votes = [Heard(person, 1, Choice.AGREE) for person in range(12)]
    for run in (SLUG, "young", "old"):
        actions.import_votes(system(), conversation=conversation, votes=votes, mode=Mode.PAPER, batch=run)
    beside = text_of(client.get(at("panel") + "?on=2026-03-02"))

    assert "A panel of 6 people drawn by lot is asked the same" in page
    assert at("panel") in page
    assert f"a print run that is named “{SLUG}”" in alone
    assert "On 1 of 1 statement the panel is within" in beside
    assert "weighted to the place by age" in beside


def test_the_api_tells_a_draw_that_was_made_and_what_is_recommended(client):
    key = build.drawn()
    actions.record_recommendation(system(), panel=key, new=build.CLOSE)

    told = [client.get(f"/api/v1/panels/{SLUG}{part}").json() for part in ("", "/draw", "/recommendations")]

    drawn = query.draw(seer(), panel=key)
    assert told[0]["stage"] == "sitting"
    assert (told[1]["seed"], told[1]["panels"]) == (drawn.seed, 1000)
    assert tuple(told[1]["members"]) == drawn.members
    assert [each["votes_for"] for each in told[2]["items"]] == [5]
