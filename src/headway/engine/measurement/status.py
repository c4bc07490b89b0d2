"""Is it where we said it would be? Ahead, on course, behind, or cannot tell and why.

One of three different questions, each with a mark of its own: is it changing (control chart), is it
where we said (this), will it get there (forecast).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

import numpy as np

from headway.engine.measurement.spc_words import Improve
from headway.engine.measurement.trajectory import OutsidePath, Trajectory, path_value
from headway.engine.measurement.xmr import xmr

FEWEST_DEVIATIONS: Final = 12  # for limits of the deviations


class Status(StrEnum):
    """Where it stands; the value is the English text."""

    AHEAD = "ahead"
    ON_COURSE = "on course"
    BEHIND = "behind"
    CANNOT_TELL = "cannot tell"


class Reason(StrEnum):
    """What the status rests on, or why it cannot be told."""

    OWN_INTERVAL = "own_interval"
    LIMITS_OF_DEVIATIONS = "limits_of_deviations"
    NO_VALUES = "no_values"
    ONLY_PROVISIONAL = "only_provisional"
    KNOWN_BEFORE_PATH = "known_before_path"
    OUTSIDE_PATH = "outside_path"
    TOO_FEW_DEVIATIONS = "too_few_deviations"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One observation: the last day of its period, its value, its 95 % interval if it has one.

    ``known_at`` is the moment it was first published, ``final`` False while it is provisional.
    """

    period_end: date
    value: float
    known_at: datetime
    lower: float | None = None
    upper: float | None = None
    final: bool = True


@dataclass(frozen=True, slots=True)
class StatusFound:
    """The status with its numbers.

    ``gap`` is the value less the path, signed so that plus is good; ``low`` and ``high`` what it was
    held against: the gap's own interval, or the limits of the deviations. ``n`` counts the deviations.
    None where there is none.
    """

    status: Status
    reason: Reason
    judged: DatedValue | None
    path: float | None
    gap: float | None
    low: float | None
    high: float | None
    n: int


def status_against(
    trajectory: Trajectory, agreed_at: datetime, values: Sequence[DatedValue], improve: Improve
) -> StatusFound:
    """Judge the latest final value that became known after the trajectory was agreed.

    Parameters
    ----------
    agreed_at : datetime
        When the trajectory was agreed; what was known by then never counts.
    values : sequence of DatedValue
        One value a period, any order, as known at the moment of judging.
    improve : Improve
        Which way is better; neutral is not accepted.

    Notes
    -----
    With an own interval: ahead or behind when it lies wholly on one side of the path, else on course.
    Without one, from 12 deviations: the limits of their XmR chart, around nought instead of their mean.
    Otherwise it cannot be told; the gap is given all the same.
    """
    sign = improve.sign
    if not sign:
        raise ValueError("a status needs a better side: increase or decrease")
    ordered = sorted(values, key=lambda value: value.period_end)
    if not ordered:
        return StatusFound(Status.CANNOT_TELL, Reason.NO_VALUES, None, None, None, None, None, 0)
    final = [value for value in ordered if value.final]
    if not final:
        return _cannot(Reason.ONLY_PROVISIONAL, ordered[-1], trajectory, sign)
    counting = [value for value in final if value.known_at > agreed_at]
    if not counting:
        return _cannot(Reason.KNOWN_BEFORE_PATH, final[-1], trajectory, sign)
    latest = counting[-1]
    path = _path(trajectory, latest)
    if path is None:
        return _cannot(Reason.OUTSIDE_PATH, latest, trajectory, sign)
    if latest.lower is not None and latest.upper is not None:
        low, high = sorted((sign * (latest.lower - path), sign * (latest.upper - path)))
        return _by_interval(latest, path, (low, high), sign)
    return _by_limits(trajectory, counting, path, sign)


def _by_interval(latest: DatedValue, path: float, interval: tuple[float, float], sign: int) -> StatusFound:
    low, high = interval
    status = Status.AHEAD if low > 0.0 else Status.BEHIND if high < 0.0 else Status.ON_COURSE
    gap = sign * (latest.value - path)
    return StatusFound(status, Reason.OWN_INTERVAL, latest, path, gap, low, high, 1)


def _by_limits(trajectory: Trajectory, counting: Sequence[DatedValue], path: float, sign: int) -> StatusFound:
    paths = [(value, _path(trajectory, value)) for value in counting]
    gaps = np.array([sign * (value.value - on) for value, on in paths if on is not None])
    latest, gap, n = counting[-1], float(gaps[-1]), int(gaps.size)
    if n < FEWEST_DEVIATIONS:
        return StatusFound(Status.CANNOT_TELL, Reason.TOO_FEW_DEVIATIONS, latest, path, gap, None, None, n)
    chart = xmr(gaps)
    if chart.too_even:
        return StatusFound(Status.CANNOT_TELL, Reason.NO_VARIATION, latest, path, gap, None, None, n)
    reach = chart.options.limit_factor * float(chart.mean_range[-1])
    status = Status.AHEAD if gap > reach else Status.BEHIND if gap < -reach else Status.ON_COURSE
    return StatusFound(status, Reason.LIMITS_OF_DEVIATIONS, latest, path, gap, -reach, reach, n)


def _cannot(reason: Reason, latest: DatedValue, trajectory: Trajectory, sign: int) -> StatusFound:
    path = _path(trajectory, latest)
    gap = None if path is None else sign * (latest.value - path)
    return StatusFound(Status.CANNOT_TELL, reason, latest, path, gap, None, None, 0)


def _path(trajectory: Trajectory, value: DatedValue) -> float | None:
    try:
        return path_value(trajectory, value.period_end)
    except OutsidePath:
        return None
