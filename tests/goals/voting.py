"""Voters at the same time, as browsers are: a cookie, a form, one vote after the other."""

import http.client
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from headway.voice.analysis.codes import receipt_hash
from tests.goals.goals import chain_holds, program
from tests.goals.installation import Installation
from tests.goals.load import Answer, Told, together

VOTES = "SELECT count(*) FROM voice_vote WHERE known_to IS NULL"
ROWS = "SELECT count(*) FROM voice_vote"
LOGGED = "SELECT count(*) FROM kernel_entry WHERE kind = 'voice.voted'"
STANDING = (
    "SELECT p.receipt_hash, t.key FROM voice_vote v JOIN voice_participant p ON p.id = v.participant_id "
    "JOIN kernel_thing t ON t.id = v.statement_id WHERE v.known_to IS NULL"
)
SLUG = "what-matters-to-you"


@dataclass(frozen=True)
class Voted:
    """What the voters were told, and what stands in the database."""

    told: Told
    votes: int
    logged: int
    chain: bool


@dataclass
class Voter:
    """A browser that holds its cookies and one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    opened: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
        """Send a request, keep the cookies that come with the answer."""
        if self.opened is None:
            self.opened = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if sent is not None:
            body = urlencode(sent | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.opened.request(method, path, body, headers)
        answer = self.opened.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        return answer.status, text

    def join(self) -> list[str]:
        """Join the conversation; return the statements."""
        self.ask("GET", f"/conversations/{SLUG}/")
        status, _text = self.ask("POST", f"/conversations/{SLUG}/join/", {})
        assert status == 302, status
        rows = self.ask("GET", f"/conversations/{SLUG}/statements.csv")[1].splitlines()[1:]
        return [re.split(",", row)[1] for row in rows]

    def vote(self, statement: str, choice: int) -> Answer:
        """Cast a vote; what it got, and how long it took."""
        began = time.perf_counter()
        sent = {"statement": statement, "choice": str(choice)}
        try:
            status, _text = self.ask("POST", f"/conversations/{SLUG}/vote/", sent)
        except (OSError, http.client.HTTPException):
            self.close()
            status = 0
        return Answer(200 if status == 302 else status, time.perf_counter() - began, statement)

    def close(self) -> None:
        """Hang up; what is asked next opens another connection."""
        if self.opened is not None:
            self.opened.close()
        self.opened = None

    def again(self) -> "Voter":
        """The same browser with another connection."""
        return Voter(self.port, dict(self.cookies))


def vote_together(home: Installation, port: int, *, clients: int, each: int) -> Voted:
    """Let people vote at once, each on so many statements."""
    json.loads(program(home, "conversation", str(each)))
    voters = [Voter(port) for _ in range(clients)]
    statements = [voter.join() for voter in voters]
    before, logged, told = home.number(VOTES), home.number(LOGGED), Told()

    def one(number: int) -> None:
        for at, statement in enumerate(statements[number]):
            told.answers.append(voters[number].vote(statement, (number + at) % 3 - 1))

    told.seconds = together(clients, one)
    for voter in voters:
        voter.close()
    return Voted(told, home.number(VOTES) - before, home.number(LOGGED) - logged, chain_holds(home))


def burst(home: Installation, port: int, *, clients: int) -> tuple[int, set[int]]:
    """Send one vote by many connections of one browser at once; return the rows and the statuses."""
    voter = Voter(port)
    statement = voter.join()[0]
    doubles = [voter.again() for _ in range(clients)]
    before, found = home.number(ROWS), []
    together(clients, lambda number: found.append(doubles[number].vote(statement, 1).status))
    for each in (voter, *doubles):
        each.close()
    return home.number(ROWS) - before, set(found)


def kill_voters(home: Installation, *, times: int, clients: int, between: float) -> tuple[int, int, bool]:
    """kill -9 the server while people vote, again and again.

    Return how many votes were acknowledged, how many of them are not there, and whether the chain holds.
    """
    program(home, "conversation", "100")
    acknowledged: list[tuple[str, str]] = []
    for _ in range(times):
        with home.served() as server, ThreadPoolExecutor(clients) as pool:
            voters = [Voter(server.port) for _ in range(clients)]
            sheets = [voter.join() for voter in voters]
            voting = [
                pool.submit(keep_voting, *each, acknowledged) for each in zip(voters, sheets, strict=True)
            ]
            time.sleep(between)
            server.kill()
            for each in voting:
                each.result()
    held = {(who, str(key).replace("-", "")) for who, key in home.ask(STANDING)}
    return len(acknowledged), len(set(acknowledged) - held), chain_holds(home)


def keep_voting(voter: Voter, statements: list[str], acknowledged: list[tuple[str, str]]) -> None:
    """Vote until nobody answers; note under the hash of one's receipt what was acknowledged."""
    (receipt,) = (value for name, value in voter.cookies.items() if name.startswith("receipt-"))
    for statement in statements:
        status = voter.vote(statement, 1).status
        if status == 0:
            break
        assert status == 200, status
        acknowledged.append((receipt_hash(receipt), statement.replace("-", "")))
    voter.close()
