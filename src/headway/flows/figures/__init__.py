"""Figures on their way in: read, looked at, accepted as a release, undone as a whole."""

from headway.flows.figures.reading import Choices, Understood, builtin, fitting, open_table, understand
from headway.flows.figures.releases import (
    GONE_SHARE,
    BroughtIn,
    Figures,
    SavedMapping,
    WorkedOut,
    bring_in,
    undo_release,
    work_out,
)

__all__ = [
    "GONE_SHARE",
    "BroughtIn",
    "Choices",
    "Figures",
    "SavedMapping",
    "Understood",
    "WorkedOut",
    "bring_in",
    "builtin",
    "fitting",
    "open_table",
    "understand",
    "undo_release",
    "work_out",
]
