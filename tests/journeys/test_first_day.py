"""The first day of an installation: the link from the terminal, the first administrator, what comes next."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.journeys.installed import Site, headway, served

pytestmark = pytest.mark.journey
PASSWORD = "a long way to the market"


@pytest.fixture
def empty(tmp_path) -> Iterator[Site]:
    """Serve an installation in which nothing is set up."""
    done = headway(tmp_path / "new", "setup", "--link")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(tmp_path / "new", tmp_path / "data") as site:
        yield site


def test_the_link_of_the_terminal_leads_an_administrator_to_the_first_tasks(empty, visit):
    admin = visit(empty)
    link = urlsplit(empty.headway("setup", "--link").strip()).path

    admin.open(link)
    admin.check_the_page()
    admin.press("Continue")
    admin.check_the_page()
    admin.refused(422)
    admin.page.get_by_label("Name of the body").fill("Example Borough Council")
    admin.page.get_by_label("What kind of body is it?").select_option("local_government")
    admin.page.get_by_label("Your name").fill("Ada Admin")
    admin.page.get_by_label("Your e-mail address").fill("ada@example.org")
    admin.press("Continue")
    admin.check_the_page()
    admin.page.get_by_label("Password", exact=True).fill(PASSWORD)
    admin.press("Set up my account")
    admin.sign_in("ada@example.org", PASSWORD)

    assert admin.open("/setup/").status == 200
    assert "Nothing is public until you open a mission." in admin.text
    admin.check_the_page()
    assert admin.open(link).status == 410
    admin.check_the_page()
    admin.refused(410)
