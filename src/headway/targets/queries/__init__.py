"""Every read of targets, paths and forecasts."""

from headway.targets.queries.dossier import (
    UnitTargetRow,
    read_unit_targets,
    unit_targets_json,
)
from headway.targets.queries.targets import (
    FORECAST,
    GOAL,
    PATH,
    TargetRow,
    forecast_json,
    goal_history,
    goal_json,
    old_goal_json,
    past_forecasts,
    path_history,
    path_json,
    read_forecast,
    read_goal,
    read_path,
    targets,
)

__all__ = [
    "FORECAST",
    "GOAL",
    "PATH",
    "TargetRow",
    "UnitTargetRow",
    "forecast_json",
    "goal_history",
    "goal_json",
    "old_goal_json",
    "past_forecasts",
    "path_history",
    "path_json",
    "read_forecast",
    "read_goal",
    "read_path",
    "read_unit_targets",
    "targets",
    "unit_targets_json",
]
