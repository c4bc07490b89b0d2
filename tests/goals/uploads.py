"""Hostile files through the upload form of a served installation, while others read and write."""

import http.client
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.goals.goals import begun, program
from tests.goals.installation import Installation, Server, tree
from tests.goals.load import Background
from tests.goals.voting import Voter
from tests.unit.formats.hostile_files import CASES

EMAIL, PASSWORD = "ana.analyst@example.org", "a long password of the analyst"
# Words beside the field, or in the list of what to correct.
REASON = re.compile(
    r'class="govuk-error-message"><span[^>]*>[^<]*</span>\s*[^<\s]'
    r"|What to correct(?::</p>|</h2>)\s*<ul[^>]*>\s*<li>\s*[^<\s]"
)


@dataclass(frozen=True)
class Refused:
    """What became of one file: the last status, whether its page gives a reason, and the seconds."""

    name: str
    status: int
    reasoned: bool
    seconds: float

    @property
    def good(self) -> bool:
        return self.status in {413, 422} and self.reasoned


@dataclass
class Uploaded:
    """All files, what they weighed, and how long the others waited meanwhile."""

    files: list[Refused] = field(default_factory=list)
    megabytes: float = 0.0  # the most that any process ever held
    others: int = 0
    refused: int = 0
    slowest: float = 0.0  # p95, in seconds


class Analyst(Voter):
    """A browser that signs in and sends files."""

    def sign_in(self) -> None:
        self.ask("GET", "/account/login/")
        status, _text = self.ask("POST", "/account/login/", {"login": EMAIL, "password": PASSWORD})
        assert status == 302, status

    def send(self, name: str, data: bytes) -> Refused:
        """Send a file as the form does, and look at its columns where it was taken."""
        mark, began = uuid4().hex, time.perf_counter()
        fields = {"csrfmiddlewaretoken": self.cookies["csrftoken"], "pasted": "", "source": ""}
        parts = [_part(mark, f'name="{key}"', value.encode()) for key, value in fields.items()]
        parts.append(_part(mark, f'name="file"; filename="{name}"', data))
        opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "Content-Type": f"multipart/form-data; boundary={mark}",
        }
        opened.request("POST", "/figures/bring-in/", b"".join(parts) + f"--{mark}--\r\n".encode(), headers)
        answer = opened.getresponse()
        status, text, where = answer.status, answer.read().decode(), answer.headers.get("Location", "")
        opened.close()
        if status == 302:
            status, text = self.ask("GET", where)
        return Refused(name, status, bool(REASON.search(text)), time.perf_counter() - began)


def _part(mark: str, says: str, data: bytes) -> bytes:
    return f"--{mark}\r\nContent-Disposition: form-data; {says}\r\n\r\n".encode() + data + b"\r\n"


def upload_hostile(home: Installation, *, clients: int, names: tuple[str, ...] = tuple(CASES)) -> Uploaded:
    """Send one hostile file after the other while clients write."""
    program(home, "analyst", EMAIL, PASSWORD)
    (counter,) = begun(home)
    found = Uploaded()
    with home.served() as server, Background(f"/goals/count/{counter}", clients=clients) as background:
        background.port = server.port
        analyst = Analyst(server.port)
        analyst.sign_in()
        for name in names:
            found.files.append(analyst.send(name, CASES[name]()))
        analyst.close()
        found.megabytes = most(server)
    told = background.told
    found.others, found.refused, found.slowest = len(told.acknowledged), len(told.refused), told.slowest
    return found


def most(server: Server) -> float:
    """Return the most megabytes that one process of a server held at any time."""
    peaks = []
    for number in tree(server.process.pid):
        status = Path(f"/proc/{number}/status").read_text()
        peaks.append(int(status.split("VmHWM:")[1].split()[0]) / 1_024)
    return max(peaks)
