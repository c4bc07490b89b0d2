"""Anonymous means that nothing is kept (goals 17 and 3): real processes, planted marks, and a search of everything.

Small here; LETTERS and SENDINGS take the full numbers (50 and 1,000).
"""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import requests

from tests.builders_people import PASSWORD
from tests.goals.goals import program
from tests.goals.installation import Installation, installation

pytestmark = [pytest.mark.goal, pytest.mark.django_db]
LETTERS = int(os.environ.get("LETTERS", "12"))
SENDINGS = int(os.environ.get("SENDINGS", "24"))
ADDRESS, AGENT, EMAIL = "203.0.113.77", "Canary/7.7 (planted)", "canary.planted@example.org"
MORNING, POSTED, NIGHT = "2026-03-02T09:10:00+00:00", "2026-03-02T14:37:21+00:00", "2026-03-03T05:11:00+00:00"
MINUTES = ("14:37", "143721", "1772462241", "1772462220")  # as text, and as seconds since 1970
SENT = {
    "tried": "Buy a cooker",
    "stopped": "A panel meets on Thursdays",
    "kind": "approval",
    "often": "weekly",
    "takes": "under_60",
    "identity": "anonymous",
    "name": "Canary Planted",
    "email": EMAIL,
    "step": "send",
}


@dataclass(frozen=True)
class Clocked(Installation):
    """An installation whose clock stands still, behind one proxy."""

    now: str = MORNING

    @property
    def env(self) -> dict[str, str]:
        known = super().env
        return known | {"HEADWAY_NOW": self.now, "HEADWAY_TRUSTED_PROXIES": "1"}


def at(home: Installation, now: str) -> Clocked:
    return Clocked(home.data, home.url, now)


def signed_in(port: int) -> requests.Session:
    """Return the browser of a nurse who is signed in."""
    browser = requests.Session()
    browser.headers.update({"X-Forwarded-For": "198.51.100.9", "Host": "localhost"})
    page = f"http://127.0.0.1:{port}/account/login/"
    token = browser.get(page, timeout=20).text.partition('csrfmiddlewaretoken" value="')[2][:64]
    login = {"login": "nia.nurse@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token}
    browser.post(page, data=login, timeout=20)
    assert "sessionid" in browser.cookies
    browser.headers.update(
        {"User-Agent": AGENT, "X-Forwarded-For": ADDRESS}
    )  # guesses at passwords are counted
    return browser


def post(browser: requests.Session, port: int, number: int, **more: str) -> int:
    sent = SENT | {"code": f"{number:032x}", "stopped": f"Panel {number:04d}"} | more
    headers = {"Origin": "http://localhost"}
    return browser.post(
        f"http://127.0.0.1:{port}/barriers/new/", data=sent, headers=headers, timeout=30
    ).status_code


def everything(home: Installation) -> bytes:
    """Return every byte there is: files, database with its journal, logs, mails, backup, and a dump of the rows."""
    home.headway("backup")
    files = b"".join(path.read_bytes() for path in sorted(home.data.rglob("*")) if path.is_file())
    return files + "\n".join(rows(home)).encode()


def rows(home: Installation) -> list[str]:
    if home.url:
        command = ["pg_dump", "--data-only", "--inserts", home.url]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    tables = home.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [repr(row) for (table,) in tables for row in home.ask(f'SELECT * FROM "{table}"')]


def found(home: Installation, marks: tuple[str, ...]) -> list[str]:
    held = everything(home)
    return [mark for mark in marks if mark.encode() in held]


def letters(home: Installation) -> list[str]:
    """Return what was written in the order in which the rows lie."""
    table = "frontline_letter" if not home.number("SELECT COUNT(*) FROM frontline_barrierwords") else ""
    sql = f"SELECT content FROM {table}" if table else "SELECT stopped FROM frontline_barrierwords ORDER BY 1"
    return [str(row[0]) for row in home.ask(sql)]


def test_fifty_reports_leave_no_address_agent_account_or_minute(tmp_path):
    home = installation(tmp_path / "data")
    nurse = program(home, "desk")
    with at(home, MORNING).served("--workers", "1", "--no-work") as server:
        browser = signed_in(server.port)
    before = home.number("SELECT COUNT(*) FROM kernel_entry")

    with at(home, POSTED).served("--workers", "1", "--no-work") as server:
        told = [post(browser, server.port, number) for number in range(LETTERS)]
    planted = found(home, (ADDRESS, AGENT, EMAIL, "Canary Planted", *MINUTES))
    lying = letters(home)
    about_the_nurse = [row for row in lying if nurse in row or nurse.replace("-", "") in row]
    entries = home.number("SELECT COUNT(*) FROM kernel_entry")
    at(home, NIGHT).headway("tick")
    program(at(home, NIGHT), "react", NIGHT)
    after = found(home, (ADDRESS, AGENT, EMAIL, "Canary Planted", *MINUTES))

    assert set(told) == {200}
    assert len(lying) == LETTERS
    assert (planted, after, about_the_nurse) == ([], [], [])
    assert entries == before
    came = [f"Panel {number:04d}" for number in range(LETTERS)]
    assert [row[row.index("Panel ") :][:10] for row in lying] != came
    assert home.number("SELECT COUNT(*) FROM frontline_letter") == 0
    assert home.number("SELECT COUNT(*) FROM frontline_barrier") == LETTERS
    assert home.number("SELECT COUNT(*) FROM kernel_entry WHERE kind = 'frontline.letterbox_emptied'") == 1


@pytest.mark.parametrize("identity", ["anonymous", "team"])
def test_a_barrier_that_is_sent_a_thousand_times_is_one(tmp_path, identity):
    home = installation(tmp_path / "data")
    program(home, "desk")

    with at(home, POSTED).served("--workers", "2", "--no-work") as server:

        def send(_number: int) -> int:
            browser = requests.Session()
            browser.headers.update({"Host": "localhost", "X-Forwarded-For": ADDRESS})
            return post(browser, server.port, 7, identity=identity, team="Nurses")

        with ThreadPoolExecutor(16) as threads:
            told = list(threads.map(send, range(SENDINGS)))

    held = (
        home.number("SELECT COUNT(*) FROM frontline_letter"),
        home.number("SELECT COUNT(*) FROM frontline_barrier"),
    )
    assert not [status for status in told if status >= 500]
    assert held == ((1, 0) if identity == "anonymous" else (0, 1))
