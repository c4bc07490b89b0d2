"""Panels that the tests of staggered adoption share: the published ones, and a made-up one."""

import csv
import json

import numpy as np

from headway.engine.learning.adoption import panel_from_arrays, panel_from_rows
from tests.shared import shared


def columns(case):
    """Return a reader of the columns of a shared case."""
    with (shared(f"evaluation/{case}") / f"{case}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return lambda name: np.array([float(row[name]) if row[name] else np.nan for row in rows])


def published(case, start):
    cases = json.loads((shared(f"evaluation/{case}") / "expected.json").read_text())["cases"]
    return next(each["value"] for each in cases if each["what"].startswith(start))


def mpdta(*, covariate=False):
    col = columns("mpdta")
    extra = col("lpop")[:, None] if covariate else None
    return panel_from_rows(col("county"), col("year"), col("lemp"), col("first_treat"), covariates=extra)


def castle():
    col = columns("castle")
    # the published number is of the file of Stata, whose values are of single precision
    outcome = col("l_homicide").astype(np.float32).astype(np.float64)
    return panel_from_rows(col("sid"), col("year"), outcome, col("effyear"))


def zones():
    col = columns("enterprise_zones")
    first = {}
    for city, year, zone in zip(col("city"), col("year"), col("ez"), strict=True):
        if zone and (city not in first or year < first[city]):
            first[city] = year
    adopted = np.array([first.get(city, np.inf) for city in col("city")])
    return panel_from_rows(col("city"), col("year"), col("luclms"), adopted)


def made_up(teams=12, periods=8, *, effect=0.0, seed=0, adopted=(3, 5, 7, None)):
    """Make a panel of teams whose cohorts are of one size; None never adopts."""
    rng = np.random.default_rng(seed)
    cohort = np.resize([periods if each is None else each for each in adopted], teams)
    y = rng.normal(size=(teams, 1)) + np.linspace(0.0, 1.0, periods) + rng.normal(size=(teams, periods))
    y += effect * (np.arange(periods) >= cohort[:, None])
    return panel_from_arrays(y, cohort)
