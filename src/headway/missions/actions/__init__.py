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

__all__ = [
    "add_outcome",
    "choose_measure",
    "draft_mission",
    "drop_measure",
    "lock_mission",
    "open_mission",
    "record_adoption",
    "retire_outcome",
    "translate_text",
    "write_charter",
]
