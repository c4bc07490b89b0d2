"""The log: gap-free, chained, its head published; whoever changes it is found."""

import json
from datetime import timedelta

import pytest

from headway.kernel import log
from headway.kernel.log import Head
from headway.kernel.models import Entry, LogHead, PublishedHead
from tests.goals.acts import begin, count

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(nurse):
    """Five entries; return the head behind them."""
    for number in range(5):
        begin(nurse, label=str(number))
    return log.head()


def test_entries_are_numbered_without_a_gap_and_chained(five):
    rows = list(log.entries(after=0))

    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert log.verify(five) == log.Verdict(5, five)


def test_an_empty_log_is_whole():
    assert log.verify() == log.Verdict(0, Head(0, ""))
    assert log.last_moment() is None


def test_a_changed_entry_is_named(five):
    Entry.objects.filter(seq=3).update(facts='{"number":7}')

    assert log.verify().fault == "entry 3 was changed"


def test_a_missing_entry_is_named(five):
    Entry.objects.filter(seq=3).delete()

    assert log.verify().fault == "entry 3 is missing; the next is 4"


def test_an_entry_that_does_not_follow_is_named(five):
    Entry.objects.filter(seq=3).update(previous="0" * 64)

    assert log.verify().fault == "entry 3 does not follow the one before"


def test_a_cut_tail_shows_in_the_head_and_in_the_published_head(five):
    Entry.objects.filter(seq=5).delete()
    without = log.verify()
    LogHead.objects.update(seq=4, hash=Entry.objects.get(seq=4).hash)

    assert without.fault == "the head says entry 5, the log ends at 4"
    assert log.verify().fault == ""
    assert log.verify(five).fault == "entry 5 is missing: the log was cut"


def test_another_history_is_not_the_published_one(five):
    assert log.verify(Head(3, "0" * 64)).fault == "entry 3 is not the one published"


def test_entries_that_come_while_it_verifies_are_no_fault(five, monkeypatch, nurse):
    """The real head is read between two blocks, as another process would move it."""
    head = log.head

    def and_then_somebody_writes():
        stood = head()
        begin(nurse, label="meanwhile")
        return stood

    monkeypatch.setattr(log, "head", and_then_somebody_writes)

    assert log.verify().fault == ""
    assert log.verify().entries == 6


def test_an_entry_behind_the_head_is_a_fault(five):
    last = Entry.objects.get(seq=5)
    more = Entry(seq=6, at=last.at, kind=last.kind, via=last.via, facts="{}", previous=last.hash)
    more.hash = log.entry_hash(more)
    more.save()

    assert log.verify().fault == "the head says entry 5, the log ends at 6"


def test_the_head_is_published_once_a_day_and_when_it_moved(nurse):
    nothing = log.publish(nurse.at)
    counter = begin(nurse)
    first = log.publish(nurse.at)
    same_day = log.publish(nurse.at + timedelta(hours=1))
    count(nurse, counter=counter)
    moved_same_day = log.publish(nurse.at + timedelta(hours=2))
    next_day = log.publish(nurse.at + timedelta(days=1))

    assert (nothing, same_day, moved_same_day) == (None, None, None)
    assert (first.seq, next_day.seq) == (1, 2)
    assert log.published() == log.Published(next_day, nurse.at + timedelta(days=1))
    assert PublishedHead.objects.count() == 2


def test_history_is_newest_first_and_stops_at_the_reader(nurse):
    counter = begin(nurse)
    begin(nurse, label="another")

    seen = log.about(counter, at=nurse.at)
    before = log.about(counter, at=nurse.at - timedelta(seconds=1))

    assert [(row.seq, row.kind, json.loads(row.facts)) for row in seen] == [(1, "goals.begun", {})]
    assert before == ()
    assert log.last_moment() == nurse.at


def test_long_logs_are_read_in_blocks(five, monkeypatch):
    monkeypatch.setattr(log, "BLOCK", 2)

    seen = [row.seq for row in log.entries(after=1, kinds=frozenset({"goals.begun"}))]

    assert seen == [2, 3, 4, 5]
    assert log.verify(five).fault == ""


def test_models_name_themselves(five, nurse):
    log.publish(nurse.at)

    named = str(Entry.objects.get(seq=1)), str(LogHead.objects.get()), str(PublishedHead.objects.get())

    assert named == ("1 goals.begun", f"5:{five.hash}", f"5:{five.hash}")
