"""A story is shown when a steward has read it, to whom its consent covers, and goes when it is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headway.formats.pictures import Plain
from headway.kernel.actors import ANYONE, By, RoleName, Via
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing
from headway.kernel.models import Entry
from headway.peers import actions
from headway.peers.analysis import commitment, drawn_first
from headway.peers.choices import Audience, Signed, StoryState
from headway.peers.models import Story, StoryPhoto
from headway.peers.queries import photo, stories, story, story_by_code, to_review
from headway.places.actions import set_pre_election_period
from tests import builders_missions as missions
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_measures import CAMDEN
from tests.builders_people import MONDAY, TODAY, later

pytestmark = pytest.mark.django_db
PHOTO = Plain(b"\x89PNG\r\n\x1a\n and what draws it", "image/png")


def seen_by(account, at=MONDAY):
    return {row.key for row in stories(people.reader(account, at))}


def test_only_who_told_it_and_the_steward_see_a_story_before_its_review():
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.nurse, build.new_story(mission))

    seen = {name: key in seen_by(getattr(cast, name)) for name in ("nurse", "steward", "director", "analyst")}

    assert seen == {"nurse": True, "steward": True, "director": False, "analyst": False}
    assert [row.key for row in to_review(people.reader(cast.steward))] == [key]
    assert to_review(people.reader(cast.director)) == ()


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience.TEAM, {"cook"}),
        (Audience.MEMBERS, {"cook", "staff"}),
        (Audience.PUBLIC, {"cook", "staff", "citizen"}),
    ],
)
def test_consent_says_who_sees_a_story(audience, who):
    cast, mission = people.cast(), build.mission()
    team = build.team(cast.body)
    cook = build.member(team, "Cal Cook")
    key = build.shown(cast.nurse, build.new_story(mission, team, audience=audience))

    seen = {"cook": seen_by(cook), "staff": seen_by(cast.staff), "citizen": seen_by(None)}

    assert {name for name, found in seen.items() if key in found} == who


def test_a_story_that_is_not_shown_has_a_reason_that_its_teller_reads():
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.nurse, build.new_story(mission))

    with pytest.raises(Invalid):
        actions.review_story(people.by(cast.steward), story=key, accept=False)
    actions.review_story(people.by(cast.steward), story=key, accept=False, reason="It names a child.")

    told = story(people.reader(cast.nurse), key=key)
    assert (told.state, told.reason) == (StoryState.NOT_SHOWN, "It names a child.")
    assert key not in seen_by(cast.staff)


def test_a_steward_does_not_review_an_own_story_while_there_is_another():
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.steward, build.new_story(mission))

    people.person("Una Second", RoleName.STEWARD)

    with pytest.raises(Forbidden):
        actions.review_story(people.by(cast.steward), story=key, accept=True)


def test_the_only_steward_reviews_an_own_story_and_the_page_says_so():
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.steward, build.new_story(mission))

    actions.review_story(people.by(cast.steward), story=key, accept=True)

    assert not story(people.reader(cast.staff), key=key).independent


def test_withdrawing_blanks_every_word_and_leaves_a_marker():
    cast, mission = people.cast(), build.mission()
    new = build.new_story(
        mission, signed=Signed.NAMED, teller="Rosa, 71", photo=PHOTO, photo_says="Rosa at a table"
    )
    key = build.shown(cast.nurse, new)
    assert photo(people.reader(cast.staff), story=key).data == PHOTO.data

    actions.withdraw_story(people.by(cast.nurse, later(days=1)), story=key)

    row = Story.objects.get(thing__key=key)
    assert (row.title, row.text, row.teller, row.offered_by) == ("", "", "", None)
    assert not StoryPhoto.objects.exists()
    marker = story(people.reader(cast.staff, later(days=2)), key=key)
    assert (marker.state, marker.text, marker.consent.withdrawn_at) == (
        StoryState.WITHDRAWN,
        "",
        later(days=1),
    )
    yesterday = story(people.reader(cast.staff, MONDAY), key=key)
    assert yesterday.text == "", "no day of the past brings the words back"
    with pytest.raises(Gone):
        actions.withdraw_story(people.system(later(days=3)), story=key)
    with pytest.raises(Missing):
        photo(people.reader(cast.staff), story=key)


def test_a_code_withdraws_a_story_without_an_account():
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.nurse, build.new_story(mission))
    nobody = By(ANYONE, MONDAY, Via.WEB)

    with pytest.raises(Forbidden):
        actions.withdraw_story(nobody, story=key, code="f" * 32)
    assert story_by_code(people.reader(), code=build.CODE.upper()).key == key
    actions.withdraw_story(nobody, story=key, code=build.CODE)

    assert story(people.reader(cast.steward), key=key).state == StoryState.WITHDRAWN


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"text": "x" * 4001}, "text"),
        ({"teller": ""}, "teller"),
        ({"signed": Signed.TEAM}, "teams"),
        ({"photo": PHOTO}, "photo_says"),
        ({"photo": Plain(b"x" * (3 * 2**20 + 1), "image/png"), "photo_says": "x"}, "photo"),
    ],
)
def test_a_story_without_what_it_needs_is_refused(changed, field):
    cast, mission = people.cast(), build.mission()

    with pytest.raises(Invalid) as refusal:
        build.story(cast.nurse, build.new_story(mission, **changed))

    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize("changed", [{"given_on": TODAY + timedelta(days=1)}, {"wording": " "}])
def test_consent_of_tomorrow_or_to_nothing_is_none(changed):
    cast, mission = people.cast(), build.mission()
    consent = replace(build.AGREED, **changed)

    with pytest.raises(Invalid):
        build.story(cast.nurse, build.new_story(mission, consent=consent))


def test_a_story_names_an_outcome_of_its_own_mission_only():
    cast, mission = people.cast(), build.mission()
    own = missions.outcome(mission)
    other = missions.outcome(missions.mission(short_title="Homes"))

    key = build.story(cast.nurse, build.new_story(mission, outcome=own))
    with pytest.raises(Missing):
        build.story(cast.nurse, build.new_story(mission, outcome=other))

    assert story(people.reader(cast.nurse), key=key).outcome == "Fewer people go hungry"


def test_before_an_election_an_accepted_story_waits_and_a_shown_one_stays():
    cast, mission = people.cast(), build.mission()
    shown = build.shown(cast.nurse, build.new_story(mission))
    period = {"code": CAMDEN, "reason": "Local elections"}
    tuesday = TODAY + timedelta(days=1)
    set_pre_election_period(people.system(), starts_on=tuesday, ends_on=tuesday + timedelta(days=9), **period)

    waiting = build.shown(cast.nurse, build.new_story(mission), later(days=2))

    assert seen_by(cast.staff, later(days=3)) == {shown}
    row = story(people.reader(cast.nurse, later(days=3)), key=waiting)
    assert (row.state, row.quiet_until) == (StoryState.REVIEWED, tuesday + timedelta(days=9))
    assert seen_by(cast.staff, later(days=11)) == {shown, waiting}


def test_how_often_a_story_reached_somebody_is_a_count_of_nobody():
    cast, mission = people.cast(), build.mission()
    key = build.shown(cast.nurse, build.new_story(mission))
    nobody = By(ANYONE, MONDAY, Via.WEB)

    with pytest.raises(Forbidden):
        actions.say_it_reached(people.by(cast.staff), story=key)
    actions.say_it_reached(nobody, story=key)
    actions.say_it_reached(nobody, story=key)

    assert story(people.reader(cast.staff), key=key).reached == 2
    told = list(Entry.objects.filter(kind="peers.story_reached"))
    assert [each.actor for each in told] == [None, None]
    assert str(cast.staff) not in "".join(each.facts for each in told)


def drawn(cast, mission, teams, at=MONDAY):
    """Put a draw of a story on record, accept the story and draw a second later."""
    key = build.story(cast.nurse, build.new_story(mission, *teams))
    days = {"first_on": TODAY + timedelta(days=1), "later_on": TODAY + timedelta(days=8)}
    draw = actions.commit_draw(people.by(cast.steward), story=key, **days)
    actions.review_story(people.system(), story=key, accept=True)
    return key, draw


def test_a_draw_stands_on_record_before_it_is_made_and_anybody_can_repeat_it():
    cast, mission = people.cast(), build.mission()
    teams = [build.team(cast.body, name) for name in ("North", "South", "East")]
    key, draw = drawn(cast, mission, teams)

    before = story(people.reader(cast.steward), key=key).draw
    with pytest.raises(Conflict):
        actions.draw_lot(people.by(cast.steward), draw=draw)
    actions.draw_lot(people.by(cast.steward, later(seconds=1)), draw=draw)

    after = story(people.reader(cast.steward, later(seconds=1)), key=key).draw
    assert (before.seed, before.first) == ("", frozenset())
    assert after.commitment == before.commitment
    assert commitment(after.seed, teams, after.first_on, after.later_on) == after.commitment
    assert after.first == drawn_first(after.seed, teams)
    assert len(after.first) == 2
    with pytest.raises(Conflict):
        actions.commit_draw(people.by(cast.steward), story=key, first_on=TODAY, later_on=TODAY)
    with pytest.raises(Conflict):
        actions.draw_lot(people.by(cast.steward, later(days=1)), draw=draw)


def test_teams_see_a_drawn_story_when_the_lot_says_so():
    cast, mission = people.cast(), build.mission()
    teams = [build.team(cast.body, name) for name in ("North", "South")]
    inside = {team: build.member(team, f"Somebody {at}") for at, team in enumerate(teams)}
    key, draw = drawn(cast, mission, teams)
    assert key not in seen_by(cast.staff, later(days=2)), "a story whose draw is on record waits for it"
    actions.draw_lot(people.by(cast.steward, later(hours=1)), draw=draw)
    (first,) = story(people.reader(cast.steward, later(hours=1)), key=key).draw.first
    others = [inside[team] for team in teams if team != first] + [cast.staff]

    seen = [
        {each for each in (inside[first], *others) if key in seen_by(each, later(days=day))}
        for day in (0.5, 1, 8)
    ]

    assert seen == [set(), {inside[first]}, {inside[first], *others}]


def test_no_draw_is_put_on_record_for_one_team_or_after_the_review():
    cast, mission = people.cast(), build.mission()
    teams = [build.team(cast.body, name) for name in ("North", "South")]
    alone = build.story(cast.nurse, build.new_story(mission, teams[0]))
    reviewed = build.shown(cast.nurse, build.new_story(mission, *teams))
    days = {"first_on": TODAY, "later_on": TODAY + timedelta(days=7)}

    for key in (alone, reviewed):
        with pytest.raises(Conflict):
            actions.commit_draw(people.by(cast.steward), story=key, **days)


@pytest.mark.parametrize(("first", "second", "field"), [(-1, 7, "first_on"), (3, 3, "later_on")])
def test_days_of_a_draw_come_in_their_order(first, second, field):
    cast, mission = people.cast(), build.mission()
    key = build.story(cast.nurse, build.new_story(mission, build.team(cast.body), build.team(cast.body, "B")))
    days = {"first_on": TODAY + timedelta(days=first), "later_on": TODAY + timedelta(days=second)}

    with pytest.raises(Invalid) as refusal:
        actions.commit_draw(people.by(cast.steward), story=key, **days)

    assert set(refusal.value.fields) == {field}
