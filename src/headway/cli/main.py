"""`headway`: every command of the house; those in cli/files never load Django."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from headway import __version__

PURE = (
    "files.spc",
    "files.forecast",
    "files.panel",
    "files.opinions",
    "files.meta",
    "files.did",
    "files.power",
    "files.randomise",
    "files.synth",
    "files.trial",
)
WITH_DATABASE = ("demo", "house", "figures", "people", "places", "packs", "frontline", "setup", "voice")


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; each module adds its own commands."""
    root = argparse.ArgumentParser(prog="headway", description="The open platform for running missions.")
    root.add_argument("--version", action="version", version=f"headway {__version__}")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in (*PURE, *WITH_DATABASE):
        if find_spec(f"headway.cli.{name}") is not None:
            importlib.import_module(f"headway.cli.{name}").add(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 answered, 2 bad input, 1 our fault."""
    options = parser().parse_args(argv)
    if getattr(options, "needs_database", False):
        start_django()
    return int(options.run(options))


def start_django() -> None:
    """Load the settings and the apps; once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
