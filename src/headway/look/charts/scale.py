"""From numbers and dates to pixels, with ticks at numbers that people would choose."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from statistics import median

from headway.look.charts.model import Dates, Grain
from headway.look.charts.text import SMALL, clean, width_of

NEAR_NOTHING = 1e-9  # a spread this small beside the values is rounding, not variation
TICK_GAP = 10.0  # px between two dates on the axis


@dataclass(frozen=True, slots=True)
class Linear:
    """A straight scale from ``low..high`` to ``start..end`` in px."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (self.end - self.start) * ((value - self.low) / (self.high - self.low))


@dataclass(frozen=True, slots=True)
class Ticks:
    """Tick values and the decimals that tell them apart."""

    values: tuple[float, ...]
    decimals: int


def span(
    values: Sequence[float], lowest: float | None = None, highest: float | None = None
) -> tuple[float, float]:
    """Lower and upper end of an axis: a little air, zero when it is near, never past a natural bound."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    bottom, top = low, high
    if high - low <= NEAR_NOTHING * max(abs(low), abs(high)):
        half = abs(high) * 0.05 or 0.5
        low, high = low - half, high + half
    air = 0.06 * (high - low)
    low, high = low - air, high + air
    if bottom >= 0 and (low < 0 or bottom < 0.3 * high):
        low = 0.0
    if top <= 0 < high:
        high = 0.0
    if lowest is not None and bottom >= lowest:
        low = max(low, lowest)
    if highest is not None and top <= highest:
        high = min(high, highest)
    return (low, high) if low < high else (low, low + (abs(low) or 1.0))


def nice_ticks(low: float, high: float, most: int) -> Ticks:
    """Ticks at multiples of 1, 2 or 5 times a power of ten, at most ``most`` of them.

    Examples
    --------
    >>> nice_ticks(57.0, 83.0, 4)
    Ticks(values=(60.0, 70.0, 80.0), decimals=0)
    """
    power = floor(log10((high - low) / max(most, 1)))
    for step, decimals in ((m * 10.0**p, max(0, -p)) for p in range(power, power + 3) for m in (1, 2, 5)):
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return Ticks(tuple(round(i * step, decimals + 2) + 0.0 for i in range(first, last + 1)), decimals)
    return Ticks((), 0)


def _every(first: date, last: date, step: int, anchor: tuple[int, int], phase: int) -> Iterator[date]:
    """Days ``step`` months apart, on the anchor's month and day, in years counted from ``phase``."""
    month, day = anchor
    years = max(1, step // 12)
    start = first.year - (first.year - phase) % years
    for index in range(start * 12 + (month - 1) % step % 12, last.year * 12 + 12, step):
        year, number = divmod(index, 12)
        if 1 <= year <= 9999:
            at = date(year, number + 1, min(day, calendar.monthrange(year, number + 1)[1]))
            if first <= at <= last:
                yield at


def _rhythm(observed: Sequence[date]) -> tuple[float, tuple[int, int]]:
    """Days between two figures, and the day in the year that yearly figures carry."""
    if len(observed) < 2:
        return 0.0, (1, 1)
    gap = median((b - a).days for a, b in pairwise(observed))
    yearly = gap >= 350 and len({(day.month, day.day) for day in observed}) == 1
    return gap, (observed[-1].month, observed[-1].day) if yearly else (1, 1)


def date_ticks(
    first: date, last: date, observed: Sequence[date], dates: Dates, pixels: Linear
) -> tuple[tuple[float, str], ...]:
    """Places and words of the finest row of dates that stands free: years, else quarters or months.

    Yearly figures take their tick under the value, whatever day of the year they carry.
    """
    gap, anchor = _rhythm(observed)
    years: list[tuple[int, Grain]] = [(12 * n, "year") for n in (1, 2, 5, 10, 20, 25, 50, 100)]
    quarterly: Grain = "quarter" if 80 <= gap <= 100 else "month"
    short: list[tuple[int, Grain]] = [] if gap >= 350 else [(1, "month"), (3, quarterly), (6, "month")]
    choices = years if (last - first).days > 900 else [*short, *years]
    tries = ((months, grain, phase) for months, grain in choices for phase in sorted({0, first.year}))
    for months, grain, phase in tries:
        days = _every(first, last, months, anchor, phase)
        row = tuple((pixels(d.toordinal()), clean(dates(d, grain))) for d in days)
        apart = all(
            right[0] - left[0] >= (width_of(left[1], SMALL) + width_of(right[1], SMALL)) / 2 + TICK_GAP
            for left, right in pairwise(row)
        )
        if apart and len(row) >= (2 if last > first else 1):
            return row
    ends = (first, last) if last > first else (first,)
    coarse: Grain = "day" if (last - first).days < 60 else "month" if gap < 350 else "year"
    return tuple((pixels(d.toordinal()), clean(dates(d, coarse))) for d in ends)
