"""A mission's life: litmus, proposal, consultation, adoption, amendment, review and closing by decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.briefs.charter import charter_brief
from headway.briefs.lifecycle import GUARD, history, life_brief, state_words
from headway.flows.adoption import adopt_mission
from headway.flows.amendments import amend_charter
from headway.flows.closing import close_mission
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Stale
from headway.missions import actions, queries
from headway.missions.analysis import ChangeNote, Closing, LitmusWords
from headway.missions.choices import Ending, LitmusStep, MissionState
from headway.rhythms.actions import call_in_decision
from headway.rhythms.choices import DecisionKind
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_rhythms as boards
from tests.builders_missions import MONDAY, WORDS, holding, seer, system

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)
WHY = dict.fromkeys(GUARD, "The board knows, and says so here.")


@pytest.fixture
def key():
    measures.places()
    return build.mission()


def row_of(key, at=LATER) -> queries.MissionRow:
    return next(row for row in queries.missions(seer(at)) if row.key == key)


def decided(key, **changed):
    return boards.made(boards.board(key, name="Cabinet"), key, **changed)


def adopt(key, decision=None, by=None, **more) -> None:
    version = row_of(key).version
    adopt_mission(
        by or system(),
        mission=key,
        decision=decision or decided(key),
        version=version,
        **{"exceptions": WHY} | more,
    )


def amend(key, decision=None, change=None, by=None, **changed) -> None:
    amend_charter(
        by or system(),
        mission=key,
        decision=decision or decided(key, title="Amend it"),
        charter=replace(WORDS, **changed),
        change=change or ChangeNote("The scope", "Money"),
        version=row_of(key).version,
    )


def close(key, ending=Ending.NOT_ACHIEVED, into=None, decision=None) -> None:
    closing = Closing(ending, "Half of it was reached.", into)
    decision = decision or decided(key, title="Close it")
    close_mission(system(), mission=key, decision=decision, closing=closing, version=row_of(key).version)


# --- before adoption ---


def test_a_mission_is_proposed_once_its_four_questions_were_looked_at(key):
    some = {LitmusStep.CHALLENGE: LitmusWords("It is big", "Survey")}
    actions.answer_litmus(system(), mission=key, answers=some)

    with pytest.raises(Conflict):
        actions.propose_mission(system(), mission=key)
    rest = {step: LitmusWords() for step in LitmusStep if step not in some}
    actions.answer_litmus(system(), mission=key, answers=rest)
    actions.propose_mission(system(), mission=key)

    found = queries.litmus(seer(), missions={key})[key]
    assert row_of(key).state is MissionState.PROPOSED
    assert [row.assessed for row in found] == [True, False, False, False]


def test_an_answer_without_evidence_is_refused_beside_its_field(key):
    with pytest.raises(Invalid) as refused:
        actions.answer_litmus(
            system(), mission=key, answers={LitmusStep.SUPPORT: LitmusWords("Everybody wants it")}
        )

    assert refused.value.fields.keys() == {"support_evidence"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"ended_on": date(2026, 3, 3)}, "ended_on"),
        ({"ended_on": date(2026, 1, 4)}, "ended_on"),
        ({"people": 0}, "people"),
        ({"recruitment": " "}, "recruitment"),
        ({"summary": ""}, "summary"),
    ],
)
def test_a_consultation_says_who_was_asked_and_what_they_said(key, changed, field):
    boards.proposed(key)

    with pytest.raises(Invalid) as refused:
        actions.record_consultation(system(), mission=key, consultation=replace(boards.ASKED, **changed))

    assert refused.value.fields.keys() == {field}
    assert row_of(key).state is MissionState.PROPOSED


def test_the_first_consultation_moves_a_proposed_mission_and_the_next_are_added(key):
    boards.consulted(key)

    actions.record_consultation(system(), mission=key, consultation=replace(boards.ASKED, people=30))

    found = queries.consultations(seer(), missions={key})[key]
    assert [row.people for row in found] == [212, 30]
    assert row_of(key).state is MissionState.CONSULTED


def test_what_was_proposed_changes_its_date_only_with_a_note(key):
    boards.proposed(key)
    version = row_of(key).version
    later = replace(WORDS, deadline=date(2035, 12, 31))

    with pytest.raises(Invalid) as refused:
        actions.write_charter(system(), mission=key, charter=later, version=version)
    actions.write_charter(
        system(), mission=key, charter=later, version=version, change=ChangeNote("The date", "Money")
    )

    assert refused.value.fields.keys() == {"change_note", "change_reason"}
    assert row_of(key).charter.change_reason == "Money"


def test_words_alone_change_without_a_note(key):
    boards.proposed(key)

    actions.write_charter(
        system(), mission=key, charter=replace(WORDS, title="All eat well"), version=row_of(key).version
    )

    assert row_of(key).charter.version == 2


# --- adoption ---


def test_a_board_adopts_by_a_decision_that_names_its_power(key):
    boards.consulted(key)
    decision = decided(key)

    adopt(key, decision, holding(RoleName.BOARD, key))

    row = row_of(key)
    stage = queries.stages(seer(), mission=key)[-1]
    assert (row.state, row.adopted_on, row.adopted_by) == (MissionState.ADOPTED, boards.TODAY, "Cabinet")
    assert (stage.decision, stage.before_headway, row.before_headway) == (decision, False, False)


def test_the_lead_cannot_adopt_amend_or_close(key):
    boards.consulted(key)
    lead, decision = holding(RoleName.MISSION_LEAD, key), decided(key)

    with pytest.raises(Forbidden):
        adopt(key, decision, lead)
    adopt(key, decision)
    other = decided(key, title="Amend it")
    with pytest.raises(Forbidden):
        amend(key, other, by=lead)
    with pytest.raises(Forbidden):
        close_mission(
            lead,
            mission=key,
            decision=other,
            closing=Closing(Ending.ABANDONED, "No money."),
            version=row_of(key).version,
        )


@pytest.mark.parametrize(
    "changed", [{"power": "", "power_source": ""}, {"kind": DecisionKind.MOVE_MONEY}], ids=["power", "kind"]
)
def test_a_recommendation_or_another_kind_of_decision_adopts_nothing(key, changed):
    boards.consulted(key)

    with pytest.raises(Invalid) as refused:
        adopt(key, decided(key, **changed))

    assert refused.value.fields.keys() == {"decision"}
    assert row_of(key).state is MissionState.CONSULTED


def test_a_decision_that_is_proposed_called_in_or_about_something_else_adopts_nothing(key):
    boards.consulted(key)
    board, other = boards.board(key), build.mission()
    open_one = boards.decision(board, key)
    called = boards.made(board, key, call_in_until=boards.TODAY)
    call_in_decision(system(), decision=called, reason="Too quick")

    for decision in (open_one, called, boards.made(board, other)):
        with pytest.raises(Invalid):
            adopt(key, decision)

    assert row_of(key).state is MissionState.CONSULTED


def test_a_check_that_is_not_met_needs_its_written_exception(key):
    boards.consulted(key)
    decision = decided(key)
    open_checks = {each.check for each in life_brief(seer(), slug="food", guard=True).open_checks}
    assert open_checks  # this charter has no outcome yet: some of the five are not met

    with pytest.raises(Invalid) as refused:
        adopt(key, decision, exceptions={})
    with pytest.raises(Invalid):
        adopt(key, decision, exceptions=dict.fromkeys(open_checks, "  "))
    adopt(key, decision)

    assert refused.value.fields.keys() == {f"exception_{code.lower()}" for code in open_checks}
    written = queries.exceptions(seer(), mission=key)
    assert {row.check for row in written} == open_checks


def test_an_adoption_read_too_early_is_stale(key):
    before = row_of(key).version
    boards.consulted(key)

    with pytest.raises(Stale):
        adopt_mission(system(), mission=key, decision=decided(key), version=before, exceptions=WHY)


def test_a_page_of_before_knows_no_adoption(key):
    boards.consulted(key)
    decision = decided(key)

    adopt(key, decision, system(LATER))

    assert row_of(key, MONDAY).state is MissionState.CONSULTED
    assert row_of(key, MONDAY).adopted_on is None
    assert row_of(key, LATER).adopted_on == boards.TODAY


# --- after adoption ---


@pytest.fixture
def adopted(key):
    actions.record_adoption(system(), mission=key, adopted_on=date(2022, 3, 3), adopted_by="Cabinet")
    return key


def test_an_amendment_is_a_version_with_its_note_and_its_decision(adopted):
    decision = decided(adopted, title="Amend it")

    amend(adopted, decision, scope="School meals too")

    latest, first = queries.charters(seer(), mission=adopted)
    assert (latest.version, latest.scope, latest.change_note, latest.change_reason) == (
        2,
        "School meals too",
        "The scope",
        "Money",
    )
    assert (latest.decided_by, latest.decided_on, latest.decision) == ("Cabinet", boards.TODAY, decision)
    assert (first.scope, row_of(adopted).state) == ("", MissionState.ADOPTED)


@pytest.mark.parametrize("change", [ChangeNote(), ChangeNote("The scope"), ChangeNote(why="Money")])
def test_an_amendment_without_what_and_why_is_refused(adopted, change):
    with pytest.raises(Invalid):
        amend(adopted, change=change, scope="Less")

    assert row_of(adopted).charter.version == 1


def test_a_decision_is_used_once(adopted):
    decision = decided(adopted)
    amend(adopted, decision, scope="Less")

    with pytest.raises(Invalid) as refused:
        amend(adopted, decision, scope="More")

    assert refused.value.fields.keys() == {"decision"}


def test_a_review_ends_with_an_amendment_or_a_new_adoption(adopted):
    actions.begin_review(holding(RoleName.MISSION_LEAD, adopted), mission=adopted, reason="Elections")
    under_review = row_of(adopted).state
    amend(adopted, scope="Less")
    amended = row_of(adopted)
    actions.begin_review(system(), mission=adopted, reason="Money")
    adopt(adopted, decided(adopted, title="Adopt it again"))

    assert (under_review, amended.state) == (MissionState.UNDER_REVIEW, MissionState.ADOPTED)
    assert row_of(adopted).state is MissionState.ADOPTED
    assert row_of(adopted).adopted_on == date(2022, 3, 3)


def test_closing_says_how_it_ended_and_by_which_decision(adopted):
    decision = decided(adopted, title="Close it")

    close(adopted, decision=decision)

    row = row_of(adopted)
    assert (row.state, row.ending, row.closed_on) == (
        MissionState.CLOSED,
        Ending.NOT_ACHIEVED,
        boards.TODAY,
    )
    assert state_words(row).text() == "Closed: not achieved"
    assert queries.stages(seer(), mission=adopted)[-1].decision == decision
    with pytest.raises(Conflict):
        amend(adopted, scope="Less")


def test_a_merged_mission_names_the_one_it_went_into(adopted):
    with pytest.raises(Invalid):
        close(adopted, Ending.MERGED)
    with pytest.raises(Invalid):
        close(adopted, Ending.MERGED, adopted)
    with pytest.raises(Invalid):
        close(adopted, Ending.ACHIEVED, build.mission())

    other = build.mission(short_title="Homes")
    close(adopted, Ending.MERGED, other)

    assert queries.stages(seer(), mission=adopted)[-1].merged_into == other


# --- what the pages say of it ---


def test_two_versions_stand_side_by_side_word_by_word(adopted):
    amend(adopted, title="By 2035, everyone eats well every day", deadline=date(2035, 12, 31))

    found = charter_brief(seer(), slug="food").comparison

    assert found is not None
    assert [part.field for part in found.parts] == ["title", "deadline"]
    gone = [piece.text for piece in found.parts[0].difference.before if piece.change == "gone"]
    new = [piece.text for piece in found.parts[0].difference.after if piece.change == "new"]
    assert (gone, new) == (["2030,"], ["2035,"])


def test_the_history_tells_versions_stages_and_decisions_once(adopted):
    decision = decided(adopted, title="Amend it")
    amend(adopted, decision, scope="Less")
    other = decided(adopted, title="Look at prices", kind=DecisionKind.NO_CHANGE)

    lines = history(seer(), row_of(adopted, MONDAY))

    said = [line.what.text() for line in lines]
    assert said.count("Version 2 of the charter") == 1
    assert "Amend it" not in said
    assert "Look at prices" in said
    assert "Adopted by Cabinet, before it was entered here" in said
    assert {line.decision for line in lines if line.decision} == {decision, other}
