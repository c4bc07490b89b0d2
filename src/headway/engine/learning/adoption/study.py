"""The default path: which estimate of a staggered adoption counts, how surely, and what to say beside it."""

import math
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.bands import ENOUGH_TEAMS
from headway.engine.learning.adoption.cells import Controls
from headway.engine.learning.adoption.effects import Method, Staggered, pretest
from headway.engine.learning.adoption.how import MEANS, How, fit, overalls
from headway.engine.learning.adoption.overall import left_out
from headway.engine.learning.adoption.panel import Floats, Panel
from headway.engine.learning.adoption.timing import ByTiming, MixedTeams, Orders, by_timing
from headway.engine.learning.small_sample import jackknife

FEWEST_TEAMS: Final = 8  # fewer are described, with the p of all orders, and have no interval
SMALL_COHORT: Final = 3  # a cohort of fewer teams is not shown by itself
MOST_REFITS: Final = 500
NORMAL: Final = 1.959963984540054


class Inference(StrEnum):
    """How sure: normal errors, leaving out each team, or other orders of adoption."""

    ANALYTIC = "analytic"
    JACKKNIFE = "jackknife"
    RANDOMISATION = "randomisation"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the plan fixes; None leaves it to the number of teams.

    ``randomised`` says that the order of adoption was drawn: then other orders are what counts. ``orders``
    says how it was drawn.
    """

    method: Method | None = None
    controls: Controls = Controls.NEVER
    inference: Inference | None = None
    randomised: bool = False
    anticipation: int = 0
    orders: Orders = field(default_factory=Orders)


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect with its 95 % interval and p; None where nothing honest can be said."""

    att: float
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to say beside an estimate: a code that doors put into words, and its numbers.

    Codes: ``few_teams`` (teams), ``cohort_of_one`` (cohort), ``small_cohort`` (cohort, size), ``disagree``
    (this, other), ``as_if_random``, ``no_never``, ``gaps`` (missing, of), ``always`` (n), ``unseen`` (n),
    ``no_pretest`` (cells, teams), ``one_carries``, ``few_orders`` (smallest), ``normal_too_narrow`` (teams),
    ``no_covariates``, ``mixed_teams``.
    """

    code: str
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Study:
    """A staggered adoption, estimated as its number of teams allows.

    ``headline`` is the group mean by ``method`` with errors by ``inference``; ``means`` are all four by name;
    ``other`` is the group mean of the other estimator and ``disagree`` whether it lies further off than one
    standard error. ``found`` holds the headline's cells; ``compared`` those of Callaway and Sant'Anna, from
    which event studies are drawn. ``cell_se`` and ``event_se`` follow ``inference``; NaN is not known.
    """

    method: Method
    inference: Inference
    headline: Estimate
    means: dict[str, Estimate]
    other: float | None
    disagree: bool
    found: Staggered
    compared: Staggered | None
    cell_se: Floats
    event_se: Floats
    pretest_p: float | None
    timing: ByTiming | None
    cautions: tuple[Caution, ...]


def study_adoption(
    panel: Panel,
    rng: np.random.Generator,
    *,
    choices: Choices | None = None,
    executor: Executor | None = None,
) -> Study:
    """Estimate the effect of a practice adopted by one team after another.

    Parameters
    ----------
    panel : Panel
        From `panel_from_rows`; one row a team and period is enough, and safer than persons.
    rng : Generator
        For other orders of adoption.
    choices : Choices, optional
        What the plan fixes. By default imputation below 50 teams and Callaway and Sant'Anna from there;
        other orders where the order was drawn, else the jackknife over teams below 50 and normal errors
        from there; below 8 teams only a description, with the exact p of all orders.
    executor : Executor, optional
        Where re-draws run; changes no number.

    Returns
    -------
    Study
        ``headline`` first; ``cautions`` are to be said beside it.

    Raises
    ------
    NobodyAdopts, NoControls, NotConnected
        When there is nothing to compare.

    Examples
    --------
    >>> from headway.engine.learning.adoption import panel_from_arrays
    >>> y = np.add.outer(np.arange(12.0), np.arange(5.0)) + np.random.default_rng(1).normal(size=(12, 5))
    >>> adopted = np.repeat([2, 3, 5], 4)
    >>> y += np.arange(5) >= adopted[:, None]
    >>> study = study_adoption(panel_from_arrays(y, adopted), np.random.default_rng(0))
    >>> study.method.value, study.inference.value, round(study.headline.att, 2)
    ('imputation', 'jackknife', 0.89)
    """
    choices = choices or Choices()
    choices, cautions = _settled(panel, choices)
    method = choices.method or _method(panel)
    how = How(method, choices.controls, choices.anticipation)
    found = fit(panel, how)
    compared = (
        found if method is Method.CS else _try(panel, How(Method.CS, choices.controls, choices.anticipation))
    )
    inference = choices.inference or _inference(panel, choices, found)
    means, timing, more = _means(panel, how, found, inference, (choices, rng, executor))
    cautions += more
    cell_se, event_se = _errors(panel, how, (found, compared), inference)
    other = _other(panel, choices, method, compared)
    headline = means["group"]
    scale = headline.se or (None if math.isnan(found.group.overall_se) else found.group.overall_se)
    disagree = other is not None and scale is not None and abs(other - headline.att) > scale
    p, why = _pretest(compared)
    if disagree and other is not None:
        cautions.append(Caution("disagree", {"this": headline.att, "other": other}))
    return Study(
        method=method,
        inference=inference,
        headline=headline,
        means=means,
        other=other,
        disagree=disagree,
        found=found,
        compared=compared,
        cell_se=cell_se,
        event_se=event_se,
        pretest_p=p,
        timing=timing,
        cautions=(*cautions, *why, *_about(panel, found)),
    )


def _settled(panel: Panel, choices: Choices) -> tuple[Choices, list[Caution]]:
    """Take controls that exist, and a method that can use what was given."""
    cautions = []
    if choices.controls is Controls.NEVER and not (panel.cohort == panel.periods).any():
        cautions.append(Caution("no_never"))
        choices = replace(choices, controls=Controls.NOT_YET)
    if panel.covariates is not None and choices.method is Method.IMPUTATION:
        cautions.append(Caution("no_covariates"))
    return choices, cautions


def _method(panel: Panel) -> Method:
    few = panel.team_count < ENOUGH_TEAMS and panel.covariates is None
    return Method.IMPUTATION if few else Method.CS


def _inference(panel: Panel, choices: Choices, found: Staggered) -> Inference:
    teams = panel.team_count
    if choices.randomised or teams < FEWEST_TEAMS:
        return Inference.RANDOMISATION
    known = teams >= ENOUGH_TEAMS and math.isfinite(found.group.overall_se)
    return Inference.ANALYTIC if known else Inference.JACKKNIFE


_Means = tuple[dict[str, Estimate], ByTiming | None, list[Caution]]


def _means(
    panel: Panel,
    how: How,
    found: Staggered,
    inference: Inference,
    drawing: tuple[Choices, np.random.Generator, Executor | None],
) -> _Means:
    """Return the four means with errors, refusing below 8 teams all but a p of other orders."""
    att = dict(zip(MEANS, overalls(found).tolist(), strict=True))
    teams = panel.team_count
    few = [Caution("few_teams", {"teams": teams})] if teams < FEWEST_TEAMS else []
    if inference is Inference.RANDOMISATION:
        means, timing, more = _by_timing(panel, how, att, drawing)
        if few:
            means = {name: Estimate(each.att, p=each.p) for name, each in means.items()}
        return means, timing, few + more
    if few:
        return {name: Estimate(value) for name, value in att.items()}, None, few
    if inference is Inference.JACKKNIFE:
        return *_by_leaving_out(panel, how, att), []
    narrow = [Caution("normal_too_narrow", {"teams": teams})] if teams < ENOUGH_TEAMS else []
    means = {name: _normal(value, getattr(found, name).overall_se) for name, value in att.items()}
    return means, None, narrow


def _normal(att: float, se: float) -> Estimate:
    from scipy.special import ndtr  # noqa: PLC0415 - slow to import

    if not se > 0.0:
        return Estimate(att)
    return Estimate(att, se, att - NORMAL * se, att + NORMAL * se, 2.0 * float(ndtr(-abs(att) / se)))


def _by_leaving_out(panel: Panel, how: How, att: dict[str, float]) -> tuple[dict[str, Estimate], None]:
    try:
        without = left_out(panel, how)
    except CannotEstimate:
        return {name: Estimate(value) for name, value in att.items()}, None
    means = {}
    for j, name in enumerate(MEANS):
        each = jackknife(att[name], without[:, j])
        known = math.isfinite(each.se) and each.se > 0.0
        means[name] = (
            Estimate(att[name], each.se, each.lower, each.upper, each.p) if known else Estimate(att[name])
        )
    return means, None


def _by_timing(
    panel: Panel,
    how: How,
    att: dict[str, float],
    drawing: tuple[Choices, np.random.Generator, Executor | None],
) -> _Means:
    choices, rng, executor = drawing
    cautions = [] if choices.randomised else [Caution("as_if_random")]
    try:
        timing = by_timing(panel, how, rng, orders=choices.orders, executor=executor)
    except MixedTeams:
        return {name: Estimate(value) for name, value in att.items()}, None, [Caution("mixed_teams")]
    means = {
        name: Estimate(
            att[name], None, _finite(timing.lower[j]), _finite(timing.upper[j]), _finite(timing.p[j])
        )
        for j, name in enumerate(MEANS)
    }
    if timing.smallest > 0.01:
        cautions.append(Caution("few_orders", {"smallest": timing.smallest}))
    return means, timing, cautions


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _errors(
    panel: Panel, how: How, fits: tuple[Staggered, Staggered | None], inference: Inference
) -> tuple[Floats, Floats]:
    """Return errors of the headline's cells and of the event study, by the jackknife where teams are few."""
    found, compared = fits
    shown = compared or found
    teams = panel.team_count
    if teams < FEWEST_TEAMS:
        return np.full(len(found.att), np.nan), np.full(len(shown.dynamic.labels), np.nan)
    few = inference is not Inference.ANALYTIC and (teams < ENOUGH_TEAMS or inference is Inference.JACKKNIFE)
    if not few or teams > MOST_REFITS:
        return found.se, shown.dynamic.se
    cells, events = [], []
    for team in np.unique(panel.teams):
        rest = panel.subset(panel.teams != team)
        again = _try(rest, how)
        beside = again if shown is found else _try(rest, How(Method.CS, shown.control, how.anticipation))
        cells.append(_cells_like(found, again))
        events.append(_events_like(shown, beside))
    return _spread(np.array(cells)), _spread(np.array(events))


def _spread(without: Floats) -> Floats:
    """Return the jackknife's error of each column; NaN where leaving out one team leaves nothing."""
    g = len(without)
    return np.asarray(np.sqrt(((without - without.mean(axis=0)) ** 2).sum(axis=0) * (g - 1) / g))


def _cells_like(found: Staggered, again: Staggered | None) -> Floats:
    told = (
        {} if again is None else dict(zip(zip(again.cohort, again.time, strict=True), again.att, strict=True))
    )
    return np.array([told.get(cell, np.nan) for cell in zip(found.cohort, found.time, strict=True)])


def _events_like(shown: Staggered, again: Staggered | None) -> Floats:
    told = {} if again is None else dict(zip(again.dynamic.labels, again.dynamic.att, strict=True))
    return np.array([told.get(label, np.nan) for label in shown.dynamic.labels])


def _try(panel: Panel, how: How) -> Staggered | None:
    try:
        return fit(panel, how)
    except CannotEstimate:
        return None


def _other(panel: Panel, choices: Choices, method: Method, compared: Staggered | None) -> float | None:
    """Return the group mean of the estimator that is not the headline's."""
    if method is Method.IMPUTATION:
        return None if compared is None else compared.group.overall
    if panel.covariates is not None:
        return None
    other = _try(panel, How(Method.IMPUTATION, choices.controls))
    return None if other is None else other.group.overall


def _pretest(compared: Staggered | None) -> tuple[float | None, list[Caution]]:
    if compared is None:
        return None, []
    try:
        return pretest(compared), []
    except CannotEstimate as refusal:
        return None, [Caution(refusal.code, dict(refusal.numbers))]


def _about(panel: Panel, found: Staggered) -> list[Caution]:
    """Return what has to be said of the panel itself."""
    cautions = []
    missing = int((~np.isfinite(panel.outcome)).sum())
    if missing:
        cautions.append(Caution("gaps", {"missing": missing, "of": panel.outcome.size}))
    for code, count in (("always", panel.always), ("unseen", panel.unseen)):
        if count:
            cautions.append(Caution(code, {"n": count}))
    for cohort, size in found.cohort_sizes.items():
        if size == 1:
            cautions.append(Caution("cohort_of_one", {"cohort": cohort}))
        elif size < SMALL_COHORT:
            cautions.append(Caution("small_cohort", {"cohort": cohort, "size": size}))
    return cautions
