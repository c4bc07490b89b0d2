"""`headway demo`: a borough that does not exist, with figures that do."""

import argparse
import os
import time
from datetime import date

from headway.cli.groups import Commands

WORKERS = 2


def add(commands: Commands) -> None:
    """Register the command."""
    parser = commands.add_parser("demo", help="load the demonstration and serve it")
    parser.add_argument("--today", metavar="DATE", help="the day it takes place (default: today)")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="load only")
    parser.set_defaults(run=run, needs_database=True)


def run(options: argparse.Namespace) -> int:
    """Migrate, load what is not there yet, say where to look and who can sign in, serve."""
    from django.conf import settings
    from django.core.management import call_command

    from headway.cli.demo import story
    from headway.cli.house.serve import serve

    if settings.MODE == "production":
        print("The demonstration does not load into a production installation. Set HEADWAY_MODE=demo.")
        return 2
    if options.today:
        os.environ["HEADWAY_NOW"] = f"{date.fromisoformat(options.today)}T12:00:00+00:00"
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {text}", flush=True)

    say("preparing the database")
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    loaded = story.load(say)
    say("loaded" if loaded else "the demonstration is here already")
    host = "localhost" if options.host == "127.0.0.1" else options.host
    print(f"\n  Open http://{host}:{options.port}/\n\n  Sign in with the password {story.PASSWORD!r} as")
    for person in story.PEOPLE:
        print(f"    {person.email:32} {person.what}")
    print()
    if options.no_serve:
        return 0
    options.workers, options.no_work = WORKERS, False
    return serve(options)
