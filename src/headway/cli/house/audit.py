"""`headway audit verify`: an outsider's check of the log, with a head that stands outside of it."""

import argparse
import json
import re
import sys
from pathlib import Path

from django.conf import settings

from headway.cli.house.database import HouseError
from headway.kernel import log
from headway.kernel.log import Head, Verdict

WRITTEN = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


def verify(options: argparse.Namespace) -> int:
    """Walk the log; exit code 0 when it is whole, 1 when not, 2 when the head given cannot be read."""
    try:
        heads = [given] if (given := given_head(options)) else known_heads()
    except HouseError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    found = against(heads)
    if options.json:
        said = {"ok": not found.fault, "entries": found.entries, "head": told(found.head)}
        print(json.dumps({**said, "published": [told(head) for head in heads], "fault": found.fault}))
    elif found.fault:
        print(f"the log is broken: {found.fault}")
    else:
        at = f"; head {found.head.seq}:{found.head.hash}" if found.entries else ""
        print(f"{found.entries} entries, unbroken{at}")
        if not heads:
            print("no head was published yet, so a cut tail would not show: headway tick publishes one")
    return 1 if found.fault else 0


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
