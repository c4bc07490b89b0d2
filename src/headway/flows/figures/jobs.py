"""Long work on a file, asked for by a person and done by `headway work`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks import task

from headway.flows.figures.progress import fault_text, finished, report
from headway.flows.figures.uploads import accept, check, wish_of
from headway.formats.errors import Unreadable
from headway.kernel.actors import Actor, By, Grant, RoleName, Via
from headway.kernel.errors import Refused


def by_data(by: By) -> dict[str, Any]:
    """Return who acts as JSON data; the job acts with the roles held when it was asked for."""
    return {
        "key": str(by.actor.key) if by.actor.key else None,
        "grants": [
            [grant.role.value, str(grant.scope) if grant.scope else None] for grant in by.actor.grants
        ],
        "system": by.actor.system,
        "at": by.at.isoformat(),
    }


def by_of(data: dict[str, Any]) -> By:
    """Return who acts from what `by_data` wrote."""
    grants = frozenset(
        Grant(RoleName(role), UUID(scope) if scope else None) for role, scope in data["grants"]
    )
    key = UUID(data["key"]) if data["key"] else None
    return By(Actor(key, grants, data["system"]), datetime.fromisoformat(data["at"]), Via.WORK)


@task()
def check_upload(key: str, who: dict[str, Any], wish: dict[str, Any]) -> None:
    """Read a large file and keep what it would change."""
    _carry_out(UUID(key), lambda: check(by_of(who), key=UUID(key), wish=wish_of(wish)))


@task()
def accept_upload(key: str, who: dict[str, Any], many_may_go: bool) -> None:  # noqa: FBT001 - a job's arguments
    """Bring in a large file that somebody has looked at."""
    _carry_out(UUID(key), lambda: accept(by_of(who), key=UUID(key), many_may_go=many_may_go))


def _carry_out(key: UUID, work: Callable[[], object]) -> None:
    """Do the work; a refusal is an answer that the page prints, anything else is a fault of ours."""
    try:
        work()
    except (Refused, Unreadable) as fault:
        report(key, 100, fault_text(fault))
    else:
        finished(key)
