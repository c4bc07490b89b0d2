"""Goal 5: 20 kill -9 of the database under load."""

import os
import sys

from tests.goals import installation as making
from tests.goals.outages import kill_database
from tests.postgres import NoPostgresError, postgres_server

KILLS, CLIENTS = 20, 16
READY = 10.0


def measure() -> bool:
    """Measure, print the row, and return whether the promise held."""
    with postgres_server(safe=True) as database:
        os.environ["DATABASE_URL"] = database.url
        home = making.template()  # one database, as an installation has: its files are what a start looks at
        found = kill_database(home, database, times=KILLS, clients=CLIENTS, between=1.0)
    waited = max(ready - up for ready, up in zip(found.ready, found.started, strict=True))
    refused = ", ".join(f"{count} times {status}" for status, count in sorted(found.statuses.items())) or "-"
    print(
        f"| PostgreSQL | {KILLS} | {found.acknowledged} | {found.lost} | {found.unanswered} | {refused} "
        f"| {max(found.ready):.1f} s | {waited:.1f} s | {'holds' if found.chain else 'broken'} |"
    )
    whole = found.chain and not found.lost and found.acknowledged > 0
    return whole and set(found.statuses) <= {503} and max(found.ready) <= READY


if __name__ == "__main__":
    print(
        f"kill -9 of all processes of PostgreSQL {KILLS} times while {CLIENTS} clients write; it is started "
        "again, the web server is not. SQLite has no process of its own: see goals.crashes.\n"
        f"Promise: no acknowledged write lost, writing again in {READY:.0f} s, refusals say 503.\n"
    )
    print(
        "| database | kills | acknowledged | lost | stored unheard | refused | slowest recovery "
        "| of it after PostgreSQL stood | chain |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    try:
        sys.exit(0 if measure() else 1)
    except NoPostgresError as lacking:
        print(f"| PostgreSQL | {lacking} |")
        sys.exit(1)
