"""Goal 13: 1,000 random tamperings with the log, each looked at by the verifier."""

import json
from collections.abc import Callable

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

TIMES, ENTRIES = 1000, 60


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    said = json.loads(goals.program(make(), "tamper", str(TIMES), str(ENTRIES)))
    tried = ", ".join(f"{count} {kind}" for kind, count in sorted(said["tried"].items()))
    print(
        f"| {name} | {tried} | {sum(said['tried'].values()) - len(said['unseen'])} | {len(said['unseen'])} |"
    )
    return not said["unseen"] and sum(said["tried"].values()) == TIMES


if __name__ == "__main__":
    print(
        f"{TIMES} tamperings by direct database edits with a log of {ENTRIES} entries; the head always fits, "
        "the whole chain is made to fit in half of them. `log.verify`, which `headway audit verify` calls, "
        "with the head published before.\nPromise: each is seen.\n"
    )
    print("| database | tried | seen | unseen |")
    print("|---|---|---|---|")
    on_both(measure)
