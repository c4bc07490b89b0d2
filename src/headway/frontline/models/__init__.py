"""What the app keeps."""

from headway.frontline.models.barriers import (
    Barrier,
    BarrierContact,
    BarrierExit,
    BarrierMark,
    BarrierMerge,
    BarrierPicture,
    BarrierVersion,
    BarrierWords,
    Decider,
    Desk,
    Letter,
    MeToo,
)
from headway.frontline.models.freedoms import (
    Freedom,
    FreedomGrant,
    FreedomStage,
    FreedomVersion,
    FreedomWatch,
)
from headway.frontline.models.rules import BarrierRule, Rule, RuleVersion, Weighing

__all__ = [
    "Barrier",
    "BarrierContact",
    "BarrierExit",
    "BarrierMark",
    "BarrierMerge",
    "BarrierPicture",
    "BarrierRule",
    "BarrierVersion",
    "BarrierWords",
    "Decider",
    "Desk",
    "Freedom",
    "FreedomGrant",
    "FreedomStage",
    "FreedomVersion",
    "FreedomWatch",
    "Letter",
    "MeToo",
    "Rule",
    "RuleVersion",
    "Weighing",
]
