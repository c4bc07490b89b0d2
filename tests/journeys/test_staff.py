"""People with a role: in by password and code, figures in and out again, somebody invited, the look changed."""

import base64
import contextlib
import hashlib
import hmac
import re
import sqlite3
import struct
import time

import pytest

from tests.journeys.half_done import describe, invite, send
from tests.journeys.installed import ROOT, served

pytestmark = pytest.mark.journey
LATER = "2026-03-30T18:00:00+00:00"
REVISION = (ROOT / "examples/figures/child-poverty-2026-03.csv").read_text("utf-8")
PAGE = "/indicators/child-poverty/?place=E09000007"


def totp(secret: str) -> str:
    """Return the code that an app would show (RFC 6238); one about to end is let go, as people do."""
    left = 30 - time.time() % 30
    if left < 4:
        time.sleep(left)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def test_somebody_signs_in_with_a_password_and_then_with_a_code(own_demo, visit):
    analyst = visit(own_demo)
    page = analyst.page
    analyst.sign_in("analyst@example.org")
    analyst.open("/account/two-step/")
    analyst.press("Switch on two steps")
    analyst.reach(page.locator("code.key"))
    analyst.check_the_page()
    secret = page.locator("code.key").inner_text().strip()
    page.locator("main form input[name=code]").fill(totp(secret))
    analyst.press("Switch on")
    analyst.check_the_page()
    analyst.open("/account/two-step/")
    assert "Two steps are on." in analyst.text

    page.get_by_role("button", name="Sign out").first.click()
    if "/logout/" in page.url:
        page.locator("main").get_by_role("button", name="Sign out").click()
    analyst.sign_in("analyst@example.org")
    assert "/two-step/authenticate/" in page.url
    analyst.check_the_page()
    page.locator("main form input[name=code]").fill("000000")
    analyst.press("Continue")
    assert page.title().startswith("Error:")
    analyst.refused(422)
    page.locator("main form input[name=code]").fill(totp(secret))
    analyst.press("Continue")

    analyst.open("/account/")
    assert "Your account" in analyst.text
    for link in ("Show my recovery codes", "Make new recovery codes", "Switch off the code from the app"):
        analyst.open("/account/two-step/")
        analyst.follow(link)
        analyst.check_the_page()


def test_figures_come_in_change_the_answer_and_are_undone(loaded, tmp_path, visit):
    before = bring_in_the_revision(loaded, tmp_path / "first", visit)

    # An hour later, for what is remembered in the same instant counts once.
    with served(tmp_path / "first", tmp_path / "second", LATER.replace("T18", "T19")) as site:
        analyst = visit(site)
        analyst.sign_in("analyst@example.org")
        analyst.open(PAGE)
        analyst.follow("Children in poverty, March 2026")
        analyst.press("Undo this release")
        analyst.page.locator("main form [name=reason]").fill("Brought in to try it.")
        analyst.press("Undo the release")
        site.headway("work", "--once")
        analyst.open(PAGE)

        assert analyst.sentence == before


def bring_in_the_revision(loaded, data, visit) -> str:
    """Bring in the publisher's own revision; return what the page said before."""
    with served(loaded, data, LATER) as site:
        analyst = visit(site)
        analyst.sign_in("analyst@example.org")
        analyst.open(PAGE)
        before, forecasts = analyst.sentence, len(remembered(site))

        send(analyst.page, REVISION)
        describe(analyst.page, day="30", complete=True)
        assert re.search(r"\d+ new, \d+ revised, \d+ gone", analyst.text)
        analyst.check_the_page()
        analyst.page.get_by_role("checkbox", name="I have checked").check()
        analyst.press("Bring these figures in")
        assert "The release is in." in analyst.text
        site.headway("work", "--once")
        analyst.open(PAGE)

        assert analyst.sentence != before
        assert len(remembered(site)) > forecasts
        analyst.open(f"{PAGE}&on=2026-03-29")
        assert analyst.sentence == before
        return before


def remembered(site) -> list:
    """Return the forecasts that are kept."""
    with contextlib.closing(sqlite3.connect(site.data / "headway.sqlite3")) as database:
        return database.execute("SELECT * FROM targets_forecast").fetchall()


def test_a_bad_file_names_row_column_and_value(own_demo, visit):
    analyst = visit(own_demo)
    analyst.sign_in("analyst@example.org")

    send(analyst.page, "place,period,value\nE09000007,2030,17.5\nE09000007,2031,eleven\n")
    describe(analyst.page)

    told = analyst.page.locator("table", has_text="eleven").inner_text()
    assert "3" in told
    assert "Value" in told or "value" in told
    assert analyst.page.get_by_role("button", name="Bring these figures in").count() == 0
    analyst.open(PAGE)
    assert "(year to March 2024)" in analyst.sentence


def test_an_invitation_is_written_and_leads_in(own_demo, visit):
    administrator = visit(own_demo)
    administrator.sign_in("admin@example.org")
    invite(administrator.page, "wyn@example.org", "Wyn Worker")
    assert "The invitation is on its way." in administrator.text

    own_demo.headway("work", "--once")
    mail = own_demo.mails()[-1]
    link = re.search(r"/account/invitation/\S+", mail.replace("=\n", ""))
    guest = visit(own_demo)
    guest.open(link.group())
    guest.check_the_page()
    guest.page.get_by_label("Password", exact=True).fill("three words apart")
    guest.page.locator("main form button[type=submit]").last.click()
    guest.sign_in("wyn@example.org", "three words apart")
    guest.open("/account/")

    assert "wyn@example.org" in mail
    assert "Wyn Worker" in guest.text


def test_a_steward_changes_name_and_colour_for_everybody(own_demo, visit):
    steward, citizen = visit(own_demo), visit(own_demo)
    steward.sign_in("steward@example.org")
    for name, value in (("name", "Exemplary Borough"), ("accent", "#00563f")):
        steward.open(f"/settings/{name}/")
        steward.page.locator("main form [name=value]").fill(value)
        steward.page.locator("main form [name=reason]").fill("The body has a new name.")
        steward.press("Save")
        assert "The setting was changed." in steward.text

    citizen.open("/")

    assert "Exemplary Borough" in citizen.page.locator("header").inner_text()
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()"
    assert citizen.page.evaluate(accent) == "#00563f"
    citizen.check_the_page()


def test_who_is_signed_out_is_led_to_sign_in_and_back(demo, visit):
    somebody = visit(demo)

    somebody.open("/figures/bring-in/")
    somebody.refused(403)
    somebody.page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    somebody.sign_in("analyst@example.org")

    assert somebody.page.url == f"{demo.url}/figures/bring-in/"


def test_who_lacks_the_role_is_told_so_plainly(demo, visit):
    analyst = visit(demo)
    analyst.sign_in("analyst@example.org")

    answer = analyst.open("/people/")

    assert answer.status == 403
    assert analyst.page.locator("h1").inner_text() == "You may not do this"
    assert analyst.page.locator("main").get_by_role("button", name="Sign in", exact=True).count() == 0
    analyst.refused(403)
