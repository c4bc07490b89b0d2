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

__all__ = [
    "Barrier",
    "BarrierContact",
    "BarrierExit",
    "BarrierMark",
    "BarrierMerge",
    "BarrierPicture",
    "BarrierVersion",
    "BarrierWords",
    "Decider",
    "Desk",
    "Letter",
    "MeToo",
]
