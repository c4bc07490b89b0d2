"""How far a figure stands from another one, and whether its interval leaves that one out."""

from dataclasses import dataclass

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.benchmark import Compared, Gap, benchmark
from headway.engine.measurement.spc_words import Improve
from headway.engine.measurement.uncertain import rates, wilson
from headway.measures.analysis.counting import scale_of
from headway.measures.choices import ChartKind, Polarity

__all__ = ["Compared", "Gap", "Measured", "gap_to", "interval_of"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure with what came beside it; no value where it is suppressed or missing."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None


def interval_of(figure: Measured, chart: ChartKind) -> tuple[float, float] | None:
    """Return the published 95 % interval, else one from the counts, else None."""
    if figure.value is None:
        return None
    if figure.lower is not None and figure.upper is not None:
        return (figure.lower, figure.upper)
    if chart not in {ChartKind.SHARE, ChartKind.RATE} or figure.count is None or not figure.denominator:
        return None
    scale = scale_of([figure.value], [figure.count], [figure.denominator])
    if scale is None:
        return None
    method = wilson if chart is ChartKind.SHARE else rates
    try:
        found = method(figure.count, figure.denominator, per=scale)
    except CannotEstimate:
        return None
    return (float(found.lower), float(found.upper))


def gap_to(figure: Measured, against: float, *, chart: ChartKind, polarity: Polarity) -> Gap | None:
    """Hold a figure against another; None where it has no value."""
    if figure.value is None:
        return None
    interval = interval_of(figure, chart)
    return benchmark(figure.value, against, interval=interval, improve=Improve(polarity))
