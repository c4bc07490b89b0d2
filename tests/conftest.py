"""What every test may lean on: the database it is told to use, and a browser that is strict."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests.postgres import postgres

# How long an example takes says what else the machine does: no test is judged by it.
hypothesis.settings.register_profile(
    "headway", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("headway")

# Playwright keeps an event loop in this thread; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}
# What a page or an answer says, made of rows that the tests of the apps also read on PostgreSQL. There,
# permissions/test_routes.py opens every address as every role, goals/test_forms.py fills every form, and
# doors/api/test_generated.py asks every operation: what only a database would refuse is found by them.
ALIKE = ("tests/doors/web/", "tests/doors/api/test_permissions.py")
# Those of these folders that ask for what nobody else asks PostgreSQL for: addresses that test_routes.py leaves
# to them, sessions and mails, files as they are stored, and what is said when the database is away.
TOLD_APART = {
    f"tests/doors/web/test_{name}.py"
    for name in (
        "corrections",
        "figures",
        "findings",
        "mails",
        "setup",
        "shell",
        "shell_account",
        "shell_headers",
        "sign_on",
    )
}
WIDTHS = (320, 768, 1280)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of these switches Chromium hears only the last: what Playwright turns off stays off. Of ours, each new window
# would start a process for the suggestions under its address bar, which nobody sees, and one in reserve.
OFF = [
    *(
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "LensOverlay",
    ),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",
]
CHROMIUM = [
    f"--disable-features={','.join(OFF)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_addoption(parser):
    group = parser.getgroup("headway")
    group.addoption("--postgres", action="store_true", help="start a throwaway PostgreSQL and test on it")
    group.addoption("--database-only", action="store_true", help="only the tests that touch the database")


def pytest_cmdline_main(config):
    """Start again with DATABASE_URL set: settings are read before any of our code runs."""
    if not config.getoption("--postgres") or os.environ.get("DATABASE_URL") or hasattr(config, "workerinput"):
        return None
    with postgres() as url:
        command = [sys.executable, "-m", "pytest", *config.invocation_params.args]
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


def pytest_configure(config):
    """Give tests run by hand what `./run test` sets: the test mode, and data that are gone afterwards."""
    if "HEADWAY_DATA" not in os.environ:
        folder = tempfile.mkdtemp(prefix="headway-test")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["HEADWAY_DATA"] = folder
        settings.DATA = settings.DATA.__class__(folder)
    os.environ["HEADWAY_MODE"] = settings.MODE = "test"
    settings.PAGE_CACHE_SECONDS = 0
    settings.WHITENOISE_AUTOREFRESH = True  # or each new client would look through all static files first
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config, items):
    for item in items:
        if says_nothing_of_the_database(item):
            item.add_marker(pytest.mark.alike)
    if not os.environ.get("DATABASE_URL"):
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="only true on PostgreSQL: pytest --postgres"))
    if config.getoption("--database-only"):
        touching = [item for item in items if touches_the_database(item)]
        if os.environ.get("DATABASE_URL"):
            touching = [item for item in touching if not item.get_closest_marker("alike")]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
        items[:] = touching


def says_nothing_of_the_database(item) -> bool:
    path, marked = item.nodeid.partition("::")[0], item.get_closest_marker("django_db")
    within_transactions = marked is None or not marked.kwargs.get("transaction")
    return path.startswith(ALIKE) and path not in TOLD_APART and within_transactions


def touches_the_database(item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    return bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def the_log_has_its_head(request):
    """Put back the log's one head, which the flush after a transactional test takes with it."""
    if not touches_the_database(request.node):
        return
    request.getfixturevalue("_django_db_helper")
    from headway.kernel.models import LogHead

    LogHead.objects.get_or_create(pk=1)


@pytest.fixture(autouse=True)
def the_language_is_put_back():
    """A request for a Welsh page leaves Welsh active in this thread: the next test starts afresh."""
    yield
    translation.deactivate()


# --- the browser ---


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    # Chromium refuses its sandbox to root, as in a container.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    where = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, "args": CHROMIUM + sandbox, **where}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "reduced_motion": "reduce",
    }


def is_complaint(said) -> bool:
    """Whether what stands in a browser's console is an error of a page.

    The icon is none: a browser fetches it in its own time, when the test may be writing to the database in
    memory that it shares with its server. That it is served, test_shell_headers.py says.
    """
    return said.type == "error" and not said.location["url"].endswith("/favicon.svg")


@pytest.fixture
def console_errors() -> list[str]:
    """Return what the browser complained of; a test that provokes one asserts it and clears the list."""
    return []


@pytest.fixture
def page(page, live_server, console_errors):
    """Open pages of the live server only; a script error or a refusal by CSP fails the test."""
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    page.on("console", lambda said: console_errors.append(said.text) if is_complaint(said) else None)

    def only_ours(route):
        if route.request.url.startswith((live_server.url, "data:")):
            route.continue_()
        else:
            console_errors.append(f"asked for {route.request.url}")
            route.abort()

    page.route("**/*", only_ours)
    yield page
    assert console_errors == []


@pytest.fixture
def accessible(page) -> Iterator[Callable[[], None]]:
    """Return a check of the open page: WCAG 2.2 AA by axe, and no sideways scroll, at three widths."""
    from axe_playwright_python.sync_playwright import Axe

    def check() -> None:
        page.wait_for_load_state("load")  # words stand before the style sheet is there
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = (
                Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
            )
            told = [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
            assert told == [], f"at {width} px"
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{overflow} px too wide at {width} px"

    return check
