"""The default path: which estimate of a staggered adoption counts, how surely, and what to say beside it."""

import math
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.learning.adoption.cells import Controls
from headway.engine.learning.adoption.effects import ENOUGH_TEAMS, Method, Staggered, pretest
from headway.engine.learning.adoption.how import How, fit
from headway.engine.learning.adoption.panel import Floats, Panel
from headway.engine.learning.adoption.surely import (
    FEWEST_TEAMS,
    SMALL_COHORT,
    Caution,
    Choices,
    Drawing,
    Estimate,
    Inference,
    attempt,
    errors_of,
    means_of,
)
from headway.engine.learning.adoption.timing import ByTiming


@dataclass(frozen=True, slots=True)
class Study:
    """A staggered adoption, estimated as its number of teams allows.

    ``headline`` is the group mean by ``method`` with errors by ``inference``; ``means`` are all four by name;
    ``other`` is the group mean of the other estimator and ``disagree`` whether it lies further off than one
    standard error. ``found`` holds the headline's cells; ``compared`` those of Callaway and Sant'Anna, from
    which event studies are drawn. ``cell_se``, ``part_se`` (group, dynamic, calendar) and ``event_se`` follow
    ``inference``; NaN is not known.
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
    part_se: dict[str, Floats]
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
    compared = found if method is Method.CS else attempt(panel, replace(how, method=Method.CS))
    inference = choices.inference or _inference(panel, choices, found)
    means, timing, more = means_of(panel, how, found, inference, Drawing(choices, rng, executor))
    cautions += more
    errors = errors_of(panel, how, found, compared or found, inference)
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
        cell_se=errors.cells,
        part_se=errors.parts,
        event_se=errors.events,
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


def _other(panel: Panel, choices: Choices, method: Method, compared: Staggered | None) -> float | None:
    """Return the group mean of the estimator that is not the headline's."""
    if method is Method.IMPUTATION:
        return None if compared is None else compared.group.overall
    if panel.covariates is not None:
        return None
    other = attempt(panel, How(Method.IMPUTATION, choices.controls))
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
