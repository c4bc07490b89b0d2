"""Writes of missions that are sound only inside an open action."""

from headway.missions.steps.charter import (
    add_outcome,
    adopt_before_headway,
    check_charter,
    choose_measure,
    draft,
    drop_measure,
    office_of,
    open_page,
    refuse_long,
    require_own,
    retire_outcome,
    write_charter,
    write_version,
)

__all__ = [
    "add_outcome",
    "adopt_before_headway",
    "check_charter",
    "choose_measure",
    "draft",
    "drop_measure",
    "office_of",
    "open_page",
    "refuse_long",
    "require_own",
    "retire_outcome",
    "write_charter",
    "write_version",
]
