"""Every write of missions that is sound alone."""

from headway.missions.actions.charter import (
    add_outcome,
    choose_measure,
    draft_mission,
    drop_measure,
    lock_mission,
    open_mission,
    record_adoption,
    retire_outcome,
    translate_text,
    write_charter,
)
from headway.missions.actions.logic import (
    add_link,
    add_node,
    bring_back,
    change_link,
    change_node,
    grade_link,
    retire_link,
    retire_node,
)

__all__ = [
    "add_link",
    "add_node",
    "add_outcome",
    "bring_back",
    "change_link",
    "change_node",
    "choose_measure",
    "draft_mission",
    "drop_measure",
    "grade_link",
    "lock_mission",
    "open_mission",
    "record_adoption",
    "retire_link",
    "retire_node",
    "retire_outcome",
    "translate_text",
    "write_charter",
]
