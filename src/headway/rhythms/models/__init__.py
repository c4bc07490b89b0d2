"""What the app keeps."""

from headway.rhythms.models.boards import (
    AgendaItem,
    Board,
    BoardMember,
    BoardMission,
    BoardVersion,
    Event,
    MinuteEntry,
)
from headway.rhythms.models.decisions import (
    Decision,
    DecisionAbout,
    DecisionEntry,
    DecisionEvidence,
    DecisionStage,
    DecisionVersion,
)

__all__ = [
    "AgendaItem",
    "Board",
    "BoardMember",
    "BoardMission",
    "BoardVersion",
    "Decision",
    "DecisionAbout",
    "DecisionEntry",
    "DecisionEvidence",
    "DecisionStage",
    "DecisionVersion",
    "Event",
    "MinuteEntry",
]
