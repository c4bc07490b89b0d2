"""Votes: one a person and statement, with history, under a pseudonym that leads to nobody."""

from dataclasses import replace

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Entry
from headway.voice import actions
from headway.voice.analysis.taking import Cast, Joining
from headway.voice.choices import Entry as Admits
from headway.voice.choices import Mode
from headway.voice.models import InviteCode, Participant, Vote
from headway.voice.queries import batches, own_votes, participant, tallies, turnouts
from tests import builders_people as people
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import later
from tests.builders_voice import AGREE, DISAGREE, PASS


def votes_of(receipt, at=None):
    reader = seer(at) if at else seer()
    found = participant(reader, receipt=receipt)
    return {key: row.choice for key, row in own_votes(reader, participant=found.key).items()}


@pytest.mark.django_db
def test_a_change_of_mind_keeps_what_was_said_before():
    key = build.conversation()
    first = build.statements(key)[0]
    held = build.joined(key)
    build.vote(held, first, AGREE)

    build.vote(held, first, DISAGREE, at=later(hours=1))

    assert votes_of(held) == {first: AGREE}
    assert votes_of(held, later(hours=2)) == {first: DISAGREE}
    assert Vote.objects.count() == 2


@pytest.mark.django_db
def test_the_same_vote_again_is_the_same_vote():
    key = build.conversation()
    first = build.statements(key)[0]
    held = build.joined(key)

    for hour in range(3):
        build.vote(held, first, PASS, at=later(hours=hour))

    assert Vote.objects.count() == 1


@pytest.mark.django_db
def test_the_log_says_that_a_pseudonym_voted_and_neither_who_nor_what():
    key = build.conversation()
    first = build.statements(key)[0]
    held = build.joined(key)

    build.vote(held, first, AGREE)

    entry = Entry.objects.order_by("-seq")[0]
    person = participant(seer(), receipt=held)
    assert (entry.kind, entry.actor, entry.about) == ("voice.voted", None, key)
    assert entry.facts == f'{{"participant":"{person.key}","statement":"{first}"}}'


@pytest.mark.django_db
def test_an_act_that_carries_an_account_is_no_vote():
    key = build.conversation()
    first = build.statements(key)[0]
    held = build.joined(key)
    nurse = people.by(people.person())

    with pytest.raises(Forbidden):
        actions.cast_vote(nurse, receipt=held, vote=Cast(first, AGREE))

    assert Vote.objects.count() == 0


@pytest.mark.django_db
def test_nobody_votes_on_what_is_not_published():
    key = build.conversation()
    held = build.joined(key)
    waiting = build.said(held)

    with pytest.raises(Conflict):
        build.vote(held, waiting)

    assert Vote.objects.count() == 0


@pytest.mark.django_db
def test_a_receipt_opens_one_conversation_alone():
    key, other = build.conversation(), build.conversation(question="How should we travel?")
    held = build.joined(key)

    with pytest.raises(Missing):
        build.vote(held, build.statements(other)[0])
    with pytest.raises(Missing):
        build.vote(build.receipt(7), build.statements(key)[0])

    assert participant(seer(), receipt="no receipt") is None


@pytest.mark.django_db
def test_a_closed_conversation_takes_no_vote():
    key = build.conversation()
    held = build.joined(key)
    actions.close_conversation(system(), conversation=key)

    with pytest.raises(Conflict):
        build.vote(held, build.statements(key)[0])
    with pytest.raises(Conflict):
        build.joined(key, 1)


@pytest.mark.django_db
def test_after_its_last_day_nobody_joins_or_votes():
    key = build.conversation(closes_on=people.TODAY)

    held = build.joined(key, 0, at=later(hours=8))

    with pytest.raises(Conflict):
        build.joined(key, 1, at=later(days=1))
    with pytest.raises(Conflict):
        build.vote(held, build.statements(key)[0], at=later(days=1))


@pytest.mark.django_db
def test_a_code_admits_one_person_and_leads_to_nobody():
    key = build.conversation(entry=Admits.CODES)
    codes = actions.mint_codes(system(), conversation=key, batch="Elm ward", count=3)

    build.joined(key, 1, code=codes[0].lower().replace("-", " "))

    with pytest.raises(Invalid):
        build.joined(key, 2, code=codes[0])
    with pytest.raises(Invalid):
        build.joined(key, 2)
    assert [(row.name, row.codes, row.used) for row in batches(seer(), conversation=key)] == [
        ("Elm ward", 3, 1)
    ]
    kept = set(InviteCode.objects.values_list("code_hash", flat=True))
    assert not kept & set(codes)
    assert Participant.objects.get().batch == "Elm ward"


@pytest.mark.django_db
def test_who_is_known_joins_once_and_no_row_says_as_whom():
    key = build.conversation(entry=Admits.VERIFIED)
    nurse = people.person()
    join = replace(Joining(build.receipt(1)))

    actions.join_conversation(build.nobody(), conversation=key, joining=join, account=nurse)

    with pytest.raises(Conflict):
        actions.join_conversation(
            build.nobody(), conversation=key, joining=Joining(build.receipt(2)), account=nurse
        )
    with pytest.raises(Forbidden):
        build.joined(key, 3)
    assert Participant.objects.count() == 1
    assert not Entry.objects.filter(kind="voice.joined", actor__isnull=False).exists()


@pytest.mark.django_db
def test_a_join_that_is_sent_twice_is_one_person():
    key = build.conversation()

    build.joined(key)
    build.joined(key)

    assert Participant.objects.count() == 1


@pytest.mark.django_db
def test_paper_comes_in_until_the_result_is_reported():
    key = build.conversation()
    first, second, _third = build.statements(key)
    actions.close_conversation(system(), conversation=key)
    sheet = [Cast(first, AGREE, important=True), Cast(second, DISAGREE)]

    actions.enter_votes(
        system(), conversation=key, joining=Joining(build.receipt(1), Mode.PAPER), votes=sheet
    )

    assert turnouts(seer(), conversations={key})[key].modes == ((Mode.PAPER, 1),)
    with pytest.raises(Invalid):
        actions.enter_votes(
            system(), conversation=key, joining=Joining(build.receipt(2), Mode.WEB), votes=sheet
        )


@pytest.mark.django_db
def test_totals_of_fewer_than_ten_stay_unsaid():
    key = build.conversation()
    first, second, _third = build.statements(key)
    receipts = build.voters(key, 10)
    build.vote(receipts[0], first, PASS, at=later(hours=1))
    changed = seer(later(hours=2))

    found = tallies(changed, conversation=key)

    assert (found[first].agree, found[first].disagree, found[first].passed) == (5, 4, 1)
    assert found[second].votes == 10
    nine = build.conversation(question="How should we travel?")
    build.voters(nine, 9, first=100)
    assert {each.votes for each in tallies(seer(), conversation=nine).values()} == {None}
