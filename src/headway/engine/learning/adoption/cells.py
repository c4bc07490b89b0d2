"""Cells of cohort by period, and how they are weighed together."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.adoption.panel import Floats, Ints, NobodyAdopts, NoControls, Panel

Bools = NDArray[np.bool_]


class Controls(StrEnum):
    """Who stands for what would have happened: units that never adopt, or also those that have not yet."""

    NEVER = "never"
    NOT_YET = "notyet"


@dataclass(frozen=True, slots=True)
class Design:
    """What of a panel does not depend on outcomes: its cohorts and the cells that can be compared.

    ``first`` (c,) is the period of adoption of each cohort, ``sizes`` (c,) how many units it has, ``member``
    (n,) the cohort of each unit. A cell k compares cohort ``cohort[k]`` in period ``time[k]`` with period
    ``base[k]`` and the cohorts ``eligible[k]`` (c,).
    """

    first: Ints
    sizes: Ints
    member: Ints
    periods: int
    cohort: Ints
    time: Ints
    base: Ints
    eligible: Bools

    @property
    def post(self) -> Bools:
        """Cells in which the cohort has the practice, shape (k,)."""
        return np.asarray(self.time >= self.first[self.cohort])


def design_of(panel: Panel, controls: Controls, anticipation: int = 0, *, universal: bool = False) -> Design:
    """Return the cells of a panel; before adoption each period is compared with the one before it.

    With a ``universal`` base all are compared with the last before adoption.

    Raises
    ------
    NobodyAdopts, NoControls
        When there is nothing to compare.
    """
    first, member, sizes = np.unique(panel.cohort, return_inverse=True, return_counts=True)
    treated = np.flatnonzero(first < panel.periods)
    if not len(treated):
        raise NobodyAdopts(n=panel.n)
    cohort, time = (each.ravel() for each in np.meshgrid(treated, np.arange(panel.periods), indexing="ij"))
    starts = first[cohort] - anticipation
    base = np.where((time >= starts) | universal, starts - 1, time - 1)
    later = np.maximum(time, base) + anticipation
    eligible = first[None, :] == panel.periods
    if controls is Controls.NOT_YET:
        eligible = eligible | (first[None, :] > later[:, None])
    eligible = eligible & (np.arange(len(first))[None, :] != cohort[:, None])
    kept = eligible.any(axis=1) & (base >= 0) & (time != base)
    if not (kept & (time >= first[cohort])).any():
        raise NoControls(n=panel.n)
    return Design(
        first=first.astype(np.intp),
        sizes=sizes.astype(np.intp),
        member=member.astype(np.intp).reshape(-1),
        periods=panel.periods,
        cohort=cohort[kept],
        time=time[kept],
        base=base[kept],
        eligible=eligible[kept],
    )


@dataclass(frozen=True, slots=True)
class Weighing:
    """Rows that are means of cells: ``weights`` (j, k) and ``shift`` (j, c), the influence of the weights.

    A unit of cohort c moves row j by ``shift[j, c]``, because the shares of cohorts are estimated too.
    """

    labels: Floats
    weights: Floats
    shift: Floats
    overall: Floats  # (k,)
    overall_shift: Floats  # (c,)


def weigh(design: Design, att: Floats, times: Floats, balance: float | None = None) -> dict[str, Weighing]:
    """Return the four ways to weigh cells together: simple, group, dynamic and calendar.

    ``balance`` keeps, of the event study, cohorts that were followed for so long after adoption, and only
    event times up to it.

    Notes
    -----
    Source: B. Callaway and P. H. C. Sant'Anna, *Journal of Econometrics* 225 (2021), 200-230, section 3.
    """
    known = np.isfinite(att)
    post = design.post & known
    share = design.sizes / design.sizes.sum()
    of_cohort = design.cohort[None, :]
    groups = np.unique(design.cohort[post])
    shares = share[design.cohort]
    length = times[design.time] - times[np.minimum(design.first[design.cohort], design.periods - 1)]
    in_study = known
    if balance is not None:
        long = times[-1] - times[np.minimum(design.first, design.periods - 1)] >= balance
        in_study = known & long[design.cohort] & (length <= balance)
        in_study &= length >= balance - (times[-1] - times[0])
    events = np.unique(length[in_study])
    calendar = np.unique(design.time[post])

    simple = _rows((post * shares)[None, :], att, design)
    by_group = (post & (of_cohort == groups[:, None])).astype(np.float64)
    by_group /= by_group.sum(axis=1, keepdims=True)
    by_event = _rows(((length == events[:, None]) & in_study) * shares, att, design)
    by_time = _rows(((design.time == calendar[:, None]) & post) * shares, att, design)
    after = (events >= 0) / max(1, int((events >= 0).sum()))
    even = np.full(len(calendar), 1.0 / len(calendar))
    effects = by_group @ np.where(known, att, 0.0)
    portion = share[groups] / share[groups].sum()
    moved = np.zeros(len(design.sizes))
    moved[groups] = (effects - portion @ effects) / share[groups].sum()
    none = np.zeros((len(groups), len(design.sizes)))
    return {
        "simple": Weighing(np.empty(0), simple[0][:0], simple[1][:0], simple[0][0], simple[1][0]),
        "group": Weighing(times[design.first[groups]], by_group, none, portion @ by_group, moved),
        "dynamic": Weighing(events, *by_event, after @ by_event[0], after @ by_event[1]),
        "calendar": Weighing(times[calendar], *by_time, even @ by_time[0], even @ by_time[1]),
    }


def _rows(raw: Floats, att: Floats, design: Design) -> tuple[Floats, Floats]:
    """Return weights that sum to one in each row, and how far each cohort moves them, shape (j, c)."""
    total = raw.sum(axis=1, keepdims=True)
    weights = raw / np.where(total > 0.0, total, 1.0)
    known = np.where(np.isfinite(att), att, 0.0)
    away = (raw > 0.0) * (known - (weights @ known)[:, None])
    shift = np.zeros((len(raw), len(design.sizes)))
    for c in np.unique(design.cohort):
        shift[:, c] = away[:, design.cohort == c].sum(axis=1)
    return weights, shift / np.where(total > 0.0, total, 1.0)
