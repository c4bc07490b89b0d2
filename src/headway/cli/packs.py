"""`headway import mission FOLDER`, and `headway export mission | all | schema` into a folder."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli import edge
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from headway.formats.packs import Pack


NOT_EMPTY = "{}: is not an empty folder; give one that is empty or not there yet"


def add(commands: Commands) -> None:
    """Add the commands about packs."""
    read = group(commands, "import").add_parser("mission", help="bring in a mission pack, all or nothing")
    read.add_argument("folder", metavar="FOLDER", help="the folder of the pack, or its .zip")
    read.set_defaults(run=run_import)
    one = group(commands, "export").add_parser(
        "mission", help="write missions as a pack that others can import"
    )
    one.add_argument("slugs", metavar="SLUG", nargs="+", help="the address of a mission")
    every = group(commands, "export").add_parser("all", help="write everything but persons as a pack")
    every.set_defaults(slugs=None)
    shape = group(commands, "export").add_parser("schema", help="write the JSON Schema of a pack's files")
    shape.set_defaults(run=run_schema)
    for command in (one, every, shape):
        command.add_argument(
            "--out", required=True, metavar="FOLDER", help="a folder that is empty or not there yet"
        )
    for command in (one, every):
        command.set_defaults(run=run_export)
    for command in (read, one, every):
        command.add_argument("--json", action="store_true", help="one JSON object on standard output")
        command.add_argument("--at", help=argparse.SUPPRESS)
        command.set_defaults(needs_database=True)
    shape.set_defaults(needs_database=True)


def run_import(options: argparse.Namespace) -> int:
    """Bring a pack in; say how many records were new."""
    from headway.flows.packs import load_pack
    from headway.formats.errors import Unreadable
    from headway.kernel.errors import Refused

    try:
        loaded = load_pack(edge.by(options), told=_read(Path(options.folder)))
    except (OSError, Unreadable) as error:
        return _refuse(str(error))
    except Refused as refusal:
        return _refuse(f"{options.folder}: {refusal.sentence.render('en-gb')}")
    if options.json:
        print(json.dumps({"records": loaded.records, "new": loaded.written}))
    elif loaded.written:
        print(f"{loaded.written} of {loaded.records} records are new. They are here now.")
    else:
        print(f"All {loaded.records} records were here already. Nothing was changed.")
    return 0


def run_export(options: argparse.Namespace) -> int:
    """Write a pack into an empty folder."""
    from headway.flows.packs import pack
    from headway.formats.packs import to_files
    from headway.kernel.errors import Refused

    out = Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _refuse(NOT_EMPTY.format(out))
    try:
        found = pack(edge.reader(options), slugs=options.slugs)
    except Refused as refusal:
        return _refuse(f"{' '.join(options.slugs or [])}: {refusal.sentence.render('en-gb')}")
    _write(out, to_files(found))
    count = sum(map(len, found.parts.values()))
    if options.json:
        print(
            json.dumps({"missions": list(found.missions), "records": count, "figures": len(found.contents)})
        )
    else:
        print(f"{len(found.missions)} missions, {count} records, {len(found.contents)} releases in {out}")
    return 0


def run_schema(options: argparse.Namespace) -> int:
    """Write one schema a file of a pack."""
    from headway.flows.packs import schemas

    out = Path(options.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        return _refuse(NOT_EMPTY.format(out))
    _write(out, schemas())
    return 0


def _write(folder: Path, files: "Mapping[str, bytes]") -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _read(path: Path) -> "Pack":
    from headway.formats.packs import from_files, from_zip

    if path.is_dir():
        files = {
            each.relative_to(path).as_posix(): each.read_bytes()
            for each in sorted(path.rglob("*"))
            if each.is_file() and not each.name.startswith(".")
        }
    else:
        files = from_zip(path.read_bytes())
    return from_files(files)


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
