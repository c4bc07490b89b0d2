"""Refusals of the engine: named, with the numbers a door needs to put them into words."""

from typing import ClassVar


class CannotEstimate(ValueError):  # noqa: N818 - a refusal, not a fault
    """The engine will not give a number, and says why.

    Attributes
    ----------
    code : str
        What a door looks its sentence up by; fixed for each class.
    numbers : dict of str to float
        What the sentence needs, for example how many points there are and how many are needed.
    """

    code: ClassVar[str] = "cannot_estimate"

    def __init__(self, **numbers: float) -> None:
        self.numbers = numbers
        facts = ", ".join(f"{name} {value:g}" for name, value in numbers.items())
        super().__init__(f"{self.code}: {facts}" if facts else self.code)


class TooShort(CannotEstimate):
    """Fewer points than the method needs. Numbers: ``n``, ``needed``."""

    code = "too_short"


class NotEnoughVariation(CannotEstimate):
    """The values hardly differ, so that nothing can be measured against their spread. Numbers: ``n``."""

    code = "not_enough_variation"


class GapInSeries(CannotEstimate):
    """A missing value stands before the end of a series. Numbers: ``series`` and ``point``, from 0."""

    code = "gap_in_series"


class NotFinite(CannotEstimate):
    """A value is infinite or too large to compute with. Numbers: ``series`` and ``point``, from 0."""

    code = "not_finite"
