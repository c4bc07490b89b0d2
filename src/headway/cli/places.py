"""`headway places import FILE` and `headway places load-uk`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from headway.cli import edge
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.places.analysis import NewPlace


def add(commands: Commands) -> None:
    """Add the commands about places."""
    words = group(commands, "places")
    read = words.add_parser("import", help="add the places of a CSV file, all or none")
    read.add_argument(
        "file", metavar="FILE", help="code,name,tier[,parent,predecessors,valid_from,valid_to,column,row]"
    )
    read.set_defaults(run=run_import)
    known = words.add_parser("load-uk", help="add the UK, its nations, regions and London's boroughs")
    known.set_defaults(run=run_load_uk)
    for command in (read, known):
        command.add_argument("--at", help=argparse.SUPPRESS)
        command.add_argument("--json", action="store_true", help="one JSON object on standard output")
        command.set_defaults(needs_database=True)


def run_import(options: argparse.Namespace) -> int:
    """Import a file and return the exit code; a bad row names itself and nothing is stored."""
    from headway.formats.errors import Unreadable
    from headway.places.analysis import read_places

    try:
        rows = read_places(Path(options.file).read_bytes())
        return _store(options, rows)
    except OSError as error:
        print(f"{options.file}: {error.strerror}", file=sys.stderr)
    except Unreadable as refusal:
        for line in str(refusal).splitlines():
            print(f"{options.file}: {line}", file=sys.stderr)
    return 2


def run_load_uk(options: argparse.Namespace) -> int:
    """Add the shipped places that are missing and return the exit code."""
    from headway.places.analysis import uk_places

    return _store(options, uk_places())


def _store(options: argparse.Namespace, rows: Sequence["NewPlace"]) -> int:
    from headway.places.actions import import_places
    from headway.places.queries import unknown

    added = import_places(edge.by(options), rows=rows) if unknown(rows) else 0
    if options.json:
        print(json.dumps({"places": len(rows), "added": added}))
    else:
        print(f"{len(rows)} places read, {added} of them new.")
    return 0
