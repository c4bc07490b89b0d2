"""Goals 1 to 3: 32 writers, no lost update, one post counts once; over HTTP to `headway serve`."""

from collections.abc import Callable

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

CLIENTS, EACH = 32, 30
BURSTS = 1000
LEAST = {"SQLite": 100, "PostgreSQL": 70}  # acknowledged writes a second


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    home = make()
    with home.served() as server:
        found = goals.load(home, server.port, clients=CLIENTS, each=EACH)
        editors = goals.stale_editors(home, server.port, editors=CLIENTS)
        rows, answers = goals.bursts(home, server.port, times=BURSTS, clients=CLIENTS)
    total = CLIENTS * EACH
    told, acknowledged = found.told, len(found.told.acknowledged)
    rate = acknowledged / told.seconds
    once = sum(len(burst) == 1 and {status for status, _ in burst} == {200} for burst in answers)
    same = found.counted == found.rows == found.entries == total
    print(
        f"| {name} | {acknowledged} of {total} | {found.lost} | {found.counted} | {rate:.0f}/s "
        f"| {told.slowest:.2f} s | {'holds' if found.chain else 'broken'} "
        f"| {editors.count(200)} saved, {editors.count(409)} told | {rows} rows, {once} with one answer |"
    )
    right = editors == [200, *[409] * (CLIENTS - 1)] and rows == once == BURSTS
    return same and right and not found.lost and found.chain and rate >= LEAST[name] and told.slowest <= 1


if __name__ == "__main__":
    print(
        f"{CLIENTS} clients, {CLIENTS * EACH} audited writes (lock, counter, row, log entry) over HTTP to "
        f"`headway serve`, full middleware, two web processes of four threads, the worker beside them; "
        f"{CLIENTS} editors who saw the same version; {BURSTS} posts, each sent by {CLIENTS} at once, with "
        "one key.\nPromise: none lost, p95 at most 1 s, at least 100/s on SQLite and 70/s on PostgreSQL.\n"
    )
    print("| database | acknowledged | lost | counted | writes | p95 | chain | editors | identical posts |")
    print("|---|---|---|---|---|---|---|---|---|")
    on_both(measure)
