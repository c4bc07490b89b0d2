"""Figures at the size of a nation: `python -m benchmarks.observations [--observations N] [--postgres]`.

A scratch installation with the places of the United Kingdom is filled with N rows of the table of values:
25 yearly periods a series, of which a tenth is revised in each of four later releases. Then, in the same run
and on the same connection, what a page asks for is timed against hand-written SQL that fetches the same
answer through the driver, with nothing made of it:

- one indicator in all places, now and as known on a past date (columns), one series (columns), and every
  word on one series (rows). Promised: at most 0.5 ms and 1.5 times the driver, 4 times where rows come back.
- the same at a quarter of the size: answers are as large as before, so their time may grow to 1.5 times.
- a release of 100,000 figures: rows a second of `bring_in` (compare, plan, write, audit) against executemany
  (SQLite) or COPY (PostgreSQL) of the same rows into the same indexed table. Promised: at least a quarter.
  Reading the CSV file is timed apart.

Both are judged by the best of their turns: whatever else the machine does slows one or the other.
Filling goes past the flow of releases, straight into the tables. Exit code 1 where a promise did not hold.
"""

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from tests.postgres import postgres

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAST = datetime(2024, 6, 1, tzinfo=UTC)
YEARS, REVISIONS = range(2000, 2025), 4  # a tenth of the values is revised a time
RELEASED = [datetime(2022 + at, 1, 10, tzinfo=UTC) for at in range(REVISIONS + 1)]
IMPORTED = 100_000  # rows of one release
PLACES = 400
REPEATS = 15
FIXED_MS, COLUMNS_TIMES, ROWS_TIMES, GROWTH, SHARE = 0.5, 1.5, 4.0, 1.5, 0.25
NAMES = (
    "series_id, indicator_id, place_id, period_start, period_length, value, lower, upper, count, "
    "denominator, status, known_from, sequence, known_to, release_id"
)
QUOTED = NAMES.replace("count", '"count"')
ALL_PLACES = """
SELECT t.key, p.code, p.name, o.period_start, o.period_length, o.value, o.lower, o.upper,
  o."count", o.denominator, o.status
FROM measures_observation o JOIN measures_series s ON s.id = o.series_id
JOIN places_place p ON p.thing_id = o.place_id JOIN kernel_thing t ON t.id = p.thing_id
WHERE o.indicator_id = ? AND s.breakdown = '' AND o.known_from <= ? AND (o.known_to IS NULL OR o.known_to > ?)
  AND o.status <> 'withdrawn'
ORDER BY p.code, o.period_start
"""
ONE_SERIES = """
SELECT p.code, p.name, o.period_start, o.period_length, o.value, o.lower, o.upper, o."count", o.denominator,
  o.status, o.known_from, r.thing_id, r.publisher, r.title, r.licence, r.url, r.published_at, r.received_at
FROM measures_series s JOIN measures_observation o ON o.series_id = s.id
JOIN places_place p ON p.thing_id = s.place_id JOIN measures_release r ON r.thing_id = o.release_id
WHERE s.indicator_id = ? AND s.place_id = ? AND s.breakdown = '' AND o.known_from <= ?
  AND (o.known_to IS NULL OR o.known_to > ?) AND o.status <> 'withdrawn'
ORDER BY o.period_start
"""
REVISED = """
SELECT o.period_start, o.period_length, o.value, o.status, o.known_from, o.known_to,
  r.thing_id, r.publisher, r.title, r.licence, r.url, r.published_at, r.received_at
FROM measures_series s JOIN measures_observation o ON o.series_id = s.id
JOIN measures_release r ON r.thing_id = o.release_id
WHERE s.indicator_id = ? AND s.place_id = ? AND s.breakdown = '' AND o.known_from <= ?
ORDER BY o.period_start, o.known_from, o.sequence
"""


# --- filling ---


def ground() -> tuple[list[int], list[int]]:
    """Load the places and the releases; return the numbers of both."""
    from tests.builders_measures import bring_in, indicator

    from headway.kernel.actors import SYSTEM, By, Via
    from headway.measures.models import Release
    from headway.places.actions import load_uk_places
    from headway.places.models import Place

    load_uk_places(By(SYSTEM, NOW, Via.CLI))
    more_places(PLACES - Place.objects.count())
    first = indicator("The first", at=RELEASED[0])
    for at in RELEASED:
        bring_in(first, {at.year: 1.0}, at.date().isoformat())
    releases = list(Release.objects.order_by("published_at").values_list("pk", flat=True))
    return list(Place.objects.order_by("pk").values_list("pk", flat=True)), releases


def more_places(count: int) -> None:
    """Add made-up districts until there are as many places as councils publish about."""
    from headway.kernel.models import Thing
    from headway.places.models import Place

    tier = Place.objects.get(code="E09000007").tier_id
    new = [Thing(kind="place", label=f"District {at}", born_on=NOW) for at in range(count)]
    things = Thing.objects.bulk_create(new, batch_size=100)
    Place.objects.bulk_create(
        [
            Place(thing=thing, code=f"X99{at:06}", name=thing.label, tier_id=tier, invented=True)
            for at, thing in enumerate(things)
        ],
        batch_size=100,
    )


def add(number: int, places: list[int], releases: list[int]) -> Iterator[tuple[Any, ...]]:
    """Add one indicator with a series in every place and yield the rows of its values."""
    from django.db import connection
    from tests.builders_measures import indicator

    from headway.measures.models import Indicator, Series

    key = indicator(f"Filler {number:05}", at=RELEASED[0])
    pk = Indicator.objects.get(thing__key=key).pk
    Series.objects.bulk_create(
        [Series(indicator_id=pk, place_id=place) for place in places], batch_size=2_000
    )
    series = Series.objects.filter(indicator_id=pk).order_by("place_id").values_list("pk", "place_id")
    moment = connection.ops.adapt_datetimefield_value
    stamps = [moment(at) for at in RELEASED]
    for one, place in series:
        for year in YEARS:
            turn = (one * 7 + year) % (10 // REVISIONS * REVISIONS + 2)
            words = [0, turn + 1] if turn < REVISIONS else [0]
            for at, word in enumerate(words):
                ends = stamps[words[at + 1]] if at + 1 < len(words) else None
                value = float((one * 31 + year * 7 + word) % 1009) / 8
                start = date(year, 1, 1).isoformat()
                known = (stamps[word], 0, ends, releases[word])
                yield (one, pk, place, start, "P1Y", value, None, None, None, None, "final", *known)


def write(rows: list[tuple[Any, ...]]) -> float:
    """Write rows in one transaction, as fast as the driver does, and return the seconds."""
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY measures_observation ({QUOTED}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(rows[0]))
            said = f"INSERT INTO measures_observation ({QUOTED}) VALUES ({marks})"
            connection.connection.executemany(said, rows)
    return time.perf_counter() - began


def settle() -> None:
    """Let the database count its tables, as it does by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# --- reading ---


def asked(sql: str, *values: Any) -> Callable[[], Any]:
    """Return a call that fetches the answer of hand-written SQL through the driver."""
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "postgresql":
        driver = connection.connection
        text = sql.replace("?", "%s")
        return lambda: driver.execute(text, values).fetchall()
    driver = sqlite3.connect(connection.settings_dict["NAME"])  # as it comes: no cell is converted
    moment = connection.ops.adapt_datetimefield_value
    given = [moment(value) if isinstance(value, datetime) else value for value in values]
    return lambda: driver.execute(sql, given).fetchall()


def pairs(pk: int) -> dict[str, tuple[Callable[[], Any], Callable[[], Any], float]]:
    """Return what is timed: ours, the driver's, and how many times the driver's ours may take."""
    from headway.kernel.actors import ANYONE, Reader
    from headway.measures.models import Indicator, Series
    from headway.measures.queries import Wanted, all_places, revisions, series_values

    key = Indicator.objects.get(pk=pk).thing.key
    row = Series.objects.filter(indicator_id=pk).order_by("place_id")[7]
    wanted = Wanted(key, row.place.thing.key)
    now, past = Reader(ANYONE, NOW), Reader(ANYONE, PAST)
    return {
        "one indicator, all places": (
            lambda: all_places(now, indicator=key),
            asked(ALL_PLACES, pk, NOW, NOW),
            COLUMNS_TIMES,
        ),
        "the same as known on a past date": (
            lambda: all_places(past, indicator=key),
            asked(ALL_PLACES, pk, PAST, PAST),
            COLUMNS_TIMES,
        ),
        "one series": (
            lambda: series_values(now, wanted=[wanted]),
            asked(ONE_SERIES, pk, row.place_id, NOW, NOW),
            COLUMNS_TIMES,
        ),
        "every word on one series (rows)": (
            lambda: revisions(now, series=wanted),
            asked(REVISED, pk, row.place_id, NOW),
            ROWS_TIMES,
        ),
    }


def read(pk: int) -> dict[str, dict[str, float]]:
    """Time each pair in turns, so that both see the same machine; in milliseconds."""
    found = {}
    for name, (ours, raw, times) in pairs(pk).items():
        size = _size(ours())
        assert size == len(raw()), name
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(REPEATS if size > 1_000 else REPEATS * 20):
            for call, into in zip((ours, raw), taken, strict=True):
                began = time.perf_counter()
                call()
                into.append((time.perf_counter() - began) * 1_000)
        found[name] = {"rows": size, "ours": statistics.median(taken[0]), "raw": statistics.median(taken[1])}
        found[name] |= {"best": min(taken[0]), "best_raw": min(taken[1]), "times": times}
    return found


def _size(answer: Any) -> int:
    if isinstance(answer, dict):
        answer = next(iter(answer.values()))
    return len(answer) if isinstance(answer, tuple) else len(answer.value)


# --- importing ---


def bring(places: list[int], releases: list[int]) -> dict[str, float]:
    """Time one large release: reading its file, bringing it in, and its rows through the driver alone."""
    from tests.builders_measures import by, indicator, release

    from headway.flows import figures as flow
    from headway.kernel.actors import Reader
    from headway.places.models import Place

    codes = list(Place.objects.order_by("pk").values_list("code", flat=True))
    count = -(-IMPORTED // (len(codes) * len(YEARS)))
    keys = {f"Import {at}": indicator(f"Import {at}", at=RELEASED[0]) for at in range(count)}
    header = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"
    lines = (
        f"{code},Place,District,{name},{year}-01-01/P1Y,{(at * 13 + year) % 997 / 8},Rate,%,,,,\n"
        for name in keys
        for at, code in enumerate(codes)
        for year in YEARS
    )
    data = (header + "".join(lines)).encode()
    who = by(at=NOW)
    began = time.perf_counter()
    table = flow.open_table(data)
    layout = flow.known(table, flow.builtin("ons-els"))
    assert layout is not None
    choices = flow.Choices(indicators=keys)
    understood = flow.understand(Reader(who.actor, who.at), table, layout, choices)
    parsed = time.perf_counter() - began
    figures = flow.Figures(release=release("2026-02-20"), statements=understood.statements)
    began = time.perf_counter()
    done = flow.bring_in(who, figures=figures)
    ours = time.perf_counter() - began
    assert done.added == len(understood.statements)
    rows: list[tuple[Any, ...]] = []
    for at in range(count):
        rows += [row for row in add(90_000 + at, places, releases) if row[13] is None]
    raw = write(rows[: done.added])
    return {"rows": done.added, "parse": parsed, "ours": ours, "raw": raw}


# --- the run ---


def inside(observations: int) -> dict[str, Any]:
    """Fill to a quarter and time the reads, fill to the end and time everything."""
    from headway.measures.models import Observation

    places, releases = ground()
    found: dict[str, Any] = {"places": len(places)}
    rate: list[float] = []
    number = filled = 0
    for name, goal in (("quarter", observations // 4), ("full", observations)):
        while filled < goal:
            rows = list(add(number, places, releases))
            rate.append(len(rows) / write(rows))
            number, filled = number + 1, filled + len(rows)
        settle()
        first = _an_indicator(number // 2)
        found[name] = read(first)
    found["filled"] = [statistics.median(rate[:10]), statistics.median(rate[-10:])]
    found["import"] = bring(places, releases)
    found["observations"] = Observation.objects.count()
    return found


def _an_indicator(number: int) -> int:
    from headway.measures.models import IndicatorCard

    return int(IndicatorCard.objects.values_list("indicator_id", flat=True).get(name=f"Filler {number:05}"))


def measure(options: argparse.Namespace, url: str) -> dict[str, Any]:
    """Fill and measure one installation; its data are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="headway-bench") as folder:
        env = {**os.environ, "HEADWAY_MODE": "test", "HEADWAY_DATA": folder, "DATABASE_URL": url}
        env |= {"HEADWAY_NOW": NOW.isoformat(), "DJANGO_SETTINGS_MODULE": "headway.config.settings"}
        migrate = [sys.executable, "-m", "headway", "manage", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=env, check=True, stdout=subprocess.DEVNULL)
        again = [sys.executable, "-m", "benchmarks.observations", "--inside"]
        size = ["--observations", str(options.observations)]
        found: dict[str, Any] = json.loads(subprocess.check_output([*again, *size], env=env, text=True))
        return found


def faults(found: dict[str, Any]) -> list[str]:
    """Return the promises that did not hold."""
    told = []
    for name, one in found["full"].items():
        limit = FIXED_MS + one["times"] * one["best_raw"]
        if one["best"] > limit:
            told.append(f"{name}: {one['best']:.2f} ms, promised {limit:.2f} ms")
        before = found["quarter"][name]
        if one["best"] > FIXED_MS + GROWTH * before["best"]:
            told.append(f"{name}: grew from {before['best']:.2f} ms to {one['best']:.2f} ms")
    done = found["import"]
    if done["raw"] < SHARE * done["ours"]:
        told.append(f"import: {done['raw'] / done['ours']:.2f} of the driver's speed, promised {SHARE}")
    return told


def told(name: str, found: dict[str, Any]) -> str:
    """Return the figures of one database as lines of Markdown."""
    done, (early, late) = found["import"], found["filled"]
    lines = [
        f"{name}, {found['observations']:,} rows of values, {found['places']} places.",
        "",
        "| answer | entries | ours, ms | driver, ms | times | ours at a quarter of the size, ms |",
        "|---|---|---|---|---|---|",
    ]
    for what, one in found["full"].items():
        before = found["quarter"][what]["best"]
        times = one["best"] / one["best_raw"]
        lines.append(
            f"| {what} | {one['rows']:,} | {one['best']:.2f} ({one['ours']:.2f}) | "
            f"{one['best_raw']:.2f} ({one['raw']:.2f}) | {times:.2f} | {before:.2f} |"
        )
    ours, raw = done["rows"] / done["ours"], done["rows"] / done["raw"]
    rates = f"{early:,.0f} rows/s at first, {late:,.0f} at the end"
    lines += [
        "",
        f"A release of {done['rows']:,} figures: its CSV file read in {done['parse']:.1f} s.",
        f"Brought in at {ours:,.0f} rows/s; the driver writes them to the same table at {raw:,.0f} rows/s.",
        f"That is {ours / raw:.2f} of the driver's speed.",
        f"Filling through the driver: {rates}.",
        *(f"**Not held**: {fault}" for fault in faults(found)),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--observations", type=int, default=1_000_000, help="rows of the table of values")
    parser.add_argument("--postgres", action="store_true", help="measure on a throwaway PostgreSQL too")
    parser.add_argument("--no-sqlite", action="store_true", help="leave SQLite out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        import django

        django.setup()
        print(json.dumps(inside(options.observations)))
        return 0
    results = {} if options.no_sqlite else {"SQLite": measure(options, "")}
    if options.postgres:
        with postgres(safe=True) as url:
            results["PostgreSQL"] = measure(options, url)
    if options.json:
        print(json.dumps(results))
    else:
        print("The best of the turns that both take on one machine, medians in brackets.\n")
        print("\n".join(told(name, found) for name, found in results.items()))
    return 0 if not any(map(faults, results.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
