"""The worked example of a control - approval of small crisis payments - and controls that Hypothesis makes up."""

import dataclasses

import numpy as np
from hypothesis import strategies as st

from headway.engine.controls import Control, Range

EXAMPLE = {
    "cases": 4_000,
    "front_minutes": 12,
    "front_rate": 28,
    "checker_minutes": 10,
    "checker_rate": 28.2,
    "days": 3,
    "day_value": 5,
    "misuse": 0.02,
    "deterred": 0.6,
    "observable": 0.8,
    "verifiable": 0.8,
    "loss": 120,
    "stopped": 0.08,
    "stopped_value": 180,
}
SHARES = {"misuse", "deterred", "observable", "verifiable", "stopped"}
MONEY = ("front_rate", "checker_rate", "day_value", "loss", "stopped_value")
PAST = np.array(
    [30.0, 45, 60, 60, 75, 80, 90, 100, 120, 120, 140, 150, 160, 180, 190, 220, 260, 310, 400, 450]
)


def known(**other: float) -> Control:
    """The example, every input known exactly."""
    return Control(**{name: Range.exactly(value) for name, value in {**EXAMPLE, **other}.items()})


def believed(spread: float = 0.25, **other: float) -> Control:
    """The example, every input a quarter lower or higher."""
    held = {**EXAMPLE, **other}
    return Control(
        **{
            name: Range(
                value * (1 - spread),
                value,
                min(1.0, value * (1 + spread)) if name in SHARES else value * (1 + spread),
            )
            for name, value in held.items()
        }
    )


def times(control: Control, factor: float) -> Control:
    """The same control, in another currency."""
    changed = {
        name: Range(*(factor * each for each in dataclasses.astuple(getattr(control, name))))
        for name in MONEY
    }
    return dataclasses.replace(control, **changed)


def _range(most: float, least: float = 0.0) -> st.SearchStrategy[Range]:
    three = st.lists(st.floats(least, most, width=32), min_size=3, max_size=3)
    return three.map(lambda ends: Range(*sorted(ends)))


CONTROLS = st.fixed_dictionaries(
    {
        name: _range(1.0) if name in SHARES else _range(1_000.0, 0.5 if name in {"cases", "loss"} else 0.0)
        for name in EXAMPLE
    }
).map(lambda held: Control(**held))
