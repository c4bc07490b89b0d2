"""Votes at once: one vote a person and statement, one person a code; only PostgreSQL can tell."""

import threading

import pytest
from django.db import connection

from headway.kernel.errors import Invalid
from headway.voice import actions
from headway.voice.choices import Entry
from headway.voice.models import Participant, Vote
from tests import builders_voice as build
from tests.builders_missions import system
from tests.builders_people import later, restore_log_head
from tests.builders_voice import AGREE, DISAGREE

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLIENTS = 8


@pytest.fixture(autouse=True)
def _log():
    restore_log_head()


def at_once(act):
    """Run an act in many threads that start together; return the refusals."""
    refused, start = [], threading.Barrier(CLIENTS)

    def run(number):
        start.wait()
        try:
            act(number)
        except Invalid as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_many_sendings_of_one_vote_are_one_vote():
    key = build.conversation()
    first = build.statements(key)[0]
    held = build.joined(key)

    at_once(
        lambda number: build.vote(held, first, AGREE if number % 2 else DISAGREE, at=later(seconds=number))
    )

    assert Vote.objects.filter(known_to__isnull=True).count() == 1


def test_many_people_with_one_code_are_one_person():
    key = build.conversation(entry=Entry.CODES)
    code = actions.mint_codes(system(), conversation=key, batch="Elm ward", count=1)[0]

    refused = at_once(lambda number: build.joined(key, number, code=code))

    assert len(refused) == CLIENTS - 1
    assert Participant.objects.count() == 1


def test_statements_written_at_once_have_numbers_of_their_own():
    key = build.conversation()
    receipts = [build.joined(key, number) for number in range(CLIENTS)]

    at_once(lambda number: build.said(receipts[number], f"Wish number {number}"))

    assert len(build.statements(key)) == len(build.SEEDS) + CLIENTS
