"""What writes and reads about missions take and give, and what can be worked out from them."""

from headway.missions.analysis.charter import (
    ChangeNote,
    Charter,
    NewMission,
    NewOutcome,
    SeriesChoice,
)
from headway.missions.analysis.initiatives import (
    InitiativeWords,
    NewOffer,
)
from headway.missions.analysis.lifecycle import (
    Closing,
    Deciding,
    LitmusWords,
    NewConsultation,
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
    "ChangeNote",
    "Charter",
    "Closing",
    "Deciding",
    "Evidence",
    "InitiativeWords",
    "LinkRow",
    "LinkWords",
    "LitmusWords",
    "Logic",
    "NewConsultation",
    "NewLink",
    "NewMission",
    "NewNode",
    "NewOffer",
    "NewOutcome",
    "NodeRow",
    "NodeWords",
    "SeriesChoice",
]
