"""Missions from draft to opened page: charter versions, outcomes, measures, translations, refusals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.kernel import log
from headway.kernel.actors import ANYONE, Actor, Grant, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, OutsideActionError, Stale
from headway.kernel.translations import NewText
from headway.missions import actions, permissions, queries, steps
from headway.missions.analysis import Charter, NewMission, NewOutcome, SeriesChoice
from headway.missions.choices import MissionState
from headway.people.actions import add_office
from tests import builders_measures as measures
from tests import builders_missions as build
from tests import builders_people as people
from tests.builders_missions import MONDAY, WORDS, holding, seer, system

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=7)
LONG = "x" * 301


@pytest.fixture(autouse=True)
def places():
    measures.places()


def row_of(key, at=MONDAY) -> queries.MissionRow:
    return next(row for row in queries.missions(seer(at)) if row.key == key)


def write(key, by=None, **changed) -> None:
    charter = replace(WORDS, **changed)
    actions.write_charter(by or system(), mission=key, charter=charter, version=row_of(key).version)


def adopt(key, on=date(2022, 3, 3), body="Cabinet") -> None:
    actions.record_adoption(system(), mission=key, adopted_on=on, adopted_by=body)


# --- the charter ---


def test_a_mission_begins_private_with_version_one_of_its_charter():
    key = build.mission()

    row = row_of(key)

    assert (row.slug, row.state, row.opened_at) == ("food", MissionState.DRAFT, None)
    assert (row.charter.version, row.charter.title) == (1, WORDS.title)
    assert queries.missions(Reader(ANYONE, MONDAY)) == ()


def test_a_mission_has_the_office_that_leads_it_and_the_mission_it_serves():
    office = add_office(people.system(), organisation=people.body(), name="Public Health")
    above = build.mission()

    new = NewMission(replace(WORDS, lead=office, short_title="School meals"), build.place_key(), parent=above)
    row = row_of(actions.draft_mission(system(), mission=new))

    assert (row.charter.lead, row.charter.lead_key, row.parent) == ("Public Health", office, above)


def test_only_an_office_leads():
    with pytest.raises(Missing):
        build.mission(lead=build.place_key())


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"title": " ", "short_title": ""}, {"title", "short_title"}),
        ({"title": LONG, "short_title": "x" * 61}, {"title", "short_title"}),
        ({"source": LONG, "decided_by": "x" * 201}, {"source", "decided_by"}),
    ],
)
def test_a_charter_that_is_not_complete_or_too_long_is_refused_beside_its_fields(changed, fields):
    with pytest.raises(Invalid) as refused:
        build.mission(**changed)

    assert refused.value.fields.keys() == fields
    assert queries.missions(seer()) == ()


def test_the_next_version_closes_the_one_before():
    key = build.mission()

    write(key, title="By 2031, everyone eats well")

    found = queries.charters(seer(), mission=key)
    assert [row.version for row in found] == [2, 1]
    assert row_of(key).charter.title == "By 2031, everyone eats well"


def test_an_old_page_keeps_its_words():
    key = build.mission(system(MONDAY - timedelta(days=7)))

    write(key, scope="Less")

    assert row_of(key, MONDAY - timedelta(days=1)).charter.scope == ""
    assert row_of(key).charter.scope == "Less"


def test_an_older_form_does_not_win():
    key = build.mission()
    before = row_of(key).version
    write(key, scope="Theirs")

    with pytest.raises(Stale) as stale:
        actions.write_charter(system(), mission=key, charter=WORDS, version=before)

    assert stale.value.current == before + 1


def test_an_adopted_charter_is_not_simply_rewritten():
    key = build.mission()
    adopt(key)

    with pytest.raises(Conflict):
        write(key, holding(RoleName.MISSION_LEAD), scope="Less")
    with pytest.raises(Forbidden):
        write(key, holding(RoleName.BOARD), scope="Less")

    assert row_of(key).charter.version == 1


def test_a_charter_is_of_a_mission():
    place = build.place_key()

    with pytest.raises(Missing):
        actions.write_charter(system(), mission=place, charter=WORDS, version=1)
    with pytest.raises(Missing):
        actions.open_mission(system(), mission=place)


# --- adoption and opening ---


def test_an_adoption_before_headway_is_recorded_once():
    key = build.mission()

    adopt(key)

    row = row_of(key)
    assert (row.state, row.adopted_on, row.before_headway) == (MissionState.ADOPTED, date(2022, 3, 3), True)
    with pytest.raises(Conflict):
        adopt(key)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": date(2026, 3, 3)}, "adopted_on"),
        ({"body": " "}, "adopted_by"),
        ({"body": "x" * 201}, "adopted_by"),
    ],
)
def test_an_adoption_in_the_future_or_by_nobody_is_refused(given, field):
    key = build.mission()

    with pytest.raises(Invalid) as refused:
        adopt(key, **given)

    assert refused.value.fields.keys() == {field}
    assert row_of(key).state == MissionState.DRAFT


def test_an_opened_page_is_for_everybody_from_that_moment():
    key = build.mission()

    actions.open_mission(system(), mission=key)

    assert [row.key for row in queries.missions(Reader(ANYONE, MONDAY))] == [key]
    assert queries.missions(Reader(ANYONE, MONDAY - timedelta(seconds=1))) == ()
    with pytest.raises(Conflict):
        actions.open_mission(system(), mission=key)


# --- who may ---


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (actions.draft_mission, {"mission": None}),
        (actions.open_mission, {}),
        (actions.record_adoption, {"adopted_on": date(2022, 3, 3), "adopted_by": "Cabinet"}),
        (actions.write_charter, {"charter": WORDS, "version": 2}),
        (actions.add_outcome, {"outcome": NewOutcome("Eats well")}),
        (actions.retire_outcome, {"outcome": None}),
        (actions.choose_measure, {"outcome": None, "choice": None}),
        (actions.drop_measure, {"outcome": None, "indicator": None}),
        (actions.translate_text, {"of": None, "text": NewText("title", "cy", "x", approved=True)}),
    ],
)
def test_a_nurse_changes_nothing_and_the_log_says_nothing(act, given):
    indicator, place = measures.indicator(), build.place_key()
    key = build.mission()
    outcome = build.outcome(key)
    filled = {"mission": key, "outcome": outcome, "indicator": indicator, "of": key}
    filled |= {"choice": SeriesChoice(indicator, place)}
    given = {name: filled[name] if value is None else value for name, value in given.items()}
    if act is actions.draft_mission:
        given = {"mission": NewMission(WORDS, place)}
    before = log.head()

    with pytest.raises(Forbidden):
        act(holding(RoleName.STAFF), **{"mission": key} | given)

    assert log.head() == before


def actor(role: RoleName, scope=None) -> Actor:
    return build.somebody(Grant(role, scope))


def test_a_role_for_one_mission_or_place_counts_there_alone():
    here, there = build.mission(), build.place_key()

    lead = actor(RoleName.MISSION_LEAD, here)

    assert permissions.may_edit(lead, here)
    assert not permissions.may_edit(lead, there)
    assert permissions.may_draft(actor(RoleName.MISSION_LEAD, there), there)
    assert not permissions.may_draft(lead, there)
    assert permissions.may_decide(actor(RoleName.BOARD, here), here)
    assert not permissions.may_decide(lead, here)
    assert permissions.may_record_adoption(actor(RoleName.BOARD, here), here)
    assert not permissions.may_record_adoption(lead, here)


@pytest.mark.parametrize(
    ("who", "begins", "opens", "reads"),
    [
        (actor(RoleName.MISSION_LEAD), True, True, True),
        (actor(RoleName.ADMINISTRATOR), True, False, True),
        (actor(RoleName.STEWARD), False, True, True),
        (actor(RoleName.ANALYST), False, False, True),
        (actor(RoleName.STAFF), False, False, False),
        (Actor(system=True), True, True, True),
        (ANYONE, False, False, False),
    ],
)
def test_who_begins_opens_and_reads_a_draft(who, begins, opens, reads):
    key = build.place_key()

    found = [permissions.may_begin(who), permissions.may_open(who, key), permissions.may_read_draft(who, key)]

    assert found == [begins, opens, reads]


def test_a_step_is_not_sound_alone():
    with pytest.raises(OutsideActionError):
        steps.draft(NewMission(Charter("x", "y"), build.place_key()), {}, system())
