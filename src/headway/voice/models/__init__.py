"""What the app keeps."""

from headway.voice.models.conversations import (
    Admission,
    Conversation,
    ConversationTerms,
    InviteCode,
    RowsAssessment,
    Snapshot,
)
from headway.voice.models.panels import (
    Panel,
    PanelDraw,
    PanelFrame,
    PanelList,
    PanelMeeting,
    PanelReplacement,
    PanelSeed,
    PanelSlip,
    Recommendation,
    RecommendationCarrying,
    RecommendationHappening,
)
from headway.voice.models.statements import CarryingOut, Statement, StatementTie, StatementTurn, Trace
from headway.voice.models.votes import EqualityAnswer, Happening, Participant, Vote

__all__ = [
    "Admission",
    "CarryingOut",
    "Conversation",
    "ConversationTerms",
    "EqualityAnswer",
    "Happening",
    "InviteCode",
    "Panel",
    "PanelDraw",
    "PanelFrame",
    "PanelList",
    "PanelMeeting",
    "PanelReplacement",
    "PanelSeed",
    "PanelSlip",
    "Participant",
    "Recommendation",
    "RecommendationCarrying",
    "RecommendationHappening",
    "RowsAssessment",
    "Snapshot",
    "Statement",
    "StatementTie",
    "StatementTurn",
    "Trace",
    "Vote",
]
