"""Practices adopted one after another, beside diff-diff, csdid and wildboottest in one run."""

import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._report import report
from headway.engine.learning.adoption import (
    Controls,
    How,
    Method,
    Orders,
    Panel,
    by_timing,
    callaway_santanna,
    imputation,
    panel_from_arrays,
    panel_from_rows,
)
from headway.engine.learning.small_sample import wild_cluster_bootstrap

RUNS = 5
PEER_RUNS = 3
GOALS = {"300 x 60": 8.0, "10,000 x 40 from rows": 2.5, "wild cluster bootstrap": 50.0}
DRAWS_GOAL = 1.0
SAME = 1e-10
SAME_DR = 1e-6
OVERALLS = ("simple", "group", "dynamic", "calendar")


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the best CPU time of some runs, after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def made_up(units: int, periods: int, cohorts: int, seed: int = 0) -> Panel:
    """Make a panel of drifting units; a quarter never adopts, the rest in so many cohorts."""
    rng = np.random.default_rng(seed)
    starts = np.linspace(3, periods - 2, cohorts).round().astype(int)
    cohort = np.where(np.arange(units) % 4 == 0, periods, starts[np.arange(units) % cohorts])
    y = rng.normal(size=(units, periods)).cumsum(axis=1)
    y += 0.5 * (np.arange(periods) >= cohort[:, None])
    return panel_from_arrays(y, cohort, times=np.arange(1.0, periods + 1.0))


def long_rows(panel: Panel, *, shuffled: bool, seed: int = 0) -> tuple[NDArray[Any], ...]:
    """Return unit, time, outcome and date of adoption (0 for never) of each row."""
    first = np.where(panel.cohort < panel.periods, panel.cohort + 1, 0)
    rows = (
        np.repeat(np.arange(panel.n), panel.periods),
        np.tile(panel.times, panel.n),
        panel.outcome.ravel(),
        np.repeat(first, panel.periods),
    )
    order = np.random.default_rng(seed).permutation(len(rows[0])) if shuffled else slice(None)
    return tuple(each[order] for each in rows)


def frame(panel: Panel, *, shuffled: bool = False) -> Any:
    import pandas as pd

    unit, when, y, first = long_rows(panel, shuffled=shuffled)
    return pd.DataFrame({"unit": unit, "time": when.astype(int), "y": y, "first": first})


def peer_fit(data: Any) -> Any:
    from diff_diff import CallawaySantAnna

    return CallawaySantAnna(control_group="never_treated").fit(
        data, outcome="y", unit="unit", time="time", first_treat="first", aggregate="all"
    )


def furthest(panel: Panel, theirs: Any) -> float:
    """Return how far the peer's cells, errors and overall effect are from ours."""
    ours = callaway_santanna(panel)
    cells = theirs.group_time_effects
    away = [abs(ours.simple.overall - theirs.overall_att), abs(ours.simple.overall_se - theirs.overall_se)]
    for g, t, att, se in zip(ours.cohort, ours.time, ours.att, ours.se, strict=True):
        cell = cells[(g, t)]
        away += [abs(att - cell["effect"]), abs(se - cell["se"])]
    for e, att, se in zip(ours.dynamic.labels, ours.dynamic.att, ours.dynamic.se, strict=True):
        event = theirs.event_study_effects[e]
        away += [abs(att - event["effect"]), abs(se - event["se"])]
    return float(max(away))


def compared(units: int, periods: int, cohorts: int, *, rows: bool) -> dict[str, Any]:
    """Time ours and diff-diff's on one panel, from an array or from shuffled long rows."""
    panel = made_up(units, periods, cohorts)
    data, long = frame(panel, shuffled=rows), long_rows(panel, shuffled=True)
    ours = seconds(lambda: callaway_santanna(panel_from_rows(*long) if rows else panel))
    theirs = peer_fit(data)
    return {
        "ours_s": ours,
        "peer_s": seconds(lambda: peer_fit(data), PEER_RUNS),
        "largest_difference": furthest(panel, theirs),
    }


def imputed() -> float:
    """Return how far diff-diff's imputation is from ours, estimate and error."""
    from diff_diff import ImputationDiD

    panel = made_up(60, 12, 3)
    theirs = ImputationDiD().fit(frame(panel), outcome="y", unit="unit", time="time", first_treat="first")
    ours = imputation(panel).simple
    return float(max(abs(ours.overall - theirs.overall_att), abs(ours.overall_se - theirs.overall_se)))


def doubly_robust() -> float:
    """Return how far csdid's doubly robust cells and errors are from ours, on a made-up panel."""
    from csdid.att_gt import ATTgt

    panel, rng = made_up(400, 6, 3), np.random.default_rng(1)
    x = rng.normal(size=panel.n) + 0.4 * (panel.cohort < panel.periods)
    unit, when, y, first = long_rows(panel, shuffled=False)
    y = y + x[unit] * when
    ours = callaway_santanna(panel_from_rows(unit, when, y, first, covariates=x[unit][:, None]))
    data = frame(panel).assign(y=y, x=x[unit])
    columns = {"yname": "y", "tname": "time", "idname": "unit", "gname": "first"}
    fitted = ATTgt(**columns, data=data, xformla="y~x", control_group="nevertreated")
    theirs = fitted.fit(est_method="dr", bstrap=False).results
    names = list(zip(theirs["group"], theirs["year"], strict=True))
    att, se = (dict(zip(names, theirs[name], strict=True)) for name in ("att", "se"))
    cells = list(zip(ours.cohort, ours.time, strict=True))
    away = [abs(each - att[cell]) for cell, each in zip(cells, ours.att, strict=True)]
    away += [abs(each - se[cell]) for cell, each in zip(cells, ours.se, strict=True)]
    return float(max(away))


def wild() -> dict[str, Any]:
    """Time the wild cluster bootstrap beside wildboottest: 300 rows, 40 clusters, 9,999 draws, p only."""
    import pandas as pd
    import statsmodels.api as sm
    from wildboottest.wildboottest import wildboottest

    rng = np.random.default_rng(0)
    clusters, x = np.arange(300) % 40, rng.normal(size=300)
    controls = np.column_stack([np.ones(300), rng.normal(size=(300, 18))])
    y = 0.15 * x + rng.normal(size=40)[clusters] + rng.normal(size=300)
    model = sm.OLS(y, pd.DataFrame(np.column_stack([x, controls]), columns=[f"x{i}" for i in range(20)]))

    def ours() -> Any:
        return wild_cluster_bootstrap(y, x, controls, clusters, np.random.default_rng(0), interval=False)

    def theirs() -> Any:
        return wildboottest(
            model, param="x0", cluster=pd.Series(clusters), B=9_999, seed=1, bootstrap_type="11", show=False
        )

    told, other = ours(), theirs()
    return {
        "ours_s": seconds(ours),
        "peer_s": seconds(theirs, PEER_RUNS),
        "largest_difference": abs(told.t - float(other["statistic"].iloc[0])),
        "p": [told.p, float(other["p-value"].iloc[0])],
    }


def redraws() -> float:
    panel = made_up(300, 60, 12)
    how = How(Method.IMPUTATION, Controls.NOT_YET)
    return seconds(lambda: by_timing(panel, how, np.random.default_rng(0), orders=Orders(10_000)), 3)


def measure() -> dict[str, Any]:
    """Measure ours alone, and beside the peers where they are installed."""
    panel, large = made_up(300, 60, 12), made_up(10_000, 40, 10)
    long = long_rows(large, shuffled=True)
    found: dict[str, Any] = {
        "redraws_s": redraws(),
        "alone_s": {
            "300 x 60": seconds(lambda: callaway_santanna(panel)),
            "10,000 x 40 from rows": seconds(lambda: callaway_santanna(panel_from_rows(*long))),
        },
        "peers": None,
    }
    try:
        peers = {name: version(name) for name in ("diff-diff", "csdid", "wildboottest")}
    except ImportError:
        return found
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found["peers"] = peers
        found["beside"] = {
            "300 x 60": compared(300, 60, 12, rows=False),
            "10,000 x 40 from rows": compared(10_000, 40, 10, rows=True),
            "wild cluster bootstrap": wild(),
        }
        found["imputation_difference"] = imputed()
        found["dr_difference"] = doubly_robust()
    return found


def words(found: dict[str, Any]) -> list[str]:
    """Write the section of RESULTS.md."""
    lines = [
        f"10,000 orders of adoption of 300 x 60: {found['redraws_s']:.2f} s of CPU; goal {DRAWS_GOAL:g} s."
    ]
    if found["peers"] is None:
        told = ", ".join(f"{name} {taken:.4f} s" for name, taken in found["alone_s"].items())
        return [*lines, f"Alone: {told}. The peers are not installed: `./run bench` installs them."]
    lines += ["", "| What | Headway, CPU s | Peer, CPU s | Times as fast | Goal |", "|---|---|---|---|---|"]
    for name, each in found["beside"].items():
        ratio = each["peer_s"] / each["ours_s"]
        lines.append(
            f"| {name} | {each['ours_s']:.4f} | {each['peer_s']:.3f} | {ratio:.1f} | {GOALS[name]:g} |"
        )
    peers = ", ".join(f"{name} {each}" for name, each in found["peers"].items())
    apart = max(found["beside"][name]["largest_difference"] for name in list(GOALS)[:2])
    lines += ["", f"Peers: {peers}. Four aggregates and all cells with analytic errors, 12 and 10 cohorts."]
    lines.append(f"Effects and errors differ from diff-diff's by {apart:.1e} at most, imputed ones by")
    lines.append(f"{found['imputation_difference']:.1e} (goal {SAME:g}); doubly robust ones from csdid's by")
    lines.append(f"{found['dr_difference']:.1e} (goal {SAME_DR:g}).")
    return lines


def held(found: dict[str, Any]) -> bool:
    good = bool(found["redraws_s"] < DRAWS_GOAL)
    if found["peers"] is None:
        return good
    good &= all(each["peer_s"] / each["ours_s"] >= GOALS[name] for name, each in found["beside"].items())
    same = [found["beside"][name]["largest_difference"] for name in list(GOALS)[:2]]
    return good and max(*same, found["imputation_difference"]) < SAME and found["dr_difference"] < SAME_DR


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a goal is missed."""
    return report("did", __doc__, argv, measure=measure, words=words, held=held)


if __name__ == "__main__":
    raise SystemExit(main())
