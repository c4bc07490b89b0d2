"""`headway import places FILE` and `headway places load-uk`."""

import argparse
import json
import sys
from pathlib import Path

from headway.cli import edge
from headway.cli.groups import Commands, group

KINDS = (
    "CSV of places (code,name,tier[,parent,predecessors,valid_from,valid_to]), of relations "
    "(child,parent,kind[,weight,valid_from,valid_to,source]) or of tiles (code,column,row); GeoJSON; HexJSON"
)


def add(commands: Commands) -> None:
    """Add the commands about places."""
    read = group(commands, "import").add_parser("places", help="add places, relations or a map of tiles")
    read.add_argument("file", metavar="FILE", help=KINDS)
    read.add_argument("--map", metavar="CODE", default="", help="code of the map that the file draws")
    read.add_argument("--name", default="", help="name of that map; its code where none is given")
    read.add_argument("--source", default="", help="who drew the map, under which licence")
    read.add_argument("--tier", default="", help="kind of those places of the map that are not here yet")
    read.set_defaults(run=run_import)
    known = group(commands, "places").add_parser(
        "load-uk", help="add the UK, its nations, regions and London's boroughs, with their maps"
    )
    known.set_defaults(run=run_load_uk)
    for command in (read, known):
        command.add_argument("--at", help=argparse.SUPPRESS)
        command.add_argument("--json", action="store_true", help="one JSON object on standard output")
        command.set_defaults(needs_database=True)


def run_import(options: argparse.Namespace) -> int:
    """Import a file and return the exit code; a bad row names itself and nothing is stored."""
    from headway.formats.errors import Unreadable
    from headway.kernel.errors import Refused
    from headway.places.actions import import_places
    from headway.places.analysis import Wanted, read_any
    from headway.places.queries import brings_news

    file = Path(options.file)
    code = options.map or file.stem.lower()
    wanted = Wanted(code, options.name or code, options.source, options.tier)
    try:
        found = read_any(file.read_bytes(), wanted)
        news = brings_news(found)
        added = (
            import_places(edge.by(options), rows=found.rows, relations=found.relations, layout=found.layout)
            if news
            else 0
        )
    except OSError as error:
        print(f"{options.file}: {error.strerror}", file=sys.stderr)
    except (Unreadable, Refused) as refusal:
        said = refusal.sentence if isinstance(refusal, Refused) else refusal
        for line in str(said).splitlines():
            print(f"{options.file}: {line}", file=sys.stderr)
    else:
        return _say(options, read=found.size, added=added)
    return 2


def run_load_uk(options: argparse.Namespace) -> int:
    """Add the shipped places that are missing and return the exit code."""
    from headway.places.actions import load_uk_places
    from headway.places.analysis import uk_places
    from headway.places.queries import uk_is_here

    added = 0 if uk_is_here() else load_uk_places(edge.by(options))
    return _say(options, read=len(uk_places()), added=added)


def _say(options: argparse.Namespace, *, read: int, added: int) -> int:
    if options.json:
        print(json.dumps({"read": read, "added": added}))
    else:
        print(f"{read} rows read; {added} places are new.")
    return 0
