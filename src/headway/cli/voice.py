"""`headway import polis FOLDER`, and `headway export polis SLUG` into a folder."""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from headway.cli import edge
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.formats.polis import PolisExport
    from headway.voice.analysis.taking import Elsewhere

NOT_EMPTY = "{}: is not an empty folder; give one that is empty or not there yet"


def add(commands: Commands) -> None:
    """Add the commands about conversations of Polis."""
    read = group(commands, "import").add_parser(
        "polis", help="bring in a conversation that Polis exported, all or nothing"
    )
    read.add_argument("folder", metavar="FOLDER", help="the folder of the export")
    read.add_argument("--question", default="", help="what was asked, where the export does not say")
    read.add_argument("--mission", default="", metavar="SLUG", help="the mission it belongs to")
    read.set_defaults(run=run_import)
    write = group(commands, "export").add_parser(
        "polis", help="write a conversation's published rows in the format of Polis"
    )
    write.add_argument("slug", metavar="SLUG", help="the address of a conversation")
    write.add_argument(
        "--out", required=True, metavar="FOLDER", help="a folder that is empty or not there yet"
    )
    write.set_defaults(run=run_export)
    for command in (read, write):
        command.add_argument("--json", action="store_true", help="one JSON object on standard output")
        command.add_argument("--at", help=argparse.SUPPRESS)
        command.set_defaults(needs_database=True)


def run_import(options: argparse.Namespace) -> int:
    """Bring a conversation in and work its result out; the same files a second time change nothing."""
    from headway.formats.errors import Unreadable
    from headway.formats.polis_reading import read_polis
    from headway.kernel.errors import Conflict, Refused
    from headway.voice.actions import import_conversation, keep_result
    from headway.voice.queries.results import worked_out

    by = edge.by(options)
    try:
        files = {
            path.name: path.read_bytes() for path in sorted(Path(options.folder).iterdir()) if path.is_file()
        }
        told = elsewhere(read_polis(files), key_of(files), options)
        key = import_conversation(by, told=told)
        keep_result(by, conversation=key, opinion=worked_out(by.at, conversation=key))
    except (OSError, Unreadable) as error:
        return _refuse(str(error))
    except Conflict as refusal:
        return _say(options, {"new": False}, refusal.sentence.render("en-gb"))
    except Refused as refusal:
        return _refuse(f"{options.folder}: {refusal.sentence.render('en-gb')}")
    counts = {"new": True, "statements": len(told.statements), "votes": len(told.votes)}
    words = f"{counts['statements']} statements and {counts['votes']} votes are here now."
    return _say(options, counts, words)


def key_of(files: Mapping[str, bytes]) -> UUID:
    """Return the key that these files always have, so that they come in once."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name}:{len(data)}:".encode() + data)
    return UUID(bytes=whole.digest()[:16], version=4)


def elsewhere(export: "PolisExport", key: UUID, options: argparse.Namespace) -> "Elsewhere":
    """Return what Polis exported as a conversation that was held elsewhere."""
    from headway.missions.queries import mission
    from headway.voice.analysis.taking import Elsewhere, Heard, SaidElsewhere, Terms
    from headway.voice.choices import Choice

    numbers = {each.id: number for number, each in enumerate(export.statements)}
    people = {name: number for number, name in enumerate(dict.fromkeys(export.votes.voters))}
    votes = export.votes
    times: list[datetime | None] = [moment(at) for at in votes.times]
    times = times or [None] * len(votes.values)
    important = list(votes.important) or [False] * len(votes.values)
    rows = zip(votes.voters, votes.statements, votes.values, important, times, strict=True)
    question = options.question or export.summary.get("topic", "") or "A conversation held on Polis"
    return Elsewhere(
        key=key,
        terms=Terms(
            question[:200],
            background=export.summary.get("conversation-description", ""),
            recruitment="Held on Polis and brought in",
        ),
        statements=tuple(
            SaidElsewhere(
                numbers[each.id],
                each.text or "(no words in the export)",
                moment(each.time) if each.time is not None else None,
                hidden=each.moderated == -1,
                seed=each.is_seed,
            )
            for each in export.statements
        ),
        votes=tuple(
            Heard(people[who], numbers[what], Choice(value), matters, at)
            for who, what, value, matters, at in rows
            if what in numbers
        ),
        mission=mission(edge.reader(options), slug=options.mission).key if options.mission else None,
        origin="Polis",
    )


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def run_export(options: argparse.Namespace) -> int:
    """Write the published rows of a conversation into an empty folder."""
    from headway.formats.polis_writing import write_polis
    from headway.kernel.errors import Forbidden, Refused
    from headway.voice.queries import conversation
    from headway.voice.queries.export import polis_export

    out = Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _refuse(NOT_EMPTY.format(out))
    reader = edge.reader(options)
    try:
        found = polis_export(reader, conversation(reader, slug=options.slug))
    except Forbidden:
        return _refuse(
            f"{options.slug}: rows are published when an assessment allowed it before the opening, "
            "and the conversation has closed"
        )
    except Refused as refusal:
        return _refuse(f"{options.slug}: {refusal.sentence.render('en-gb')}")
    out.mkdir(parents=True, exist_ok=True)
    for name, data in write_polis(found).items():
        (out / name).write_bytes(data)
    counts = {"statements": len(found.statements), "votes": len(found.votes.values)}
    return _say(options, counts, f"{counts['statements']} statements and {counts['votes']} votes in {out}")


def _say(options: argparse.Namespace, counts: Mapping[str, object], words: str) -> int:
    print(json.dumps(dict(counts)) if options.json else words)
    return 0


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
