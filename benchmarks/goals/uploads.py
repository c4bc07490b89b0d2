"""Goal 22: hostile files through the real upload while others write."""

from collections.abc import Callable

from tests.goals.installation import Installation
from tests.goals.uploads import upload_hostile

from benchmarks.goals import on_both

CLIENTS, SECONDS, MEGABYTES, OTHERS = 4, 10.0, 300.0, 1.0


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    found = upload_hostile(make(), clients=CLIENTS)
    taken = [f"{each.name} ({each.status})" for each in found.files if not each.good]
    slowest = max(found.files, key=lambda each: each.seconds)
    longest = f"{slowest.seconds:.1f} s ({slowest.name})"
    print(
        f"| {name} | {len(found.files)} | {', '.join(taken) or 'none'} | {longest} "
        f"| {found.megabytes:.0f} MB | {found.others} | {found.refused} | {found.slowest:.2f} s |"
    )
    quick = slowest.seconds <= SECONDS and found.slowest <= OTHERS
    return not taken and quick and found.megabytes <= MEGABYTES and not found.refused


if __name__ == "__main__":
    print(
        f"Hostile files through the form of `headway serve`, one after the other, while {CLIENTS} clients "
        "write: bombs of XML, JSON, ZIP and OpenDocument, endless rows, lines and cells.\n"
        f"Promise: each refused with its reason in {SECONDS:.0f} s, no process over {MEGABYTES:.0f} MB, "
        f"p95 of the others at most {OTHERS:.0f} s.\n"
    )
    print("| database | files | not refused | slowest | largest process | others | refused | their p95 |")
    print("|---|---|---|---|---|---|---|---|")
    on_both(measure)
