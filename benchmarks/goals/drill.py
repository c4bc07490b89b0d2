"""Goal 8: 25 backups while people write, each restored into an empty installation."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

BACKUPS, CLIENTS = 25, 8
SECONDS = 300


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    with tempfile.TemporaryDirectory(prefix="hwplaces") as places:
        found = goals.drill(make(), Path(places), backups=BACKUPS, clients=CLIENTS)
    print(
        f"| {name} | {len(found.backups)} | {found.written} | {len(found.bad)} | {found.short} "
        f"| {max(found.seconds):.1f} s |"
    )
    return not found.bad and not found.short and max(found.seconds) <= SECONDS


if __name__ == "__main__":
    print(
        f"{BACKUPS} times `headway backup` while {CLIENTS} clients write, each restored by `headway restore` "
        "into an empty installation: hashes, counts, audit head, chain, and somebody signs in.\n"
        "Promise: none bad, none without a write acknowledged before it began.\n"
    )
    print("| database | backups | writes meanwhile | bad | short | slowest restore |")
    print("|---|---|---|---|---|---|")
    on_both(measure)
