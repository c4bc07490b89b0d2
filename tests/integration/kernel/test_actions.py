"""One act is one action, one transaction, one entry of the log; sent twice it counts once."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from headway.kernel import log
from headway.kernel.actions import bump, forget_old_keys, lock, once_more
from headway.kernel.actors import Actor
from headway.kernel.errors import (
    ActionInActionError,
    Conflict,
    Forbidden,
    Missing,
    OutsideActionError,
    Stale,
)
from headway.kernel.models import Entry, Idempotency, Thing
from headway.kernel.things import NewThing
from tests.goals.acts import begin, count_all
from tests.integration.kernel import acts

pytestmark = pytest.mark.django_db


def test_an_action_writes_its_rows_and_one_entry(nurse):
    key = begin(nurse, label="meals")

    entry = Entry.objects.get()

    assert (entry.seq, entry.kind, entry.about, entry.actor) == (1, "goals.begun", key, nurse.actor.key)
    assert Thing.objects.get(key=key).label == "meals"


def test_an_action_inside_an_action_is_refused_and_nothing_stays(nurse):
    with pytest.raises(ActionInActionError, match="begin was called inside add_two"):
        acts.add_two(nurse, label="two at once")

    assert Thing.objects.count() == 0
    assert log.head().seq == 0
    assert begin(nurse)  # the failed one is closed


def test_a_step_outside_an_action_is_refused(nurse):
    with pytest.raises(OutsideActionError, match="make needs an open action"):
        acts.make(nurse, NewThing("counter", "alone"))

    with pytest.raises(OutsideActionError):
        lock(uuid4())
    with pytest.raises(OutsideActionError):
        bump(Thing())


def test_an_event_of_another_kind_undoes_the_action(nurse):
    with pytest.raises(TypeError, match=r"an action of goals.begun ended with Counted"):
        acts.say_otherwise(nurse)

    assert Thing.objects.count() == 0


def test_an_event_that_is_not_registered_is_refused(nurse):
    with pytest.raises(TypeError, match="Unregistered is not a registered kind"):
        acts.say_the_unknown(nurse)

    assert log.head().seq == 0


def test_a_token_that_may_only_read_does_not_write(nurse):
    reading = replace(nurse, actor=Actor(key=nurse.actor.key, read_only=True))

    with pytest.raises(Forbidden):
        begin(reading)

    assert log.head().seq == 0


def test_the_same_key_gets_the_same_answer_and_writes_once(sent_with):
    first = begin(sent_with("k1"))

    again = begin(sent_with("k1"))

    assert again == first
    assert Thing.objects.count() == 1
    assert log.head().seq == 1


def test_the_same_key_with_other_content_is_a_conflict(sent_with):
    begin(sent_with("k1", "one"))

    with pytest.raises(Conflict):
        begin(sent_with("k1", "another"))

    assert Thing.objects.count() == 1


def test_the_same_key_of_another_person_is_another_act(sent_with):
    mine = begin(sent_with("k1"))

    theirs = begin(replace(sent_with("k1"), actor=Actor(key=UUID(int=2))))

    assert theirs != mine


def test_a_failed_act_leaves_its_key_free(sent_with):
    with pytest.raises(TypeError):
        acts.say_otherwise(sent_with("k1"))

    assert Idempotency.objects.count() == 0


@pytest.mark.parametrize("value", [None, 7, "word", UUID(int=9)])
def test_an_answer_is_remembered_as_it_was(sent_with, value):
    first = acts.answer(sent_with("k1"), value=value)

    again = acts.answer(sent_with("k1"), value=value)

    assert first == again == value
    assert log.head().seq == 1


def test_an_answer_that_cannot_be_remembered_is_a_fault_of_ours(sent_with):
    with pytest.raises(TypeError, match="not dict"):
        acts.answer(sent_with("k1"), value={})

    assert Thing.objects.count() == 0


def test_keys_are_forgotten_after_their_week(sent_with, nurse):
    begin(sent_with("k1"))

    dropped = forget_old_keys(nurse.at), forget_old_keys(nurse.at + timedelta(seconds=1))

    assert dropped == (0, 1)


def test_whoever_saw_an_older_version_is_told_both(nurse):
    thing = begin(nurse)
    acts.edit(nurse, thing=thing, seen=1)

    with pytest.raises(Stale) as refused:
        acts.edit(nurse, thing=thing, seen=1)

    assert (refused.value.key, refused.value.yours, refused.value.current) == (thing, 1, 2)
    assert Thing.objects.get(key=thing).version == 2


def test_what_is_locked_must_be_there(nurse):
    thing = begin(nurse)

    with pytest.raises(Missing):
        count_all(nurse, counters=(thing, uuid4()))

    assert Thing.objects.get(key=thing).version == 1


def test_prepared_work_is_done_once_more_when_the_ground_moved():
    tries = []

    def attempt():
        tries.append(len(tries))
        if len(tries) == 1:
            raise Stale(UUID(int=1), yours=1, current=2)
        return "done"

    said = once_more(attempt)

    assert (said, tries) == ("done", [0, 1])
