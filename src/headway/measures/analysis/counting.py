"""Which control chart counts and their denominators want, and whether they fit the values beside them."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from headway.engine.measurement.count_chart import CountChart, CountOptions, count_chart
from headway.engine.measurement.counts import CountKind, kind_for
from headway.engine.measurement.spc_words import Improve
from headway.measures.choices import ChartKind

SCALES: Final = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)  # a share, per cent, per 1,000 ...
SLACK: Final = 0.02  # of a value: publishers round
DIVIDED: Final = {ChartKind.SHARE, ChartKind.RATE}
PLAIN: Final = {
    ChartKind.COUNT: CountKind.C,
    ChartKind.CASES_BETWEEN: CountKind.G,
    ChartKind.TIME_BETWEEN: CountKind.T,
}


def scale_of(values: Sequence[float], counts: Sequence[float], denominators: Sequence[float]) -> float | None:
    """Return how many times the ratio of counts the values are; None where they do not fit one another.

    Examples
    --------
    >>> scale_of([12.0, 10.1], [12, 9], [100, 89])
    100.0
    """
    ratio = np.divide(counts, denominators)
    known = ratio > 0
    if not known.any():
        return 1.0
    found = np.asarray(values)[known] / ratio[known]
    middle = float(np.median(found))
    scale = next((each for each in SCALES if abs(middle / each - 1) <= SLACK), None)
    if scale is None:
        return None
    apart = np.abs(np.asarray(values) - ratio * scale)
    rounding = 0.06 * scale / 100  # a tenth of a per cent, rounded
    return scale if (apart <= np.maximum(SLACK * np.abs(values), rounding)).all() else None


def counted_chart(
    chart: ChartKind,
    values: Sequence[float],
    pairs: tuple[Sequence[float | None], Sequence[float | None]],
    *,
    rebase: Sequence[int],
    improve: Improve,
    target: float | None,
    fix_after: int | None,
) -> CountChart | None:
    """Chart values by what their card says they are; None where their counts are missing or do not fit.

    Parameters
    ----------
    pairs : counts and denominators beside each value, as published
    """
    if chart in PLAIN:
        options = CountOptions(fix_after=fix_after)
        return count_chart(
            PLAIN[chart], values, rebase=rebase, improve=improve, target=target, options=options
        )
    if chart not in DIVIDED:
        return None
    counts = [each for each in pairs[0] if each is not None]
    sizes = [each for each in pairs[1] if each]
    if not len(counts) == len(sizes) == len(values):
        return None
    scale = scale_of(values, counts, sizes)
    if scale is None:
        return None
    kind = kind_for(sizes, share=chart is ChartKind.SHARE)
    options = CountOptions(fix_after=fix_after, per=scale)
    return count_chart(kind, counts, sizes, rebase=rebase, improve=improve, target=target, options=options)
