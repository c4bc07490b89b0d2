"""What follows from the log: once with its cursor, counted when it fails, parked on the third time."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError

from headway.kernel.models import Cursor, Parked, Thing
from headway.kernel.reactions import Reaction, behind, daily, parked, react, unpark
from tests.goals.acts import Counted, begin, copy, count

pytestmark = pytest.mark.django_db
COUNTED = frozenset({Counted.kind})


@pytest.fixture
def two_counted(nurse):
    counter = begin(nurse)
    count(nurse, counter=counter)
    count(nurse, counter=counter)


@pytest.fixture
def copies(nurse):
    return Reaction("copies", COUNTED, lambda what, _at: partial(copy, nurse, entry=what.seq))


def labels(kind: str = "copy") -> list[str]:
    return list(Thing.objects.filter(kind=kind).order_by("pk").values_list("label", flat=True))


def failing(on: int, fault: Exception) -> Reaction:
    def run(what, _at):
        if what.seq == on:
            raise fault

    return Reaction("fails", COUNTED, run)


def test_each_entry_of_its_kinds_is_handled_once_in_order(two_counted, copies, nurse):
    handled = react(copies, at=nurse.at), react(copies, at=nurse.at)

    assert handled == (2, 0)
    assert labels() == ["2", "3"]
    assert behind(copies).count == 0


def test_a_flow_gets_the_facts_of_the_entry(two_counted, nurse):
    seen = []

    react(Reaction("looks", COUNTED, lambda what, at: seen.append((what, at))), at=nurse.at, limit=1)

    (what, at) = seen[0]
    assert (what.seq, what.kind, what.facts, what.actor) == (
        2,
        "goals.counted",
        {"number": 2},
        nurse.actor.key,
    )
    assert at == nurse.at


def test_a_consumer_says_how_far_it_is_behind(two_counted, copies, nurse):
    before = behind(copies)
    react(copies, at=nurse.at, limit=1)

    after = behind(copies)

    assert (before.count, before.since) == (2, nurse.at)
    assert after.count == 1


def test_a_write_that_fails_takes_its_cursor_back(two_counted, nurse):
    def write():
        copy(nurse, entry=2)
        raise ValueError

    handled = react(Reaction("half", COUNTED, lambda _what, _at: write), at=nurse.at)

    assert handled == 0
    assert labels() == []
    assert Cursor.objects.get(consumer="half").attempts == 1


def test_the_third_failure_parks_the_entry_and_the_consumer_goes_on(two_counted, nurse):
    reaction = failing(2, KeyError("not for the log"))

    handled = [react(reaction, at=nurse.at) for _ in range(3)]

    assert handled == [0, 0, 2]
    assert [(row.consumer, row.seq, row.fault) for row in parked()] == [("fails", 2, "KeyError")]
    assert behind(reaction).count == 0
    assert str(Parked.objects.get()) == "fails on 2"
    assert str(Cursor.objects.get()) == "fails at 3"


def test_a_database_that_is_away_counts_for_nothing(two_counted, nurse):
    with pytest.raises(OperationalError):
        react(failing(2, OperationalError("gone")), at=nurse.at)

    assert Cursor.objects.get(consumer="fails").attempts == 0


def test_a_worker_that_was_overtaken_writes_nothing(two_counted, nurse):
    """Another worker handles the entry while this one still prepares."""
    quick = Reaction("copies", COUNTED, lambda what, _at: partial(copy, nurse, entry=what.seq))

    def slow(what, at):
        if not labels():
            react(quick, at=at, limit=1)
        return partial(copy, nurse, entry=what.seq)

    react(Reaction("copies", COUNTED, slow), at=nurse.at)

    assert labels() == ["2", "3"]


def test_what_was_parked_runs_once_more_and_leaves_when_it_works(two_counted, copies, nurse):
    for seq in (2, 3):
        Parked.objects.create(consumer="copies", seq=seq, fault="KeyError", parked_at=nurse.at)
    Parked.objects.create(consumer="nobody", seq=2, fault="KeyError", parked_at=nurse.at)
    bad = failing(3, ValueError())

    def run(what, at):
        bad.run(what, at)
        return None if what.seq == 3 else copies.run(what, at)

    cleared = unpark(at=nurse.at, reactions=(Reaction("copies", COUNTED, run),))

    assert cleared == 1
    assert labels() == ["2"]
    assert [(row.consumer, row.seq) for row in parked()] == [("nobody", 2), ("copies", 3)]


def test_a_parked_entry_without_a_write_leaves_too(two_counted, nurse):
    Parked.objects.create(consumer="fails", seq=3, fault="KeyError", parked_at=nurse.at)

    cleared = unpark(at=nurse.at, reactions=(failing(2, ValueError()),))

    assert cleared == 1


def test_what_was_parked_waits_for_the_database(two_counted, nurse):
    Parked.objects.create(consumer="fails", seq=2, fault="KeyError", parked_at=nurse.at)

    with pytest.raises(OperationalError):
        unpark(at=nurse.at, reactions=(failing(2, OperationalError("gone")),))

    assert len(parked()) == 1


def test_a_duty_of_the_clock_is_done_once_a_day(nurse):
    days = [nurse.at, nurse.at + timedelta(hours=3), nurse.at + timedelta(days=1), nurse.at]

    done = [daily("sweep", at=at, run=lambda: 4) for at in days]

    assert done == [4, None, 4, None]


def test_a_duty_that_failed_is_due_again(nurse):
    def fails() -> int:
        raise ValueError

    with pytest.raises(ValueError):
        daily("sweep", at=nurse.at, run=fails)

    assert daily("sweep", at=nurse.at, run=lambda: 1) == 1
