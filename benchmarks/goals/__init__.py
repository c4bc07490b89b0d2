"""The reliability goals at full size: the functions of `tests.goals`, with the figures of the promise.

Each program runs on SQLite and on a PostgreSQL of its own, prints a table, and ends with 0 when all held.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.goals import installation as making
from tests.goals.installation import Installation
from tests.postgres import NoPostgresError, postgres


@contextlib.contextmanager
def database(name: str) -> Iterator[Callable[[], Installation]]:
    """Yield how to make an empty installation on SQLite or PostgreSQL."""
    making.template.cache_clear()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hwgoals")))
        os.environ.pop("DATABASE_URL", None)
        if name == "PostgreSQL":
            # As in production: what is acknowledged is on the disk.
            os.environ["DATABASE_URL"] = stack.enter_context(postgres(safe=True))
        numbers = iter(range(1000))
        yield lambda: making.installation(folder / str(next(numbers)))
        os.environ.pop("DATABASE_URL", None)
        making.template.cache_clear()


def on_both(measure: Callable[[str, Callable[[], Installation]], bool], only: str = "") -> None:
    """Measure on each database there is, and end with 0 when each promise held."""
    held = True
    for name in (only,) if only else ("SQLite", "PostgreSQL"):
        try:
            with database(name) as make:
                held = measure(name, make) and held
        except NoPostgresError as lacking:
            print(f"| {name} | {lacking} |")
            held = False
    sys.exit(0 if held else 1)
