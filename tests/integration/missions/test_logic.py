"""The theory of change: nodes and links with every version, as known at a moment."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.kernel.things import labels
from headway.missions import actions, queries
from headway.missions.analysis import Evidence, LinkWords, NewLink, NewNode, NodeWords
from headway.missions.choices import Ending, EvidenceResult, LinkState, MissionState, NodeKind
from headway.missions.models import Stage
from headway.missions.queries import What
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=7)
COOK = NodeWords(NodeKind.ACTIVITY, "Cook together")


@pytest.fixture(autouse=True)
def places():
    measures.places()


def test_a_theory_of_change_is_read_as_it_was_known_then():
    key = build.mission()
    outcome = build.outcome(key)

    nodes, links = toc.chain(key, outcome)

    found = toc.logic(key)
    before = toc.logic(key, MONDAY - timedelta(seconds=1))
    assert [row.key for row in found.nodes] == list(nodes)
    assert [(row.key, row.source, row.target) for row in found.links] == [
        (link, source, target) for link, source, target in zip(links, nodes, nodes[1:], strict=False)
    ]
    assert [row.headline for row in found.nodes] == [False, False, False, True]
    assert (before.nodes, before.links) == ((), ())


def test_a_change_leaves_what_was_said_before_in_its_time():
    key = build.mission()
    node = toc.node(key)
    version = toc.version_of(key, node)

    words = replace(COOK, text="Cook and eat together", money=120_000)
    actions.change_node(system(LATER), mission=key, node=node, words=words, version=version)

    assert [row.text for row in toc.logic(key).nodes] == ["Cook together"]
    assert [row.words for row in toc.logic(key, LATER).nodes] == [words]
    assert labels({node})[node].label == "Cook and eat together"
    with pytest.raises(Stale):
        actions.change_node(system(LATER), mission=key, node=node, words=words, version=version)


def test_links_of_a_retired_step_leave_with_it_and_come_back_with_it():
    key = build.mission()
    nodes, links = toc.chain(key)

    actions.retire_node(system(LATER), mission=key, node=nodes[1])

    gone = toc.logic(key, LATER)
    version = toc.version_of(key, nodes[1])
    after = LATER + timedelta(days=1)
    actions.bring_back(system(after), mission=key, part=nodes[1], number=1, version=version)
    assert ([row.key for row in gone.links], len(gone.nodes)) == ([links[2]], 3)
    assert [row.key for row in toc.logic(key, after).links] == list(links)
    version = toc.version_of(key, nodes[1], after)
    with pytest.raises(Missing):
        actions.bring_back(system(after), mission=key, part=nodes[1], number=9, version=version)


def test_what_is_known_of_a_link_stays_apart_from_what_is_claimed():
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)
    evidence = toc.graded(3, result=EvidenceResult.NO_DIFFERENCE, shown_in="Elsewhere")

    toc.grade(key, link, evidence)
    said = LinkWords(mechanism="Another way", assumption="People come", lag_months=6, feedback=True)
    version = toc.version_of(key, link)
    actions.change_link(system(LATER), mission=key, link=link, words=said, version=version)

    row = toc.logic(key, LATER).links[0]
    assert (row.words, row.evidence, row.state) == (said, evidence, LinkState.TESTED)
    assert row.graded_at == MONDAY
    assert toc.logic(key).links[0].words == toc.BELIEVED


def test_a_link_is_claimed_then_tested_then_contested():
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)

    states = [toc.logic(key).links[0].state]
    for evidence in (toc.graded(1), toc.graded(2), toc.graded(2, contested=True, objection="Not here")):
        toc.grade(key, link, evidence)
        states.append(toc.logic(key).links[0].state)

    assert states == [LinkState.CLAIMED, LinkState.CLAIMED, LinkState.TESTED, LinkState.CONTESTED]


def test_bringing_a_claim_back_does_not_bring_its_old_grade_back():
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)
    toc.grade(key, link, toc.graded(3))
    version = toc.version_of(key, link)
    actions.retire_link(system(LATER), mission=key, link=link)

    with pytest.raises(Stale):
        actions.bring_back(system(LATER), mission=key, part=link, number=1, version=version)
    version = toc.version_of(key, link, LATER)
    actions.bring_back(system(LATER), mission=key, part=link, number=1, version=version)

    assert toc.logic(key, LATER).links[0].evidence.strength == 3


def test_the_history_says_what_happened_and_which_words_changed():
    key = build.mission()
    nodes, (link, *_more) = toc.chain(key)
    toc.grade(key, link, toc.graded(2))
    version = toc.version_of(key, nodes[1])
    actions.change_node(
        system(LATER), mission=key, node=nodes[1], words=replace(COOK, text="Teach"), version=version
    )
    actions.retire_node(system(LATER + timedelta(days=1)), mission=key, node=nodes[1])

    newest, changed, *rest = queries.logic_history(seer(LATER + timedelta(days=2)), mission=key)
    graded = queries.logic_history(seer(), mission=key, part=link)[0]

    assert (newest.what, newest.latest, newest.fields) == (What.RETIRED, True, ())
    assert (changed.what, changed.latest, changed.fields) == (What.CHANGED, False, ("text",))
    assert (graded.what, graded.now.ends) == (What.GRADED, nodes[:2])
    assert set(graded.fields) == {"strength", "why", "citation"}
    assert {change.what for change in rest} == {What.ADDED, What.GRADED}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (replace(COOK, text=" "), "text"),
        (replace(COOK, text="x" * 301), "text"),
        (replace(COOK, money=-1), "money"),
        (replace(COOK, currency="pounds"), "currency"),
    ],
)
def test_a_step_that_is_not_complete_is_refused(words, field):
    key = build.mission()

    with pytest.raises(Invalid) as refused:
        actions.add_node(system(), mission=key, node=NewNode(words))

    assert refused.value.fields.keys() == {field}


def test_only_an_outcome_of_the_same_mission_is_stood_for():
    key, other = build.mission(), build.mission(short_title="Other")
    outcome, theirs = build.outcome(key), build.outcome(other)

    with pytest.raises(Invalid):
        toc.node(key, "activity", outcome=outcome)
    with pytest.raises(Missing):
        toc.node(key, "long_outcome", outcome=theirs)
    with pytest.raises(Missing):
        toc.node(key, "activity", owner=build.place_key())


def test_a_retired_outcome_makes_no_step_a_headline_and_does_not_come_back():
    key = build.mission()
    outcome = build.outcome(key)
    node = toc.node(key, "long_outcome", "Eats well", outcome=outcome)
    actions.retire_node(system(), mission=key, node=node)
    actions.retire_outcome(system(LATER), mission=key, outcome=outcome)

    version = toc.version_of(key, node, LATER)
    actions.bring_back(system(LATER), mission=key, part=node, number=1, version=version)

    row = toc.logic(key, LATER).nodes[0]
    assert (row.headline, row.words.outcome) == (False, None)


@pytest.mark.parametrize(
    ("evidence", "field"),
    [
        (Evidence(5), "strength"),
        (Evidence(1), "why"),
        (Evidence(2, why="One study"), "citation"),
        (Evidence(contested=True), "objection"),
        (Evidence(address="javascript:alert(1)"), "address"),
        (Evidence(shown_in="x" * 201), "shown_in"),
    ],
)
def test_a_grade_without_its_reason_is_refused(evidence, field):
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)

    with pytest.raises(Invalid) as refused:
        toc.grade(key, link, evidence)

    assert field in refused.value.fields


def test_a_link_joins_two_steps_of_one_mission_once():
    key, other = build.mission(), build.mission(short_title="Other")
    (first, second, *_), _links = toc.chain(key)
    theirs = toc.node(other)

    with pytest.raises(Conflict):
        toc.link(key, first, second)
    with pytest.raises(Invalid):
        toc.link(key, first, first)
    with pytest.raises(Missing):
        toc.link(key, first, theirs)
    with pytest.raises(Missing):
        toc.link(other, first, second)
    with pytest.raises(Missing):
        actions.add_link(system(), mission=first, link=NewLink(first, second))
    with pytest.raises(Missing):
        actions.add_node(system(), mission=first, node=NewNode(COOK, key=uuid4()))


@pytest.mark.parametrize("words", [LinkWords(lag_months=1201), LinkWords(assumption="x" * 2001)])
def test_a_claim_with_too_many_words_or_months_is_refused(words):
    key = build.mission()
    first, second = toc.node(key), toc.node(key, "output", "Meals")

    with pytest.raises(Invalid):
        toc.link(key, first, second, words)


def test_what_is_retired_cannot_be_retired_again():
    key = build.mission()
    (first, *_), (link, *_more) = toc.chain(key)
    actions.retire_link(system(), mission=key, link=link)
    actions.retire_node(system(), mission=key, node=first)

    with pytest.raises(Conflict):
        actions.retire_link(system(), mission=key, link=link)
    with pytest.raises(Conflict):
        actions.retire_node(system(), mission=key, node=first)


def test_a_closed_mission_keeps_its_theory_of_change_but_evidence_may_still_be_graded():
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)
    decided = Stage.objects.get().mission.thing_id  # any Thing does for a decision here
    Stage.objects.update(state=MissionState.CLOSED, ending=Ending.ACHIEVED, decision_id=decided)

    toc.grade(key, link, toc.graded(2))

    assert toc.logic(key).links[0].evidence.strength == 2
    with pytest.raises(Conflict):
        toc.node(key)


def test_who_makes_the_claim_does_not_grade_its_evidence():
    key = build.mission()
    _nodes, (link, *_more) = toc.chain(key)

    with pytest.raises(Forbidden):
        toc.grade(key, link, toc.graded(4), build.holding(RoleName.MISSION_LEAD))

    toc.grade(key, link, toc.graded(1), build.holding(RoleName.ANALYST))
    assert toc.logic(key).links[0].evidence.strength == 1


def test_two_queries_read_any_number_of_missions(django_assert_num_queries):
    keys = [build.mission(short_title=f"Mission {number}") for number in range(3)]
    for key in keys:
        toc.chain(key)

    with django_assert_num_queries(2):
        found = queries.logic(seer(), missions=keys)

    assert [len(found[key].links) for key in keys] == [3, 3, 3]
