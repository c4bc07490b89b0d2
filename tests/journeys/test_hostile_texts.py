"""Texts that try to run as script: printed as they are, on every kind of page, and nothing runs."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from html import escape

import pytest

from tests.goals.forms import Injected
from tests.journeys.hostile import chosen
from tests.journeys.hostile_front import CODE, EVERYBODY, HOLDER, STEWARD, batches
from tests.journeys.installed import ROOT, Site, environment, served

pytestmark = pytest.mark.journey
HOW_MANY = os.environ.get("HOSTILE", "few")  # "all" is the full size: some five minutes
PAYLOADS = chosen([HOW_MANY])
TEXTS = list(batches(PAYLOADS))  # as the front line, peers and offers hold them
PUBLIC = [
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
BEHIND = {  # pages whose address every one of them knows
    EVERYBODY: ["/barriers/", "/rules/", "/freedoms/", "/stories/", "/circles/", "/answers/"],
    HOLDER: ["/inbox/", "/know-how/"],
    STEWARD: ["/stories/review/"],
}
KEEPERS = ["/people/", "/places/keep/", "/places/keep/peers/", "/organisations/"]


@dataclass(frozen=True)
class Hostile(Site):
    """An installation full of payloads; who reads which of `TEXTS`, and where."""

    read: tuple[tuple[int, str, str], ...] = ()

    def of(self, reader: str) -> list[tuple[str, str]]:
        """Return the addresses that somebody reads, each with its text."""
        return [(where, TEXTS[number]) for number, who, where in self.read if who == reader]


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
        yield Hostile(site.url, site.data, read=tuple(map(tuple, json.loads(done.stdout))))


def require_text(visitor, answer, text: str = "alert(") -> None:
    """Fail where a page made markup of a payload, where one ran, or where the page does not print it."""
    html = answer.text()
    assert answer.status == 200, answer.url
    assert Injected(html).found == [], answer.url
    assert visitor.complaints == [], answer.url
    assert escape(text.splitlines()[0]) in html, answer.url


def test_no_text_runs_on_a_page_for_everybody(hostile, visit):
    citizen = visit(hostile)
    own = [page.format(number, number) for page in EACH for number in range(len(PAYLOADS))]

    for address in [*PUBLIC, *own, "/cy/missions/hostile-0/", "/cy/"]:
        require_text(citizen, citizen.open(address))

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
        require_text(citizen, citizen.open(each))


@pytest.mark.parametrize("reader", [EVERYBODY, HOLDER, STEWARD])
def test_no_text_runs_where_people_object_rule_free_tell_and_offer(hostile, visit, reader):
    visitor = visit(hostile)
    if reader != EVERYBODY:
        visitor.sign_in(reader)

    for address, text in hostile.of(reader):
        require_text(visitor, visitor.open(address), text)
    for address in BEHIND[reader]:
        require_text(visitor, visitor.open(address))


def test_no_text_runs_where_a_code_leads_back_to_what_was_raised(hostile, visit):
    citizen = visit(hostile)

    for code, text in hostile.of(CODE):
        citizen.open("/barriers/track/")
        citizen.fill("Your code", code)
        with citizen.page.expect_navigation() as shown:
            citizen.press("Show it")
        require_text(citizen, shown.value, text)


def test_what_is_typed_comes_back_as_text(hostile, visit):
    citizen = visit(hostile)
    citizen.open("/barriers/new/")
    for label in ("What were you trying to do?", "What stopped you?"):
        citizen.page.get_by_label(label).fill(TEXTS[0])
    for label in ("An approval", "About every day", "30 minutes to an hour"):
        citizen.check(label)

    with citizen.page.expect_navigation() as shown:
        citizen.press("Continue")

    require_text(citizen, shown.value, TEXTS[0])


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
        require_text(keeper, keeper.open(address))

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
