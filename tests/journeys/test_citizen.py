"""A citizen reads a mission: by keyboard alone, without script, in Welsh, on a past day, on paper."""

import pytest

pytestmark = pytest.mark.journey
FOCUS = """() => {
    const at = document.activeElement;
    const seen = at.matches("a, button, summary") ? at.textContent.trim() : `${at.tagName} ${at.id}`;
    const look = () => {
        const style = getComputedStyle(at);
        return [style.outline, style.boxShadow, style.backgroundColor, style.color, style.border].join("|");
    };
    const box = at.getBoundingClientRect();
    const shown = box.width > 0 && box.bottom > 0;
    if (at.type === "date") return {seen, marked: true, shown};  // the browser marks the part of a date itself
    const focused = look();
    at.blur();
    const marked = look() !== focused;
    at.focus();
    return {seen, marked, shown};
}"""


def tab_to(visitor, text: str, most: int = 150) -> None:
    """Press Tab until the focus is on it; every stop on the way shows that it has the focus."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUS)
        assert stop["marked"], f"{stop['seen']} looks the same with the focus as without"
        assert stop["shown"], f"{stop['seen']} has the focus and is not to be seen"
        if text in stop["seen"]:
            return
    message = f"no way to {text} by keyboard"
    raise AssertionError(message)


def enter(visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_by_keyboard_alone_from_the_front_page_to_a_figure_and_back_in_time(demo, visit):
    citizen = visit(demo)
    citizen.open("/")
    page = citizen.page

    tab_to(citizen, "Skip to main content")
    page.keyboard.press("Enter")
    tab_to(citizen, "Camden’s estates")
    enter(citizen)
    assert page.locator("h1").inner_text().startswith("By 2030, Camden’s estates")

    tab_to(citizen, "The figures as a table")
    page.keyboard.press("Enter")
    assert page.locator("table").first.is_visible()

    tab_to(citizen, "Greenhouse gas emissions per head")
    enter(citizen)
    after = citizen.sentence
    tab_to(citizen, "See this page as of another day")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("07072025")  # the same day in every order
    tab_to(citizen, "Show")
    enter(citizen)

    assert "on=2025-07-07" in page.url
    assert "as it stood at the end of 7 July 2025" in page.locator("body").inner_text()
    assert "(2022)" in citizen.sentence
    assert "(2023)" in after


def test_by_keyboard_alone_to_a_file_a_search_a_place_and_welsh(demo, visit):
    citizen = visit(demo)
    citizen.open("/missions/food/")
    page = citizen.page

    with page.expect_download() as coming:
        tab_to(citizen, "Download CSV")
        page.keyboard.press("Enter")
    rows = coming.value.path().read_text("utf-8").splitlines()
    citizen.open("/")
    tab_to(citizen, "Search")
    enter(citizen)
    tab_to(citizen, "INPUT")
    page.keyboard.type("poverty")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = citizen.text
    citizen.open("/")
    tab_to(citizen, "Places")
    enter(citizen)
    tab_to(citizen, "Camden")
    enter(citizen)
    place = page.locator("h1").inner_text()
    tab_to(citizen, "Cymraeg")
    enter(citizen)

    assert len(rows) > 8
    assert "Children in relative poverty" in found
    assert "Camden" in place
    assert page.locator("html").get_attribute("lang") == "cy"


def test_a_revision_shows_between_two_days(demo, visit):
    citizen = visit(demo)
    citizen.open("/indicators/emissions-per-head/?place=E09000007&on=2025-07-16")
    before = citizen.table("Greenhouse gas emissions per head, Camden")
    citizen.open("/indicators/emissions-per-head/?place=E09000007&on=2025-07-17")
    after = citizen.table("Greenhouse gas emissions per head, Camden")

    revised = {period for period in before if after[period] != before[period]}

    assert before["2023"] != after["2023"]  # a figure where there was none
    assert len(revised) > 10


def test_a_day_before_the_first_figure_says_that_there_are_none(demo, visit):
    citizen = visit(demo)

    answer = citizen.open("/indicators/child-poverty/?place=E09000007&on=2025-06-01")

    assert answer.status == 200
    assert "There are no figures yet." in citizen.text


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_table_download_welsh_search_and_place(demo, visit, script):
    citizen = visit(demo, java_script_enabled=script)
    page = citizen.page
    citizen.open("/")
    citizen.follow("By 2030, everyone eats well")

    page.locator("summary", has_text="The figures as a table").first.click()
    assert page.locator("table").first.is_visible()

    with page.expect_download() as coming:
        citizen.follow("Download CSV")
    rows = coming.value.path().read_text("utf-8").splitlines()
    assert "Example Borough" in rows[1]

    citizen.follow("Cymraeg")
    assert page.url.startswith(f"{demo.url}/cy/missions/food")
    assert page.locator("html").get_attribute("lang") == "cy"
    assert "A ydym ar y trywydd iawn?" in citizen.text
    citizen.follow("English")

    citizen.follow("Search")
    page.get_by_label("Missions, indicators and places").fill("camden")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Camden", exact=True).click()
    assert page.locator("h1").inner_text().startswith("Camden")
    assert "Children in relative poverty" in citizen.text


def test_the_control_for_a_past_day_works_without_script(demo, visit):
    citizen = visit(demo, java_script_enabled=False)
    citizen.open("/missions/estates/")

    citizen.page.locator("summary", has_text="See this page as of another day").click()
    citizen.page.get_by_label("Day").fill("2025-07-01")
    citizen.press("Show")

    assert citizen.page.url.endswith("/missions/estates/?on=2025-07-01")
    assert "as it stood at the end of 1 July 2025" in citizen.page.locator("body").inner_text()
    citizen.follow("Go back to today")
    assert citizen.page.url.endswith("/missions/estates/")


def test_paper_has_no_navigation(demo, visit):
    citizen = visit(demo)
    citizen.open("/missions/food/")

    citizen.page.emulate_media(media="print")

    hidden = (".govuk-service-navigation", ".header-side", ".govuk-skip-link", ".no-print")
    assert [each for each in hidden if citizen.page.locator(each).first.is_visible()] == []
    assert citizen.page.locator("h1").is_visible()
    assert citizen.page.locator(".chart-wide").first.is_visible()


def test_a_phone_shows_no_small_text_in_pictures(demo, visit):
    citizen = visit(demo, viewport={"width": 320, "height": 800})
    citizen.open("/missions/young-people/")

    sizes = citizen.page.evaluate(
        """() => [...document.querySelectorAll(".chart-narrow svg text")].map(
            text => text.getBoundingClientRect()).filter(box => box.width > 0).map(box => box.height)"""
    )

    assert min(sizes) >= 9
