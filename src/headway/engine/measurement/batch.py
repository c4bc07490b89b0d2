"""The work behind forecasts of many series: group them, fit each group at once, mix and read off."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate, NotEnoughVariation, NotFinite, TooShort
from headway.engine.measurement.damped import (
    PHIS,
    SPREAD_SCALE,
    UNDAMPED_ON_LOGS,
    Design,
    Fit,
    design,
    fit,
    grid,
)
from headway.engine.measurement.mixture import Link, Mixture, below, quantile, to_link
from headway.engine.measurement.seasonal import filled, has_season, seasonal_indices

Floats = NDArray[np.float64]

FEWEST_POINTS: Final = 8  # below this no forecast, only the pace
FARTHEST: Final = 400  # periods ahead; what lies beyond is not forecasting
LEVELS: Final = (0.1, 0.25, 0.5, 0.75, 0.9)  # lower80, lower50, median, upper50, upper80
_CHUNK: Final = 256  # series at a time: the working arrays stay in the processor's cache
_LARGEST: Final = 1e100  # squares and sums of what is accepted stay finite
_FLAT: Final = 1e-13  # steps smaller than this share of the values are rounding, not movement


class OverlappingPeriods(CannotEstimate):
    """Rolling averages share data with their neighbours. Numbers: ``covers``, in steps."""

    code = "overlapping_periods"


class TooFar(CannotEstimate):
    """More periods ahead than any forecast can bear. Numbers: ``horizon``, ``farthest``."""

    code = "too_far"


@dataclass(frozen=True, slots=True)
class ForecastOptions:
    """What is known of the series.

    ``link`` is the second scale (logit for shares, out of ``ceiling``), ``season`` the periods a year
    (1 looks for no season), ``covers`` how many steps one value covers: 3 for a yearly rolling average
    of three years.
    """

    link: Link = Link.LOG
    ceiling: float = 1.0
    season: int = 1
    covers: int = 1


@dataclass(frozen=True, slots=True)
class Targets:
    """The value to reach at the last horizon, and which way is better: +1 more, -1 less; shape (S,)."""

    values: Floats
    signs: Floats


@dataclass(frozen=True, slots=True)
class Work:
    """What to compute for every series, and where to run it.

    Chances of ``targets`` at ``horizon`` periods ahead, and bands for the ``periods`` ahead, from 1.
    """

    horizon: int
    options: ForecastOptions
    targets: Targets | None
    periods: tuple[int, ...]
    executor: Executor | None


@dataclass(frozen=True, slots=True)
class Answers:
    """``bands`` (5, S, periods) in the order of `LEVELS`, ``chance`` (S,), ``n`` (S,), refusals; else NaN."""

    bands: Floats
    chance: Floats
    n: NDArray[np.int64]
    refusals: list[CannotEstimate | None]


@dataclass(frozen=True, slots=True)
class _Task:
    """A chunk of series in columns, without season, that share their observed periods and their link.

    ``season`` (horizon, S) is what to multiply by (``ratio``) or add to come back to the values.
    """

    where: NDArray[np.intp]
    values: Floats
    observed: tuple[bool, ...]
    link: Link
    season: Floats
    ratio: bool
    targets: Targets | None


_Result = tuple[NDArray[np.intp], Floats | None, Floats | None]


def run_all(series: Sequence[Floats] | Floats, work: Work) -> Answers:
    """Cut the work into tasks, run them and put the answers in the order of the series."""
    _check(work)
    count = len(series)
    answers = Answers(
        np.full((len(LEVELS), count, len(work.periods)), np.nan),
        np.full(count, np.nan),
        np.zeros(count, dtype=np.int64),
        [None] * count,
    )
    tasks = _tasks(series, work, answers)
    executor = work.executor
    run = partial(_run, options=work.options, horizon=work.horizon, periods=work.periods)
    results: Iterable[_Result] = map(run, tasks) if executor is None else executor.map(run, list(tasks))
    for where, quantiles, chances in results:
        if quantiles is not None:
            answers.bands[:, where] = quantiles
        if chances is not None:
            answers.chance[where] = chances
    return answers


def _check(work: Work) -> None:
    if work.horizon < 1:
        raise ValueError(f"the horizon is at least 1 period: {work.horizon}")
    if work.horizon > FARTHEST:
        raise TooFar(horizon=work.horizon, farthest=FARTHEST)
    if work.options.covers > 1:
        raise OverlappingPeriods(covers=work.options.covers)
    if not all(1 <= period <= work.horizon for period in work.periods):
        raise ValueError(f"periods ahead lie between 1 and the horizon, {work.horizon}: {work.periods}")
    if work.targets is not None and not bool(np.all(np.abs(work.targets.signs) == 1.0)):
        raise ValueError("a target needs a better side: +1 when more is better, -1 when less is")


def _tasks(series: Sequence[Floats] | Floats, work: Work, answers: Answers) -> Iterator[_Task]:
    """Yield the chunks, and write down how many points each series has and what is refused."""
    for everywhere, rows, observed in _groups(series):
        where, values = _usable(everywhere, rows, observed, answers)
        if not where.size:
            continue
        values, season, ratio = _without_season(values, observed, work)
        where, values, season = _moving(where, values, season, observed, answers)
        linked = _on_link(values[list(observed)], work.options)
        for link, keep in ((work.options.link, linked), (Link.NONE, ~linked)):
            columns = np.flatnonzero(keep)
            for begin in range(0, columns.size, _CHUNK):
                part = columns[begin : begin + _CHUNK]
                at = where[part]
                targets = work.targets and Targets(work.targets.values[at], work.targets.signs[at])
                chunk = np.ascontiguousarray(values[:, part])
                yield _Task(at, chunk, observed, link, season[:, part], ratio, targets)


def _groups(
    series: Sequence[Floats] | Floats,
) -> Iterator[tuple[NDArray[np.intp], Floats, tuple[bool, ...]]]:
    """Yield the series by length and by observed periods: indices, rows from first to last value, mask."""
    lengths = np.array([len(row) for row in series], dtype=np.int64)
    for length in np.unique(lengths):
        same = np.flatnonzero(lengths == length)
        whole = isinstance(series, np.ndarray)
        block = np.asarray(series if whole else [series[int(i)] for i in same], dtype=np.float64)
        seen = ~np.isnan(block)
        masks, member = np.unique(seen, axis=0, return_inverse=True) if not seen.all() else (seen[:1], None)
        for number, mask in enumerate(masks):
            rows = np.arange(same.size) if member is None else np.flatnonzero(member == number)
            at = np.flatnonzero(mask)
            first, last = (int(at[0]), int(at[-1]) + 1) if at.size else (0, 0)
            yield same[rows], block[rows, first:last], tuple(mask[first:last].tolist())


def _usable(
    where: NDArray[np.intp], rows: Floats, observed: tuple[bool, ...], answers: Answers
) -> tuple[NDArray[np.intp], Floats]:
    """Refuse what is too short or not finite; return the rest in columns."""
    n = sum(observed)
    answers.n[where] = n
    if n < FEWEST_POINTS:
        for i in where:
            answers.refusals[i] = TooShort(n=n, needed=FEWEST_POINTS)
        return where[:0], rows[:0].T
    beyond = np.abs(rows) > _LARGEST
    for row in np.flatnonzero(beyond.any(axis=1)):
        answers.refusals[where[row]] = NotFinite(series=int(where[row]), point=int(beyond[row].argmax()))
    good = ~beyond.any(axis=1)
    return where[good], rows[good].T


def _without_season(values: Floats, observed: tuple[bool, ...], work: Work) -> tuple[Floats, Floats, bool]:
    """Take out the season where it is significant; return also how to put it back at each horizon."""
    options, n = work.options, len(observed)
    ratio = options.link is Link.LOG and bool((values[list(observed)] > 0.0).all())
    index = np.full((options.season, values.shape[1]), 1.0 if ratio else 0.0)
    whole = filled(values, observed)
    season = has_season(whole, options.season)
    if season.any():
        index[:, season] = seasonal_indices(whole[:, season], options.season, multiplicative=ratio)
    past = index[np.arange(n) % options.season]
    ahead = index[np.arange(n, n + work.horizon) % options.season]
    return (values / past if ratio else values - past), ahead, ratio


def _moving(
    where: NDArray[np.intp], values: Floats, season: Floats, observed: tuple[bool, ...], answers: Answers
) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Refuse series that do not move, apart from their season."""
    seen = values[list(observed)]
    flat = _unit(seen) <= _FLAT * np.abs(seen).max(axis=0, initial=0.0)
    for i in where[flat]:
        answers.refusals[i] = NotEnoughVariation(n=len(seen))
    return where[~flat], values[:, ~flat], season[:, ~flat]


def _unit(seen: Floats) -> Floats:
    """Return the mean absolute step of each column."""
    return np.asarray(np.abs(np.diff(seen, axis=0)).sum(axis=0) / max(len(seen) - 1, 1))


def _on_link(seen: Floats, options: ForecastOptions) -> NDArray[np.bool_]:
    """Say which series lie wholly inside the range of the link."""
    if options.link is Link.NONE:
        return np.zeros(seen.shape[1], dtype=np.bool_)
    top = np.inf if options.link is Link.LOG else options.ceiling
    return np.asarray(((seen > 0.0) & (seen < top)).all(axis=0))


def _run(task: _Task, *, options: ForecastOptions, horizon: int, periods: tuple[int, ...]) -> _Result:
    """Fit one chunk and read off its quantiles, shape (5, S, periods), and chances, shape (S,)."""
    plan = design(task.observed, horizon)
    parts = _fitted(task, plan, options)
    quantiles = _quantiles(parts, plan, task, options, periods) if periods else None
    chances = None
    if task.targets is not None:
        goal, season = task.targets.values, task.season[-1]
        beyond = goal / season if task.ratio else goal - season
        under = below(_mixture(parts, plan, horizon - 1, task, options), beyond)
        chances = np.clip(np.where(task.targets.signs > 0.0, 1.0 - under, under), 0.0, 1.0)
    return task.where, quantiles, chances


def _quantiles(
    parts: "_Parts", plan: Design, task: _Task, options: ForecastOptions, periods: tuple[int, ...]
) -> Floats:
    """Return the quantiles of every period asked for, shape (5, S, periods)."""
    found = []
    nudges: list[Floats | None] = [None] * len(LEVELS)
    for h in periods:
        mixed = _mixture(parts, plan, h - 1, task, options)
        pairs = [quantile(mixed, level, nudge) for level, nudge in zip(LEVELS, nudges, strict=True)]
        nudges = [off for _, off in pairs]
        at = mixed.origin + np.stack([value for value, _ in pairs])
        found.append(at * task.season[h - 1] if task.ratio else at + task.season[h - 1])
    return np.stack(found, axis=2)


@dataclass(frozen=True, slots=True)
class _Scale:
    """The fit on one scale: series ``start`` + ``unit`` z, (S,) each, measured from the last value."""

    fit: Fit
    start: Floats
    unit: Floats
    evidence: Floats


_Parts = tuple[list[_Scale], Floats]


def _fitted(task: _Task, plan: Design, options: ForecastOptions) -> _Parts:
    """Fit on values and on the link; return both fits and the weights of all their components, (C, S)."""
    d = task.values - task.values[-1]
    even = np.full(grid().phi.shape, -np.log(grid().phi.size))
    scales = [_on_scale(d, np.zeros(d.shape[1]), even, task, plan)]
    if task.link is not Link.NONE:
        linked = to_link(d, task.values, task.values[-1], task.link, options.ceiling)
        later = task.values[list(task.observed)][1:]
        jacobian = _log_steepness(later, task.link, options.ceiling).sum(axis=0)
        scales.append(_on_scale(linked, jacobian, _damped_prior(), task, plan))
    top = np.maximum.reduce([each.evidence for each in scales])
    shares = [np.exp(each.evidence - top) for each in scales]
    total = np.add.reduce(shares)
    weights = [each.fit.weight * (share / total) for each, share in zip(scales, shares, strict=True)]
    return scales, np.concatenate(weights)


def _on_scale(x: Floats, jacobian: Floats, log_prior: Floats, task: _Task, plan: Design) -> _Scale:
    """Fit on one scale; its evidence is carried back to values, given the first of them."""
    unit = _unit(x[list(task.observed)])
    fitted = fit((x - x[0]) / unit, task.observed, log_prior, plan)
    steps = sum(task.observed) - 1
    return _Scale(fitted, x[0], unit, fitted.evidence - steps * np.log(unit) + jacobian)


def _damped_prior() -> Floats:
    """Return the log prior on the link, where an undamped trend grows without end, shape (48, 1)."""
    weight = np.where(grid().phi == max(PHIS), UNDAMPED_ON_LOGS, 1.0)
    return np.asarray(np.log(weight / weight.sum()))


def _log_steepness(values: Floats, link: Link, ceiling: float) -> Floats:
    """Return the log derivative of the link: it carries a density on the link back to values."""
    steep = -np.log(values)
    return steep + np.log(ceiling) - np.log(ceiling - values) if link is Link.LOGIT else steep


def _mixture(parts: _Parts, plan: Design, h: int, task: _Task, options: ForecastOptions) -> Mixture:
    """Return the forecast at h + 1 periods ahead, measured from the last value."""
    scales, weight = parts
    reach, spread = plan.reach[h], SPREAD_SCALE * np.sqrt(plan.spread[h])
    origin, unit = task.values[-1], scales[0].unit
    if task.link is not Link.NONE:
        unit = np.minimum(unit, scales[1].unit * origin)
    return Mixture(
        np.concatenate(
            [each.start + (each.fit.level + each.fit.slope * reach) * each.unit for each in scales]
        ),
        np.concatenate([each.fit.sigma * spread * each.unit for each in scales]),
        weight,
        origin,
        unit,
        sum(task.observed) - 1,
        grid().phi.size,
        task.link,
        options.ceiling,
    )
