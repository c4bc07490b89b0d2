"""Values, card, goal and path in; what the engine says of them out. Never touches the database.

The engine's own types and codes that stand in those answers are named here, so that briefs and pictures
read them without knowing the engine.
"""

from headway.engine.measurement.chances import ChanceWords, chance_words
from headway.engine.measurement.counts import CountKind
from headway.engine.measurement.pace import Pace
from headway.engine.measurement.recent import Trend
from headway.engine.measurement.spc_words import Improve, Signal, Variation
from headway.engine.measurement.status import Reason, Status, StatusFound
from headway.engine.measurement.trajectory import PathPoint, Trajectory, path_values

__all__ = [
    "ChanceWords",
    "CountKind",
    "Improve",
    "Pace",
    "PathPoint",
    "Reason",
    "Signal",
    "Status",
    "StatusFound",
    "Trajectory",
    "Trend",
    "Variation",
    "chance_words",
    "path_values",
]
