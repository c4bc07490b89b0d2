"""Goals 1 and 3 for votes: 32 voters, one vote a person and statement; over HTTP to `headway serve`."""

from collections.abc import Callable

from tests.goals import voting
from tests.goals.installation import Installation

from benchmarks.goals import on_both

CLIENTS, EACH, BURSTS = 32, 30, 20
LEAST = {"SQLite": 100, "PostgreSQL": 70}  # acknowledged votes a second


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    home = make()
    with home.served() as server:
        found = voting.vote_together(home, server.port, clients=CLIENTS, each=EACH)
        doubles = [voting.burst(home, server.port, clients=CLIENTS) for _ in range(BURSTS)]
    total, told = CLIENTS * EACH, found.told
    rate = len(told.acknowledged) / told.seconds
    once = sum(rows == 1 and statuses == {200} for rows, statuses in doubles)
    print(
        f"| {name} | {len(told.acknowledged)} of {total} | {found.votes} | {found.logged} | {rate:.0f}/s "
        f"| {told.slowest:.2f} s | {'holds' if found.chain else 'broken'} | {once} of {BURSTS} |"
    )
    whole = len(told.acknowledged) == found.votes == found.logged == total
    return whole and found.chain and once == BURSTS and rate >= LEAST[name] and told.slowest <= 1


if __name__ == "__main__":
    print(
        f"{CLIENTS} voters with a cookie each cast {CLIENTS * EACH} votes (form with its token, vote, "
        f"history, log entry) over HTTP to `headway serve`; then {BURSTS} votes, each sent by {CLIENTS} "
        "connections of one browser at once.\nPromise: none lost, one row for each double, p95 at most 1 s, "
        "at least 100/s on SQLite and 70/s on PostgreSQL.\n"
    )
    print("| database | acknowledged | votes that stand | in the log | votes | p95 | chain | doubles |")
    print("|---|---|---|---|---|---|---|---|")
    on_both(measure)
