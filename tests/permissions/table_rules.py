"""Who may do what about rules and freedoms: role by action by state. Offices give rights that no role gives."""

from dataclasses import dataclass, replace
from uuid import UUID

from headway.flows import barriers as flow
from headway.flows import three_questions
from headway.frontline.actions import freedoms, rules, set_desk
from headway.frontline.analysis import RuleChange
from headway.frontline.choices import Expiry, Identity, RuleState
from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.people import actions as people
from tests import builders_barriers, builders_people
from tests import builders_measures as measures
from tests import builders_rules as build
from tests.builders_people import TODAY
from tests.permissions.world import INSTALLATION, Row, World, only

ITSELF = frozenset({INSTALLATION})  # and who holds the office: tests/integration/frontline
STEWARD = only(RoleName.STEWARD)
ANALYST = only(RoleName.ANALYST)
BOARD = only(RoleName.BOARD)
ASKERS = only(
    RoleName.STAFF,
    RoleName.MISSION_LEAD,
    RoleName.DECIDER,
    RoleName.ANALYST,
    RoleName.BOARD,
    RoleName.STEWARD,
)
GONE = RuleChange(RuleState.REMOVED, TODAY, "Nobody missed it.")


@dataclass(frozen=True)
class Ground:
    """What the builders of freedoms ask of a cast."""

    office: UUID
    rule: UUID
    indicator: UUID
    freedom: UUID | None = None
    decision: UUID | None = None


def office(world: World) -> UUID:
    return people.add_office(builders_people.system(), organisation=world.body, name="Director of Finance")


def ground(world: World) -> Ground:
    key = office(world)
    return Ground(key, build.register(key), measures.indicator("Repeat claims"))


def removed(world: World) -> Ground:
    found = ground(world)
    rules.change_rule(builders_people.system(), rule=found.rule, change=GONE, version=1)
    return found


def asked(world: World) -> Ground:
    found = ground(world)
    return replace(found, freedom=build.ask(found, by=builders_people.system()))


def granted(world: World) -> Ground:
    found = asked(world)
    build.grant(found, found.freedom, by=builders_people.system())
    return replace(found, decision=build.decided(found.freedom))


def refused(world: World) -> Ground:
    found = asked(world)
    build.refuse(found, found.freedom, by=builders_people.system())
    return found


def decided(world: World) -> Ground:
    found = asked(world)
    return replace(found, decision=build.decided(found.freedom))


def desk(world: World) -> Ground:
    """Open the desk that reads barriers first."""
    found = ground(world)
    acting = {"reader": found.office, "safeguarding": found.office, "whistleblowing": found.office}
    set_desk(world.by(RoleName.STEWARD.value), call="Call 020 7946 0000.", **acting)
    return found


def talk(_world, by, _found):
    barrier = builders_barriers.new(identity=Identity.TEAM, team="Money advice")
    return three_questions.send_three_questions(by, found=three_questions.TeamFound((barrier,)))


def raised(world: World) -> tuple[UUID, UUID]:
    """Return a barrier that somebody raised, and a rule."""
    found = desk(world)
    by = builders_people.system()
    return flow.raise_barrier(by, new=builders_barriers.new(), code=builders_barriers.CODE), found.rule


def name_rule(_world, by, made):
    return rules.name_rule(by, barrier=made[0], rule=made[1])


def amend(_world, by, found):
    words = replace(build.APPROVAL, owner=found.office, clause="Section 5")
    version = build.rule(found.rule).version
    return rules.amend_rule(by, rule=found.rule, words=words, version=version)


def change(_world, by, found):
    version = build.rule(found.rule).version
    return rules.change_rule(by, rule=found.rule, change=GONE, version=version)


def rewrite(_world, by, found):
    words = replace(build.ASKED, rule=found.rule, watch=(found.indicator,), title="Less")
    version = build.row(found.freedom).version
    return freedoms.rewrite_freedom(by, freedom=found.freedom, words=words, version=version)


def link_test(_world, by, found):
    version = build.row(found.freedom).version
    return freedoms.link_test(by, freedom=found.freedom, test=None, version=version)


def review(_world, by, found):
    return build.review(found, found.freedom, found.decision, by=by, expiry=Expiry.END)


ROWS = [
    Row(
        "frontline.register_rule",
        STEWARD,
        lambda _w, by, key: rules.register_rule(by, rule=replace(build.APPROVAL, owner=key)),
        prepare=office,
    ),
    Row("frontline.amend_rule", STEWARD, amend, state="in force", prepare=ground),
    Row("frontline.amend_rule", STEWARD, amend, state="removed", prepare=removed, raises=Conflict),
    Row("frontline.change_rule", ITSELF, change, state="in force", prepare=ground),
    Row("frontline.change_rule", ITSELF, change, state="removed", prepare=removed, raises=Conflict),
    Row(
        "frontline.keep_weighing",
        ANALYST,
        lambda _w, by, found: rules.keep_weighing(by, rule=found.rule, new=build.WEIGHED),
        prepare=ground,
    ),
    Row("frontline.name_rule", STEWARD, name_rule, prepare=raised),
    Row("frontline.rewrite_freedom", ITSELF, rewrite, state="asked", prepare=asked),
    Row("frontline.rewrite_freedom", ITSELF, rewrite, state="granted", prepare=granted, raises=Conflict),
    Row("frontline.link_test", ANALYST, link_test, state="asked", prepare=asked),
    Row("frontline.link_test", ANALYST, link_test, state="granted", prepare=granted),
    Row("frontline.link_test", ANALYST, link_test, state="refused", prepare=refused, raises=Conflict),
]
FLOW_ROWS = [
    Row("flows.ask_freedom", ASKERS, lambda _w, by, found: build.ask(found, by=by), prepare=ground),
    Row("flows.send_three_questions", ASKERS, talk, prepare=desk),
    Row(
        "flows.grant_freedom",
        ITSELF,
        lambda _w, by, found: build.grant(found, found.freedom, by=by),
        state="asked",
        prepare=asked,
    ),
    Row(
        "flows.grant_freedom",
        ITSELF,
        lambda _w, by, found: build.grant(found, found.freedom, by=by),
        state="granted",
        prepare=granted,
        raises=Conflict,
    ),
    Row(
        "flows.refuse_freedom",
        ITSELF,
        lambda _w, by, found: build.refuse(found, found.freedom, by=by),
        prepare=asked,
    ),
    Row(
        "flows.grant_by_board",
        BOARD,
        lambda _w, by, found: build.grant_by_board(found, found.freedom, found.decision, by=by),
        prepare=decided,
    ),
    Row("flows.review_freedom", BOARD, review, state="granted", prepare=granted),
    Row("flows.review_freedom", BOARD, review, state="asked", prepare=decided, raises=Conflict),
]
