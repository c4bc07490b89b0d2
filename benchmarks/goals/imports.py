"""Goal 9: 20 kill -9 of an import of 100,000 rows; a bad row; the same file twice; others write meanwhile."""

import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

ROWS, KILLS = 100_000, 20


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    with tempfile.TemporaryDirectory(prefix="hwimport") as folder:
        found = goals.imports(make(), Path(folder), rows=ROWS, kills=KILLS, chance=random.Random(9))
    named = f"row {ROWS // 2}, column value" in found.named and not found.after_bad
    new = found.after_again - found.stored
    bad = "named, nothing stored" if named else found.named
    print(
        f"| {name} | {found.kills} | {len(found.partial)} | {bad} "
        f"| {new} | {found.seconds:.1f} s | {found.waited:.1f} s | {'holds' if found.chain else 'broken'} |"
    )
    whole = found.stored == ROWS and not found.partial and not new and json.loads(found.again)["already"]
    soon = found.waited <= 2 or name == "PostgreSQL"
    return whole and named and found.bad == 2 and soon and found.chain


if __name__ == "__main__":
    print(
        f"`headway import figures` of {ROWS} rows, killed with kill -9 at random moments, then run to its "
        "end and once more; the same file with one bad row; 8 clients write all the while.\n"
        "Promise: never a part, the bad row named, nothing twice; on SQLite, where one writes at a time, no "
        "write held up for more than 2 s.\n"
    )
    print("| database | kills | partial | bad row | new the second time | import | longest wait | chain |")
    print("|---|---|---|---|---|---|---|---|")
    on_both(measure)
