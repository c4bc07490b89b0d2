"""All checks of 500 missions with theories of change of 50 steps: `python -m benchmarks.checks [--postgres]`.

One mission is made through the actions, with four headline outcomes that are each judged by a series with a
target, a path and a forecast, and then copied row by row, past the flow: the benchmark is of judging. Judging
reads everything, computes every check and compares with what is written down; nothing has changed, so nothing
is written. `--json` gives one object. Exit code 1 where a promise did not hold.
"""

import argparse
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.postgres import postgres

MISSIONS, STEPS, RUNS = 500, 50, 5
PROMISED_SECONDS, PROMISED_QUERIES = 2.0, 10
BATCH = 2_000


@contextlib.contextmanager
def installation(*, on_postgres: bool) -> Iterator[None]:
    """Yield a scratch installation with its tables and the places."""
    with contextlib.ExitStack() as stack:
        os.environ["HEADWAY_MODE"] = "test"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
        os.environ["HEADWAY_DATA"] = stack.enter_context(tempfile.TemporaryDirectory(prefix="hwchecks"))
        if on_postgres:
            os.environ["DATABASE_URL"] = stack.enter_context(postgres())
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from tests import builders_measures

        builders_measures.places()
        yield


def pattern(steps: int) -> None:
    """Make the one mission that is copied."""
    from itertools import pairwise

    from tests import builders_logic, builders_people
    from tests import builders_missions as build

    from headway.flows.forecasts import refresh
    from headway.flows.goals import set_goal
    from headway.missions import actions
    from headway.targets.analysis.rows import NewTarget

    builders_people.body(at=build.MONDAY.replace(year=2024))
    mission, place = build.mission(), build.place_key()
    targets = []
    for at in range(4):
        indicator, outcome = build.series(f"Measure {at}"), build.outcome(mission, f"Outcome {at}")
        build.judged_by(mission, outcome, indicator, place)
        new = NewTarget(indicator, place, f"Goal {at}", build.GOAL, mission=mission)
        targets.append(set_goal(build.system(), mission=mission, outcome=outcome, target=new))
        builders_logic.node(mission, "long_outcome", f"Outcome {at}", outcome=outcome)
    kinds = ("input", "activity", "activity", "output", "short_outcome")
    nodes = [
        builders_logic.node(mission, kinds[at * len(kinds) // (steps - 4)], f"Step {at}")
        for at in range(steps - 4)
    ]
    ends = [row.key for row in builders_logic.logic(mission).nodes if row.headline]
    for one, other in pairwise(nodes):
        builders_logic.link(mission, one, other)
    for at in range(0, len(nodes) - 5, 2):
        builders_logic.link(mission, nodes[at], nodes[at + 5])
    for end in ends:
        builders_logic.link(mission, nodes[-1], end)
        builders_logic.link(mission, nodes[-3], end)
    for target in targets:
        build.agree(target)
    refresh(build.system(), keys=targets)
    actions.open_mission(build.system(), mission=mission)


def copies(missions: int) -> None:
    """Copy every row of the one mission and its indicators until there are so many missions."""
    from django.db import transaction

    from headway.kernel.models import Thing
    from headway.measures import models as measures
    from headway.missions import models as own
    from headway.targets import models as targets

    kinds = ("mission", "outcome", "indicator", "target", "toc_node", "toc_link")
    things = list(Thing.objects.filter(kind__in=kinds).order_by("pk"))
    first = Thing.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    series_first = measures.Series.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    order = (
        measures.Indicator, measures.IndicatorCard, measures.Series, measures.Observation, own.Mission,
        own.CharterVersion, own.Stage, own.Outcome, targets.Target, targets.TargetVersion, targets.Trajectory,
        targets.Forecast, own.OutcomeMeasure, own.TocNode, own.NodeVersion, own.TocLink, own.LinkVersion,
    )  # fmt: skip
    rows = {model: list(model.objects.order_by("pk")) for model in order}  # type: ignore[attr-defined]
    series = {row.pk: at for at, row in enumerate(rows[measures.Series])}
    with transaction.atomic():
        for copy in range(missions - 1):
            start = first + copy * len(things)
            new = {thing.pk: start + at for at, thing in enumerate(things)}
            new_series = {pk: series_first + copy * len(series) + at for pk, at in series.items()}
            write(Thing, (thing_again(thing, new, copy) for thing in things))
            for model in order:
                write(model, (again(row, new, new_series) for row in rows[model]))


def thing_again(thing: Any, new: Mapping[int, int], copy: int) -> Any:
    """Return a copy of a Thing under its own key and address."""
    from headway.kernel.keys import new_key
    from headway.kernel.models import Thing

    kept = {
        name: getattr(thing, name) for name in ("kind", "origin", "version", "language", "label", "born_on")
    }
    slug = f"{thing.slug}-{copy}" if thing.slug else None
    mission = new.get(thing.mission_id)
    return Thing(pk=new[thing.pk], key=new_key(), slug=slug, mission_id=mission, **kept)


def again(row: Any, new: Mapping[int, int], series: Mapping[int, int]) -> Any:
    """Return a copy of a row that points at the copies of what it points at."""
    from headway.kernel.keys import new_key

    values: dict[str, Any] = {}
    for field in fields_of(row):
        value = getattr(row, field.attname)
        if field.name == "series" or (field.primary_key and type(row).__name__ == "Series"):
            value = series[value]
        elif field.primary_key and not field.remote_field:
            continue
        elif field.remote_field:
            value = new.get(value, value)
        elif field.name == "key":
            value = new_key()
        values[field.attname] = value
    return type(row)(**values)


def fields_of(row: Any) -> Iterable[Any]:
    """Return the columns of a row."""
    found: Iterable[Any] = row._meta.concrete_fields  # noqa: SLF001 - Django's own name for it
    return found


def write(model: Any, rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=BATCH)


def judged() -> dict[str, Any]:
    """Judge all missions; return the median of the runs and the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from tests.builders_missions import MONDAY, system

    from headway.flows.rechecks import prepare, recheck
    from headway.kernel.actors import Reader

    start = time.perf_counter()
    written = recheck(system())
    first = time.perf_counter() - start
    reader = Reader(system().actor, MONDAY)
    taken, busy = [], []
    for _run in range(RUNS):
        start, began = time.perf_counter(), time.process_time()
        changed = prepare(reader, missions=None)
        taken.append(time.perf_counter() - start)
        busy.append(time.process_time() - began)
        assert changed == ()
    with CaptureQueriesContext(connection) as asked:
        prepare(reader, missions=None)
    return {
        "missions": written,
        "first_time_s": first,
        "median_s": statistics.median(taken),
        "range_s": [min(taken), max(taken)],
        "processor_s": statistics.median(busy),
        "queries": len(asked),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missions", type=int, default=MISSIONS)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with installation(on_postgres=asked.postgres):
        from django.db import connection

        pattern(asked.steps)
        copies(asked.missions)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        found = judged()
        connection.close()
    held = found["median_s"] < PROMISED_SECONDS and found["queries"] <= PROMISED_QUERIES
    if asked.json:
        sys.stdout.write(json.dumps(found | {"held": held}) + "\n")
        return 0 if held else 1
    low, high = found["range_s"]
    database = "PostgreSQL" if asked.postgres else "SQLite"
    print(f"| {database}: {found['missions']} missions, {asked.steps} steps each | promised | measured |")
    print("|---|---|---|")
    measured = f"{found['median_s']:.2f} s ({low:.2f}-{high:.2f})"
    print(f"| all checks judged anew | under {PROMISED_SECONDS:g} s | {measured} |")
    print(f"| of that, processor time of this process | - | {found['processor_s']:.2f} s |")
    print(f"| queries | {PROMISED_QUERIES} or fewer | {found['queries']} |")
    print(f"| judged and written down for the first time | - | {found['first_time_s']:.1f} s |")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
