"""The written matrix of the addresses of the bench; see `routes.Rule`."""

from collections.abc import Mapping
from typing import Any

from headway.kernel.actors import RoleName
from headway.look.pdf import can_write_pdf
from tests import builders_studies as build
from tests.permissions import table_learning as learning
from tests.permissions import table_studies as table
from tests.permissions.routes import ALL, Rule
from tests.permissions.routes_learning import INSIDERS as MEMBERS
from tests.permissions.routes_learning import some_mission
from tests.permissions.world import NOBODY, World

ANALYST = frozenset({RoleName.ANALYST.value})
INSIDERS = MEMBERS & ALL  # as far as they are walked


def waiting(world: World) -> Mapping[str, Any]:
    return {"key": table.waiting(world)[1]}


def a_study(world: World) -> Mapping[str, Any]:
    return {"key": build.study(learning.mission(world))}


ROUTES: dict[str, Rule] = {
    "learning:bench": Rule(INSIDERS, some_mission),
    "learning:bench-new": Rule(ANALYST, some_mission),
    "learning:bench-columns": Rule(ANALYST, waiting),
    "learning:study": Rule(INSIDERS, a_study),
    "learning:study-script": Rule(INSIDERS, a_study),
    "learning:study-data": Rule(ANALYST, a_study),
    "learning:study-report": Rule(INSIDERS, a_study),
    "learning:study-pdf": Rule(INSIDERS if can_write_pdf() else NOBODY, a_study),
}
