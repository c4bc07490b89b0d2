"""`headway work` and `headway tick`."""

import argparse
import json
from typing import Any

Commands = Any  # argparse keeps the class of its subparsers to itself
WHEN = "act at this day or moment instead of now; demo and test mode only"


def add(commands: Commands) -> None:
    """Add the commands of this door."""
    work = commands.add_parser("work", help="do what waits: reactions, the clock's duties, long jobs")
    work.add_argument("--once", action="store_true", help="do what waits now, then end")
    work.add_argument("--parked", action="store_true", help="first try what was parked once more")
    work.set_defaults(run=run_work, needs_database=True)
    tick = commands.add_parser("tick", help="do what the clock asks for; may run every minute")
    tick.add_argument("--at", metavar="WHEN", help=WHEN)
    tick.add_argument("--json", action="store_true", help="answer with one JSON object")
    tick.set_defaults(run=run_tick, needs_database=True, refuse=tick.error)


def run_work(options: argparse.Namespace) -> int:
    """Work until told to stop, or once; exit code 1 when a duty failed in `--once`."""
    from headway.jobs import edge, reactions, work
    from headway.jobs.tick import tick
    from headway.kernel.reactions import unpark

    stop = work.Stop()
    stop.listen()
    if options.parked:
        cleared = unpark(at=edge.now(), reactions=reactions.REACTIONS)
        print(f"{cleared} parked entries were handled")
    if not options.once:
        work.work(edge.now, stop)
        return 0
    failed = tick(edge.now()).failed
    print(f"{work.all_there_is(edge.now, stop)} pieces of work done")
    return 1 if failed else 0


def run_tick(options: argparse.Namespace) -> int:
    """Do the clock's duties; exit code 1 when one failed."""
    from headway.jobs import edge
    from headway.jobs.tick import tick

    try:
        at = edge.now(options.at)
    except ValueError:
        options.refuse(f"--at: '{options.at}': a day (2026-03-02) or a moment (2026-03-02T09:00:00+00:00)")
    said = tick(at)
    if options.json:
        print(json.dumps({"at": at.isoformat(), "done": said.done, "failed": said.failed}))
    else:
        for name, count in said.done.items():
            print(f"{name}: {count}")
        for name in said.failed:
            print(f"{name}: failed, see the log")
    return 1 if said.failed else 0
