"""What a check of `headway doctor` says."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Fine, worth a look, or to be mended now."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: which check, how it stands, in words, and what to do."""

    check: str
    state: State
    says: str
    todo: str = ""
