"""Question 5: a panel drawn by the fairest lottery that meets its quotas; anybody can do the draw again."""

from headway.engine.sortition.draw import Draw, Terms, chosen, draw_panel
from headway.engine.sortition.lottery import CannotSolve, Fairness, Lottery, NoPanel, lottery, relaxed
from headway.engine.sortition.pool import (
    Pool,
    Quota,
    UnknownFeature,
    UnknownValue,
    one_per_household,
    pool_of,
)

__all__ = [
    "CannotSolve",
    "Draw",
    "Fairness",
    "Lottery",
    "NoPanel",
    "Pool",
    "Quota",
    "Terms",
    "UnknownFeature",
    "UnknownValue",
    "chosen",
    "draw_panel",
    "lottery",
    "one_per_household",
    "pool_of",
    "relaxed",
]
