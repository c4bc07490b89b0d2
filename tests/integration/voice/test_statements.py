"""Statements: they wait for a moderator, are hidden for a reason anybody reads, and keep where they came from."""

import pytest

from headway.kernel.errors import Conflict, Forbidden, Invalid
from headway.kernel.things import labels
from headway.voice import actions
from headway.voice.analysis.taking import Hiding, NewTrace, Recast
from headway.voice.choices import CarriedOut, Lineage, StatementStanding, Turn, Why
from headway.voice.queries import (
    carryings,
    happenings,
    moderation,
    statements,
    ties,
    traces,
)
from tests import builders_people as people
from tests import builders_voice as build
from tests.builders_missions import seer, system
from tests.builders_people import later
from tests.builders_voice import DISAGREE

pytestmark = pytest.mark.django_db


def row(key, reader=None):
    return statements(reader or seer(), keys={key})[0]


def hidden(key, at=None):
    actions.hide_statement(
        system(at) if at else system(), statement=key, hiding=Hiding(Why.PERSONAL, "It names a shopkeeper.")
    )


def test_a_statement_that_waits_is_read_by_its_moderators_alone():
    key = build.conversation()
    waiting = build.said(build.joined(key))

    seen = row(waiting, people.reader())

    assert (seen.standing, seen.text.text) == (StatementStanding.PENDING, "")
    assert row(waiting).text.text == "Bread should be baked here"
    assert labels([waiting])[waiting].label == "…"


def test_what_is_published_is_named_for_everybody():
    waiting = build.said(build.joined(build.conversation()))

    actions.publish_statement(system(), statement=waiting)

    assert row(waiting, people.reader()).standing is StatementStanding.LIVE
    assert labels([waiting])[waiting].label == "Bread should be baked here"


def test_without_moderation_beforehand_it_is_live_at_once():
    key = build.conversation(moderated=False)

    made = build.said(build.joined(key))

    assert row(made).standing is StatementStanding.LIVE


def test_the_log_says_why_a_statement_is_hidden_and_not_what_it_said():
    key = build.conversation()
    waiting = build.said(build.joined(key))

    hidden(waiting, later(hours=1))

    reader = people.reader(at=later(hours=2))
    first = moderation(reader, conversation=key)[0]
    assert (first.turn, first.why, first.note) == (Turn.HIDDEN, Why.PERSONAL, "It names a shopkeeper.")
    assert row(waiting, reader).text.text == ""
    assert row(waiting, people.reader()).why is None


def test_who_wrote_it_appeals_and_another_than_who_hid_it_decides():
    key = build.conversation()
    held = build.joined(key)
    waiting = build.said(held)
    hidden(waiting)

    with pytest.raises(Forbidden):
        actions.appeal_hiding(
            build.nobody(), statement=waiting, receipt=build.joined(key, 1), note="It names nobody."
        )
    actions.appeal_hiding(build.nobody(), statement=waiting, receipt=held, note="It names nobody.")
    actions.decide_appeal(system(), statement=waiting, shown=True, note="It names a shop, not a person.")

    assert row(waiting).turn is Turn.RESTORED
    with pytest.raises(Conflict):
        actions.decide_appeal(system(), statement=waiting, shown=False, note="")


def test_the_very_same_words_are_not_written_twice():
    held = build.joined(build.conversation())

    with pytest.raises(Invalid):
        build.said(held, build.SEEDS[0].upper())
    with pytest.raises(Invalid):
        build.said(held, "x" * 281)


def test_a_duplicate_is_merged_and_its_votes_stay_with_its_words():
    key = build.conversation()
    first, second, third = build.statements(key)
    build.vote(build.joined(key), second, DISAGREE)

    actions.recast_statements(
        system(later(hours=1)), statements=[second], recasting=Recast(Lineage.MERGE, into=first)
    )

    reader = seer(later(hours=2))
    assert [each.key for each in statements(reader, conversations={key}, live=True)] == [first, third]
    tie = ties(reader, statements=[first])[0]
    assert (tie.statement, tie.comes_from, tie.how) == (first, second, Lineage.MERGE)
    assert row(second, people.reader(at=later(hours=2))).text.text == build.SEEDS[1]
    with pytest.raises(Conflict):
        build.vote(build.receipt(0), second, DISAGREE, at=later(hours=2))


def test_a_statement_that_says_two_things_is_split():
    key = build.conversation()
    first = build.statements(key)[0]

    actions.recast_statements(
        system(),
        statements=[first],
        recasting=Recast(Lineage.SPLIT, texts=("Schools need kitchens", "Schools need cooks")),
    )

    live = [each.text.text for each in statements(seer(), conversations={key}, live=True)]
    assert live[-2:] == ["Schools need kitchens", "Schools need cooks"]
    with pytest.raises(Invalid):
        actions.recast_statements(
            system(),
            statements=[build.statements(key)[1]],
            recasting=Recast(Lineage.SPLIT, texts=("One thing",)),
        )


def test_what_came_of_a_statement_is_traced_once():
    key = build.conversation()
    first, other = build.statements(key)[:2]
    new = NewTrace(other, "The charter says so now.", 2)

    actions.trace_change(system(), of=first, new=new)

    found = traces(seer(), of=[first])[first][0]
    assert (found.to.key, found.charter_version, found.note) == (other, 2, "The charter says so now.")
    with pytest.raises(Conflict):
        actions.trace_change(system(), of=first, new=new)


def test_only_those_who_agreed_say_whether_it_happened():
    key = build.conversation()
    first = build.statements(key)[0]
    receipts = build.voters(key, 4)
    actions.note_carrying_out(system(), statement=first, state=CarriedOut.DONE, note="Two kitchens opened.")

    actions.judge_happening(build.nobody(), receipt=receipts[1], statement=first, happened=True)
    actions.judge_happening(build.nobody(), receipt=receipts[3], statement=first, happened=True)
    actions.judge_happening(
        build.nobody(later(hours=1)), receipt=receipts[3], statement=first, happened=False
    )

    assert happenings(seer(), statements=[first])[first].yes == 2
    after = happenings(seer(later(hours=2)), statements=[first])[first]
    assert (after.yes, after.no) == (1, 1)
    assert carryings(seer(), statements=[first])[first].state is CarriedOut.DONE
    with pytest.raises(Forbidden):
        actions.judge_happening(build.nobody(), receipt=receipts[0], statement=first, happened=True)
