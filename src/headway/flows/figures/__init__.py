"""Figures on their way in: read, looked at, accepted as a release, undone as a whole."""

from headway.flows.figures.jobs import accept_upload, by_data, check_upload
from headway.flows.figures.progress import Progress, finished, progress, report
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
from headway.flows.figures.uploads import (
    LARGE_ROWS,
    Looked,
    Wish,
    accept,
    check,
    layouts,
    look,
    mapping_of,
    wish_of,
)

__all__ = [
    "GONE_SHARE",
    "LARGE_ROWS",
    "BroughtIn",
    "Choices",
    "Figures",
    "Looked",
    "Progress",
    "SavedMapping",
    "Understood",
    "Wish",
    "WorkedOut",
    "accept",
    "accept_upload",
    "bring_in",
    "builtin",
    "by_data",
    "check",
    "check_upload",
    "finished",
    "fitting",
    "layouts",
    "look",
    "mapping_of",
    "open_table",
    "progress",
    "report",
    "understand",
    "undo_release",
    "wish_of",
    "work_out",
]
