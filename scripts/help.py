"""Write the commands and the events into the reference, from the code: `python -m scripts.help [--check]`.

Own rendering, for argparse's differs from one Python to the next.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
APPS = Path(__file__).resolve().parents[1] / "src" / "headway"


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse offers no other way in
    return {name: each for group in groups for name, each in group.choices.items()}


def leaves(words: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command that does something, with its words."""
    below = subcommands(parser)
    if not below:
        yield words, parser
    for name, each in below.items():
        yield from leaves(f"{words} {name}", each)


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def option(action: argparse.Action) -> str:
    """Return one line of a command's list: how it is written, and what it does."""
    value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    if action.choices is not None:
        value = "|".join(str(choice) for choice in action.choices)
    written = " ".join([", ".join(action.option_strings), value]).strip()
    repeated = " (may be repeated)" if isinstance(action, argparse._AppendAction) else ""  # noqa: SLF001
    says = one_line(action.help).replace("%(default)s", str(action.default)).replace("%%", "%")
    return f"- `{written}`{': ' if says else ''}{says}{repeated}"


def helps(parent: argparse.ArgumentParser) -> dict[str, str]:
    groups = [action for action in parent._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    return {each.dest: one_line(each.help) for group in groups for each in group._choices_actions}  # noqa: SLF001


def commands() -> str:
    from headway.cli.main import parser  # noqa: PLC0415 - after the environment is set

    root = parser()
    parts = []
    for words, command in sorted(leaves("headway", root)):
        *path, last = words.split()[1:]
        parent = root
        for word in path:
            parent = subcommands(parent)[word]
        about = one_line(command.description) or helps(parent).get(last, "")
        lines = [option(action) for action in command._actions if action.dest != "help"]  # noqa: SLF001
        said = [line for line in lines if "==SUPPRESS==" not in line]
        parts.append("\n".join([f"## `{words}`", "", *([about, ""] if about else []), *said]).rstrip() + "\n")
    return "\n".join(parts)


def events() -> str:
    from headway.cli.main import start_django  # noqa: PLC0415 - after the environment is set

    start_django()
    from headway.kernel.events import KINDS  # noqa: PLC0415 - after the environment is set

    for path in sorted(APPS.glob("*/events.py")):
        importlib.import_module(f"headway.{path.parent.name}.events")
    rows = [f"| `{kind}` | {event.sentence} |" for kind, event in sorted(KINDS.items()) if ours(event)]
    return "\n".join(["| Event | Its sentence |", "|---|---|", *rows]) + "\n"


def ours(event: type) -> bool:
    """Tests make kinds of event too; the reference lists those of the product."""
    return event.__module__.startswith("headway.")


def filled(page: Path, name: str, text: str) -> str:
    """Return the page with what stands between its two marks replaced."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    return f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}"


def main() -> int:
    os.environ.setdefault("HEADWAY_MODE", "test")
    stale = []
    for page, name, text in (("cli.md", "commands", commands()), ("events.md", "events", events())):
        path = REFERENCE / page
        wanted = filled(path, name, text)
        if path.read_text("utf-8") == wanted:
            continue
        stale.append(page)
        if "--check" not in sys.argv:
            path.write_text(wanted, "utf-8")
    if stale and "--check" in sys.argv:
        print(f"docs/reference/{' and '.join(stale)}: not as the code; run ./run docs --insert-help")  # noqa: T201 - a command
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
