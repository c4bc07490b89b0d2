"""Goals 17 and 3: 50 reports without a name leave no mark; a barrier that is sent 1,000 times is one."""

from collections.abc import Callable

from tests.goals import letters
from tests.goals.goals import program
from tests.goals.installation import Installation

from benchmarks.goals import on_both

LETTERS = 50
TIMES, CLIENTS = 1_000, 32


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    found = letters.search(make(), letters=LETTERS)
    hits = len(found.before) + len(found.after) + found.of_the_nurse + found.logged
    home = make()
    program(home, "desk")
    with letters.at(home, letters.POSTED).served("--workers", "2", "--no-work") as server:
        sent = {
            identity: letters.repeated(home, server.port, identity=identity, times=TIMES, clients=CLIENTS)
            for identity in ("anonymous", "team")
        }
    answered = sum(status == 200 for told, _letters, _barriers in sent.values() for status in told)
    came = {identity: held for identity, (_told, *held) in sent.items()}
    print(
        f"| {name} | {found.told.count(200)} of {LETTERS} | {hits} "
        f"| {'as they came' if found.in_order else 'at random'} | {found.barriers} in {found.emptied} entry "
        f"| {sum(came['anonymous'])} letter, {sum(came['team'])} barrier "
        f"| {answered} of {2 * TIMES:,} |"
    )
    kept = found.told.count(200) == found.barriers == LETTERS and (found.left, found.emptied) == (0, 1)
    once = came == {"anonymous": [1, 0], "team": [0, 1]} and answered == 2 * TIMES
    return kept and once and not hits and not found.in_order


if __name__ == "__main__":
    print(
        f"{LETTERS} reports without a name by somebody who is signed in, from a planted address, with a "
        "planted agent, name and e-mail address at a planted minute; the letterbox is emptied at night. "
        "Every byte of files, database, journal, logs, mails, a backup and a dump of the rows is searched "
        f"before and after. Then one barrier sent {TIMES:,} times by {CLIENTS} clients at once, without a "
        "name and for a team.\nPromise: no mark found, no entry in the log that a report wrote, each report "
        "one barrier; what is sent again is one, and each sending is answered.\n"
    )
    print("| database | reports | marks found | rows lie | emptied | sent again | answered |")
    print("|---|---|---|---|---|---|---|")
    on_both(measure)
