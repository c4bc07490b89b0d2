"""`headway audit verify`: an outsider's check of the log, by a head from outside, and of what was locked."""

import argparse
import json
import re
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from headway.cli import edge
from headway.cli.house.database import HouseError
from headway.kernel import log
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.log import Head, Verdict
from headway.kernel.things import labels
from headway.learning.queries import Fault, altered

FAULTS = {
    Fault.TEXT: "its text does not give its hash",
    Fault.LOG: "its hash is not the one in the log",
    Fault.GONE: "the log knows it, and it is gone",
    Fault.COLUMNS: "what is kept beside its text says otherwise",
    Fault.DRAW: "the seed and the list do not give this draw",
}
WRITTEN = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def verify(options: argparse.Namespace) -> int:
    """Walk the log and what was locked; exit code 0 when whole, 1 when not, 2 for an unreadable head."""
    try:
        heads = [given] if (given := given_head(options)) else known_heads()
    except HouseError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    found = against(heads)
    changed = [] if found.fault else locked_faults(edge.now(options))  # a broken log is no witness
    broken = bool(found.fault or changed)
    if options.json:
        said = {"ok": not broken, "entries": found.entries, "head": told(found.head)}
        faults = {"fault": found.fault, "altered": [asdict(each) for each in changed]}
        print(json.dumps({**said, "published": [told(head) for head in heads], **faults}))
    elif found.fault:
        print(f"the log is broken: {found.fault}")
    else:
        at = f"; head {found.head.seq}:{found.head.hash}" if found.entries else ""
        print(f"{found.entries} entries, unbroken{at}")
        if not heads:
            print("no head was published yet, so a cut tail would not show: headway tick publishes one")
    if not options.json:
        for each in changed:
            print(each.says)
    return 1 if broken else 0


@dataclass(frozen=True, slots=True)
class LockedFault:
    """A plan, seed, list or draw of a test that is not what was locked."""

    test: str  # its address
    what: str  # plan 1, seed, list, draw
    fault: str
    says: str


def locked_faults(at: datetime) -> list[LockedFault]:
    """Compare what was locked with its hashes and the log, and draw every draw again."""
    found = altered(Reader(SYSTEM, at))
    names = labels({each.test for each in found})
    return [
        LockedFault(slug, each.what, each.fault.value, f"the test {slug}, {each.what}: {FAULTS[each.fault]}")
        for each in found
        for slug in ((names[each.test].slug if each.test in names else None) or str(each.test),)
    ]


def told(head: Head) -> dict[str, int | str]:
    """Return a head as JSON data."""
    return {"seq": head.seq, "hash": head.hash}


def against(heads: list[Head]) -> Verdict:
    """Verify the log with each head that is known; the first fault counts."""
    found = log.verify(heads[0] if heads else None)
    for head in heads[1:]:
        if found.fault:
            return found
        found = log.verify(head)
    return found


def given_head(options: argparse.Namespace) -> Head | None:
    """Return the head named on the command line.

    Raises
    ------
    HouseError
        When it cannot be read.
    """
    if options.head_file is not None:
        return head_in(options.head_file)
    if options.head is None:
        return None
    match = WRITTEN.fullmatch(options.head)
    if match is None:
        raise HouseError(f"--head: '{options.head}': a number, a colon and 64 hexadecimal digits")
    return Head(int(match[1]), match[2])


def known_heads() -> list[Head]:
    """Return the last published head, as the database and as the published file have it."""
    row, file = log.published(), Path(settings.DATA) / "published" / "audit-head.json"
    heads = [row.head] if row else []
    if file.exists() and (kept := head_in(file)) not in heads:
        heads.append(kept)
    return heads


def head_in(path: Path) -> Head:
    """Read a published head from its file.

    Raises
    ------
    HouseError
        When it cannot be read.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
        match = WRITTEN.fullmatch(f"{said['seq']}:{said['hash']}")
    except (OSError, ValueError, KeyError, TypeError):
        match = None
    if match is None:
        raise HouseError(f"{path}: no audit head: an object with seq and hash")
    return Head(int(match[1]), match[2])
