"""Each goal as one function of its size: what was done, and what was found; it judges nothing."""

import json
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from tests.goals.installation import Installation, empty
from tests.goals.load import Background, Client, Told, together, writes

EMAIL, PASSWORD = "nurse@example.org", "a long password of the nurse"
ROWS = "SELECT COUNT(*) FROM kernel_thing WHERE kind = 'counted'"
FIGURES = "SELECT COUNT(*) FROM measures_observation"
BOROUGHS = [f"E0900{number:04}" for number in range(1, 34)]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
ENTRIES = "SELECT COUNT(*) FROM kernel_entry WHERE kind = 'goals.counted'"


def program(home: Installation, *words: str) -> str:
    """Run one of programs.py to its end and return what it printed."""
    done = home.start(
        "tests.goals.programs", *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, err = done.communicate()
    assert done.returncode == 0, err
    return out.strip()


def begun(home: Installation, many: int = 1) -> list[str]:
    return json.loads(program(home, "begin", str(many)))


def lost(home: Installation, told: Told) -> list[str]:
    """Return the acknowledged writes that the database does not hold."""
    held = {
        str(key).replace("-", "")
        for (key,) in home.ask("SELECT key FROM kernel_thing WHERE kind = 'counted'")
    }
    return [key for key in told.acknowledged if key.replace("-", "") not in held]


def chain_holds(home: Installation) -> bool:
    return home.headway("audit", "verify").returncode == 0


def sound(home: Installation) -> bool:
    """Whether SQLite finds its pages sound; PostgreSQL would not have started."""
    return bool(home.url) or home.ask("PRAGMA integrity_check") == [("ok",)]


# --- 1 and 2: writes under load, no lost update ---


@dataclass(frozen=True)
class Loaded:
    told: Told
    lost: int
    rows: int
    counted: int
    entries: int
    chain: bool


def load(home: Installation, port: int, *, clients: int, each: int) -> Loaded:
    """Let clients write over HTTP to a served installation, all at one counter."""
    (counter,) = begun(home)
    rows, entries = home.number(ROWS), home.number(ENTRIES)
    told = writes(port, f"/goals/count/{counter}", clients=clients, each=each)
    return Loaded(
        told,
        len(lost(home, told)),
        home.number(ROWS) - rows,
        counted(home),
        home.number(ENTRIES) - entries,
        chain_holds(home),
    )


def counted(home: Installation) -> int:
    """Return how often the newest counter was counted up."""
    newest = "SELECT version - 1 FROM kernel_thing WHERE kind = 'counter' ORDER BY id DESC LIMIT 1"
    return home.number(newest)


def stale_editors(home: Installation, port: int, *, editors: int) -> list[int]:
    """Let editors who saw the same version save at once; return the statuses."""
    (counter,) = begun(home)
    statuses: list[int] = []
    path = f"/goals/count/{counter}?seen=1"

    def save(_number: int) -> None:
        with Client(port) as editor:
            statuses.append(editor.write(path).status)

    together(editors, save)
    return sorted(statuses)


# --- 3: one post, however often it is sent ---


def bursts(
    home: Installation, port: int, *, times: int, clients: int
) -> tuple[int, list[set[tuple[int, str]]]]:
    """Send the same post from many clients at once; return the rows, and the different answers a burst."""
    (counter,) = begun(home)
    rows = home.number(ROWS)
    answers: list[set[tuple[int, str]]] = []
    with ThreadPoolExecutor(clients) as pool:
        kept = [Client(port) for _ in range(clients)]
        for _ in range(times):
            once = uuid4().hex
            got = pool.map(lambda one, once=once: one.write(f"/goals/count/{counter}", once), kept)
            answers.append({(answer.status, answer.key) for answer in got})
        for one in kept:
            one.close()
    return home.number(ROWS) - rows, answers


# --- 4: kill -9 of the server ---


@dataclass
class Killed:
    acknowledged: int = 0
    lost: int = 0
    unanswered: int = 0  # stored, though the client never heard so
    refused: list[int] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)
    chain: bool = False
    sound: bool = False


def kill_server(home: Installation, *, times: int, clients: int, between: float) -> Killed:
    """kill -9 the whole server under load, start it again, and so on; the clients never stop asking."""
    (counter,) = begun(home)
    found = Killed()
    with Background(f"/goals/count/{counter}", clients=clients) as background:
        for _ in range(times):
            with home.served() as server:
                found.ready.append(time.monotonic() - server.began)
                background.port = server.port
                time.sleep(between)
                server.kill()
    with home.served() as server:
        found.ready.append(time.monotonic() - server.began)
    told = background.told
    found.acknowledged, found.refused = len(told.acknowledged), told.refused
    found.lost = len(lost(home, told))
    found.unanswered = home.number(ROWS) - found.acknowledged + found.lost
    found.chain, found.sound = chain_holds(home), sound(home)
    return found


def kill_worker(
    home: Installation, *, entries: int, kills: int, chance: random.Random
) -> tuple[int, int, int]:
    """kill -9 the worker at work until all is done; return entries, copies, and how many entries were copied."""
    (counter,) = begun(home)
    program(home, "count", counter, str(entries))
    copies = "SELECT label FROM kernel_thing WHERE kind = 'copy'"
    for turn in range(kills + 1):
        worker = home.start("tests.goals.programs", "work", **QUIET)
        had, began = len(home.ask(copies)), time.monotonic()
        wanted = entries if turn == kills else min(entries, had + chance.randint(1, max(1, entries // kills)))
        while len(home.ask(copies)) < wanted and time.monotonic() - began < 60:
            time.sleep(0.01)
        worker.send_signal(signal.SIGTERM if turn == kills else signal.SIGKILL)
        worker.wait(20)
    labels = [label for (label,) in home.ask(copies)]
    return home.number(ENTRIES), len(labels), len(set(labels))


# --- 8: the drill ---


@dataclass
class Drill:
    backups: list[Path] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    short: int = 0  # backups without a write that was acknowledged before they began
    seconds: list[float] = field(default_factory=list)
    written: int = 0


def drill(home: Installation, places: Path, *, backups: int, clients: int) -> Drill:
    """Back up while clients write, then restore every backup into an empty installation and look."""
    (counter,) = begun(home)
    program(home, "account", EMAIL, PASSWORD)
    program(home, "keep", "period,value\n2024,1\n")
    found, before = Drill(), []
    path = f"/goals/count/{counter}"
    with home.served() as server, Background(path, clients=clients) as background:
        background.port = server.port
        while not background.told.answers:
            time.sleep(0.05)
        for _ in range(backups):
            before.append(set(background.told.acknowledged))
            done = home.headway("backup", "--json", "--keep", str(backups))
            assert done.returncode == 0, done.stderr
            found.backups.append(Path(json.loads(done.stdout)["path"]))
    found.written = len(background.told.acknowledged)
    for number, (backup, known) in enumerate(zip(found.backups, before, strict=True)):
        place = empty(places / str(number))
        began = time.perf_counter()
        done = place.headway("restore", str(backup), "--json")
        found.seconds.append(time.perf_counter() - began)
        if done.returncode or not json.loads(done.stdout)["ok"]:
            found.bad.append(done.stderr)
            continue
        held = {str(key).replace("-", "") for (key,) in place.ask("SELECT key FROM kernel_thing")}
        found.short += bool({key.replace("-", "") for key in known} - held)
        if program(place, "signs_in", EMAIL, PASSWORD) != "true":
            found.bad.append("nobody can sign in")
    return found


# --- 9: imports ---


@dataclass
class Imported:
    rows: int
    bad: int  # exit code of the file with one bad row
    named: str  # what was said about it
    after_bad: int  # figures stored by it
    partial: list[int] = field(
        default_factory=list
    )  # figures found after each kill, where neither none nor all
    kills: int = 0
    seconds: float = 0.0
    stored: int = 0
    again: str = ""
    after_again: int = 0
    waited: float = 0.0  # the longest answer to a write meanwhile
    chain: bool = False


def write_figures(path: Path, rows: int, *, bad: int = 0) -> None:
    """Write a file of figures of London boroughs, a day a row; `bad` is the row that holds no number."""
    lines = ["date,value,place"]
    for number in range(rows):
        day = date(1990, 1, 1) + timedelta(days=number // len(BOROUGHS))
        lines.append(
            f"{day},{'lots' if number + 2 == bad else number % 97},{BOROUGHS[number % len(BOROUGHS)]}"
        )
    path.write_text("\n".join(lines) + "\n")


def imports(home: Installation, folder: Path, *, rows: int, kills: int, chance: random.Random) -> Imported:
    """Import a file with one bad row, then a good one killed again and again, then to its end, then once more."""
    program(home, "ground")
    (counter,) = begun(home)
    good, bad = folder / "good.csv", folder / "bad.csv"
    write_figures(good, rows)
    write_figures(bad, rows, bad=rows // 2)
    describe = ["--publisher", "Us", "--title", "Meals", "--licence", "OGL", "--published", "2026-01-12"]
    words = ("--indicator", "meals-a-day", *describe, "--at", "2026-03-02", "--json")
    refused = home.headway("import", "figures", str(bad), *words)
    found = Imported(rows, refused.returncode, refused.stderr, home.number(FIGURES))
    with home.served() as server, Background(f"/goals/count/{counter}", clients=8) as background:
        background.port = server.port
        began = time.perf_counter()
        done = home.headway("import", "figures", str(good), *words) if not kills else None
        found.seconds = time.perf_counter() - began
        guess = 2.0 + rows / 20_000
        while kills > found.kills:
            running = home.start("headway", "import", "figures", str(good), *words, **QUIET)
            time.sleep(chance.uniform(0.5, guess))
            over = running.poll() is not None
            running.kill()
            running.wait()
            found.kills += not over
            if home.number(FIGURES) not in {0, rows}:
                found.partial.append(home.number(FIGURES))
            if over:
                guess *= 0.7
                if home.number(FIGURES) == rows:
                    break
        began = time.perf_counter()
        done = done or home.headway("import", "figures", str(good), *words)
        found.seconds = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    found.stored = home.number(FIGURES)
    found.again = home.headway("import", "figures", str(good), *words).stdout
    found.after_again = home.number(FIGURES)
    found.waited = max((answer.seconds for answer in background.told.answers), default=0.0)
    found.chain = chain_holds(home)
    return found


# --- writers who lock several things ---


def mix(home: Installation, *, writers: int, each: int) -> tuple[list[str], float, bool]:
    """Let writers act on the same Things in any order; return what failed, the seconds, and the chain."""
    counters = begun(home, 6)
    said = json.loads(program(home, "mix", str(writers), str(each), *counters))
    return said["failed"], said["seconds"], chain_holds(home)
