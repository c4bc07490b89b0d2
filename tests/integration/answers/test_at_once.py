"""Two people at once: one answer, one notice, one offer; only PostgreSQL can tell."""

import threading

import pytest
from django.db import connection

from headway.answers import actions
from headway.answers.models import AnswerTurn, Notice
from headway.answers.queries import untold
from headway.kernel.actors import Once
from headway.kernel.errors import Conflict
from headway.missions.models import Offer
from tests import builders_answers as build
from tests import builders_people
from tests.builders_people import later

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    builders_people.restore_log_head()
    return build.cast()


def at_once(act):
    """Run an act in two threads that start together; return what each got, a refusal by its name."""
    found, start = [], threading.Barrier(2)

    def run():
        start.wait()
        try:
            found.append(act())
        except Conflict:
            found.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_two_holders_answer_at_once_and_one_answer_stands(cast):
    key = build.offer(cast.mission)

    found = at_once(lambda: build.refuse(cast, key))

    assert found.count("refused") == 1
    assert AnswerTurn.objects.filter(answer__thing__key=key, turn="given").count() == 1


def test_two_workers_tell_a_clock_at_once_and_it_is_told_once(cast):
    build.offer(cast.mission)
    at = later(days=3)
    row, ran_out = untold(builders_people.system_reader(at))[0]

    found = at_once(lambda: actions.note_passed(builders_people.system(at), answer=row.key, ran_out=ran_out))

    assert sorted(map(str, found)) == ["None", "refused"]
    assert Notice.objects.count() == 1


def test_a_form_that_arrives_twice_at_once_is_one_offer(cast):
    by = build.citizen()
    sent = type(by)(by.actor, by.at, by.via, Once("one-form", "the same"))

    found = at_once(lambda: build.offer(cast.mission, by=sent))

    assert found[0] == found[1]
    assert Offer.objects.count() == 1
