"""Pages about the site itself, in a real browser: WCAG 2.2 AA at three widths, in both languages, without script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAGES = ["/about/", "/accessibility/", "/data/", "/cookies/", "/account/login/", "/cy/about/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_about_the_site_is_accessible(page, live_server, accessible, path):
    page.goto(live_server.url + path)

    accessible()


def test_the_first_tab_leads_past_the_navigation(page, live_server):
    page.goto(f"{live_server.url}/about/")

    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_attribute("href", "#main-content")


def test_a_page_that_is_not_there_says_so(page, live_server, console_errors):
    response = page.goto(f"{live_server.url}/no-such-page/")

    assert response.status == 404
    assert [said for said in console_errors if "404" in said] == console_errors
    console_errors.clear()
