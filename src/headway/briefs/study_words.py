"""Words that all studies of the bench share."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Figure, Sentence, Value

DECIMALS = 2
LEVEL = 0.05
SMALLEST = 0.001


@dataclass(frozen=True, slots=True)
class Ground:
    """Something the estimate stands on: whether it held, None where nobody can tell, in words."""

    held: bool | None
    said: Sentence


def figure_of(value: float, unit: str = "") -> Figure:
    """Write an effect; two decimals, so that no team stands out."""
    return Figure(round(value, DECIMALS), unit, DECIMALS)


def chance_of(p: float) -> Value:
    """Write a probability; a very small one is not nought."""
    return Figure(p, "", 3) if p >= SMALLEST else Sentence(_("under 0.001"))
