"""The vectorised forecast against plain loops, one series and one grid point at a time."""

import math

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from headway.engine.measurement import ForecastOptions, Link, Targets, chance_many, forecast, forecast_many
from headway.engine.measurement.student import t_cdf, t_quantile


def plain_fit(z, horizon, phi_one_weight):
    """Every grid point: log weight, location and scale at each horizon, by normal equations written out."""
    rows, phis = [], (0.8, 0.9, 0.97, 1.0)
    for alpha in (0.1, 0.3, 0.6, 1.0):
        for share in (0.0, 0.1, 0.3):
            for phi in phis:
                beta = alpha * share
                runs = []
                for first, steepness, data in ((0.0, 0.0, z), (1.0, 0.0, None), (0.0, 1.0, None)):
                    level, slope = first, steepness
                    errors = []
                    for seen in z:
                        expected = level + phi * slope
                        slope *= phi
                        level = expected
                        if not math.isnan(seen):
                            error = (seen if data is not None else 0.0) - expected
                            level += alpha * error
                            slope += beta * error
                            errors.append(error)
                    runs.append((np.array(errors), level, slope))
                e0, e1, e2 = (run[0] for run in runs)
                x = np.column_stack([-e1, -e2])
                gram = x.T @ x + np.diag([0.0, 10.0])
                theta = np.linalg.solve(gram, x.T @ e0)
                sse = float(((e0 - x @ theta) ** 2).sum() + 10.0 * theta[1] ** 2)
                n = len(e0)
                prior = (phi_one_weight if phi == 1.0 else 1.0) / (12 * (3 + phi_one_weight))
                log_weight = (
                    math.log(prior) - 0.5 * np.linalg.slogdet(gram)[1] - 0.5 * (n - 1) * math.log(sse)
                )
                ahead = []
                for h in range(1, horizon + 1):
                    reach = sum(phi**j for j in range(1, h + 1))
                    carried = sum(
                        (alpha + beta * sum(phi**k for k in range(1, i + 1))) ** 2 for i in range(1, h)
                    )
                    at = np.array([run[1] + run[2] * reach for run in runs])
                    unsure = at[1:] @ np.linalg.solve(gram, at[1:])
                    ahead.append(
                        (at[0] + at[1:] @ theta, 1.1 * math.sqrt(sse / (n - 1) * (1 + carried + unsure)))
                    )
                rows.append((log_weight, ahead))
    return rows


def plain_components(y, horizon, link, ceiling=1.0):
    """The mixture at each horizon as (weight, location, scale, forward), in the unit of the series."""
    seen = y[~np.isnan(y)]
    n = len(seen)
    g = {
        "log": lambda v: math.log(v) if v > 0 else -math.inf,
        "logit": lambda v: math.log(v / (ceiling - v)) if 0 < v < ceiling else math.copysign(math.inf, v),
    }
    scales = [(lambda v: v, 1.0, 0.0)]
    if link == "log" and (seen > 0).all():
        scales.append((g["log"], 0.2, -np.log(seen[1:]).sum()))
    if link == "logit" and ((seen > 0) & (seen < ceiling)).all():
        scales.append((g["logit"], 0.2, np.log(ceiling / seen[1:] / (ceiling - seen[1:])).sum()))
    found = [[] for _ in range(horizon)]
    for forward, weight_one, jacobian in scales:
        x = np.array([math.nan if math.isnan(v) else forward(v) for v in y])
        unit = float(np.abs(np.diff(x[~np.isnan(x)])).mean())
        for log_weight, ahead in plain_fit((x - x[0]) / unit, horizon, weight_one):
            total = log_weight - (n - 1) * math.log(unit) + jacobian
            for h, (location, scale) in enumerate(ahead):
                found[h].append((total, x[0] + location * unit, scale * unit, forward))
    result = []
    for components in found:
        top = max(c[0] for c in components)
        weights = np.array([math.exp(c[0] - top) for c in components])
        weights /= weights.sum()
        result.append([(w, *c[1:]) for w, c in zip(weights, components, strict=True)])
    return result, n - 1


def plain_below(components, df, value):
    return sum(w * stats.t.cdf((g(value) - m) / s, df) for w, m, s, g in components)


SERIES = {
    "growing, on logs": (np.array([3.0, 3.5, 4.4, 5.2, 6.9, 8.0, 10.1, 12.7, 15.2, 19.9]), "log", 1.0),
    "through nought": (np.array([-3.0, 1.0, 2.5, -1.0, 4.0, 3.0, 6.5, 5.0, 8.0]), "log", 1.0),
    "values only": (np.array([7.0, 6.0, 6.5, 5.0, 5.2, 4.0, 4.4, 3.0, 2.9, 2.2, 2.0]), "none", 1.0),
    "a share": (np.array([0.52, 0.55, 0.6, 0.61, 0.66, 0.72, 0.71, 0.78, 0.83]), "logit", 1.0),
    "a percentage": (np.array([52.0, 55.0, 60, 61, 66, 72, 71, 78, 83, 88]), "logit", 100.0),
    "with a gap": (
        np.array([5.0, 5.5, math.nan, 6.2, 6.0, 6.9, math.nan, math.nan, 8.0, 8.8, 9.1]),
        "log",
        1.0,
    ),
}


@pytest.mark.parametrize("name", SERIES)
def test_bands_and_chance_are_those_of_plain_loops(name):
    y, link, ceiling = SERIES[name]
    options = ForecastOptions(link=Link(link), ceiling=ceiling)
    target = float(y[-1] * 1.03)

    found = forecast(y, 3, target=target, options=options)
    components, df = plain_components(y, 3, link, ceiling)

    assert found.chance == pytest.approx(1.0 - plain_below(components[-1], df, target), rel=1e-9)
    for h in range(3):
        for level, band in (
            (0.1, found.lower80),
            (0.25, found.lower50),
            (0.5, found.median),
            (0.75, found.upper50),
            (0.9, found.upper80),
        ):
            assert plain_below(components[h], df, float(band[h])) == pytest.approx(level, rel=1e-9)


def test_the_weight_of_a_grid_point_is_its_marginal_likelihood():
    """Integrate over first level, first slope and sigma by brute force; two points must agree in ratio."""
    z = np.array([0.0, 1.2, 0.7, 2.0, 2.9])
    rows = plain_fit(z, 1, 1.0)

    def likelihood(alpha, beta, phi):
        axes = np.linspace(-9, 9, 91), np.linspace(-5, 5, 81), np.linspace(-2.5, 3, 71)
        level, slope, log_sigma = np.meshgrid(*axes, indexing="ij")
        total = -0.5 * slope**2 / 0.1 / np.exp(2 * log_sigma) - log_sigma
        for value in z:
            level, slope = level + phi * slope, phi * slope
            error = value - level
            total -= 0.5 * error**2 / np.exp(2 * log_sigma) + log_sigma
            level, slope = level + alpha * error, slope + beta * error
        cube = np.exp(total)
        for axis in reversed(axes):
            cube = integrate.trapezoid(cube, axis, axis=-1)
        return float(cube)

    first, last = likelihood(0.3, 0.0, 0.8), likelihood(0.6, 0.18, 1.0)

    assert math.log(first / last) == pytest.approx(rows[12][0] - rows[35][0], abs=0.02)


def test_a_chance_alone_is_the_chance_beside_the_bands():
    rng = np.random.default_rng(3)
    rows = 50 + rng.normal(0, 1, (300, 12)).cumsum(axis=1)
    targets = Targets(rows[:, -1] + 1.0, np.where(np.arange(300) % 2, 1.0, -1.0))

    alone, refusals = chance_many(rows, 4, targets)
    beside = forecast_many(rows, 4, targets=targets)

    assert refusals == (None,) * 300
    np.testing.assert_array_equal(alone, beside.chance)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 7, 8, 23, 60, 239])
def test_student_is_that_of_scipy(df):
    t = np.concatenate([np.linspace(-30, 30, 241), [-np.inf, -1e200, 1e-3, np.inf]])

    np.testing.assert_allclose(t_cdf(t, df), stats.t.cdf(t, df), rtol=0, atol=2e-14)
    for probability in (0.001, 0.1, 0.5, 0.9, 0.999):
        assert t_quantile(probability, df) == pytest.approx(
            stats.t.ppf(probability, df), rel=1e-10, abs=1e-12
        )


def test_a_quantile_is_the_root_that_scipy_finds():
    y = np.array([1.0, 30.0, 2.0, 45.0, 1.5, 60.0, 3.0, 80.0, 2.5])

    found = forecast(y, 2)
    components, df = plain_components(y, 2, "log")

    root = optimize.brentq(lambda v: plain_below(components[1], df, v) - 0.9, -1e4, 1e4, xtol=1e-12)
    assert found.upper80[1] == pytest.approx(root, rel=1e-9)
