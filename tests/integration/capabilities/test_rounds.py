"""A team rates under seal, reads how far apart it is, talks, and plans; nobody else reads anything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.capabilities import actions
from headway.capabilities.analysis import NewRound, NewView, Told, shipped
from headway.capabilities.choices import DEFAULT, RoundState, Spread
from headway.capabilities.models import Counted, Rating
from headway.capabilities.queries import frameworks, own_teams, rounds, team_round, to_count
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.models import Entry
from tests import builders_capabilities as build
from tests import builders_missions as missions
from tests import builders_people as people
from tests import builders_rhythms as rhythms
from tests.builders_capabilities import CLOSES, COUNTED, LEARNING, STEP
from tests.builders_measures import places
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db


def read(account, key, at=MONDAY):
    return team_round(people.reader(account, at), key=key)


def test_nobody_outside_a_team_learns_that_it_looks_at_itself():
    cast = people.cast()
    team, members = build.team(cast.body, 5)
    other, (outsider,) = build.team(cast.body, 1, "Housing")
    key = build.rated(team, members, 2, 2, 3, 3, 4)
    whole = people.person("Every Role", RoleName.STAFF)
    for role in set(RoleName) - {RoleName.STAFF}:
        people.granted(whole, role)

    for account in (cast.administrator, cast.steward, cast.director, cast.analyst, outsider, whole):
        assert rounds(people.reader(account, COUNTED)) == ()
        with pytest.raises(Missing):
            read(account, key, COUNTED)
        with pytest.raises(Missing):
            actions.write_view(
                people.by(account, COUNTED), team_round=key, capability=LEARNING, view=NewView(1)
            )
    with pytest.raises(Missing):
        team_round(people.system_reader(COUNTED), key=key)

    assert [row.key for row in own_teams(people.reader(outsider))] == [other]
    assert read(members[4], key, COUNTED).told == {LEARNING: Told(Spread.SOME)}


def test_ratings_are_under_seal_until_the_last_day_and_deleted_then():
    cast = people.cast()
    team, members = build.team(cast.body, 7)
    key = build.open_round(team, members[0])
    for account, level in zip(members, (1, 2, 3, 3, 4, 4, 5), strict=True):
        actions.rate(people.by(account), team_round=key, levels={LEARNING: level})
    actions.rate(people.by(members[6]), team_round=key, levels={LEARNING: 4})

    before = read(members[0], key)
    with pytest.raises(Forbidden):
        actions.count_round(people.by(members[0], COUNTED), team_round=key)
    with pytest.raises(Conflict):
        actions.count_round(people.system(later(days=7)), team_round=key)
    assert read(members[0], key, COUNTED).state == RoundState.COUNTING
    assert to_count(later(days=7)) == ()
    assert to_count(COUNTED) == (key,)
    actions.count_round(people.system(COUNTED), team_round=key)

    assert (before.state, before.mine, before.told) == (RoundState.RATING, {LEARNING: 1}, {})
    after = read(members[0], key, COUNTED)
    assert (after.state, after.mine) == (RoundState.DRAFT, {})
    assert after.told == {LEARNING: Told(Spread.WIDE, 3)}
    assert not Rating.objects.exists()
    with pytest.raises(Conflict):
        actions.rate(people.by(members[0], COUNTED), team_round=key, levels={LEARNING: 1})


def test_a_team_of_three_is_shown_nothing_and_nothing_is_kept_of_its_ratings():
    cast = people.cast()
    team, members = build.team(cast.body, 3)

    key = build.rated(team, members, 1, 5, 5)

    assert read(members[0], key, COUNTED).told == {}
    assert not Counted.objects.exists()
    assert not Rating.objects.exists()


def test_the_log_says_that_somebody_rated_and_never_what():
    cast = people.cast()
    team, members = build.team(cast.body, 5)
    build.rated(team, members, 1, 1, 1, 1, 5)

    facts = [each.facts for each in Entry.objects.filter(kind="capabilities.rated")]

    assert facts == ["{}"] * 5


@pytest.mark.parametrize("levels", [{}, {LEARNING: 6}, {LEARNING: 0}, {"juggling": 3}])
def test_a_rating_is_of_a_capability_of_the_list_from_1_to_5(levels):
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    key = build.open_round(team, account)

    with pytest.raises(Invalid):
        actions.rate(people.by(account), team_round=key, levels=levels)


def test_a_team_has_one_round_at_a_time():
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    key = build.agreed(team, account)

    with pytest.raises(Conflict):
        build.open_round(team, account)
    actions.review_plan(people.by(account), team_round=key, found="We ran a test and stopped a form.")
    again = build.open_round(team, account, at=later(days=1))

    assert [row.key for row in rounds(people.reader(account, later(days=1)))] == [again, key]
    assert read(account, key).found == "We ran a test and stopped a form."


@pytest.mark.parametrize("days", [0, 61])
def test_the_last_day_to_rate_is_neither_today_nor_far_away(days):
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)

    with pytest.raises(Invalid):
        actions.open_round(people.by(account), new=NewRound(team, DEFAULT, TODAY + timedelta(days=days)))


def test_a_level_from_three_on_needs_something_that_shows_it():
    cast = people.cast()
    places()
    mission = missions.mission()
    team, (account,) = build.team(cast.body, 1)
    key = build.talked(team, account, mission=mission)
    decision = rhythms.made(rhythms.board(mission), mission)
    act = lambda view: actions.write_view(  # noqa: E731
        people.by(account), team_round=key, capability=LEARNING, view=view
    )

    for view in (
        NewView(level=3),
        NewView(level=2, artefacts=(mission,)),
        NewView(level=9),
        NewView(needed=0),
    ):
        with pytest.raises(Invalid):
            act(view)
    act(NewView(level=2))
    act(NewView(level=4, needed=4, artefacts=(decision,)))

    row = read(account, key).views[LEARNING]
    assert (row.level, [each.key for each in row.artefacts], row.gap) == (4, [decision], False)


def test_a_plan_is_agreed_when_every_gap_has_a_step():
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    key = build.talked(team, account)

    with pytest.raises(Conflict):
        actions.agree_plan(people.by(account), team_round=key)
    actions.write_view(
        people.by(account), team_round=key, capability=LEARNING, view=NewView(level=1, needed=3)
    )
    with pytest.raises(Conflict):
        actions.agree_plan(people.by(account), team_round=key)
    build.planned(key, account)
    actions.agree_plan(people.by(account), team_round=key)

    row = read(account, key)
    assert (row.state, row.views[LEARNING].steps[0].owner) == (RoundState.AGREED, "Nia")
    with pytest.raises(Conflict):
        build.planned(key, account)
    with pytest.raises(Invalid):
        actions.review_plan(people.by(account), team_round=key, found=" ")


@pytest.mark.parametrize("changed", [{"what": ""}, {"owner": " "}, {"expected": "x" * 301}])
def test_a_step_says_what_who_and_what_will_be_there(changed):
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    key = build.talked(team, account)
    view = NewView(level=1, steps=(replace(STEP, **changed),))

    with pytest.raises(Invalid) as refusal:
        actions.write_view(people.by(account), team_round=key, capability=LEARNING, view=view)

    assert set(refusal.value.fields) == {f"{next(iter(changed))}_1"}


def test_a_list_is_installed_by_a_steward_and_changes_by_versions():
    cast = people.cast()
    team, (account,) = build.team(cast.body, 1)
    oecd = shipped()["oecd-six-skills"]
    with pytest.raises(Invalid):
        actions.open_round(people.by(account), new=NewRound(team, oecd.code, CLOSES))
    with pytest.raises(Forbidden):
        actions.install_framework(people.by(account), framework=oecd)

    first = actions.install_framework(people.by(cast.steward), framework=oecd)
    again = actions.install_framework(people.by(cast.steward), framework=oecd)
    changed = replace(oecd, data={**oecd.data, "licence": "CC BY-SA 4.0"})
    second = actions.install_framework(people.by(cast.steward), framework=changed)

    assert (first == again, first == second) == (True, False)
    assert [each.code for each in frameworks(people.reader(account))] == [DEFAULT, "oecd-six-skills"]
    key = actions.open_round(people.by(account), new=NewRound(team, oecd.code, CLOSES))
    assert read(account, key).framework.licence == "CC BY-SA 4.0"


def test_who_leaves_a_team_reads_its_rounds_no_more():
    from headway.people.actions import end_role
    from headway.people.queries import person

    cast = people.cast()
    team, members = build.team(cast.body, 2)
    key = build.talked(team, members[0])
    role = person(people.system_reader(), key=members[1]).roles[0].key

    end_role(people.by(cast.administrator), role=role)

    assert read(members[0], key, later(days=1)).team == team
    with pytest.raises(Missing):
        read(members[1], key, later(days=1))
