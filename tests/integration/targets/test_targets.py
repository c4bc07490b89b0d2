"""Targets, agreed paths and remembered forecasts: what is kept, what is refused."""

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.flows import forecasts
from headway.flows.goals import set_goal
from headway.kernel import log
from headway.kernel.actors import Actor, Grant, Reader, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing, Stale
from headway.missions.queries import measures_of
from headway.targets import actions, permissions
from headway.targets.analysis.rows import NewForecast, NewTarget
from headway.targets.models import Forecast
from headway.targets.queries import goal_history, past_forecasts, path_history, targets
from tests import builders_measures as measures
from tests import builders_missions as build
from tests.builders_missions import GOAL, MONDAY, PATH, holding, seer, system

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=7)


@pytest.fixture
def world() -> build.World:
    return build.world()


def row_of(key, at=MONDAY):
    return targets(seer(at), keys={key}, closed=True)[0]


def change(key, by=None, note="Two years late", **changed) -> None:
    by = by or system(LATER)
    version = build.version_of(key, by.at)
    goal = replace(GOAL, **changed)
    actions.change_target(by, target=key, goal=goal, change_note=note, version=version)


def close(key, by=None) -> None:
    by = by or system(LATER)
    actions.close_target(by, target=key, version=build.version_of(key, by.at))


def new(world, **changed) -> NewTarget:
    given = {"label": "80% by 2030", "goal": GOAL, "mission": world.mission}
    return NewTarget(world.indicator, world.place, **given | changed)


# --- targets ---


def test_a_target_is_set_for_a_series_with_or_without_a_mission(world):
    own = actions.set_target(system(), target=new(world))
    free = actions.set_target(system(), target=new(world, mission=None))

    assert (row_of(own).goal.value, row_of(own).mission) == (80.0, world.mission)
    assert row_of(free).mission is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"goal": replace(GOAL, value=math.nan)}, "value"),
        ({"goal": replace(GOAL, cumulative=True)}, "since"),
        ({"goal": replace(GOAL, cumulative=True, since=GOAL.by)}, "since"),
        ({"goal": replace(GOAL, source="x" * 301)}, "source"),
        ({"goal": replace(GOAL, decided_by="x" * 201)}, "decided_by"),
        ({"label": " "}, "label"),
    ],
)
def test_a_goal_that_cannot_be_judged_is_refused_beside_its_field(world, changed, field):
    before = log.head()

    with pytest.raises(Invalid) as refused:
        actions.set_target(system(), target=new(world, **changed))

    assert refused.value.fields.keys() == {field}
    assert log.head() == before


def test_a_sum_has_its_start(world):
    goal = replace(GOAL, cumulative=True, since=date(2026, 1, 1), covers=("E09000007",))

    key = actions.set_target(system(), target=new(world, goal=goal))

    found = row_of(key).goal
    assert (found.cumulative, found.since, found.covers) == (True, date(2026, 1, 1), ("E09000007",))


def test_a_target_is_of_an_indicator_in_a_place(world):
    for changed in ({"indicator": world.place}, {"place": world.indicator}):
        with pytest.raises(Missing):
            actions.set_target(system(), target=replace(new(world), **changed))


def test_goalposts_move_in_the_open(world):
    change(world.target, value=75.0)

    before, after = goal_history(seer(LATER), keys={world.target})[world.target]
    assert (before.value, after.value, after.change_note) == (80.0, 75.0, "Two years late")
    assert row_of(world.target).goal.value == 80.0
    assert row_of(world.target, LATER).goal.value == 75.0


@pytest.mark.parametrize("note", [" ", "x" * 301])
def test_a_moved_goal_says_why_in_a_few_words(world, note):
    with pytest.raises(Invalid) as refused:
        change(world.target, note=note)

    assert refused.value.fields.keys() == {"change_note"}


def test_an_older_form_moves_nothing(world):
    version = build.version_of(world.target)
    change(world.target, value=75.0)

    with pytest.raises(Stale):
        actions.change_target(system(LATER), target=world.target, goal=GOAL, change_note="x", version=version)


def test_a_closed_target_judges_nothing_and_stays_in_history(world):
    build.agree(world.target)
    forecasts.refresh(system(), keys={world.target})
    close(world.target)

    after = measures_of(seer(LATER), missions={world.mission})[0]
    before = measures_of(seer(), missions={world.mission})[0]
    assert (after.target, after.goal, after.path, after.forecast) == (None, None, None, None)
    assert before.target == world.target
    assert targets(seer(LATER), keys={world.target}) == ()
    assert row_of(world.target, LATER).closed_at == LATER
    assert row_of(world.target).closed_at is None
    for act in (lambda: close(world.target), lambda: change(world.target), lambda: build.agree(world.target)):
        with pytest.raises(Conflict):
            act()


def test_only_a_target_is_changed(world):
    with pytest.raises(Missing):
        actions.close_target(system(), target=world.place, version=1)


# --- paths ---


def test_a_new_path_keeps_the_one_before(world):
    build.agree(world.target)

    steeper = replace(PATH, points=(*PATH.points[:2], (date(2030, 12, 31), 82.0)), reason="Faster")
    build.agree(world.target, steeper, system(LATER))

    row = row_of(world.target, LATER)
    assert (row.path.version, row.path.reason, row.old_path.reason) == (2, "Faster", PATH.reason)
    assert [path.version for path in path_history(seer(LATER), key=world.target)] == [1, 2]
    assert row_of(world.target).path.reason == PATH.reason


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"points": PATH.points[:1]}, "points"),
        ({"points": tuple(reversed(PATH.points))}, "points"),
        ({"points": (PATH.points[0], PATH.points[0])}, "points"),
        ({"points": (PATH.points[0], (date(2030, 12, 31), math.inf))}, "points"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"agreed_by": "x" * 201}, "agreed_by"),
        ({"agreed_on": date(2026, 3, 3)}, "agreed_on"),
    ],
)
def test_a_path_that_nobody_could_follow_is_refused_beside_its_field(world, changed, field):
    with pytest.raises(Invalid) as refused:
        build.agree(world.target, replace(PATH, **changed))

    assert refused.value.fields.keys() == {field}
    assert row_of(world.target).path is None


# --- a goal on an outcome ---


def test_a_goal_is_set_and_judges_its_outcome_in_one_act(world):
    second = build.series("Cooks at home")
    build.judged_by(world.mission, world.outcome, second, world.place)
    before = log.head().seq

    goal = replace(new(world, label="Cooks", mission=None), indicator=second)
    key = set_goal(system(), mission=world.mission, outcome=world.outcome, target=goal)

    found = {row.indicator: row.target for row in measures_of(seer(), missions={world.mission})}
    assert found == {world.indicator: world.target, second: key}
    assert row_of(key).mission == world.mission
    assert log.head().seq == before + 1


def test_a_goal_needs_a_measure_without_one_and_the_lead(world):
    second = measures.indicator("Cooks at home")
    bare = replace(new(world), indicator=second)

    with pytest.raises(Missing):
        set_goal(system(), mission=world.mission, outcome=world.outcome, target=bare)
    with pytest.raises(Conflict):
        set_goal(system(), mission=world.mission, outcome=world.outcome, target=new(world))
    with pytest.raises(Forbidden):
        set_goal(holding(RoleName.ANALYST), mission=world.mission, outcome=world.outcome, target=new(world))


# --- who may ---


def test_a_nurse_moves_nothing(world):
    nurse = holding(RoleName.STAFF)
    acts = (
        lambda: actions.set_target(nurse, target=new(world)),
        lambda: change(world.target, nurse),
        lambda: close(world.target, nurse),
        lambda: build.agree(world.target, by=nurse),
        lambda: forecasts.refresh(nurse, keys={world.target}),
    )
    before = log.head()

    for act in acts:
        with pytest.raises(Forbidden):
            act()

    assert log.head() == before


def test_a_role_for_the_mission_or_the_place_counts(world):
    for scope in (world.mission, world.place):
        build.agree(world.target, by=holding(RoleName.MISSION_LEAD, scope))
        change(world.target, holding(RoleName.BOARD, scope, LATER), value=75.0)
    with pytest.raises(Forbidden):
        build.agree(world.target, by=holding(RoleName.ANALYST, world.outcome))


@pytest.mark.parametrize(
    ("who", "sets", "moves", "remembers"),
    [
        (build.somebody(Grant(RoleName.MISSION_LEAD)), True, False, False),
        (build.somebody(Grant(RoleName.ANALYST)), True, False, True),
        (build.somebody(Grant(RoleName.BOARD)), True, True, False),
        (build.somebody(Grant(RoleName.STEWARD)), False, False, False),
        (Actor(system=True), True, True, True),
    ],
)
def test_who_sets_moves_and_remembers(who, sets, moves, remembers):
    found = [
        permissions.may_set_target(who, ()),
        permissions.may_agree_path(who, ()),
        permissions.may_change_target(who, ()),
        permissions.may_remember(who),
    ]

    assert found == [sets, sets, moves, remembers]


# --- forecasts ---


def test_a_forecast_is_remembered_once_and_anew_when_something_changed(world):
    first = forecasts.refresh(system(), keys={world.target})
    same = forecasts.refresh(system(LATER), keys={world.target})
    change(world.target, value=75.0)
    moved = forecasts.refresh(system(LATER), keys={world.target})

    found = past_forecasts(seer(LATER), keys={world.target})[world.target]
    assert (first, same, moved) == (1, 0, 1)
    assert [row.aim for row in found] == [80.0, 75.0]
    assert found[0].periods[0].start == date(2025, 1, 1)
    assert 0 < found[0].chance < 1


def test_every_target_of_an_indicator_is_forecast(world):
    actions.set_target(system(), target=new(world, goal=replace(GOAL, value=90.0)))

    count = forecasts.refresh(system(), indicators={world.indicator})

    assert count == 2


def test_a_refusal_is_remembered_with_its_reason(world):
    few = measures.indicator("Cooks at home")
    measures.bring_in(few, {2023: 1.0, 2024: 2.0})
    key = actions.set_target(system(), target=replace(new(world), indicator=few))

    forecasts.refresh(system(), keys={key})

    found = row_of(key).forecast
    assert (found.refusal, found.chance, found.periods) == ("too_short", None, ())


@pytest.mark.parametrize("by", [date(2024, 12, 31), date(2020, 12, 31)])
def test_there_is_nothing_to_forecast_for_a_day_that_has_passed(world, by):
    key = actions.set_target(system(), target=new(world, goal=replace(GOAL, by=by)))

    assert forecasts.refresh(system(), keys={key}) == 0


def test_there_is_nothing_to_forecast_without_figures(world):
    bare = measures.indicator("Cooks at home")
    key = actions.set_target(system(), target=replace(new(world), indicator=bare))

    assert forecasts.refresh(system(), keys={key}) == 0


def test_the_same_forecast_sent_twice_is_kept_once(world):
    made = forecasts.prepare(seer(), indicators=set(), keys={world.target})

    for _time in range(2):
        forecasts.remember(system(), forecasts=made)

    assert Forecast.objects.count() == 1
    assert isinstance(made[0], NewForecast)


def test_a_forecast_knows_only_what_was_known(world):
    past = Reader(system().actor, measures.moment("2026-01-01"))

    assert forecasts.prepare(past, indicators={world.indicator}, keys=set()) == ()
