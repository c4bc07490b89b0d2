"""What of a staggered adoption may be shown: never a few teams by themselves, nor by subtraction."""

from dataclasses import replace
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.panel import Panel

FLOOR: Final = 3


class TooFewToShow(CannotEstimate):
    """Even all adopters together, or all that they are compared with, are too few to show.

    Numbers: ``adopters``, ``others``, ``floor``.
    """

    code = "too_few_to_show"


def merge_cohorts(panel: Panel, floor: int = FLOOR) -> Panel:
    """Put cohorts of fewer than ``floor`` teams together with a neighbour, so that each can be shown.

    A merged cohort has the date of its first; the periods in which only some of its teams had the practice
    count as adopted, which draws its effect towards nought. Teams that never adopt are merged with nobody.

    Parameters
    ----------
    panel : Panel
    floor : int
        The fewest teams of a cohort.

    Raises
    ------
    TooFewToShow
        When all adopters, or all that never adopt, are fewer.

    Examples
    --------
    >>> from headway.engine.learning.adoption import panel_from_arrays
    >>> panel = panel_from_arrays(np.zeros((7, 5)), np.array([2, 3, 3, 4, 5, 5, 5]))
    >>> merge_cohorts(panel).cohort.tolist()
    [2, 2, 2, 2, 5, 5, 5]
    """
    never = panel.cohort == panel.periods
    adopters, others = _teams(panel, ~never), _teams(panel, never)
    if adopters < floor or 0 < others < floor:
        raise TooFewToShow(adopters=adopters, others=others, floor=floor)
    cohort = panel.cohort.copy()
    groups: list[list[int]] = []
    for when in np.unique(cohort[~never]).tolist():
        if groups and _teams(panel, np.isin(panel.cohort, groups[-1])) < floor:
            groups[-1].append(when)
        else:
            groups.append([when])
    if len(groups) > 1 and _teams(panel, np.isin(panel.cohort, groups[-1])) < floor:
        last = groups.pop()
        groups[-1] += last
    for group in groups:
        cohort[np.isin(panel.cohort, group)] = group[0]
    return replace(panel, cohort=cohort)


def _teams(panel: Panel, own: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    return len(np.unique(panel.teams[own]))
