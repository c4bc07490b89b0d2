"""A ledger of 100,000 barriers: `python -m benchmarks.barriers [--postgres] [--barriers N]`.

A body, a desk and an office that decides are made through the actions; barriers with answers, turns, words
and word stems are then written row by row, past the flows: the benchmark is of reading. Words are drawn from
a vocabulary by Zipf's law. Measured as pages need it: the public ledger with its sums, chosen by kind, office
and state; the inbox of an office that owes thousands; who says the same. By the clock, and in seconds of our
own processor (PostgreSQL's are not counted). Exit code 1 where a p95 by the clock is over 200 ms.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from benchmarks.checks import installation

BARRIERS, RUNS, PROMISED = 100_000, 60, 0.200
BATCH = 5_000
Times = list[tuple[float, float]]  # by the clock, and of the processor
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
SYLLABLES = [one + two for one in "bcdfghjklmnprst" for two in "aeio"]
STANDS = ("owed", "routed", "given", "confirmed", "confirmed", "confirmed", "given", "confirmed", "contested")


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return words with how often they come, added up."""
    words = sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(6_000)})[:5_000]
    chance.shuffle(words)
    return words, list(accumulate(1 / (rank + 10) for rank in range(len(words))))


def written(many: int, cast: Any) -> None:
    """Write barriers with everything that belongs to them."""
    from django.db import transaction

    from headway.answers.models import AnswerTurn
    from headway.answers.steps.ground import keep

    chance = random.Random(1)
    said = vocabulary(chance)
    numbers = iter(range(many))
    while part := list(islice(numbers, BATCH)):
        with transaction.atomic():
            batch(part, cast, chance, said)
    with transaction.atomic():
        keep(AnswerTurn.objects.all())


def batch(numbers: list[int], cast: Any, chance: random.Random, said: tuple[list[str], list[float]]) -> None:
    """Write one batch."""
    from headway.answers.models import Answer, AnswerTurn, Asker, Reply
    from headway.frontline.analysis import band
    from headway.frontline.choices import Often, RaisedAs, Takes
    from headway.frontline.models import Barrier
    from headway.kernel.models import Thing
    from headway.missions.models import Mission
    from headway.people.models import Office, Organisation

    desk, decides = (Office.objects.get(thing__key=key) for key in (cast.desk, cast.procurement))
    home = Organisation.objects.get(is_body=True)
    mission = Mission.objects.get()
    whens = [NOW - timedelta(minutes=7 * number + 60 * 24) for number in numbers]
    things = {
        kind: Thing.objects.bulk_create(
            Thing(kind=kind, label="In the way", mission=mission.thing, born_on=when) for when in whens
        )
        for kind in ("barrier", "answer", "reply")
    }
    replies = Reply.objects.bulk_create(
        Reply(thing=thing, office=decides, given_as="fixed", reason="Gone") for thing in things["reply"]
    )
    costs = [(chance.choice(list(Often)), chance.choice(list(Takes))) for _number in numbers]
    answers = Answer.objects.bulk_create(
        Answer(
            thing=thing,
            about=about,
            kind="barrier",
            home=home,
            costs=band(*each),
            asked_on=when.date(),
            asked_at=when,
        )
        for thing, about, when, each in zip(things["answer"], things["barrier"], whens, costs, strict=True)
    )
    Asker.objects.bulk_create(
        Asker(answer=row, code=f"{number:064x}") for row, number in zip(answers, numbers, strict=True)
    )
    AnswerTurn.objects.bulk_create(turns(numbers, answers, whens, replies, (desk, decides)))
    rows = Barrier.objects.bulk_create(
        Barrier(
            thing=thing,
            answer=answer,
            mission=mission,
            raised_as=RaisedAs.STAFF,
            identity="anonymous",
            often=often,
            takes=takes,
            raised_on=when.date(),
            raised_at=when,
        )
        for thing, answer, when, (often, takes) in zip(things["barrier"], answers, whens, costs, strict=True)
    )
    worded(rows, whens, chance, said)


PATHS = {
    "owed": ["owed"],
    "routed": ["owed", "routed"],
    "given": ["owed", "routed", "given"],
    "confirmed": ["owed", "routed", "given", "confirmed"],
    "contested": ["owed", "routed", "given", "contested"],
}


def turns(
    numbers: list[int],
    answers: list[Any],
    whens: list[datetime],
    replies: list[Any],
    offices: tuple[Any, Any],
) -> list[Any]:
    """Return what happened to the answers of one batch, an hour apart."""
    from headway.answers.models import AnswerTurn

    desk, decides = offices
    found = []
    for row, when, reply, number in zip(answers, whens, replies, numbers, strict=True):
        names = PATHS[STANDS[number % len(STANDS)]]
        for at, name in enumerate(names):
            moment = when + timedelta(hours=at)
            found.append(
                AnswerTurn(
                    answer=row,
                    number=at + 1,
                    turn=name,
                    at=moment,
                    until=None if at == len(names) - 1 else moment + timedelta(hours=1),
                    office=desk if at == 0 else decides,
                    calendar="england-and-wales",
                    since=when.date(),
                    acknowledge_by=when.date() + timedelta(days=2),
                    answer_by=when.date() + timedelta(days=28),
                    due=None if name in {"given", "confirmed"} else when.date() + timedelta(days=28),
                    confirm_by=when.date() + timedelta(days=30) if name == "given" else None,
                    reply=reply if name in {"given", "confirmed"} else None,
                )
            )
    return found


def worded(
    rows: list[Any], whens: list[datetime], chance: random.Random, said: tuple[list[str], list[float]]
) -> None:
    """Write how barriers are sorted, their words and the stems of those."""
    from django.db import connection

    from headway.frontline.analysis import stems
    from headway.frontline.choices import BarrierKind
    from headway.frontline.models import BarrierMark, BarrierVersion, BarrierWords

    kinds = list(BarrierKind)
    BarrierVersion.objects.bulk_create(
        BarrierVersion(
            barrier=row, kind=chance.choice(kinds), changer="unsure", summary="It waits", known_from=when
        )
        for row, when in zip(rows, whens, strict=True)
    )
    words, often = said
    texts = [" ".join(chance.choices(words, cum_weights=often, k=18)) for _row in rows]
    BarrierWords.objects.bulk_create(
        BarrierWords(barrier=row, tried=text[:40], stopped=text)
        for row, text in zip(rows, texts, strict=True)
    )
    table = connection.ops.quote_name(BarrierMark._meta.db_table)  # noqa: SLF001 - public by Django's documentation
    with connection.cursor() as cursor:  # 18 a barrier: as objects they take longer than all the rest
        cursor.executemany(
            f"INSERT INTO {table} (barrier_id, stem) VALUES (%s, %s)",
            [(row.pk, stem) for row, text in zip(rows, texts, strict=True) for stem in stems(text)],
        )


def measured(cast: Any) -> Iterator[tuple[str, Times]]:
    """Yield each reading with its times."""
    from headway.briefs.answers import inbox_brief
    from headway.briefs.frontline import inbox_barriers, ledger_brief
    from headway.frontline.choices import BarrierKind, Shown
    from headway.frontline.models import Barrier, BarrierWords
    from headway.frontline.queries import Chosen, alike_to, alike_words
    from headway.kernel.actors import ANYONE, SYSTEM, Reader
    from headway.people.queries import actor_for, office_rows

    anyone = Reader(ANYONE, NOW)
    director = Reader(actor_for(cast.director, NOW), NOW)
    office = office_rows(anyone, keys=[cast.procurement])[cast.procurement].listed
    yield "ledger", times(lambda _n: ledger_brief(anyone))
    yield "ledger, one kind", times(lambda _n: ledger_brief(anyone, chosen=Chosen(kind=BarrierKind.LAW)))
    yield "ledger, one office", times(lambda _n: ledger_brief(anyone, chosen=Chosen(office=office)))
    silent = Chosen(shown=Shown.NOT_CONFIRMED)
    yield "ledger, closed by silence", times(lambda _n: ledger_brief(anyone, chosen=silent))
    yield (
        "ledger, an office that owes nothing",
        times(lambda _n: ledger_brief(anyone, chosen=Chosen(office="-"))),
    )
    yield "ledger, waiting", times(lambda _n: ledger_brief(anyone, chosen=Chosen(shown=Shown.WAITING)))

    def inbox(_number: int) -> None:
        lines = inbox_brief(director)
        inbox_barriers(director, rows=[line.row for line in lines])

    yield "inbox", times(inbox)
    keys = list(Barrier.objects.order_by("pk").values_list("thing__key", flat=True)[:RUNS])
    words = list(BarrierWords.objects.order_by("pk").values_list("stopped", flat=True)[:RUNS])
    yield "who says the same, for who sorts", times(lambda n: alike_to(Reader(SYSTEM, NOW), key=keys[n]))
    yield "who says the same, for who writes", times(lambda n: alike_words(anyone, text=words[n]))


def times(act: Callable[[int], object]) -> Times:
    """Return the seconds that each of some runs takes, after one that is not counted."""
    act(0)
    found = []
    for number in range(RUNS):
        clock, processor = time.perf_counter(), time.process_time()
        act(number % RUNS)
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    return found


def told(took: Times) -> dict[str, float]:
    """Return the middle and the 95th percentile of each."""
    clock, processor = (sorted(each) for each in zip(*took, strict=True))
    middle, late = RUNS // 2, int(RUNS * 0.95)
    return {"p50": clock[middle], "p95": clock[late], "cpu50": processor[middle], "cpu95": processor[late]}


def main() -> int:
    """Measure and say whether the promise held."""
    options = argparse.ArgumentParser()
    options.add_argument("--postgres", action="store_true")
    options.add_argument("--barriers", type=int, default=BARRIERS)
    options.add_argument("--json", action="store_true")
    asked = options.parse_args()
    with installation(on_postgres=asked.postgres):
        from django.db import connection
        from tests import builders_barriers

        cast = builders_barriers.cast()
        began = time.perf_counter()
        written(asked.barriers, cast)
        with connection.cursor() as cursor:
            # As in production, where PostgreSQL looks after its tables by itself.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(
            f"{asked.barriers:,} barriers on {connection.vendor} in {time.perf_counter() - began:.0f} s",
            file=sys.stderr,
        )
        found = {name: told(took) for name, took in measured(cast)}
    if asked.json:
        print(json.dumps(found))
    else:
        print("| reading | p50 | p95 | processor, p50 | p95 |\n|---|---|---|---|---|")
        for name, each in found.items():
            print(f"| {name} | {' | '.join(f'{seconds * 1000:.0f} ms' for seconds in each.values())} |")
    return int(any(each["p95"] > PROMISED for each in found.values()))


if __name__ == "__main__":
    sys.exit(main())
