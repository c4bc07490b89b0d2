"""Many charts on one page: what chance alone marks, and what is left after allowing for their number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headway.engine.measurement.wall import benjamini_hochberg, expected_false_signals
from headway.targets.analysis.judgement import ChartFound


@dataclass(frozen=True, slots=True)
class Wall:
    """Charts side by side, in the order they came in."""

    charts: int  # those with limits
    expected: float  # of them chance alone would mark so many, though nothing changed
    marked: tuple[bool, ...]  # the latest figure is a signal
    stays: tuple[bool, ...]  # and still one after allowing for the number of charts


def wall_of(charts: Sequence[ChartFound | None]) -> Wall:
    """Count false signals to expect among charts, and keep the signals that survive their number.

    Parameters
    ----------
    charts : each chart, or why there is none; what has no limits counts for nothing

    Notes
    -----
    Expected signals as `expected_false_signals`; kept ones by Benjamini and Hochberg at 5 per cent on the
    chance of each latest point.
    """
    controls = [None if found is None else found.control for found in charts]
    lengths = [each.n - each.starts[-1] for each in controls if each is not None]
    chances = [np.nan if found is None or found.surprise is None else found.surprise for found in charts]
    marked = [each is not None and bool(each.labels[-1]) for each in controls]
    kept = benjamini_hochberg(chances) & np.array(marked, dtype=np.bool_)
    return Wall(
        charts=len(lengths),
        expected=expected_false_signals(lengths).expected,
        marked=tuple(marked),
        stays=tuple(kept.tolist()),
    )
