"""Who may do what about tests: role by action by state."""

from dataclasses import replace
from datetime import date

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.learning import actions
from headway.learning.analysis import GroupCount, NewLook, read_list
from headway.learning.choices import Scale
from tests import builders_learning as build
from tests import builders_measures as measures
from tests import builders_missions as missions
from tests import builders_rhythms as rhythms
from tests.permissions import table_findings
from tests.permissions.world import Row, only

METHOD = only(RoleName.ANALYST, RoleName.RESEARCHER)
DRAFTERS = only(RoleName.ANALYST, RoleName.RESEARCHER, RoleName.MISSION_LEAD)
LEAD = only(RoleName.MISSION_LEAD)


def mission(_world):
    measures.places()
    return missions.mission()


def drafted(world):
    return build.drafted(mission(world))


def locked(world):
    return build.locked(mission(world))


def committed(world):
    key = locked(world)
    actions.commit_seed(missions.system(), test=key)
    return key


def fixed(world):
    key = committed(world)
    actions.fix_list(missions.system(), test=key, roster=read_list(build.LIST))
    return key


def drawn(world):
    return build.drawn(mission(world))


def running(world):
    return build.running(mission(world))


def analysed(world):
    """Return a test that was decidable on its first day, so that everybody acts on one Monday."""
    plan = replace(build.PLAN, data_until=build.TODAY, decide_on=build.TODAY)
    key = build.running(mission(world), plan)
    build.result(key, by=missions.system())
    return key


def begin(_world, by, key):
    return actions.draft_test(by, mission=key, plan=build.PLAN)


def write(_world, by, key):
    plan = replace(build.PLAN, owner="Housing")
    return actions.write_plan(by, test=key, plan=plan, version=build.version(key))


def lock(_world, by, key):
    return actions.lock_plan(by, test=key, version=build.version(key))


def amend(_world, by, key):
    plan = replace(build.PLAN, decide_on=date(2026, 8, 3))
    return actions.amend_plan(
        by, test=key, plan=plan, reason="The board meets later.", version=build.version(key)
    )


def commit(_world, by, key):
    return actions.commit_seed(by, test=key)


def fix(_world, by, key):
    return actions.fix_list(by, test=key, roster=read_list(build.LIST))


def draw(_world, by, key):
    return actions.draw_lots(by, test=key)


def start(_world, by, key):
    return actions.start_test(by, test=key, on=build.TODAY)


def watch(_world, by, key):
    look = NewLook((GroupCount("usual", 20), GroupCount("new", 20)))
    return actions.watch_test(by, test=key, look=look)


def rate(_world, by, key):
    return actions.rate_test(by, test=key, scale=Scale.HEADWAY, level=3, reasons="Drawn by lot")


def withdraw(_world, by, key):
    return actions.withdraw_test(by, test=key, reason="The service was closed.")


ROWS = [
    *table_findings.ROWS,
    Row("learning.draft_test", DRAFTERS, begin, prepare=mission),
    Row("learning.write_plan", DRAFTERS, write, state="draft", prepare=drafted),
    Row("learning.write_plan", DRAFTERS, write, state="locked", prepare=locked, raises=Conflict),
    Row("learning.lock_plan", METHOD, lock, state="draft", prepare=drafted),
    Row("learning.lock_plan", METHOD, lock, state="locked", prepare=locked, raises=Conflict),
    Row("learning.amend_plan", METHOD, amend, state="locked", prepare=locked),
    Row("learning.amend_plan", METHOD, amend, state="running", prepare=running),
    Row("learning.amend_plan", METHOD, amend, state="analysed", prepare=analysed, raises=Conflict),
    Row("learning.commit_seed", METHOD, commit, state="locked", prepare=locked),
    Row("learning.commit_seed", METHOD, commit, state="committed", prepare=committed, raises=Conflict),
    Row("learning.fix_list", METHOD, fix, state="committed", prepare=committed),
    Row("learning.fix_list", METHOD, fix, state="fixed", prepare=fixed, raises=Conflict),
    Row("learning.draw_lots", METHOD, draw, state="fixed", prepare=fixed),
    Row("learning.draw_lots", METHOD, draw, state="drawn", prepare=drawn, raises=Conflict),
    Row("learning.start_test", LEAD, start, state="drawn", prepare=drawn),
    Row("learning.start_test", LEAD, start, state="locked", prepare=locked, raises=Conflict),
    Row("learning.watch_test", METHOD, watch, state="running", prepare=running),
    Row("learning.watch_test", METHOD, watch, state="locked", prepare=locked, raises=Conflict),
    Row("learning.rate_test", METHOD, rate, state="analysed", prepare=analysed),
    Row("learning.rate_test", METHOD, rate, state="running", prepare=running, raises=Conflict),
    Row("learning.withdraw_test", DRAFTERS, withdraw, state="draft", prepare=drafted),
    Row("learning.withdraw_test", DRAFTERS, withdraw, state="running", prepare=running),
    Row("learning.withdraw_test", DRAFTERS, withdraw, state="analysed", prepare=analysed, raises=Conflict),
]


def result(_world, by, key):
    return build.result(key, by=by, reason="Counted anew")


def decidable(world):
    key = analysed(world)
    board = rhythms.board(build.row(key).mission)
    return key, build.board_decision(board, key, at=missions.MONDAY)


def at_once(world):
    """Return a running test whose data are in on the day it began."""
    return build.running(mission(world), replace(build.PLAN, data_until=build.TODAY, decide_on=build.TODAY))


def decide(_world, by, made):
    return build.decided(*made, by=by)


def decided(world):
    made = decidable(world)
    build.decided(*made, by=missions.system())
    return made


BOARD = only(RoleName.BOARD)
FLOW_ROWS = [
    Row("flows.record_result", METHOD, result, state="running", prepare=at_once),
    Row("flows.record_result", METHOD, result, state="analysed", prepare=analysed),
    Row("flows.record_result", METHOD, result, state="locked", prepare=locked, raises=Conflict),
    Row("flows.decide_test", BOARD, decide, state="analysed", prepare=decidable),
    Row("flows.decide_test", BOARD, decide, state="decided", prepare=decided, raises=Conflict),
]
