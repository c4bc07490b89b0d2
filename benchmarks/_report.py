"""What every benchmark of learning does at its end: print what was measured, and say whether it held."""

import argparse
import json
from collections.abc import Callable, Sequence
from typing import Any


def report(
    name: str,
    about: str | None,
    argv: Sequence[str] | None,
    *,
    measure: Callable[[], dict[str, Any]],
    words: Callable[[dict[str, Any]], Sequence[str]],
    held: Callable[[dict[str, Any]], bool],
) -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog=f"benchmarks.{name}", description=about)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    found = measure()
    print(json.dumps(found) if args.json else "\n".join(words(found)))
    return int(not held(found))
