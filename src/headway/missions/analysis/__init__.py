"""What writes and reads about missions take and give, and what can be worked out from them."""

from headway.missions.analysis.charter import (
    Charter,
    NewMission,
    NewOutcome,
    SeriesChoice,
)
from headway.missions.analysis.logic import (
    Evidence,
    LinkRow,
    LinkWords,
    Logic,
    NewLink,
    NewNode,
    NodeRow,
    NodeWords,
)

__all__ = [
    "Charter",
    "Evidence",
    "LinkRow",
    "LinkWords",
    "Logic",
    "NewLink",
    "NewMission",
    "NewNode",
    "NewOutcome",
    "NodeRow",
    "NodeWords",
    "SeriesChoice",
]
