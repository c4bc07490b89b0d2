"""Who may do what about barriers: role by action by state. Offices and accounts give rights that no role gives."""

from datetime import timedelta

from headway.answers.analysis import hash_of
from headway.flows import barriers, letterbox
from headway.frontline import actions
from headway.frontline.choices import BarrierKind, Exit
from headway.kernel.actors import By, Once, RoleName
from headway.kernel.errors import Conflict
from headway.people import actions as people
from tests import builders_answers, builders_barriers, builders_people
from tests import builders_measures as measures
from tests.builders_barriers import CODE, FIXED
from tests.permissions.world import EVERYBODY, INSTALLATION, MEMBERS, Row, World, only

ITSELF = frozenset({INSTALLATION})
STEWARD = only(RoleName.STEWARD)
OTHER = "0" * 32


def office(world: World, name: str = "Front desk"):
    return people.add_office(builders_people.system(), organisation=world.body, name=name)


def opened(world: World):
    """Return an office that reads first; from now on anybody may raise."""
    key = office(world)
    actions.set_desk(
        builders_people.system(), reader=key, safeguarding=key, whistleblowing=key, call="Call 999."
    )
    return key


def raised(world: World, code: str = CODE):
    opened(world)
    return barriers.raise_barrier(builders_people.system(), new=builders_barriers.new(), code=code)


def in_mission(world: World):
    """Return a barrier of an open mission, for pages."""
    opened(world)
    measures.places()
    lead = people.add_office(builders_people.system(), organisation=world.body, name="Director of Food")
    mission = builders_answers.led_by(lead)
    return barriers.raise_barrier(
        builders_people.system(), new=builders_barriers.new(mission=mission), code=CODE
    )


def answered(world: World):
    key = raised(world)
    give(world, builders_people.system(), key)
    return key


def give(_world, by, key):
    return barriers.answer_barriers(by, answers_to=[builders_barriers.question(key).key], reply=FIXED)


def two(world: World):
    first = raised(world)
    second = barriers.raise_barrier(builders_people.system(), new=builders_barriers.new(), code=OTHER)
    return first, second


def joined(world: World):
    first, second = two(world)
    barriers.join(builders_people.system(), barrier=second, into=first)
    return second


def sort(_world, by, key):
    office_key = builders_barriers.question(key).office
    return barriers.sort_barrier(
        by,
        barrier=key,
        sorting=builders_barriers.Sorting(BarrierKind.TOOL, builders_barriers.Changer.TEAM, office_key),
    )


def letter(world: World):
    opened(world)
    by = builders_people.system()
    letterbox.post_letter(
        by, new=builders_barriers.new(identity=builders_barriers.Identity.ANONYMOUS), code=CODE
    )


def summarise(_world, by, key):
    row = builders_barriers.row(key)
    return actions.summarise(by, barrier=key, summary="It waits", language="en", version=row.version)


ROWS = [
    Row(
        "frontline.set_desk",
        STEWARD,
        lambda _w, by, key: actions.set_desk(
            by, reader=key, safeguarding=key, whistleblowing=key, call="Call 999."
        ),
        prepare=office,
    ),
    Row(
        "frontline.set_decider",
        STEWARD,
        lambda _w, by, key: actions.set_decider(by, kind=BarrierKind.LAW, office=key),
        prepare=office,
    ),
    Row("frontline.summarise", STEWARD, summarise, prepare=raised),
    Row(
        "frontline.part", STEWARD, lambda _w, by, key: actions.part(by, barrier=key), prepare=joined
    ),  # and who holds the office: tests/integration/frontline
    Row(
        "frontline.part",
        STEWARD,
        lambda _w, by, key: actions.part(by, barrier=key),
        state="standing alone",
        prepare=raised,
        raises=Conflict,
    ),
    Row(
        "frontline.say_me_too",
        MEMBERS,
        lambda _w, by, key: actions.say_me_too(by, barrier=key),
        prepare=raised,
    ),
    Row(
        "frontline.blank_words",
        STEWARD,
        lambda _w, by, key: actions.blank_words(by, barrier=key),
        prepare=raised,
    ),
    Row(
        "frontline.forget_contacts",
        ITSELF,
        lambda _w, by, key: actions.forget_contacts(by, barriers=[key]),
        prepare=raised,
    ),
]

FLOW_ROWS = [
    Row(
        "flows.raise_barrier",
        EVERYBODY,
        lambda _w, by, _m: barriers.raise_barrier(
            By(by.actor, by.at, by.via, Once(hash_of(CODE))), new=builders_barriers.new(), code=CODE
        ),
        prepare=opened,
    ),
    Row(
        "flows.raise_barrier",
        EVERYBODY,
        lambda _w, by, _m: barriers.raise_barrier(by, new=builders_barriers.new(), code=CODE),
        state="before anybody reads",
        raises=Conflict,
    ),
    Row("flows.sort_barrier", STEWARD, sort, state="owed", prepare=raised),
    Row("flows.sort_barrier", STEWARD, sort, state="answered", prepare=answered, raises=Conflict),
    Row(
        "flows.take_out",
        STEWARD,
        lambda _w, by, key: barriers.take_out(by, barrier=key, way=Exit.SAFEGUARDING),
        prepare=raised,
    ),
    Row(
        "flows.join",
        STEWARD,
        lambda _w, by, made: barriers.join(by, barrier=made[1], into=made[0]),
        prepare=two,
    ),
    Row("flows.answer_barriers", ITSELF, give, prepare=raised),
    Row(
        "flows.empty_letterbox",
        ITSELF,
        lambda _w, by, _m: letterbox.empty_letterbox(By(by.actor, by.at + timedelta(days=1), by.via)),
        prepare=letter,
    ),
]
