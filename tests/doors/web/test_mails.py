"""Pages on which mails are chosen and stopped, Today, and the calendar with its feed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from headway.people import queries
from headway.people.choices import MailRhythm
from headway.people.models import Account
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people
from tests.builders_measures import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


@pytest.fixture
def nurse(client):
    """A nurse who is signed in."""
    builders_people.body()
    key = builders_people.person("Nia Nurse")
    client.force_login(Account.objects.get(key=key))
    return key


def follow(client, rhythm: str = "weekly"):
    return client.post(reverse("people:follow", args=["indicator", "eats-well"]), {"rhythm": rhythm})


def test_somebody_follows_an_indicator_changes_how_often_and_stops(client, nurse):
    measures.indicator("Eats well")

    followed = follow(client)
    follow(client, "daily")
    page = client.get(reverse("people:mails")).content.decode()
    key = queries.subscriptions(builders_people.reader(nurse))[0].key
    asked = client.get(reverse("people:unfollow", args=[key])).content.decode()
    client.post(reverse("people:unfollow", args=[key]))

    assert followed.url == reverse("people:mails")
    assert "Eats well" in page
    assert "Once a day" in page
    assert "Stop mails about Eats well?" in asked
    assert "You follow nothing yet." in client.get(reverse("people:mails")).content.decode()
    assert client.get(reverse("people:unfollow", args=[key])).status_code == 404


def test_a_rhythm_has_to_be_chosen_from_the_list(client, nurse):
    measures.indicator("Eats well")

    for sent in ("never", "hourly", ""):
        assert follow(client, sent).status_code == 422


def test_a_draft_mission_cannot_be_followed_by_somebody_who_may_not_see_it(client, nurse):
    measures.places()
    build.mission()

    for kind, slug in (("mission", "food"), ("place", "camden"), ("indicator", "none")):
        assert client.get(reverse("people:follow", args=[kind, slug])).status_code == 404


def test_the_mail_of_today_is_chosen(client, nurse):
    client.post(reverse("people:today_mail"), {"rhythm": "never"})

    assert queries.today_rhythm(builders_people.reader(nurse)) == MailRhythm.NEVER
    assert "Never" in client.get(reverse("people:mails")).content.decode()


def test_a_mail_program_stops_mails_with_one_press_and_no_cookie(client, nurse):
    from django.test import Client

    measures.indicator("Eats well")
    follow(client)
    key = queries.subscriptions(builders_people.reader(nurse))[0].key
    address = reverse("people:stop_mail", args=[queries.mail_secret("digest", key)])
    program = Client(enforce_csrf_checks=True)

    looked = program.get(address).content.decode()
    still = queries.subscriptions(builders_people.reader(nurse))
    pressed = program.post(address, {"List-Unsubscribe": "One-Click"})

    assert "You get mails about: Eats well." in looked
    assert len(still) == 1
    assert pressed.status_code == 200
    assert queries.subscriptions(builders_people.reader(nurse)) == ()
    assert program.post(reverse("people:stop_mail", args=["digest.x"])).status_code == 404


def test_today_says_what_needs_an_analyst_by_clock(client):
    builders_people.body()
    key = builders_people.person("Ana Analyst", builders_people.RoleName.ANALYST)
    client.force_login(Account.objects.get(key=key))
    early, late = MONDAY.date().replace(day=1), MONDAY.date().replace(day=10)
    measures.indicator("Eats well", next_release_on=early, publisher="ONS")
    measures.indicator("Moves well", review_on=late)

    page = client.get(reverse("people:today")).content.decode()

    assert "2 things need you; 1 past their day." in page
    assert "Figures of “Eats well” were expected on 1 March 2026 and have not come." in page
    assert "Look again at the card of “Moves well”" in page
    assert page.index("Past its day") < page.index("Eats well") < page.index("By its day")


def test_today_costs_the_same_with_one_thing_and_with_twenty(client):
    builders_people.body()
    measures.places()
    key = builders_people.person("Ana Analyst", builders_people.RoleName.ANALYST)
    builders_people.granted(key, builders_people.RoleName.MISSION_LEAD)
    client.force_login(Account.objects.get(key=key))

    def add(number: int) -> None:
        day = MONDAY.date().replace(day=1)
        measures.indicator(f"Measure {number}", next_release_on=day, review_on=day)
        build.mission(short_title=f"Mission {number}")

    add(0)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("people:today"))
    for number in range(1, 20):
        add(number)
    with CaptureQueriesContext(connection) as twenty:
        page = client.get(reverse("people:today")).content.decode()

    assert "60 things need you; 40 past their day." in page
    assert len(twenty) == len(one)


def test_nothing_needs_a_nurse(client, nurse):
    page = client.get(reverse("people:today")).content.decode()

    assert "Nothing needs you today." in page


def test_the_calendar_says_what_is_to_come_and_what_has_not_come(client):
    builders_people.body()
    measures.places()
    measures.indicator("Moves well", next_release_on=MONDAY.date().replace(month=6), publisher="ONS")
    measures.indicator("Sleeps well", next_release_on=MONDAY.date().replace(month=1), publisher="ONS")
    measures.indicator("Reads well", review_on=MONDAY.date().replace(month=4))

    page = client.get(reverse("calendar:index")).content.decode()

    assert "1 date is ahead. Figures of 1 indicator have not come." in page
    assert "June 2026" in page
    assert "New figures: Moves well" in page
    assert "Figures of “Sleeps well” were expected on 2 January 2026 and have not come." in page
    assert "Reads well" not in page  # a review is for those who work here


def test_figures_that_came_for_their_day_are_not_overdue(client):
    builders_people.body()
    measures.places()
    key = measures.indicator("Eats well", next_release_on=MONDAY.date().replace(month=1, day=15))
    measures.bring_in(key, {2024: 50.0}, "2026-01-12")

    page = client.get(reverse("calendar:index")).content.decode()

    assert "have not come" not in page
    assert "No date is ahead." in page


def test_the_feed_holds_the_public_dates_alone(client):
    builders_people.body("Example Borough")
    key = builders_people.person("Ana Analyst", builders_people.RoleName.ANALYST)
    client.force_login(Account.objects.get(key=key))
    measures.indicator("Moves well", next_release_on=MONDAY.date().replace(month=6))
    measures.indicator("Reads well", review_on=MONDAY.date().replace(month=4))

    answer = client.get(reverse("calendar:feed"))
    text = answer.content.decode().replace("\r\n ", "")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert re.findall(r"SUMMARY:(.*)\r\n", text) == ["New figures: Moves well"]
    assert "DTSTART;VALUE=DATE:20260602" in text
    assert "URL:http://testserver/indicators/moves-well/" in text
