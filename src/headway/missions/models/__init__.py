"""What the app keeps."""

from headway.missions.models.charter import (
    CharterVersion,
    Mission,
    Outcome,
    OutcomeMeasure,
)
from headway.missions.models.logic import (
    LinkVersion,
    NodeVersion,
    TocLink,
    TocNode,
)

__all__ = [
    "CharterVersion",
    "LinkVersion",
    "Mission",
    "NodeVersion",
    "Outcome",
    "OutcomeMeasure",
    "TocLink",
    "TocNode",
]
