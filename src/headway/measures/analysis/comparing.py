"""Places side by side: the funnel that figures are held against, and figures worked out from other areas."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headway.engine.errors import CannotEstimate
from headway.engine.measurement.areas import Overlap, convert_areas
from headway.engine.measurement.funnel import FunnelOf, Scale, funnel
from headway.engine.measurement.uncertain import rates, wilson
from headway.measures.analysis.counting import scale_of

SHARES = {1.0, 100.0}
FEWEST_TO_TRIM = 10  # rates of fewer places: the outer tenths are pulled in, not left out


@dataclass(frozen=True, slots=True)
class Counted:
    """One value with the counts behind it, as published."""

    value: float | None
    count: float | None
    size: float | None

    @property
    def whole(self) -> bool:
        return self.value is not None and self.count is not None and bool(self.size)


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """One place in the funnel; limits in the unit of the indicator.

    `low` and `high` are the 95 % interval of the figure itself, worked out from its counts.
    `signal` is 0 inside, +-1 beyond the limits of two standard deviations, +-2 beyond those of three.
    """

    size: float
    value: float
    lower: float
    upper: float
    outer_lower: float
    outer_upper: float
    signal: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PlaceFunnel:
    """The funnel of some places; a line is None for a place whose figure has no counts."""

    centre: float
    lines: tuple[FunnelLine | None, ...]
    widened: bool  # for how much places differ anyway
    phi: float | None  # mean squared z score; 1 is chance alone


@dataclass(frozen=True, slots=True)
class NoFunnel:
    """Why figures cannot be held against a funnel; the numbers its sentence needs."""

    code: str
    n: int = 0


def place_funnel(figures: Sequence[Counted]) -> PlaceFunnel | NoFunnel:
    """Hold the figures of places of one period against the whole of them.

    Places whose figure comes without counts stay out, and say so.
    """
    known = [(at, each) for at, each in enumerate(figures) if each.whole]
    if not known:
        return NoFunnel("no_counts")
    values, counts, sizes = (
        np.array([getattr(each, name) for _at, each in known], dtype=np.float64)
        for name in ("value", "count", "size")
    )
    scale = scale_of(values.tolist(), counts.tolist(), sizes.tolist())
    if scale is None:
        return NoFunnel("other_sums", len(known))
    share = scale in SHARES and bool((counts <= sizes).all())
    rate = 1.0 if share else float(counts.sum() / sizes.sum())
    if not rate:
        return NoFunnel("not_enough_variation", len(known))
    try:
        scale_used = Scale.ROOT if not share and len(known) < FEWEST_TO_TRIM else None
        found = funnel(FunnelOf.SHARE if share else FunnelOf.RATIO, counts, sizes * rate, scale=scale_used)
    except CannotEstimate as refusal:
        return NoFunnel(refusal.code, len(known))
    unit = scale * rate
    own = (wilson if share else rates)(counts, sizes, per=scale)
    lines: list[FunnelLine | None] = [None] * len(figures)
    for row, (at, _each) in enumerate(known):
        lines[at] = FunnelLine(
            size=float(sizes[row]),
            value=float(values[row]),
            lower=float(found.lower[row]) * unit,
            upper=float(found.upper[row]) * unit,
            outer_lower=float(found.outer_lower[row]) * unit,
            outer_upper=float(found.outer_upper[row]) * unit,
            signal=int(found.signals[row]),
            low=float(own.lower[row]),
            high=float(own.upper[row]),
        )
    spread = found.spread
    return PlaceFunnel(
        centre=found.centre * unit,
        lines=tuple(lines),
        widened=spread is not None and spread.tau2 > 0,
        phi=spread.phi if spread else None,
    )


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A figure of an area that nobody published: shared out from areas that overlap it.

    `lower` and `upper` hold the scatter that is left even where every part is like its whole.
    """

    value: float
    lower: float
    upper: float
    divided: float  # share of it that comes from areas which lie only partly inside


@dataclass(frozen=True, slots=True)
class Part:
    """A source area: its figure, and the share of its people in the area asked about."""

    figure: Counted
    share: float


def worked_out(parts: Sequence[Part]) -> WorkedOut | NoFunnel:
    """Work the figure of an area out from the areas that overlap it; counts are shared out, never rates."""
    if any(each.figure.value is None for each in parts) or not parts:
        return NoFunnel("missing_part", len(parts))
    overlaps = [Overlap(at, 0, each.share) for at, each in enumerate(parts)]
    figures = [each.figure for each in parts]
    try:
        if all(each.value == each.count and each.size is None for each in figures):
            found = convert_areas([each.value or 0.0 for each in figures], overlaps, 1)
            return WorkedOut(
                *(float(side[0]) for side in (found.value, found.lower, found.upper, found.divided))
            )
        return _rate(figures, overlaps)
    except CannotEstimate as refusal:
        return NoFunnel(refusal.code, len(parts))


def _rate(figures: Sequence[Counted], overlaps: Sequence[Overlap]) -> WorkedOut | NoFunnel:
    """Count and people are shared out apart; the range takes the two as far apart as they may lie."""
    if not all(each.whole for each in figures):
        return NoFunnel("no_counts", len(figures))
    values = [each.value or 0.0 for each in figures]
    counts, sizes = [each.count or 0.0 for each in figures], [each.size or 0.0 for each in figures]
    scale = scale_of(values, counts, sizes)
    if scale is None:
        return NoFunnel("other_sums", len(figures))
    top, bottom = convert_areas(counts, overlaps, 1), convert_areas(sizes, overlaps, 1)
    if not bottom.lower[0] > 0:
        return NoFunnel("no_denominator", len(figures))
    return WorkedOut(
        value=float(top.value[0] / bottom.value[0]) * scale,
        lower=float(top.lower[0] / bottom.upper[0]) * scale,
        upper=float(top.upper[0] / bottom.lower[0]) * scale,
        divided=float(bottom.divided[0]),
    )


def added_up(figures: Sequence[Counted]) -> float | NoFunnel:
    """Return the figure of places that became one: counts added up, and divided by the people added up."""
    found = worked_out([Part(each, 1.0) for each in figures])
    return found if isinstance(found, NoFunnel) else found.value
