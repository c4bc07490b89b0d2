"""Who may do what about answers: role by action by state. Offices and codes give rights that no role gives."""

from headway.answers import actions
from headway.answers.choices import ClockName, PauseReason
from headway.answers.queries import untold
from headway.flows import offers
from headway.kernel.actors import By, RoleName
from headway.kernel.errors import Conflict
from headway.kernel.translations import NewText
from headway.missions import actions as missions
from headway.missions.choices import InitiativeState
from headway.missions.queries import initiative
from headway.people import actions as people
from tests import builders_answers as build
from tests import builders_measures as measures
from tests import builders_people
from tests.builders_answers import CODE
from tests.builders_people import TODAY, later
from tests.permissions.world import EVERYBODY, INSTALLATION, Row, World, only

ITSELF = frozenset({INSTALLATION})
STEWARD = only(RoleName.STEWARD)
LEAD = only(RoleName.MISSION_LEAD)
KEEPERS = only(RoleName.STEWARD, RoleName.ADMINISTRATOR)


def office(world: World):
    return people.add_office(builders_people.system(), organisation=world.body, name="Director of Food")


def mission(world: World):
    measures.places()
    return build.led_by(office(world))


def question(world: World):
    return build.offer(mission(world))


def answered(world: World):
    key = question(world)
    actions.give(builders_people.system(), answers=[key], reply=build.NO)
    return key


def reply(world: World):
    return build.row(answered(world)).reply.key


def late(world: World):
    question(world)
    return untold(builders_people.system_reader(later(days=3)))[0]


def paused(world: World):
    return pause(world, builders_people.system(), office(world))


def pause(_world, by, key):
    return actions.pause_clocks(
        by, office=key, reason=PauseReason.VACANCY, note="Advertised", starts_on=TODAY
    )


def end(_world, by, key):
    return actions.end_pause(By(by.actor, later(days=1), by.via), pause=key)


def other(world: World):
    key = question(world)
    housing = people.add_office(builders_people.system(), organisation=world.body, name="Director of Housing")
    return key, housing


ROWS = [
    Row(
        "answers.acknowledge",
        ITSELF,  # and who holds the office: tests/integration/answers
        lambda _w, by, key: actions.acknowledge(by, answer=key),
        prepare=question,
    ),
    Row(
        "answers.route",
        STEWARD,
        lambda _w, by, made: actions.route(by, answer=made[0], to=made[1]),
        prepare=other,
    ),
    Row(
        "answers.give",
        ITSELF,
        lambda _w, by, key: actions.give(by, answers=[key], reply=build.NO),
        state="owed",
        prepare=question,
    ),
    Row(
        "answers.give",
        ITSELF,
        lambda _w, by, key: actions.give(by, answers=[key], reply=build.NO),
        state="answered",
        prepare=answered,
        raises=Conflict,
    ),
    Row(
        "answers.translate_reply",
        STEWARD,
        lambda _w, by, key: actions.translate_reply(
            by, reply=key, text=NewText("reason", "cy", "Nid yw’n ddiogel.", approved=True)
        ),
        prepare=reply,
    ),
    Row(
        "answers.confirm",
        frozenset(),
        lambda _w, by, key: actions.confirm(by, answer=key),
        state="without the code",
        prepare=answered,
    ),
    Row(
        "answers.confirm",
        EVERYBODY,
        lambda _w, by, key: actions.confirm(by, answer=key, code=CODE),
        state="with the code",
        prepare=answered,
    ),
    Row(
        "answers.reopen",
        EVERYBODY,
        lambda _w, by, key: actions.reopen(by, answer=key, why="Nobody came", code=CODE),
        state="with the code",
        prepare=answered,
    ),
    Row(
        "answers.contest",
        EVERYBODY,
        lambda _w, by, key: actions.contest(by, answer=key, why="It is safe", code=CODE),
        state="with the code",
        prepare=answered,
    ),
    Row(
        "answers.withdraw",
        ITSELF,
        lambda _w, by, key: actions.withdraw(by, answer=key),
        state="without the code",
        prepare=question,
    ),
    Row(
        "answers.note_passed",
        ITSELF,
        lambda _w, by, made: actions.note_passed(by, answer=made[0].key, ran_out=made[1]),
        prepare=late,
    ),
    Row(
        "answers.set_clock",
        STEWARD,
        lambda _w, by, _m: actions.set_clock(by, clock=ClockName.ROUTE, days=3, reason="Quicker"),
    ),
    Row(
        "answers.set_capacity",
        KEEPERS,
        lambda w, by, _m: actions.set_capacity(by, organisation=w.body, monthly=4, reason="Mornings"),
    ),
    Row("answers.pause_clocks", STEWARD, pause, prepare=office),
    Row("answers.end_pause", STEWARD, end, prepare=paused),
]

FLOW_ROWS = [
    Row(
        "flows.make_offer",
        EVERYBODY,
        lambda _w, by, key: build.offer(key, by=by),
        prepare=mission,
    ),
    Row(
        "flows.accept_offer",
        ITSELF,
        lambda _w, by, key: offers.accept_offer(by, answer=key, reply=build.YES, words=build.KITCHEN),
        prepare=question,
    ),
]


def begun(world: World):
    return missions.begin_initiative(builders_people.system(), mission=mission(world), words=build.KITCHEN)


def version(key):
    return initiative(builders_people.system_reader(), key=key).version


def offered(world: World):
    return build.row(question(world)).about.key


MISSION_ROWS = [
    Row(
        "missions.begin_initiative",
        LEAD,
        lambda _w, by, key: missions.begin_initiative(by, mission=key, words=build.KITCHEN),
        prepare=mission,
    ),
    Row(
        "missions.change_initiative",
        LEAD,
        lambda _w, by, key: missions.change_initiative(
            by, initiative=key, words=build.KITCHEN, version=version(key)
        ),
        prepare=begun,
    ),
    Row(
        "missions.move_initiative",
        LEAD,
        lambda _w, by, key: missions.move_initiative(
            by, initiative=key, to=InitiativeState.LIVE, note="It opened", version=version(key)
        ),
        prepare=begun,
    ),
    Row(
        "missions.forget_contacts",
        ITSELF,
        lambda _w, by, key: missions.forget_contacts(by, offers=[key]),
        prepare=offered,
    ),
]
