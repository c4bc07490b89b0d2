"""Visitors of the demonstration: browsers that fail a test when a page misbehaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Locator, Page, Response

from tests.conftest import WCAG, WIDTHS, is_complaint
from tests.journeys.half_done import sign_in
from tests.journeys.installed import PASSWORD, Site, load_once, served

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
RUN = """options => axe.run(options).then(
    found => found.violations.map(each => [each.id, each.nodes.map(node => node.target.join(" "))]))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """Somebody with a browser of their own, and what their browser complained of."""

    site: Site
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Response:
        answer = self.page.goto(self.site.url + address if address.startswith("/") else address)
        assert answer is not None
        return answer

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        sign_in(self.page, email, password)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def fill(self, label: str, text: str) -> None:
        self.put(self.page.get_by_label(label, exact=True), text)

    def fill_day(self, label: str, day: date) -> None:
        group = self.page.get_by_role("group", name=label)
        for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            self.put(group.get_by_label(part, exact=True), str(value))

    def put(self, box: Locator, text: str) -> None:
        box.fill(text)

    def check(self, label: str) -> None:
        self.page.get_by_label(label).check()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)

    def reach(self, shown: Locator) -> None:
        """Wait for what comes next, and give the password where it is asked for on the way."""
        asked = self.page.get_by_label("Password", exact=True)
        asked.or_(shown).first.wait_for()
        if asked.is_visible():
            asked.fill(PASSWORD)
            self.press("Continue")
            shown.first.wait_for()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()

    @property
    def text(self) -> str:
        """What stands on the open page; a click returns when the next one has begun, not when it is whole."""
        self.page.wait_for_load_state("domcontentloaded")
        return self.page.locator("main").inner_text()

    @property
    def sentence(self) -> str:
        """The answer of an indicator's page."""
        return self.page.locator("main .say").first.inner_text()

    def table(self, caption: str) -> dict[str, str]:
        """Return the first column of the table behind a picture, with the second."""
        rows = self.page.locator("table", has=self.page.locator("caption", has_text=caption)).first
        return {
            row.locator("th").first.text_content().strip(): row.locator("td").first.text_content().strip()
            for row in rows.locator("tbody tr").all()
        }

    def refused(self, *statuses: int) -> None:
        """Accept what a browser says of a page whose status is an error, and nothing else."""
        for _moment in range(100):  # it says so a moment after the page is there
            if self.complaints:
                break
            self.page.wait_for_timeout(20)
        told = [
            each for each in self.complaints if not any(f"status of {each_}" in each for each_ in statuses)
        ]
        assert told == []
        self.complaints.clear()

    def check_the_page(self, widths: tuple[int, ...] = WIDTHS) -> None:
        """Check the open page: WCAG 2.2 AA by axe and no sideways scroll at each width; one heading, a title."""
        page = self.page
        page.wait_for_load_state("domcontentloaded")
        assert page.locator("h1").count() == 1, page.locator("h1").all_inner_texts()
        assert page.title().strip(" –")
        assert page.locator("html").get_attribute("lang") in {"en", "cy"}
        page.evaluate(AXE)  # once for all widths
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(RUN, OPTIONS) == [], f"{page.url} at {width} px"
            assert page.evaluate(TOO_WIDE) <= 0, f"{page.url} is too wide at {width} px"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, worker_id) -> Path:
    """Return the data of the demonstration of 2 March 2026; nobody serves or changes them."""
    base = tmp_path_factory.getbasetemp()
    return load_once(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def demo(loaded, tmp_path_factory) -> Iterator[Site]:
    """Serve one demonstration for every test that only reads."""
    with served(loaded, tmp_path_factory.mktemp("read") / "data") as site:
        yield site


@pytest.fixture
def own_demo(loaded, tmp_path) -> Iterator[Site]:
    """Serve a demonstration for one test that writes."""
    with served(loaded, tmp_path / "data") as site:
        yield site


@pytest.fixture
def visit(new_context) -> Iterator[Callable[..., Visitor]]:
    """Return how a visitor comes in; script errors, refusals by the policy and foreign requests fail the test."""
    visitors: list[Visitor] = []

    def come(site: Site, kind: type[Visitor] = Visitor, **options) -> Visitor:
        context = new_context(base_url=site.url, **options)
        visitor = kind(site, context.new_page())
        visitors.append(visitor)
        watch(visitor)
        return visitor

    yield come
    for visitor in visitors:
        assert visitor.complaints == []


@dataclass
class KeyboardOnly(Visitor):
    """Somebody who uses no mouse: everything is reached by Tab, and done by typing, Space, arrows and Enter."""

    def walk_to(self, wanted: Locator) -> None:
        """Press Tab until something has the focus; fail where Tab does not lead there."""
        wanted = wanted.first
        wanted.wait_for()
        for _press in range(400):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        message = f"Tab does not lead to {wanted}"
        raise AssertionError(message)

    def put(self, box: Locator, text: str) -> None:
        self.walk_to(box)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def check(self, label: str) -> None:
        box = self.page.get_by_label(label).first
        if box.get_attribute("type") == "checkbox":
            self.walk_to(box)
            self.page.keyboard.press("Space")
            return
        name = box.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        checked = self.page.locator(f"input[type=radio][name='{name}']:checked")
        self.walk_to(checked if checked.count() else group)
        self.page.keyboard.press("Space")
        for _press in range(group.count()):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def choose(self, label: str, option: str) -> None:
        box = self.page.get_by_label(label)
        self.walk_to(box)
        self.page.keyboard.type(option)
        assert box.locator("option:checked").inner_text().strip() == option

    def press(self, name: str) -> None:
        self.enter(self.page.locator("main").get_by_role("button", name=name))

    def follow(self, name: str) -> None:
        self.enter(self.page.get_by_role("link", name=name))

    def enter(self, wanted: Locator) -> None:
        """Walk there and press Enter as an element's key press: unlike the keyboard's, it waits for the next page."""
        self.walk_to(wanted)
        wanted.first.press("Enter")


def watch(visitor: Visitor) -> None:
    page, complaints, ours = visitor.page, visitor.complaints, (visitor.site.url, "data:")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)

    def answer_and_complain(dialog) -> None:
        complaints.append(f"a dialog said {dialog.message}")
        dialog.dismiss()

    page.on("dialog", answer_and_complain)
    # Looking on costs less than a route for every request, and the policy blocks what is not ours anyway.
    page.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
