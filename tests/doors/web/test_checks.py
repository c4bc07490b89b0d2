"""The pages of the checks: what everybody reads, what its people read before, what the steward changes."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client

from headway.answers import actions as answers
from headway.answers.analysis import NewReply
from headway.answers.choices import GivenAs
from headway.answers.queries import owed
from headway.checks.queries import kept, settings_history
from headway.flows.rechecks import recheck
from headway.kernel.actors import RoleName
from headway.missions.queries import mission as the_mission
from headway.people.models import Account
from headway.places.actions import set_pre_election_period
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_measures import CAMDEN, MONDAY
from tests.integration.checks.test_keeping import clear, opened

pytestmark = pytest.mark.django_db
PAGE = "/missions/food/checks/"
NO_END = "No date says when this mission is reviewed, and no condition says when it ends."


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    settings.DATA, settings.PAGE_CACHE_SECONDS = tmp_path, 0


@pytest.fixture
def on(monkeypatch):
    """Let the site stand on a day after the fixed Monday."""

    def stand(days: int) -> None:
        monkeypatch.setenv("HEADWAY_NOW", (MONDAY + timedelta(days=days)).isoformat())

    stand(0)
    return stand


def signed_in(role: RoleName) -> Client:
    client = Client()
    client.force_login(Account.objects.get(key=people.person(f"Some {role.value}", role)))
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return unescape(page.content.decode())


def raised() -> UUID:
    """Return an open mission whose checks are written down."""
    mission = opened()
    recheck(build.system())
    return mission


@pytest.mark.parametrize("address", [PAGE, "/missions/food/", "/missions/food/charter/", f"/cy{PAGE}"])
def test_nothing_of_a_check_stands_anywhere_before_the_owner_s_time_is_over(client, on, address):
    raised()
    on(14)

    page = text(client, address)

    assert NO_END not in page
    assert 'id="C17"' not in page
    assert "No path from the baseline" not in page


@pytest.mark.parametrize("address", [PAGE, "/missions/food/charter/"])
def test_after_that_everybody_reads_the_sentence_and_what_would_clear_it(client, on, address):
    raised()
    on(15)

    page = text(client, address)

    assert NO_END in page
    assert "Write the next review and the conditions to end into the charter." in page


def test_the_page_names_the_rule_its_source_and_the_state_in_words(client, on):
    raised()
    on(15)

    page = text(client, PAGE)

    assert "C17. The rule: The charter names the date of the next review" in page
    assert "Source: OECD." in page
    assert "Not met" in page


def test_the_mission_s_page_shows_at_most_three_the_basics_first(client, on):
    raised()
    on(15)

    page = text(client, "/missions/food/")

    part = page[page.index('id="checks-next"') : page.index("At most three")]
    assert part.count("<li>") == 3
    assert [check for check in ("#C2", "#C3", "#C14") if check in part] == ["#C2", "#C3", "#C14"]


def test_no_page_counts_or_ranks_what_is_met(client, on):
    raised()
    on(15)

    pages = " ".join(text(client, address) for address in (PAGE, "/missions/food/", "/checks/"))

    assert " of 18" not in pages
    assert "score" not in pages.lower()


def test_those_who_work_on_the_mission_read_it_at_once_and_since_when_others_will(on):
    raised()

    page = text(signed_in(RoleName.MISSION_LEAD), PAGE)

    assert NO_END in page
    assert "Only those who work on the mission read this before 17 March 2026." in page


def test_a_draft_is_judged_as_it_stands_for_those_who_write_it(client, on):
    build.world()
    lead = signed_in(RoleName.MISSION_LEAD)

    mine, others = text(lead, PAGE), client.get(PAGE)

    assert "This is a draft." in mine
    assert NO_END in mine
    assert others.status_code == 404


def test_the_owner_s_reply_stands_beside_the_check(client, on):
    mission = raised()
    thing = kept(build.seer(), missions=[mission])[mission]["C17"].thing
    question = owed(build.seer(), about=[thing])[thing].key
    holder = people.person("Olu Owner")
    lead = the_mission(build.seer(), slug="food").charter.lead_key
    people.granted(holder, RoleName.DECIDER, office=lead)
    reply = NewReply(GivenAs.EXPLAINED, "The cabinet sets both in May.")
    answers.give(people.by(holder), answers=[question], reply=reply)
    on(3)
    early = text(client, PAGE), text(client, "/answers/"), client.get(f"/answers/{question}/").status_code
    on(15)

    page = text(client, PAGE)

    assert "The cabinet sets both in May." not in early[0] + early[1]
    assert early[2] == 404
    assert "The cabinet sets both in May." in page
    assert "The owner’s reply, 2 March 2026" in page


def test_who_holds_the_office_that_leads_reads_the_check_and_is_led_to_the_reply(on):
    raised()
    holder = people.person("Olu Owner")
    lead = the_mission(build.seer(), slug="food").charter.lead_key
    people.granted(holder, RoleName.DECIDER, office=lead)
    owner = Client()
    owner.force_login(Account.objects.get(key=holder))

    page = text(owner, PAGE)

    assert NO_END in page
    assert "/inbox/" in page


def test_a_past_day_shows_what_was_public_then(client, on):
    mission = raised()
    clear(mission, MONDAY + timedelta(days=30))
    recheck(build.system(MONDAY + timedelta(days=30)))
    on(40)

    then, now = text(client, f"{PAGE}?on=2026-03-25"), text(client, PAGE)

    assert NO_END in then
    assert "The next review is on 1 March 2027" in now
    assert "17 March 2026: Not met" in now  # what it said before, since it was public


def test_before_an_election_nothing_new_is_published(client, on):
    raised()
    set_pre_election_period(
        build.system(),
        code=CAMDEN,
        starts_on=(MONDAY + timedelta(days=10)).date(),
        ends_on=(MONDAY + timedelta(days=40)).date(),
        reason="Local elections",
    )
    on(20)
    during = text(client, PAGE)
    on(41)

    after = text(client, PAGE)

    assert NO_END not in during
    assert NO_END in after


def test_the_rules_are_public_with_their_numbers(client, on):
    people.body()

    page = text(client, "/checks/")

    assert "Each headline measure has a dated baseline, at least 3 figures" in page
    assert "/checks/C3/points/" not in page


def test_the_steward_changes_a_number_with_a_reason_that_everybody_reads(client, on):
    people.body()
    steward = signed_in(RoleName.STEWARD)

    sent = steward.post("/checks/C3/points/", {"value": "8", "reason": "A forecast takes 8."}, follow=True)

    assert "The number was changed." in unescape(sent.content.decode())
    page = text(client, "/checks/")
    assert "at least 8 figures" in page
    assert "A forecast takes 8." in page


@pytest.mark.parametrize(
    ("value", "reason", "words"),
    [
        ("900", "Why not.", "Enter a number from 1 to 50."),
        ("3", "The same.", "That is the number already."),
        ("8", "", "“Why?” needs an answer."),
        ("many", "Why not.", "Enter a number."),
    ],
)
def test_a_number_that_cannot_be_used_is_refused_beside_its_field(on, value, reason, words):
    people.body()
    steward = signed_in(RoleName.STEWARD)

    page = steward.post("/checks/C3/points/", {"value": value, "reason": reason})

    assert page.status_code == 422
    assert words in unescape(page.content.decode())
    assert settings_history(build.seer()) == ()


def test_a_check_that_is_switched_off_says_why_on_every_page(client, on):
    people.body()
    steward = signed_in(RoleName.STEWARD)

    steward.post("/checks/C13/off/", {"reason": "Our survey is too small to split."})

    assert "Switched off, because: Our survey is too small to split." in text(client, "/checks/")


def test_a_check_is_switched_on_again_and_its_absence_stays_in_the_open(client, on):
    people.body()
    steward = signed_in(RoleName.STEWARD)
    steward.post("/checks/C13/off/", {"reason": "Our survey is too small to split."})

    steward.post("/checks/C13/on/", {})

    page = text(client, "/checks/")
    assert "Switched off, because" not in page
    assert "Our survey is too small to split." in page


def test_a_number_that_no_rule_has_is_nowhere(on):
    people.body()

    page = signed_in(RoleName.STEWARD).get("/checks/C3/nothing/")

    assert page.status_code == 404
