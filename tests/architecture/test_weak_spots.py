"""What a reader with bad intentions looks for first: slow patterns, and a loosely set installation."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes
from re import _parser as parser

from tests.architecture.house import ROOT

REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT}


def patterns() -> Iterator[tuple[str, str]]:
    """Yield every pattern that our code gives to `re`, with where it stands."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            owner, first = node.func.value, node.args[0]
            if isinstance(owner, ast.Name) and owner.id == "re" and isinstance(first, ast.Constant):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", str(first.value)


def without_end(code: object, argument: object) -> bool:
    return code in REPEATS and argument[1] is codes.MAXREPEAT


def depth(tree: object) -> int:
    """Return how deep repeats without an end lie inside each other; two can take exponential time."""
    deepest = 0
    for code, argument in tree:
        inside = [each for each in flat(argument) if isinstance(each, parser.SubPattern)]
        below = max((depth(each) for each in inside), default=0)
        deepest = max(deepest, below + without_end(code, argument))
    return deepest


def flat(argument: object) -> Iterator[object]:
    if isinstance(argument, list | tuple):
        for each in argument:
            yield from flat(each)
    else:
        yield argument


def test_no_pattern_of_ours_can_take_exponential_time():
    found = list(patterns())

    slow = [(where, text) for where, text in found if depth(parser.parse(text)) > 1]

    assert depth(parser.parse(r"(a+)+$")) == 2
    assert any(re.match(r"src/headway/.*\.py:\d+$", where) for where, _text in found)
    assert slow == []


def test_an_installation_in_production_passes_djangos_own_look(tmp_path: Path):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEADWAY_", "DATABASE", "DJANGO"))
    }
    production = {
        "HEADWAY_MODE": "production",
        "HEADWAY_SECRET_KEY": "".join(chr(48 + number % 70) for number in range(0, 700, 11)),
        "HEADWAY_HOSTS": "missions.example.org",
        "HEADWAY_DATA": str(tmp_path),
    }
    command = [sys.executable, "-m", "headway", "manage", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(
        command,
        check=False,
        env={**kept, **production, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
