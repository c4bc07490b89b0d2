"""Commands of two words (`import figures`, `export mission`): the first word is shared by several modules."""

import argparse
from typing import Any, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - its only name

GROUPS = {
    "import": "bring in figures, places or a mission",
    "export": "write figures, a mission or everything to files",
    "audit": "check the log",
    "barriers": "what is in the way of the people who do the work",
    "panel": "panels by fair lottery",
    "people": "accounts and roles",
    "places": "places and their relations",
    "power": "how many a trial needs",
    "trial": "what a trial found",
}


def group(commands: Commands, name: str) -> Commands:
    """Return the second-word commands of a group, made on first use."""
    found: Any = commands.choices.get(name)
    if found is None:
        found = commands.add_parser(name, help=GROUPS[name])
        found.second_words = found.add_subparsers(title="what", metavar="WHAT", required=True)
    second: Commands = found.second_words
    return second
