"""Work that people of the demonstration left half done, so that every kind of page has something to show."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.installed import PASSWORD
from tests.journeys.pages import Walk

PANEL = "team,wave,since,score\nA,1,2,5\nA,2,2,6\n"
FILE = "place,period,value\nE09000007,2030,17.5\nE09000007,2031,17.1\n"


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    if "/account/login/" not in page.url:
        page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def two_uploads(page: Page) -> list[str]:
    """Two whose columns wait to be looked at, of figures and of the bench; one that waits to be accepted."""
    send(page)
    first = page.url
    send(page)
    describe(page)
    second = page.url
    page.goto("/bench/new/")
    page.get_by_label("What do you want to know?").fill("Do case conferences help?")
    panel = {"name": "panel.csv", "mimeType": "text/csv", "buffer": PANEL.encode()}
    page.get_by_label("The data (CSV)").set_input_files(panel)  # type: ignore[arg-type]
    page.locator("main form button[type=submit]").click()
    return [first, second, page.url]


def send(page: Page, text: str = FILE) -> None:
    page.goto("/figures/bring-in/")
    page.get_by_label("Or paste rows here").fill(text)
    page.locator("main form button[type=submit]").click()


def describe(page: Page, day: str = "1", *, complete: bool = False) -> None:
    """Say what the file is about, and where it comes from."""
    indicator = "Children in relative poverty before housing costs"
    page.get_by_label("Which indicator is it?").select_option(label=indicator)
    page.get_by_label("Who published the figures?").fill("Office for National Statistics")
    page.get_by_label("Title of the publication").fill("Children in poverty, March 2026")
    for part, value in (("Day", day), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    if not complete:
        page.get_by_label("Only some figures: what it leaves out stays").check()
    page.get_by_role("button", name="Show what would change").click()


def guest_and_token(page: Page) -> list[str]:
    """An invitation that is open, a token that works, an organisation with a team, a pack that was chosen."""
    invite(page, "guest@example.org", "Gus Guest")
    guest = page.url
    page.goto("/organisations/add/")
    page.get_by_label("Name", exact=True).fill("Example Food Co-operative")
    page.locator("main form button[type=submit]").click()
    organisation = page.url
    page.goto(f"{organisation}teams/add/")
    page.get_by_label("Name", exact=True).fill("School meals")
    page.locator("main form button[type=submit]").click()
    page.goto("/account/tokens/new/")
    page.get_by_label("What is it for?").fill("nightly import")
    for part, value in (("Day", "1"), ("Month", "6"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.locator("main form button[type=submit]").click()
    page.goto("/missions/import/")
    page.get_by_label("United Kingdom").check()
    page.get_by_role("button", name="Look at the pack").click()
    return [guest, organisation, page.url]


def invite(page: Page, email: str, name: str) -> None:
    page.goto("/people/invite/")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send the invitation").click()


def a_draft(page: Page) -> list[str]:
    """A mission that is not adopted and not open."""
    page.goto("/missions/new/")
    page.get_by_label("The mission in one sentence").fill("By 2032, nobody in the borough sleeps rough")
    page.get_by_label("Short name").fill("Rough sleeping")
    page.get_by_label("For which place?").select_option(label="Example Borough")
    page.get_by_role("button", name="Save the draft").click()
    draft = page.url
    page.goto(f"{draft}outcomes/new/")
    page.get_by_label("What should people notice when the mission works?").fill("Everyone has a bed")
    page.locator("main form button[type=submit]").first.click()
    outcome = page.url
    page.goto(f"{outcome}measures/new/")
    page.get_by_label("Which indicator?").select_option(index=2)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_label("For which place?").select_option(index=1)
    page.get_by_role("button", name="Choose this measure").click()
    made = [draft, outcome, f"{outcome}measures/new/", page.url, f"{draft}canvas/challenge/"]
    return made + what_a_lead_may_do(page)


def what_a_lead_may_do(page: Page) -> list[str]:
    """Steps of offers, of initiatives and of a theory of change: on more pages than a walk looks into."""
    deeper = links_of(page, "/inbox/", r"^/inbox/[^/]+/$")
    for mission in links_of(page, "/", r"^/missions/[^/]+/$"):
        deeper += links_of(page, mission, r"/initiatives/[^/]+/$")
        deeper += [f"{mission}edit/logic/", f"{mission}logic/history/"]
    return one_of_each(page, deeper, r"^/inbox/.*/accept/$|/edit/initiatives/|/logic/(steps|links)/|/back/$")


def an_election(page: Page) -> list[str]:
    """A time before an election, and a change of control, in a place that has no mission."""
    for start in ("period", "change"):
        page.goto(f"/places/keep/elections/{start}/")
        page.get_by_label("Code of the place").fill("E09000001")
        for number, day in enumerate(page.get_by_label("Day", exact=True).all()):
            day.fill(str(number + 1))
        for part, value in (("Month", "3"), ("Year", "2026")):
            for each in page.get_by_label(part, exact=True).all():
                each.fill(value)
        page.get_by_label("Why?").fill("The election of the council")
        page.locator("main form button[type=submit]").click()
    return []


def what_a_board_may_do(page: Page) -> list[str]:
    """Steps that stand on few of many decisions, meetings and missions: more than a walk looks into."""
    deeper = []
    for start, inside in (("/boards/", "/boards/"), ("/", "/missions/")):
        for list_page in links_of(page, start, f"{inside}[^/]+/$"):
            deeper += [list_page, f"{list_page}edit/"] if inside == "/missions/" else [list_page]
            deeper += links_of(page, list_page, r"/(decisions|boards)/[^/]+/([^/]+/)?$")
    return one_of_each(page, deeper, STEPS)


STEPS = r"/(make|edit|call-in|confirm|review|minutes|held|adopt|amend|close)/$"


def one_of_each(page: Page, addresses: list[str], pattern: str) -> list[str]:
    """Return, of each kind of page, one that a link on these pages leads to."""
    found = {
        Walk.name(link): link for each in dict.fromkeys(addresses) for link in links_of(page, each, pattern)
    }
    return list(found.values())


def links_of(page: Page, address: str, pattern: str) -> list[str]:
    """Return the links of a page whose addresses look like this."""
    page.goto(address)
    hrefs = page.locator("main a").evaluate_all("all => all.map(each => each.getAttribute('href') || '')")
    return list(dict.fromkeys(href for href in hrefs if re.search(pattern, href)))


HALF_DONE: dict[str, Callable[[Page], list[str]]] = {
    "analyst": two_uploads,
    "admin": guest_and_token,
    "lead": a_draft,
    "steward": an_election,
    "board": what_a_board_may_do,
}
