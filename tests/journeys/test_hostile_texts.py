"""Texts that try to run as script: printed as they are, on every kind of page, and nothing runs."""

import os
import subprocess
import sys

import pytest

from tests.journeys.hostile import chosen
from tests.journeys.installed import ROOT, environment, served

pytestmark = pytest.mark.journey
HOW_MANY = os.environ.get("HOSTILE", "few")  # "all" is the full size: some five minutes
PAYLOADS = chosen([HOW_MANY])
EVERYBODY = [
    "/",
    "/places/",
    "/indicators/",
    "/figures/",
    "/settings/",
    "/settings/history/",
    "/search/?q=alert",
    "/organisations/",
]
EACH = [
    "/missions/hostile-{}/",
    "/missions/hostile-{}/charter/",
    "/indicators/hostile-{}/",
    "/places/X98{:06}/",
    "/missions/hostile-{}/logic/",
    "/indicators/hostile-{}/places/",
    "/indicators/hostile-{}/places/?place=X98{:06}",
]
STAFF = [
    "/missions/hostile-{}/edit/",
    "/figures/indicators/hostile-{}/card/",
    "/indicators/hostile-{}/chart/",
    "/missions/hostile-{}/edit/logic/",
]
LISTS = ["/conversations/", "/tests/", "/findings/"]  # each links to pages of their own
KEEPERS = ["/people/", "/places/keep/", "/places/keep/peers/", "/organisations/"]


@pytest.fixture(scope="module")
def hostile(loaded, tmp_path_factory):
    data = tmp_path_factory.mktemp("hostile") / "data"
    with served(loaded, data) as site:
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.hostile", HOW_MANY],
            env={**environment(data), "DJANGO_SETTINGS_MODULE": "headway.config.settings"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield site


def test_no_text_runs_on_a_page_for_everybody(hostile, visit):
    citizen = visit(hostile)
    own = [page.format(number, number) for page in EACH for number in range(len(PAYLOADS))]

    for address in [*EVERYBODY, *own, "/cy/missions/hostile-0/", "/cy/"]:
        assert citizen.open(address).status == 200, address
        assert citizen.page.locator("main [onerror], main [onload], main a[href^=javascript]").count() == 0
        assert citizen.complaints == [], address

    citizen.open("/missions/hostile-0/")
    assert PAYLOADS[0] in citizen.text


@pytest.mark.parametrize("address", LISTS)
def test_no_text_runs_where_people_talk_try_and_learn(hostile, visit, address):
    citizen = visit(hostile)
    citizen.open(address)
    links = citizen.page.locator("main a").filter(has_text="alert(").all()
    own = [link.get_attribute("href") for link in links]

    assert len(own) >= len(PAYLOADS)
    for each in own:
        assert citizen.open(each).status == 200, each
        assert citizen.page.locator("main [onerror], main [onload], main a[href^=javascript]").count() == 0
        assert citizen.complaints == [], each


def test_no_text_runs_on_a_page_of_staff(hostile, visit):
    analyst = visit(hostile)
    analyst.sign_in("analyst@example.org")

    for number in range(len(PAYLOADS)):
        for page in STAFF:
            analyst.open(page.format(number))
            analyst.refused(403)
            assert analyst.complaints == []


def test_no_text_runs_where_people_and_places_are_kept(hostile, visit):
    keeper = visit(hostile)
    keeper.sign_in("admin@example.org")

    for address in KEEPERS:
        assert keeper.open(address).status == 200, address
        assert keeper.page.locator("main [onerror], main [onload], main a[href^=javascript]").count() == 0
        assert keeper.complaints == [], address

    keeper.open("/people/")
    assert f"Person {PAYLOADS[0]}" in keeper.text


def test_a_table_behind_a_picture_and_a_download_hold_the_text_as_text(hostile, visit, new_context):
    citizen = visit(hostile)
    citizen.open("/indicators/hostile-1/")
    for each in citizen.page.locator("summary").all():
        each.click()

    download = new_context().request.get(f"{hostile.url}/indicators/hostile-1/figures.csv")

    assert download.headers["content-type"].startswith("text/csv")
    assert "attachment" in download.headers["content-disposition"]
    assert citizen.complaints == []
