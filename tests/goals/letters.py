"""What nobody may keep of who writes without a name, and what is sent many times: real processes, planted marks."""

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from tests.goals.goals import program
from tests.goals.installation import Installation

ADDRESS, AGENT, EMAIL, NAME = (
    "203.0.113.77",
    "Canary/7.7 (planted)",
    "canary.planted@example.org",
    "Canary Planted",
)
# Of everybody whom the builders make; those need Django, and a benchmark has none.
PASSWORD = "three odd words"
MORNING, POSTED, NIGHT = "2026-03-02T09:10:00+00:00", "2026-03-02T14:37:21+00:00", "2026-03-03T05:11:00+00:00"
MINUTES = ("14:37", "143721", "1772462241", "1772462220")  # as text, and as seconds since 1970
MARKS = (ADDRESS, AGENT, EMAIL, NAME, *MINUTES)
ENTRIES = "SELECT COUNT(*) FROM kernel_entry"
EMPTIED = f"{ENTRIES} WHERE kind = 'frontline.letterbox_emptied'"
LETTERS = "SELECT COUNT(*) FROM frontline_letter"
BARRIERS = "SELECT COUNT(*) FROM frontline_barrier"
SENT = {
    "tried": "Buy a cooker",
    "stopped": "A panel meets on Thursdays",
    "kind": "approval",
    "often": "weekly",
    "takes": "under_60",
    "identity": "anonymous",
    "name": NAME,
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
    # Only now, since guesses at passwords are counted by address.
    browser.headers.update({"User-Agent": AGENT, "X-Forwarded-For": ADDRESS})
    return browser


def post(browser: requests.Session, port: int, number: int, **more: str) -> int:
    sent = SENT | {"code": f"{number:032x}", "stopped": words(number)} | more
    headers = {"Origin": "http://localhost"}
    address = f"http://127.0.0.1:{port}/barriers/new/"
    return browser.post(address, data=sent, headers=headers, timeout=60).status_code


def words(number: int) -> str:
    return f"Panel {number:04d}"


def found(home: Installation, marks: Sequence[str] = MARKS) -> list[str]:
    """Return the marks that any byte holds: files, database with its journal, logs, mails, a backup, the rows."""
    home.headway("backup")
    files = b"".join(path.read_bytes() for path in sorted(home.data.rglob("*")) if path.is_file())
    held = files + "\n".join(rows(home)).encode()
    return [mark for mark in marks if mark.encode() in held]


def rows(home: Installation) -> list[str]:
    if home.url:
        command = ["pg_dump", "--data-only", "--inserts", home.url]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    tables = home.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [repr(row) for (table,) in tables for row in home.ask(f'SELECT * FROM "{table}"')]


@dataclass(frozen=True)
class Searched:
    """What was found of some letters, before the letterbox was emptied and after."""

    told: list[int]
    lying: list[str]  # in the order of the rows
    before: list[str]
    after: list[str]
    of_the_nurse: int  # letters that hold her account
    logged: int  # entries that the letters wrote
    barriers: int
    left: int
    emptied: int

    @property
    def in_order(self) -> bool:
        """Whether the rows lie in the order in which the letters came."""
        came = [words(number) for number in range(len(self.told))]
        return [row[row.index("Panel ") :][:10] for row in self.lying] == came


def search(home: Installation, *, letters: int) -> Searched:
    """Let somebody who is signed in write letters, empty the box at night, and look for the marks each time."""
    nurse = program(home, "desk")
    with at(home, MORNING).served("--workers", "1", "--no-work") as server:
        browser = signed_in(server.port)
    entries = home.number(ENTRIES)
    with at(home, POSTED).served("--workers", "1", "--no-work") as server:
        told = [post(browser, server.port, number) for number in range(letters)]
    before, lying = found(home), [str(row) for (row,) in home.ask("SELECT content FROM frontline_letter")]
    logged = home.number(ENTRIES) - entries
    at(home, NIGHT).headway("tick")
    program(at(home, NIGHT), "react", NIGHT)
    return Searched(
        told,
        lying,
        before,
        found(home),
        sum(nurse in row or nurse.replace("-", "") in row for row in lying),
        logged,
        home.number(BARRIERS),
        home.number(LETTERS),
        home.number(EMPTIED),
    )


def repeated(
    home: Installation, port: int, *, identity: str, times: int, clients: int
) -> tuple[list[int], int, int]:
    """Send one barrier many times at once; return the statuses, and how many letters and barriers came of it."""
    letters, barriers = home.number(LETTERS), home.number(BARRIERS)

    def send(number: int) -> int:
        address = f"198.51.100.{number % clients}"  # each has its own, or most would be sent away as too many
        with requests.Session() as browser:
            browser.headers.update({"Host": "localhost", "X-Forwarded-For": address})
            return post(browser, port, 7, identity=identity, team="Nurses")

    with ThreadPoolExecutor(clients) as threads:
        told = list(threads.map(send, range(times)))
    return told, home.number(LETTERS) - letters, home.number(BARRIERS) - barriers
