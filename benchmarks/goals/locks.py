"""16 writers who act on the same things in any order: no deadlock."""

from collections.abc import Callable

from tests.goals import goals
from tests.goals.installation import Installation

from benchmarks.goals import on_both

WRITERS, EACH = 16, 50


def measure(name: str, make: Callable[[], Installation]) -> bool:
    """Measure one database, print its row, and return whether the promise held."""
    failed, seconds, chain = goals.mix(make(), writers=WRITERS, each=EACH)
    kinds = "; ".join(sorted(set(failed))[:3]) or "-"
    total = WRITERS * EACH
    whole = "holds" if chain else "broken"
    print(f"| {name} | {total} | {len(failed)} | {kinds} | {total / seconds:.0f}/s | {whole} |")
    return not failed and chain


if __name__ == "__main__":
    print(
        f"{WRITERS} writers, {EACH} acts each: two or three of six things in random order, one of them, or "
        "a new organisation.\nPromise: none fails.\n"
    )
    print("| database | acts | failed | of which kind | acts a second | chain |")
    print("|---|---|---|---|---|---|")
    on_both(measure)
