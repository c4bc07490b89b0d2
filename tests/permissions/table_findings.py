"""Who may do what about findings: role by action by state; `table_learning` and `table_flows` take the rows."""

from dataclasses import replace

from headway.kernel.actors import RoleName
from headway.kernel.errors import Conflict
from headway.learning import actions
from tests import builders_findings as build
from tests import builders_measures as measures
from tests.permissions.world import ELSEWHERE, Row, only

# One library serves every mission: an analyst of any scope keeps it.
KEEPERS = only(RoleName.ANALYST, RoleName.RESEARCHER) | {ELSEWHERE}


def published(_world):
    return build.published()


def retracted(_world):
    return build.retracted()


def weighable(_world):
    measures.places()
    return build.weighable()


def weighed(world):
    made = weighable(world)
    build.weighed(*made)
    return made


def correct(_world, by, key):
    words = replace(build.WORDS, strength=2)
    return actions.correct_finding(by, finding=key, words=words, version=build.row(key).version)


def retract(_world, by, key):
    return actions.retract_finding(by, finding=key, reason="Wrong", version=build.row(key).version)


ROWS = [
    Row("learning.publish_finding", KEEPERS, lambda _w, by, _n: build.published(by=by)),
    Row(
        "learning.import_findings",
        KEEPERS,
        lambda _w, by, _n: actions.import_findings(by, findings=[build.WORDS, build.SECOND]),
    ),
    Row("learning.correct_finding", KEEPERS, correct, prepare=published),
    Row("learning.correct_finding", KEEPERS, correct, state="retracted", prepare=retracted, raises=Conflict),
    Row("learning.retract_finding", KEEPERS, retract, prepare=published),
    Row("learning.retract_finding", KEEPERS, retract, state="retracted", prepare=retracted, raises=Conflict),
]
FLOW_ROWS = [
    Row(
        "flows.weigh_finding",
        only(RoleName.ANALYST),
        lambda _w, by, made: build.weighed(*made, by),
        prepare=weighable,
    ),
    Row(
        "flows.weigh_finding",
        only(RoleName.ANALYST),
        lambda _w, by, made: build.weighed(*made, by),
        state="weighed",
        prepare=weighed,
        raises=Conflict,
    ),
]
