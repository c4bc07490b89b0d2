"""Synthetic control on predictors, to replicate a paper: a search for weights that may not be unique."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.engine.learning.simplex import on_simplex
from headway.engine.learning.synth import TooFewDonors

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Nested:
    """Weights of predictors (k,) and donors (n,), and the fit of the best of several starts.

    ``rmspe`` is over the outcomes to fit; ``tried`` (starts,) that of every start: where they differ, other
    weights would do nearly as well, and the answer hangs on the search.
    """

    predictors: Floats
    weights: Floats
    rmspe: float
    tried: Floats


def nested(
    predictors: Floats, outcomes: Floats, treated: int, rng: np.random.Generator, *, starts: int = 6
) -> Nested:
    """Search for the weights of predictors whose mix fits the outcomes before best.

    Parameters
    ----------
    predictors : array of float, shape (units, k)
    outcomes : array of float, shape (units, T)
        Of the periods to fit.
    treated : int
        Its row in both.
    starts : int
        Equal weights first, then random ones.

    Notes
    -----
    Source: A. Abadie and J. Gardeazabal, *AER* 93 (2003), appendix B. Nelder and Mead's search is not
    reproducible from one start: on Proposition 99 six starts end at 1.754 to 4.4. Not for new studies.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    if len(predictors) < 3:
        raise TooFewDonors(donors=len(predictors) - 1)
    scaled = _scaled(predictors)
    k = predictors.shape[1]

    def loss(x: Floats) -> float:
        return _loss(scaled, outcomes, treated, x)

    first = [np.zeros(k), *rng.normal(0.0, 2.0, (starts - 1, k))]
    found = [
        minimize(
            loss,
            each,
            method="Nelder-Mead",
            options={"maxiter": 150 * k, "xatol": 1e-4, "fatol": 1e-9},
        )
        for each in first
    ]
    best = min(found, key=lambda each: float(each.fun))
    importance = _importance(np.asarray(best.x))
    return Nested(
        predictors=importance,
        weights=_mix(scaled, treated, importance),
        rmspe=float(np.sqrt(best.fun)),
        tried=np.sqrt(np.array([float(each.fun) for each in found])),
    )


def weights_given(predictors: Floats, treated: int, importance: Floats) -> Floats:
    """Return the donors' weights for predictors whose own weights are known, shape (units - 1,)."""
    return _mix(_scaled(predictors), treated, importance)


def _scaled(predictors: Floats) -> Floats:
    return np.asarray(predictors / predictors.std(axis=0, ddof=1))


def _importance(x: Floats) -> Floats:
    raised = np.exp(x - x.max())
    return np.asarray(raised / raised.sum())


def _mix(scaled: Floats, treated: int, importance: Floats) -> Floats:
    apart = (np.delete(scaled, treated, axis=0) - scaled[treated]) * np.sqrt(importance)
    return on_simplex(apart @ apart.T, np.zeros(len(apart)))


def _loss(scaled: Floats, outcomes: Floats, treated: int, x: Floats) -> float:
    weights = _mix(scaled, treated, _importance(x))
    left = outcomes[treated] - weights @ np.delete(outcomes, treated, axis=0)
    return float((left * left).mean())
