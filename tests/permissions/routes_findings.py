"""The written matrix of the addresses of findings; see `routes.Rule`."""

from collections.abc import Mapping
from typing import Any

from headway.kernel.actors import RoleName
from headway.missions.actions import open_mission
from tests import builders_findings as build
from tests.builders_missions import system
from tests.permissions import table_findings as table
from tests.permissions.routes import ALL, Rule
from tests.permissions.world import World

KEEPERS = frozenset({RoleName.ANALYST.value, RoleName.RESEARCHER.value}) & ALL  # as far as they are walked
GRADERS = frozenset({RoleName.ANALYST.value})


def a_finding(_world: World) -> Mapping[str, Any]:
    return {"slug": build.row(build.published()).slug}


def weighable(world: World) -> Mapping[str, Any]:
    mission, weighing = table.weighable(world)
    open_mission(system(), mission=mission)
    return {"slug": build.row(weighing.finding).slug}


ROUTES: dict[str, Rule] = {
    "learning:findings": Rule(ALL),
    "learning:findings-csv": Rule(ALL),
    "learning:finding": Rule(ALL, a_finding),
    "learning:synthesis": Rule(
        ALL, elsewhere="it needs a question: tests/doors/web/test_findings.py reads it"
    ),
    "learning:finding-new": Rule(KEEPERS),
    "learning:findings-import": Rule(KEEPERS),
    "learning:finding-correct": Rule(KEEPERS, a_finding),
    "learning:finding-retract": Rule(KEEPERS, a_finding),
    "learning:finding-weigh": Rule(GRADERS, weighable),
}
