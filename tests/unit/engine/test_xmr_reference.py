"""Agreement with the reference tools: labels identical, limits to 1e-9."""

import csv
import json

import numpy as np
import pytest

from headway.engine.measurement import (
    Improve,
    Variation,
    XmrOptions,
    lag1_autocorrelation,
    run_chart,
    xmr,
    xmr_many,
)
from tests.shared import SHARED, shared

EXACT = {"rtol": 1e-9, "atol": 1e-12}


def cases(name):
    path = SHARED / name
    found = json.loads(path.read_text()) if path.exists() else []
    return found or [pytest.param(None, marks=pytest.mark.skip(reason=f"absent: ../shared/data/{name}"))]


def case_id(case):
    return case and "-".join(str(case[key]) for key in ("case", "org", "measure") if key in case)


@pytest.mark.parametrize("case", cases("measurement/nhs_plot_the_dots/cases.json"), ids=case_id)
def test_a_chart_reads_as_the_nhs_tool_reads_it(case):
    options = XmrOptions(screen=case["screen_outliers"], fix_after=case["fix_after"])
    expected = case["expected"]

    chart = xmr(
        case["y"],
        rebase=case["rebase"],
        improve=Improve(case["improvement"]),
        target=case["target"],
        options=options,
    )

    assert chart.words == expected["special"]
    assert chart.variation.words == expected["variation"]
    assert [Variation(kind).words for kind in chart.kinds] == expected["point"]
    assert chart.trial == any(expected["trial"])
    np.testing.assert_allclose(chart.centre, expected["mean"], **EXACT)
    assert chart.too_even == case["degenerate"]
    if case["degenerate"]:
        assert np.isnan(chart.lower).all()
        assert chart.assurance.words is None
    else:
        assert chart.assurance.words == expected["assurance"]
        np.testing.assert_allclose(chart.lower, expected["lpl"], **EXACT)
        np.testing.assert_allclose(chart.upper, expected["upl"], **EXACT)


@pytest.fixture(scope="module")
def trusts():
    with shared("measurement/nhs_ae_attendances/ae_attendances.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["period"])
    found = {}
    for row in rows:
        breaches, attendances = float(row["breaches"]), float(row["attendances"])
        key = (row["org_code"], row["type"])
        found.setdefault((*key, "breaches"), []).append(breaches)
        found.setdefault((*key, "pct"), []).append(1 - breaches / attendances if attendances else np.nan)
    return found


@pytest.mark.parametrize("case", cases("measurement/nhs_ae_attendances/expected_dev.json"), ids=case_id)
def test_a_trusts_emergency_department_reads_as_the_nhs_tool_reads_it(case, trusts):
    y = trusts[case["org"], case["type"], case["measure"]]
    share = case["measure"] == "pct"

    chart = xmr(
        y,
        rebase=case["rebase_index"],
        improve=Improve.INCREASE if share else Improve.DECREASE,
        target=0.95 if share else None,
    )

    first = list(chart.starts)
    assert chart.n == case["n"]
    assert chart.words == case["special"]
    assert (chart.variation.words, chart.assurance.words) == (case["variation"], case["assurance"])
    np.testing.assert_allclose(chart.centre[first], case["mean"], **EXACT)
    np.testing.assert_allclose(chart.lower[first], case["lpl"], **EXACT)
    np.testing.assert_allclose(chart.upper[first], case["upl"], **EXACT)


QI = cases("measurement/qicharts2/cases.json")


@pytest.mark.parametrize(
    "case", [c for c in QI if not isinstance(c, dict) or c["chart"] == "run"], ids=case_id
)
def test_a_run_chart_reads_as_qicharts2_reads_it(case):
    expected = case["expected"]

    chart = run_chart(case["y"])

    np.testing.assert_allclose(chart.median, expected["cl"], **EXACT)
    for name in ("longest_run", "longest_run_max", "crossings", "crossings_min"):
        assert getattr(chart, name) == expected[name][-1]
    assert chart.useful == expected["n_useful"][-1]
    assert chart.signal == expected["runs_signal"][-1]


@pytest.mark.parametrize(
    "case", [c for c in QI if not isinstance(c, dict) or c["chart"] in {"i", "mr"}], ids=case_id
)
def test_an_individuals_chart_has_the_limits_of_qicharts2(case):
    options = XmrOptions(screen=case.get("screen", False), limit_factor=3 / 1.128)
    expected = case["expected"]

    chart = xmr(case["y"], options=options)

    if case["chart"] == "mr":
        np.testing.assert_allclose(chart.mean_range, expected["cl"][-1], **EXACT)
        return
    np.testing.assert_allclose(chart.centre, expected["cl"], **EXACT)
    np.testing.assert_allclose(chart.lower, expected["lcl"], **EXACT)
    np.testing.assert_allclose(chart.upper, expected["ucl"], **EXACT)
    np.testing.assert_allclose(chart.near_lower, expected["lcl95"], **EXACT)
    np.testing.assert_allclose(chart.near_upper, expected["ucl95"], **EXACT)


def test_wheelers_arithmetic_on_five_points():
    chart = xmr([10.0, 12.0, 11.0, 13.0, 30.0], options=XmrOptions(screen=False))

    assert round(float(chart.centre[0]), 2) == 15.2
    assert round(float(chart.upper[0]), 2) == 29.83
    assert chart.words[-1] == "Above UCL"


@pytest.mark.parametrize(("points", "any_signal"), [(12, 0.07), (24, 0.19), (36, 0.29), (60, 0.47)])
def test_stable_series_give_the_known_share_of_false_alarms(points, any_signal):
    y = np.random.default_rng(0).normal(size=(20_000, points))

    charts = xmr_many(y)

    assert abs((charts.labels != 0).any(axis=1).mean() - any_signal) < 0.015
    if points == 36:
        assert abs((charts.variation != 0).mean() - 0.017) < 0.005


def test_emergency_departments_are_autocorrelated(trusts):
    y = [series for (_, kind, measure), series in trusts.items() if (kind, measure) == ("1", "pct")]

    found = [lag1_autocorrelation(series) for series in y if len(series) == 36]

    assert np.median(found) > 0.3
