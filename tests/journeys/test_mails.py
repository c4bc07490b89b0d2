"""Somebody follows an indicator, figures arrive, the clock strikes, a mail comes, and its link ends it."""

import email
import email.policy
import re

import pytest

from tests.journeys.half_done import describe, send

pytestmark = pytest.mark.journey
FIGURES = "place,period,value\nE09000007,2030,17.5\nE09000007,2031,17.1\n"
INDICATOR = "/indicators/child-poverty/"


def digests(site) -> list[email.message.EmailMessage]:
    """Return the digests about the indicator that were sent, oldest first; the lead follows more."""
    # A file of Django's file backend holds each mail of one connection, with a line of dashes between.
    texts = [part for said in site.mails() for part in re.split(r"\n-{79}\n", said) if part.strip()]
    found = [email.message_from_string(text, policy=email.policy.default) for text in texts]
    return [mail for mail in found if mail["Subject"].startswith("What changed: Children in")]


def bring_in(analyst, text: str) -> None:
    send(analyst.page, text)
    describe(analyst.page)
    checked = analyst.page.get_by_role("checkbox", name="I have checked")
    if checked.count():
        checked.check()
    analyst.press("Bring these figures in")
    assert "The release is in." in analyst.text


def test_somebody_follows_figures_gets_one_mail_and_stops_it_from_the_mail(own_demo, visit):
    lead = visit(own_demo)
    lead.sign_in("lead@example.org")
    lead.open(INDICATOR)
    lead.follow("Hear of changes by mail")
    lead.check_the_page()
    lead.page.get_by_label("Once a day").check()
    lead.press("Send me mails")
    lead.check_the_page()
    assert "You will get a mail when something changed." in lead.text

    analyst = visit(own_demo)
    analyst.sign_in("analyst@example.org")
    bring_in(analyst, FIGURES)

    own_demo.headway("tick", "--at", "2026-03-03T08:00:00+00:00")
    own_demo.headway("tick", "--at", "2026-03-03T08:01:00+00:00")
    mails = digests(own_demo)
    assert len(mails) == 1
    text = mails[0].get_body(("plain",)).get_content()
    assert "Children in poverty, March 2026" in text
    assert mails[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    reader = visit(own_demo)  # in the mail program, without an account
    link = mails[0]["List-Unsubscribe"].strip().strip("<>")  # folded, for it is long
    reader.open(re.sub(r"^https?://[^/]+", "", link))
    reader.check_the_page()
    reader.press("Stop these mails")
    assert "These mails have stopped" in reader.text
    reader.check_the_page()

    bring_in(analyst, FIGURES.replace("17.1", "16.9"))
    own_demo.headway("tick", "--at", "2026-03-04T08:00:00+00:00")
    assert len(digests(own_demo)) == 1


def test_today_leads_to_what_needs_somebody(own_demo, visit):
    analyst = visit(own_demo)
    analyst.sign_in("analyst@example.org")
    send(analyst.page, FIGURES)
    analyst.open("/")
    analyst.follow("Today")
    analyst.check_the_page()

    analyst.follow("Accept or cancel the file")

    assert "/figures/uploads/" in analyst.page.url
    analyst.open("/calendar/")
    analyst.check_the_page()
