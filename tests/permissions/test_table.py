"""One table of role by action by state over every action; an action without a row fails.

Add yours in `table_<app>.py` (flows: `table_flows.py`): a list called ROWS, see `world.Row`.
"""

import importlib
import pkgutil
from types import ModuleType

import pytest
from django.db import transaction

import headway.flows
from headway.kernel import log
from headway.kernel.actors import By
from headway.kernel.errors import Forbidden, Missing
from tests.permissions import world as worlds
from tests.permissions.world import ROLES, Row

APPS = (
    "people",
    "places",
    "files",
    "measures",
    "targets",
    "missions",
    "answers",
    "checks",
    "rhythms",
    "frontline",
    "peers",
    "capabilities",
    "learning",
    "voice",
    "flows",
)


def rows_of(app: str) -> list[Row]:
    try:
        return list(importlib.import_module(f"tests.permissions.table_{app}").ROWS)
    except ModuleNotFoundError as error:
        if error.name != f"tests.permissions.table_{app}":
            raise
        return []


def modules_of(app: str) -> list[ModuleType]:
    if app == "flows":
        found = pkgutil.walk_packages(headway.flows.__path__, "headway.flows.")
        return [importlib.import_module(each.name) for each in found]
    try:
        found = importlib.import_module(f"headway.{app}.actions")
    except ModuleNotFoundError as error:
        if error.name != f"headway.{app}.actions":
            raise
        return []
    parts = pkgutil.walk_packages(getattr(found, "__path__", ()), f"{found.__name__}.")
    return [found, *(importlib.import_module(each.name) for each in parts)]


def actions_of(app: str) -> set[str]:
    """Return the names of every action as its rows call it: `people.invite`, `flows.undo`."""
    return {
        f"{app}.{name.lstrip('_')}"
        for module in modules_of(app)
        for name, each in vars(module).items()
        if hasattr(each, "event") and getattr(each, "__module__", "") == module.__name__
    }


@pytest.mark.parametrize("app", APPS)
def test_every_action_has_a_row(app):
    missing = actions_of(app) - {row.action for row in rows_of(app)}

    assert not missing, f"tests/permissions/table_{app}.py has no row for {sorted(missing)}"


@pytest.mark.parametrize("app", APPS)
def test_every_row_is_about_an_action_that_exists(app):
    unknown = {row.action for row in rows_of(app)} - actions_of(app)

    assert not unknown


@pytest.mark.alike
@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for app in APPS for row in rows_of(app)], ids=str)
def test_each_role_may_do_exactly_what_the_table_says(row, world):
    acting = {role: world.by(role) for role in ROLES}
    made = row.prepare(world)

    said = {role: outcome(row, world, acting[role], made) for role in ROLES}

    done = row.raises.__name__ if row.raises else "done"
    assert said == {role: done if role in row.allowed else "refused" for role in ROLES}


def outcome(row: Row, world: worlds.World, by: By, made: object) -> str:
    """Let somebody act and take it back; say what came of it, and that a refusal writes nothing."""
    before = log.head()
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.run(world, by, made)
            told = "done" if log.head().seq > before.seq else "done, and nothing stands in the log"
        except (Forbidden, Missing) as refusal:
            wanted = row.raises is not None and isinstance(refusal, row.raises)
            told = row.raises.__name__ if wanted else "refused"
        except Exception as problem:  # noqa: BLE001 - whatever it is, the comparison names it beside its role
            wanted = row.raises is not None and isinstance(problem, row.raises)
            told = row.raises.__name__ if wanted else repr(problem)
        if not told.startswith("done") and log.head() != before:
            told += ", and something stands in the log"
        transaction.set_rollback(True)
    return told
