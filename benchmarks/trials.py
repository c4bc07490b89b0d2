"""Trials, draws and synthetic controls, beside diff-diff: `python -m benchmarks.trials [--json]`."""

import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._report import report
from headway.engine.learning import (
    Boundary,
    Program,
    Roster,
    Simulation,
    Trial,
    World,
    analyse_trial,
    group_sequential,
    redraws,
    simulate_power,
    synth,
)

Floats = NDArray[np.float64]
DONORS, BEFORE, AFTER = 200, 48, 12
UNITS, BLOCKS, DRAWS = 300, 10, 10_000
RUNS = 3
GOAL = 20.0
DRAWS_GOAL = 1.0  # seconds of drawing and of judging by what was drawn
SAME = 1e-8


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the best CPU time of some runs, after one that warms up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def panel() -> Floats:
    """Make units that share three drifting factors; the first is treated, with no effect."""
    rng = np.random.default_rng(0)
    factors = rng.normal(size=(3, BEFORE + AFTER)).cumsum(axis=1)
    loads = rng.normal(size=(DONORS + 1, 3))
    return np.asarray(loads @ factors + 0.5 * rng.normal(size=(DONORS + 1, BEFORE + AFTER)))


def peer(outcomes: Floats) -> Any:
    """Fit diff-diff on the same lags with equal weights, and all its placebos."""
    import pandas as pd
    from diff_diff import SyntheticControl

    n, periods = outcomes.shape
    unit, when = np.repeat(np.arange(n), periods), np.tile(np.arange(periods), n)
    rows = pd.DataFrame({"unit": unit, "time": when, "y": outcomes.ravel()})
    rows["d"] = ((rows.unit == 0) & (rows.time >= BEFORE)).astype(int)
    model = SyntheticControl(v_method="custom", custom_v=np.ones(BEFORE), standardize="none", seed=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = model.fit(
            rows, outcome="y", treatment="d", unit="unit", time="time", pre_period_outcomes="all"
        )
        fitted.in_space_placebo()
    return fitted


def controls() -> dict[str, Any]:
    """Time 201 synthetic controls, and say how far the peer's answer is from ours."""
    outcomes = panel()
    found: dict[str, Any] = {"ours_s": seconds(lambda: synth(outcomes, 0, BEFORE))}
    try:
        found["peer"] = f"diff-diff {version('diff-diff')}"
    except PackageNotFoundError:
        return found | {"peer": None}
    start = time.process_time()
    theirs = peer(outcomes)
    found["peer_s"] = time.process_time() - start
    ours = synth(outcomes, 0, BEFORE)
    found["difference"] = abs(ours.effect - theirs.att)
    found["same_p"] = abs(ours.p_placebo - theirs.placebo_p_value) < 1e-12
    return found


def draws() -> dict[str, float]:
    """Time 10,000 re-draws of a blocked trial, and the inference that stands on them."""
    names = tuple(f"unit {at:03}" for at in range(UNITS))
    roster = Roster(names, strata=tuple(f"block {at % BLOCKS}" for at in range(UNITS)))
    program = Program(("old", "new"), seed=1)
    rng = np.random.default_rng(0)
    drawn = redraws(program, roster, DRAWS, rng)
    trial = Trial(rng.normal(size=UNITS), drawn[0] != 0, blocks=roster.strata)
    near = Program(("old", "new"), best_of=20)
    known = Roster(roster.units, covariates=rng.normal(size=(UNITS, 6)))
    looks = [each / 5 for each in range(1, 6)]
    levels = iter(np.linspace(0.04, 0.06, 9).tolist())  # another each time: bounds are cached
    asked = Program(("old", "new")), Roster(roster.units), World(), Simulation(0.3)
    return {
        "drawn_s": seconds(lambda: redraws(program, roster, DRAWS, np.random.default_rng(0))),
        "judged_s": seconds(lambda: analyse_trial(trial, drawn=drawn)),
        "best_of_20_s": seconds(lambda: redraws(near, known, DRAWS // 20, np.random.default_rng(0))),
        "five_looks_s": seconds(lambda: group_sequential(Boundary.LAN_DEMETS, looks, next(levels))),
        "simulated_s": seconds(lambda: simulate_power(*asked)),
    }


def measure() -> dict[str, Any]:
    return {"name": "trials", "controls": controls(), "draws": draws()}


def words(found: dict[str, Any]) -> list[str]:
    """Write the tables of RESULTS.md."""
    made, told = found["controls"], found["draws"]
    lines = [f"{DONORS + 1} synthetic controls, {BEFORE} periods before and {AFTER} after, CPU seconds:", ""]
    if made["peer"] is None:
        lines.append(f"Alone: {made['ours_s']:.3f} s. The peer is not installed: `./run bench` installs it.")
    else:
        ratio = made["peer_s"] / made["ours_s"]
        lines += [
            f"| Headway | {made['peer']} | Times as fast | Goal |",
            "|---|---|---|---|",
            f"| {made['ours_s']:.3f} | {made['peer_s']:.2f} | {ratio:.1f} | {GOAL:g} |",
            "",
            f"The effects differ by {made['difference']:.1e}; the placebo p is the same.",
        ]
    drawn = f"{told['drawn_s']:.3f} s, judging a trial by them {told['judged_s']:.3f} s"
    return [
        *lines,
        "",
        f"{DRAWS:,} re-draws of {UNITS} units in {BLOCKS} blocks: {drawn} (goal {DRAWS_GOAL:g} s together).",
        f"The best of 20 draws on six covariates, {DRAWS // 20} times: {told['best_of_20_s']:.3f} s.",
        f"Bounds of five looks: {told['five_looks_s']:.3f} s.",
        f"Power of a trial of {UNITS} by 1,000 simulations of 499 re-draws: {told['simulated_s']:.3f} s.",
    ]


def held(found: dict[str, Any]) -> bool:
    made, told = found["controls"], found["draws"]
    good = told["drawn_s"] + told["judged_s"] < DRAWS_GOAL
    if made["peer"] is None:
        return bool(good)
    fast = made["peer_s"] / made["ours_s"] >= GOAL
    return bool(good and fast and made["difference"] < SAME and made["same_p"])


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when a goal is missed."""
    return report("trials", __doc__, argv, measure=measure, words=words, held=held)


if __name__ == "__main__":
    raise SystemExit(main())
