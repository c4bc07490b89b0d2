"""What the app keeps."""

from headway.missions.models.charter import (
    CharterVersion,
    Mission,
    Outcome,
    OutcomeMeasure,
)

__all__ = [
    "CharterVersion",
    "Mission",
    "Outcome",
    "OutcomeMeasure",
]
