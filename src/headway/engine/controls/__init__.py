"""Question 4: what a control costs and prevents, what could be tried instead, what a trial could show."""

from headway.engine.controls.detecting import Detectable, NothingToSee, smallest_effect
from headway.engine.controls.model import Control, OutOfBounds
from headway.engine.controls.options import (
    NO_DETERRENCE,
    STRONG_DETERRENCE,
    USUAL_ETA,
    CannotCompare,
    Choices,
    Option,
    Replacement,
    Sample,
    Threshold,
)
from headway.engine.controls.ranges import BadRange, Range, draw
from headway.engine.controls.weighing import (
    DRAWS,
    Costs,
    Guard,
    Limits,
    NotATradeOff,
    Outcome,
    Sway,
    Verdict,
    Weighed,
    costs_of,
    guards_of,
    weigh,
)
from headway.engine.controls.work import Fit, fit

__all__ = [
    "DRAWS",
    "NO_DETERRENCE",
    "STRONG_DETERRENCE",
    "USUAL_ETA",
    "BadRange",
    "CannotCompare",
    "Choices",
    "Control",
    "Costs",
    "Detectable",
    "Fit",
    "Guard",
    "Limits",
    "NotATradeOff",
    "NothingToSee",
    "Option",
    "OutOfBounds",
    "Outcome",
    "Range",
    "Replacement",
    "Sample",
    "Sway",
    "Threshold",
    "Verdict",
    "Weighed",
    "costs_of",
    "draw",
    "fit",
    "guards_of",
    "smallest_effect",
    "weigh",
]
