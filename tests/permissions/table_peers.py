"""Who may do what about stories, circles and offers of help: role by action by state."""

from datetime import timedelta

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict, Gone
from headway.peers import actions
from tests import builders_peers as build
from tests import builders_people as people
from tests.builders_people import TODAY
from tests.permissions.world import ANONYMOUS, INSTALLATION, MEMBERS, NOBODY, Row, only

STEWARD = only(RoleName.STEWARD)
LATER = {"first_on": TODAY + timedelta(days=1), "later_on": TODAY + timedelta(days=8)}


def mission(_world):
    return build.mission()


def told(world):
    return build.story(people.person("Tess Teller"), build.new_story(build.mission()))


def accepted(world):
    key = told(world)
    actions.review_story(people.system(), story=key, accept=True)
    return key


def withdrawn(world):
    key = accepted(world)
    actions.withdraw_story(people.system(), story=key)
    return key


def of_two_teams(world):
    teams = [build.team(world.body, name) for name in ("North", "South")]
    return build.story(people.person("Tess Teller"), build.new_story(build.mission(), *teams))


def on_record(world):
    key = of_two_teams(world)
    return actions.commit_draw(people.system(people.later(hours=-1)), story=key, **LATER)


def forming(_world):
    return build.circle(*build.five())


def met(_world):
    return build.meeting(*build.five())


def noted(world):
    key = met(world)
    actions.write_note(people.by(members_of(key)), circle=key, text="A finding")
    return key


def members_of(key):
    from headway.peers.models import CircleMember

    return CircleMember.objects.filter(circle__thing__key=key).first().account


def help_of_another(_world):
    return build.help_of(people.person("Hal Helper"))


def act(name, **given):
    function = getattr(actions, name)
    return lambda _world, by, key: function(by, **{given_name(name): key} | given)


def given_name(name):
    return "draw" if name == "draw_lot" else "story"


def circle_act(name, **given):
    return lambda _world, by, key: getattr(actions, name)(by, circle=key, **given)


ROWS = [
    Row(
        "peers.offer_story",
        MEMBERS,
        lambda _w, by, key: actions.offer_story(by, story=build.new_story(key)),
        prepare=mission,
    ),
    Row("peers.review_story", STEWARD, act("review_story", accept=True), prepare=told),
    Row(
        "peers.review_story",
        STEWARD,
        act("review_story", accept=True),
        state="reviewed",
        prepare=accepted,
        raises=Conflict,
    ),
    Row("peers.withdraw_story", STEWARD, act("withdraw_story"), prepare=accepted),
    Row(
        "peers.withdraw_story",
        MEMBERS | {ANONYMOUS, INSTALLATION},
        act("withdraw_story", code=build.CODE),
        state="with its code",
        prepare=accepted,
    ),
    Row(
        "peers.withdraw_story",
        MEMBERS | {ANONYMOUS, INSTALLATION},
        act("withdraw_story"),
        state="withdrawn",
        prepare=withdrawn,
        raises=Gone,
    ),
    Row(
        "peers.say_it_reached",
        frozenset({ANONYMOUS, INSTALLATION}),
        act("say_it_reached"),
        state="the door leaves out who it is",
        prepare=accepted,
    ),
    Row("peers.commit_draw", STEWARD, act("commit_draw", **LATER), prepare=of_two_teams),
    Row("peers.draw_lot", STEWARD, act("draw_lot"), prepare=on_record),
    Row("peers.found_circle", MEMBERS, lambda _w, by, _n: actions.found_circle(by, circle=build.CIRCLE)),
    Row("peers.join_circle", MEMBERS, circle_act("join_circle"), state="forming", prepare=forming),
    Row("peers.join_circle", NOBODY, circle_act("join_circle"), state="meeting", prepare=met),
    Row("peers.leave_circle", NOBODY, circle_act("leave_circle"), state="of others", prepare=met),
    Row("peers.start_meeting", NOBODY, circle_act("start_meeting"), state="of others", prepare=forming),
    Row("peers.close_circle", NOBODY, circle_act("close_circle"), state="of others", prepare=met),
    Row("peers.write_note", NOBODY, circle_act("write_note", text="x"), state="of others", prepare=met),
    Row(
        "peers.vote_on_note",
        NOBODY,
        circle_act("vote_on_note", number=1, yes=True),
        state="of others",
        prepare=noted,
    ),
    Row("peers.offer_help", MEMBERS, lambda _w, by, _n: actions.offer_help(by, help=build.HELP)),
    Row(
        "peers.change_help",
        NOBODY,
        lambda _w, by, key: actions.change_help(by, key=key, help=build.HELP),
        state="of another",
        prepare=help_of_another,
    ),
    Row(
        "peers.withdraw_help",
        NOBODY,
        lambda _w, by, key: actions.withdraw_help(by, key=key),
        state="of another",
        prepare=help_of_another,
    ),
    Row("peers.forget_gone", only(), lambda _w, by, _n: actions.forget_gone(by)),
]
