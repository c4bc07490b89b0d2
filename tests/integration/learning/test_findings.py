"""Findings come in, are corrected and retracted, and change what a link rests on, by decision, with history."""

from dataclasses import replace

import pytest

from headway.briefs.findings import known_about, library_brief, synthesis_brief
from headway.flows.findings import Weighing, weigh_finding
from headway.kernel.errors import Conflict, Invalid, Missing, Stale
from headway.learning import actions
from headway.learning.choices import Measure, Scale
from headway.learning.queries import finding_versions, findings, uses
from headway.missions.actions import open_mission
from headway.missions.choices import EvidenceResult
from headway.missions.queries import logic, logic_history
from tests import builders_findings as build
from tests import builders_learning as learning
from tests import builders_logic as logic_build
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as rhythms
from tests.builders_missions import seer, system

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground():
    people.body()
    measures.places()


def test_what_was_said_of_a_finding_stays_when_it_is_corrected():
    key = build.published()

    later = system(learning.LATER)
    actions.correct_finding(later, finding=key, words=replace(build.WORDS, title="Half as many"), version=1)

    told = finding_versions(seer(learning.LATER), key=key)
    assert [each.words.title for each in told] == ["Half as many", build.WORDS.title]
    assert build.row(key).words == build.WORDS


def test_a_retracted_finding_counts_nowhere_and_keeps_its_page():
    build.published(build.SECOND)
    key = build.retracted()

    brief = library_brief(seer())

    assert [row.key for row in brief.retracted] == [key]
    assert len(brief.entries) == 1
    assert build.row(key).retracted == "The data were made up"
    assert build.row(key).words == build.WORDS


def test_the_same_file_again_changes_nothing():
    first = actions.import_findings(system(), findings=[build.WORDS, build.SECOND])

    again = actions.import_findings(system(), findings=[build.WORDS, replace(build.SECOND, cost="1p")])

    assert (first, again) == (2, 1)
    assert [row.number for row in findings(seer())] == [1, 2]


def test_all_of_a_file_comes_in_or_nothing():
    with pytest.raises(Invalid):
        actions.import_findings(system(), findings=[build.WORDS, replace(build.SECOND, citation=" ")])

    assert findings(seer()) == ()


def test_a_short_name_stands_once_and_an_old_version_is_stale():
    key = build.published()

    with pytest.raises(Invalid) as taken:
        build.published()
    with pytest.raises(Stale):
        actions.retract_finding(system(), finding=key, reason="Wrong", version=7)

    assert "code" in taken.value.fields


def test_what_speaks_against_the_hope_stands_first_and_our_own_tests_are_there():
    mission = missions.mission()
    open_mission(system(), mission=mission)
    learning.analysed(mission)
    for words in (build.WORDS, build.SECOND, build.THIRD):
        build.published(words)

    brief = library_brief(seer(learning.LATER), asked="letters replies")

    assert brief.entries[0].result is EvidenceResult.HARMS
    assert sum(each.test is not None for each in brief.entries) == 1
    assert brief.contrary == 1


def test_a_draft_is_shown_what_is_known_by_its_own_words():
    build.published()
    build.published(
        replace(
            build.SECOND,
            title="Breakfast at school",
            outcome="Marks",
            question="",
            where="",
            citation="B",
            why="W",
        )
    )

    known = known_about(seer(), texts=("Does a clearer letter get more replies?", "Share who reply"))

    assert [each.finding.words.code for each in known] == ["letters-2019"]


def test_findings_of_one_question_are_put_together_and_the_next_place_is_told():
    for words in (
        build.WORDS,
        build.SECOND,
        build.THIRD,
        replace(build.WORDS, code="no-number", estimate=None, lower=None, upper=None),
    ):
        build.published(words)

    brief = synthesis_brief(seer(), question=build.WORDS.question, measure=Measure.POINTS)

    assert brief.together.n == 3
    assert (
        brief.together.predicted[0]
        < brief.together.lower
        < brief.together.upper
        < brief.together.predicted[1]
    )
    assert brief.rows[0].result is EvidenceResult.HARMS
    assert len(brief.beside) == 1
    with pytest.raises(Missing):
        synthesis_brief(seer(), question="Another", measure=Measure.POINTS)


def test_a_decision_lets_a_finding_change_a_link_and_both_keep_what_was_before():
    mission, weighing = build.weighable()

    build.weighed(mission, weighing)

    link = next(row for row in logic(seer(), missions={mission})[mission].links if row.key == weighing.link)
    used = uses(seer(), links={weighing.link})[0]
    assert (link.evidence.strength, link.evidence.citation) == (3, build.WORDS.citation)
    assert link.evidence.why == weighing.why
    assert (used.before, used.after, used.decision) == (0, 3, weighing.decision)
    assert len(logic_history(seer(), mission=mission)) > 1
    with pytest.raises(Conflict):
        build.weighed(mission, weighing)


def test_a_test_with_a_result_is_weighed_for_its_link_without_being_published_again():
    mission = missions.mission()
    link = logic_build.chain(mission)[1][0]
    unfinished = learning.running(mission, replace(learning.PLAN, title="Another"), link=link)
    test = learning.analysed(mission, link=link)
    decision = learning.board_decision(rhythms.board(mission), test)
    asked = Weighing(test, link, decision, 3, "Drawn by lot, in this borough")
    later = system(learning.LATER)

    with pytest.raises(Conflict):
        weigh_finding(
            later,
            mission=mission,
            weighing=replace(asked, finding=unfinished),
            version=learning.version(unfinished, learning.LATER),
        )
    weigh_finding(later, mission=mission, weighing=asked, version=learning.version(test, learning.LATER))

    held = next(
        row for row in logic(seer(learning.LATER), missions={mission})[mission].links if row.key == link
    )
    assert held.evidence.citation == f"{learning.PLAN.title} (2026)"
    assert (held.evidence.strength, held.evidence.result) == (3, EvidenceResult.HELPS)
    used = uses(seer(learning.LATER), findings={test})[0]
    assert (used.number, used.before, used.after, used.decision) == (1, 0, 3, decision)


def test_a_decision_about_something_else_changes_no_link():
    other = missions.mission()
    mission, weighing = build.weighable()
    board = rhythms.board(other)
    decision = rhythms.made(board, other, by=system(), title="Something else")

    with pytest.raises(Invalid) as refused:
        build.weighed(mission, replace(weighing, decision=decision))

    assert "decision" in refused.value.fields


def test_a_retracted_finding_and_another_missions_link_change_nothing():
    key = build.retracted()
    mission, weighing = build.weighable(key)

    with pytest.raises(Conflict):
        build.weighed(mission, weighing)
    with pytest.raises(Missing):
        build.weighed(missions.mission(), weighing)
    with pytest.raises(Missing):
        build.weighed(mission, replace(weighing, decision=weighing.link))


def test_a_finished_test_is_a_finding_and_is_put_together_with_those_of_its_question():
    build.published()
    build.published(replace(build.SECOND, measure=Measure.STANDARDISED))
    mission = missions.mission()
    open_mission(system(), mission=mission)
    key = learning.analysed(
        mission,
        replace(learning.PLAN, question=build.WORDS.question),
        replace(learning.FOUND, costs="£900"),
    )
    reader = seer(learning.LATER)

    brief = synthesis_brief(reader, question=build.WORDS.question, measure=Measure.POINTS)
    entry = next(each for each in library_brief(reader).entries if each.test)

    assert (brief.together.n, len(brief.beside)) == (2, 1)
    assert key in brief.together.weights
    words = entry.finding.words
    assert (words.result, words.estimate, words.cost) == (EvidenceResult.HELPS, 7.0, "£900")
    assert (entry.strength, words.why) == (2, "")  # nobody has rated it yet


def test_a_finding_that_was_rated_is_as_strong_as_its_lowest_rating():
    mission = missions.mission()
    open_mission(system(), mission=mission)
    key = learning.analysed(mission)
    for level in (3, 1):
        actions.rate_test(
            system(learning.LATER), test=key, scale=Scale.HEADWAY, level=level, reasons=f"As {level}"
        )

    entry = library_brief(seer(learning.LATER)).entries[0]

    assert (entry.strength, entry.finding.words.why) == (1, "As 1")


def test_numbers_in_units_of_their_own_are_put_together_only_for_one_outcome():
    own = replace(build.WORDS, measure=Measure.OWN)
    for words in (
        own,
        replace(own, code="two", estimate=2.0),
        replace(own, code="three", outcome="Minutes to fill it in"),
    ):
        build.published(words)

    brief = synthesis_brief(seer(), question=own.question, measure=Measure.OWN)

    assert (brief.together.n, len(brief.beside)) == (2, 1)
