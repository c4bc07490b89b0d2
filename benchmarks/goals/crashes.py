"""Goal 4: 20 kill -9 of the whole server under load; and of the worker at work."""

import random
from collections.abc import Callable

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

KILLS, CLIENTS = 20, 16
ENTRIES, WORKER_KILLS = 200, 20
READY = 10.0


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    found = goals.kill_server(make(), times=KILLS, clients=CLIENTS, between=2.0)
    entries, copies, different = goals.kill_worker(
        make(), entries=ENTRIES, kills=WORKER_KILLS, chance=random.Random(4)
    )
    print(
        f"| {name} | {found.acknowledged} | {found.lost} | {found.unanswered} | {len(found.refused)} "
        f"| {max(found.ready):.1f} s | {'holds' if found.chain else 'broken'} "
        f"| {'sound' if found.sound else 'damaged'} | {different} of {entries}, {copies - different} twice |"
    )
    whole = found.chain and found.sound and not found.lost and not found.refused and found.acknowledged > 0
    return whole and max(found.ready) <= READY and entries == copies == different == ENTRIES


if __name__ == "__main__":
    print(
        f"kill -9 of all processes of `headway serve` {KILLS} times while {CLIENTS} clients write; then of "
        f"the worker {WORKER_KILLS} times while it answers {ENTRIES} entries.\n"
        f"Promise: no acknowledged write lost, chain and pages whole, ready in {READY:.0f} s; no reaction "
        "lost or doubled.\n"
    )
    print(
        "| database | acknowledged | lost | stored without an answer | answers 5xx | slowest start | chain "
        "| pages | reactions |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    on_both(measure)
