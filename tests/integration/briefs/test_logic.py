"""What the brief of a theory of change says: the answer, outcomes, tests, flaws, history."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.briefs.logic import history_brief, logic_brief
from headway.kernel.actors import Reader
from headway.missions import actions
from headway.missions.analysis import LinkWords
from headway.missions.choices import EvidenceResult
from tests import builders_logic as toc
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import MONDAY, seer, system

pytestmark = pytest.mark.django_db
FEEDBACK = LinkWords(assumption="They tell others", feedback=True)


@pytest.fixture
def mission():
    measures.places()
    return build.mission()


def brief(reader: Reader | None = None):
    return logic_brief(reader or seer(), slug="food")


def said(sentences) -> list[str]:
    return [sentence.render("en") for sentence in sentences]


def answer() -> list[str]:
    return said(brief().answer)


def tail() -> str:
    return answer()[-1]


def graded(mission, links, *strengths):
    for link, strength in zip(links, strengths, strict=False):
        toc.grade(mission, link, toc.graded(strength))


def test_the_answer_grows_with_what_is_written(mission):
    assert answer() == ["Nobody has written down yet how this mission is meant to work."]

    first = toc.node(mission)
    alone = answer()
    toc.link(mission, first, toc.node(mission, "output", "Meals"))

    assert alone == [
        "1 step and 0 links say how this mission is meant to work.",
        "No step leads to another yet.",
    ]
    assert answer() == [
        "2 steps and 1 link say how this mission is meant to work.",
        "None of the links rests on a study.",
        "1 link carries no evidence.",
    ]


@pytest.mark.parametrize(
    ("strengths", "sentence"),
    [
        ((1, 1, 1), "Every link carries some evidence."),
        ((1, 1, 0), "1 link carries no evidence; it lies on every path to “Eats well”."),
        ((1, 0, 0), "2 links carry no evidence; both lie on every path to “Eats well”."),
        ((0, 0, 0), "3 links carry no evidence; all lie on every path to “Eats well”."),
    ],
)
def test_the_answer_says_what_everything_hangs_on(mission, strengths, sentence):
    _nodes, links = toc.chain(mission, build.outcome(mission))
    graded(mission, links, *strengths)

    assert tail() == sentence


def test_links_beside_the_only_path_are_counted_apart(mission):
    nodes, links = toc.chain(mission, build.outcome(mission))
    graded(mission, links, 1, 1)
    toc.link(mission, nodes[3], nodes[1], FEEDBACK)

    assert tail() == "2 links carry no evidence; 1 of them lies on every path to “Eats well”."


def test_two_headline_outcomes_each_get_their_sentence(mission):
    nodes, _links = toc.chain(mission, build.outcome(mission))
    other = toc.node(mission, "impact", "Is well", outcome=build.outcome(mission, "Is well"))
    toc.link(mission, nodes[2], other)

    found = brief()

    assert said(found.answer)[2:] == [
        "4 links carry no evidence.",
        "3 of them lie on every path to “Eats well”.",
        "3 of them lie on every path to “Is well”.",
    ]
    assert "Every path to 2 headline outcomes needs it." in found.suggestions[0].said.render("en")


def test_a_headline_outcome_says_how_strong_its_best_path_is(mission):
    nodes, links = toc.chain(mission, build.outcome(mission))
    graded(mission, links, 3, 1, 4)
    weakest = said(text for _step, text in brief().reached)
    toc.grade(mission, links[2], toc.graded(4, result=EvidenceResult.HARMS))
    against = said(text for _step, text in brief().reached)
    actions.retire_node(system(), mission=mission, node=nodes[2])

    assert weakest == [
        "The best path has 3 links and is as strong as the weakest: A plausible theory, or lived experience."
    ]
    assert against[0].endswith("A study on it speaks against it.")
    assert said(text for _step, text in brief().reached) == [
        "No path leads here from anything that is funded."
    ]


def test_what_is_not_sound_is_said_with_its_words(mission):
    first, second = toc.node(mission, "activity", "Cook"), toc.node(mission, "activity", "Eat")
    toc.link(mission, first, second)
    toc.link(mission, second, first, replace(toc.BELIEVED, assumption=""))

    found = [each.said.render("en") for each in brief().flaws]

    assert found == [
        "Nobody is named for “Cook”.",
        "Nobody is named for “Eat”.",
        "“Cook” has no money and no input.",
        "“Eat” has no money and no input.",
        "These steps lead back to themselves, and no link is marked as feedback: Cook → Eat → Cook.",
        "The link from “Eat” to “Cook” does not say what must be true for it to hold.",
    ]


def test_the_history_tells_each_change(mission):
    _nodes, (link, *_more) = toc.chain(mission)
    toc.grade(mission, link, toc.graded(2))
    later = system(MONDAY + timedelta(days=1))
    actions.retire_link(later, mission=mission, link=link)
    version = toc.version_of(mission, link, later.at)
    later = system(MONDAY + timedelta(days=2))
    actions.bring_back(later, mission=mission, part=link, number=1, version=version)

    told = said(text for _change, text in history_brief(seer(later.at), slug="food").changes)

    assert told[:3] == [
        "The link from “Money” to “Cook” was brought back.",
        "The link from “Money” to “Cook” was retired.",
        "The evidence of the link from “Money” to “Cook” was graded: Early studies that do not show cause.",
    ]
    assert "“Cook” was added." in told


def test_a_past_page_and_a_stranger_offer_nothing_to_change(mission):
    toc.node(mission)
    actions.open_mission(system(), mission=mission)

    past = brief(replace(seer(), past=MONDAY.date()))
    stranger = brief(Reader(build.somebody(), MONDAY))

    assert (brief().may_edit, brief().may_grade) == (True, True)
    assert (past.may_edit, past.may_grade) == (False, False)
    assert (stranger.may_edit, stranger.may_grade) == (False, False)
