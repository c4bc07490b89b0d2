"""`?on=` through the web on the demonstration: true revisions show, and past pages are read-only."""

import re

import pytest

from headway.cli.demo import story
from tests.lasting import _django_db_helper, demonstration

__all__ = ["_django_db_helper"]
pytestmark = pytest.mark.django_db
EMISSIONS = "/indicators/emissions-per-head/?place=K02000001"
POVERTY = "/indicators/child-poverty/?place=E09000007"


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration as it stands on a day after both revisions."""
    with demonstration(django_db_blocker, tmp_path_factory.mktemp("data"), "2026-06-01T12:00:00+00:00"):
        yield


def words(page) -> str:
    """Return the text of a page without its markup."""
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def figures(client, address: str, day: str = "") -> dict[str, float]:
    """Return the downloaded figures of a page by period."""
    path, _, query = address.partition("?")
    answer = client.get(f"{path}figures.csv?{query}{f'&on={day}' if day else ''}")
    assert answer.status_code == 200
    body = b"".join(answer) if answer.streaming else answer.content
    head, *rows = (line.split(",") for line in body.decode("utf-8-sig").splitlines() if line)
    at, value = head.index("period"), head.index("value")
    return {row[at][:4]: float(row[value]) for row in rows}


def test_a_day_shows_the_emissions_known_on_it(client):
    days = {
        "2025-02-26": (10.61, "2022", 5.55, "5.6"),
        "2025-07-16": (10.61, "2022", 5.55, "5.6"),
        "2025-07-17": (10.62, "2023", 5.22, "5.2"),
        "": (10.62, "2023", 5.22, "5.2"),
    }
    for day, (in_2005, last_year, last, spoken) in days.items():
        known = figures(client, EMISSIONS, day)

        page = words(client.get(f"{EMISSIONS}{f'&on={day}' if day else ''}"))

        assert (known["2005"], max(known), known[max(known)]) == (in_2005, last_year, last)
        assert f"The latest figure is {spoken} " in page
        assert ("as known today" in page) == (not day)
    assert figures(client, EMISSIONS, "2025-02-25") == {}


def test_years_that_a_revision_withdrew_are_known_only_before_it(client):
    for day, known_then in {
        "2026-01-11": {},
        "2026-01-12": {"2014": 12.9, "2023": 19.9},
        "2026-03-29": {"2014": 12.9, "2023": 19.9},
        "2026-03-30": {"2021": 18.0, "2024": 16.4},
    }.items():
        known = figures(client, POVERTY, day)

        ends = {year: known[year] for year in (min(known), max(known))} if known else {}

        assert ends == known_then


def test_pages_of_a_past_day_hold_no_form_and_refuse_to_be_written_to(client):
    client.post("/account/login/", {"login": "lead@example.org", "password": story.PASSWORD})
    for address in ("/missions/food/", "/indicators/emissions-per-head/", "/places/X99000001/", "/"):
        past = client.get(f"{address}?on=2025-03-01")

        forms = re.findall(r"<form[^>]*>", past.content.decode())

        assert past.status_code == 200
        assert all("post" not in form.lower() or "logout" in form for form in forms), forms
        assert b"/edit/" not in past.content
        assert client.post(f"{address}?on=2025-03-01").status_code in {405, 409}


def test_a_change_sent_to_a_past_day_is_a_conflict(client):
    client.post("/account/login/", {"login": "lead@example.org", "password": story.PASSWORD})
    answer = client.post("/missions/food/edit/open/?on=2025-03-01", {"once": "0" * 32})

    assert answer.status_code == 409
    assert "This page shows a past day." in answer.content.decode()
