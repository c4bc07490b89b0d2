"""The written matrix of the addresses of conversations and statements; see `routes.Rule`."""

from collections.abc import Callable, Mapping
from typing import Any

from headway.kernel.actors import RoleName
from headway.voice import actions
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries.panels import panel as the_panel
from tests.builders_missions import seer, system
from tests.permissions import table_panels
from tests.permissions import table_voice as table
from tests.permissions.routes import ALL, Rule
from tests.permissions.world import World

LEAD = frozenset({RoleName.MISSION_LEAD.value})
STEWARD = frozenset({RoleName.STEWARD.value})
ENTERERS = LEAD | {RoleName.STAFF.value}
TRACERS = LEAD | {RoleName.BOARD.value}
NOBODY: frozenset[str] = frozenset()
Args = Callable[[World], Mapping[str, Any]]


def slug(prepare: Callable[[World], Any]) -> Args:
    def args(world: World) -> Mapping[str, Any]:
        return {"slug": the_conversation(seer(), key=prepare(world)).slug}

    return args


def key(prepare: Callable[[World], Any]) -> Args:
    return lambda world: {"key": prepare(world)}


def published(world: World) -> Any:
    """Return a conversation whose rows are published."""
    made = table.draft(world)
    actions.assess_rows(system(), conversation=made, allowed=True, text="Few could be recognised.")
    actions.open_conversation(system(), conversation=made)
    actions.close_conversation(system(), conversation=made)
    return made


def of_panel(prepare: Callable[[World], Any], **more: str) -> Args:
    return lambda world: {"slug": the_panel(seer(), key=prepare(world)).slug, **more}


OPENED = slug(table.opened)
ROUTES: dict[str, Rule] = {
    "voice:index": Rule(ALL),
    "voice:new": Rule(LEAD),
    "voice:conversation": Rule(ALL, OPENED),
    "voice:join": Rule(ALL, OPENED),
    "voice:vote": Rule(NOBODY, OPENED, method="post"),
    "voice:say": Rule(ALL, OPENED),
    "voice:mine": Rule(ALL, OPENED),
    "voice:equality": Rule(ALL, OPENED),
    "voice:return": Rule(ALL, OPENED),
    "voice:leave": Rule(ALL, OPENED),
    "voice:results": Rule(ALL, OPENED),
    "voice:done": Rule(ALL, OPENED),
    "voice:log": Rule(ALL, OPENED),
    "voice:open-data": Rule(ALL, OPENED),
    "voice:totals": Rule(ALL, OPENED),
    "voice:statements": Rule(ALL, OPENED),
    "voice:polis": Rule(ALL, slug(published)),
    "voice:card": Rule(ALL, OPENED),
    "voice:poster": Rule(ALL, OPENED),
    "voice:edit": Rule(LEAD, OPENED),
    "voice:translate": Rule(LEAD, OPENED),
    "voice:add": Rule(LEAD, OPENED),
    "voice:open": Rule(LEAD, slug(table.draft)),
    "voice:close": Rule(LEAD, OPENED),
    "voice:work-out": Rule(LEAD, OPENED),
    "voice:report": Rule(LEAD, slug(table.closed)),
    "voice:codes": Rule(LEAD, OPENED),
    "voice:assess": Rule(STEWARD, OPENED),
    "voice:sheet": Rule(ENTERERS, OPENED),
    "voice:integrity": Rule(STEWARD, OPENED),
    "voice:moderate": Rule(LEAD | STEWARD, OPENED),
    "voice:panels": Rule(ALL),
    "voice:panel-new": Rule(LEAD),
    "voice:panel": Rule(ALL, of_panel(table_panels.announced)),
    "voice:panel-draw": Rule(ALL, of_panel(table_panels.drawn)),
    "voice:panel-people": Rule(LEAD, of_panel(table_panels.fixed)),
    "voice:panel-file": Rule(ALL, of_panel(table_panels.drawn, name="portfolio.json")),
    "voice:panel-list": Rule(LEAD, of_panel(table_panels.announced)),
    "voice:panel-lots": Rule(LEAD, of_panel(table_panels.fixed)),
    "voice:panel-reserve": Rule(LEAD, of_panel(table_panels.drawn)),
    "voice:panel-slips": Rule(LEAD, of_panel(table_panels.drawn)),
    "voice:panel-meet": Rule(LEAD, of_panel(table_panels.announced)),
    "voice:panel-recommend": Rule(LEAD, of_panel(table_panels.drawn)),
    "voice:panel-report": Rule(LEAD, of_panel(table_panels.drawn)),
    "voice:recommendation-carried-out": Rule(TRACERS, key(table_panels.recommended)),
    "voice:recommendation-trace": Rule(TRACERS, key(table_panels.recommended)),
    "voice:recommendation-happened": Rule(ALL, key(table_panels.recommended)),
    "voice:statement": Rule(ALL, key(table.live)),
    "voice:publish": Rule(LEAD, key(table.waiting)),
    "voice:hide": Rule(LEAD, key(table.waiting)),
    "voice:recast": Rule(LEAD, key(table.live)),
    "voice:appeal": Rule(NOBODY, key(table.hidden)),
    "voice:decide": Rule(STEWARD, key(table.appealed)),
    "voice:trace": Rule(TRACERS, key(table.live)),
    "voice:carried-out": Rule(TRACERS, key(table.live)),
    "voice:happened": Rule(NOBODY, key(table.live), method="post"),
}
