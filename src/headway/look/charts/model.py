"""What every chart takes and what every chart gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import Literal, Protocol

Grain = Literal["year", "quarter", "month", "day"]
Dates = Callable[[date, Grain], str]
Cell = str | float | None  # None: no figure for this


class NotDrawableError(ValueError):
    """Figures that no picture can show: not finite, or two places in one cell of a grid."""


class Numbers(Protocol):
    """Writes a number for a reader: with ``decimals`` on an axis, as published without."""

    def __call__(self, value: float, decimals: int | None = None, /) -> str: ...


def plain_number(value: float, decimals: int | None = None, /) -> str:
    """Write a number in English with a real minus sign.

    Examples
    --------
    >>> plain_number(-1234.5), plain_number(3.0, 1)
    ('−1,234.5', '3.0')
    """
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,.12g}"
    if "e" in text:
        text = f"{value:.4g}"
    return ("−" + text[1:]) if text.startswith("-") and text.strip("-0.,") else text.lstrip("-")


def plain_date(day: date, grain: Grain) -> str:
    """Write a date in English at this grain.

    Examples
    --------
    >>> plain_date(date(2024, 4, 1), "quarter"), plain_date(date(2024, 4, 1), "month")
    ('2024 Q2', 'Apr 2024')
    """
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[
        day.month - 1
    ]
    return {
        "year": str(day.year),
        "quarter": f"{day.year} Q{(day.month + 2) // 3}",
        "month": f"{month} {day.year}",
        "day": f"{day.day} {month} {day.year}",
    }[grain]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture as data; doors print them in a ``<details>`` and as CSV."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to print, and everything it says in another form."""

    svg: str
    title: str
    description: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is the same for every kind of chart.

    ``key`` is unique on the page: two widths of one chart need two keys. ``title`` and ``description``
    are sentences of the caller; ``unit`` stands above the vertical axis. ``width`` in px.
    ``lowest`` and ``highest`` are bounds that no value can pass (0 and 100 for a percentage).
    """

    key: str
    title: str
    description: str
    width: int = 640
    unit: str = ""
    number: Numbers = plain_number
    dates: Dates = plain_date
    lowest: float | None = None
    highest: float | None = None

    def narrow(self, width: int = 288) -> "Sheet":
        """The same picture for a phone: fewer ticks and wrapped labels, never smaller text."""
        return replace(self, key=f"{self.key}-narrow", width=width)


@dataclass(frozen=True, slots=True)
class Point:
    """One value at its date. ``value`` is None where it is missing or was withdrawn.

    ``period`` names the date in words; ``low`` and ``high`` are the value's own interval; ``expected`` is
    the agreed path on that date; ``before`` marks what was known before the path was agreed.
    """

    at: date
    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A target in its own words ("goal 80"); without a date it holds all along."""

    value: float
    text: str
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A decision or a change to remember; ``line`` is where its line stands, if not on the day itself."""

    at: date
    text: str
    line: date | None = None

    @property
    def stands(self) -> date:
        return self.line or self.at


@dataclass(frozen=True, slots=True)
class Path:
    """Dated points that people agreed, straight lines between them; ``text`` names it ("agreed path")."""

    points: tuple[tuple[date, float], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One period of a forecast with its 80 % and 50 % bands."""

    at: date
    period: str
    median: float
    low80: float
    high80: float
    low50: float
    high50: float


@dataclass(frozen=True, slots=True)
class Ghost:
    """A forecast made in the past; ``name`` is short ("2021"), ``verdict`` says how it did."""

    steps: tuple[Step, ...]
    name: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Words:
    """Every word a chart adds by itself, so that a caller can say it in another language."""

    period: str = "Period"
    value: str = "Value"
    average: str = "Average"
    lower: str = "Lower limit"
    upper: str = "Upper limit"
    special: str = "Signal"
    note: str = "Note"
    path: str = "Agreed path"
    difference: str = "Difference"
    interval_low: str = "Interval from"
    interval_high: str = "Interval to"
    forecast: str = "Forecast (middle)"
    low80: str = "80% range from"
    high80: str = "80% range to"
    low50: str = "50% range from"
    high50: str = "50% range to"
    past_forecast: str = "Forecast of {name}"
    place: str = "Place"
    target: str = "Target"
    nothing: str = "No figures yet"
    average_at: str = "average {value}"
    median: str = "Median"
    median_at: str = "median {value}"
    usual_range: str = "usual range {low} to {high}"
    usual_range_short: str = "usual range"
    trial: str = "trial limits: few points so far"
    improvement_high: str = "H+"  # stands at the marks; the sentence after it in the key
    improvement_high_means: str = "unusually high: better"
    improvement_low: str = "L+"
    improvement_low_means: str = "unusually low: better"
    concern_high: str = "H!"
    concern_high_means: str = "unusually high: worse"
    concern_low: str = "L!"
    concern_low_means: str = "unusually low: worse"
    neutral_high: str = "H"
    neutral_high_means: str = "unusually high"
    neutral_low: str = "L"
    neutral_low_means: str = "unusually low"
    before: str = "known before the path was agreed"
    interval: str = "interval of the value"
    band50: str = "as likely as not (50%)"
    band80: str = "likely range (80%)"
    one_scale: str = "Every place on one scale, {low} to {high}"
    run: str = "longest run on one side {run} (signal above {limit})"
    crossings: str = "crossings {crossings} (signal below {limit})"
    reference: str = "Line: {text}"
    latest: str = "Latest"
    under: str = "under {value}"
    from_to: str = "{low} to under {high}"
    or_more: str = "{value} or more"
    no_figure: str = "no figure"
    this_place: str = "this place"
    size: str = "Size"
    one_like_all: str = "all places together {value}"
    beyond_far: str = "outside the outer funnel (99.8%)"
    inner_funnel: str = "95% of places like all lie inside"
    outer_funnel: str = "99.8% of places like all lie inside"


WORDS = Words()


def say(template: str, **values: str) -> str:
    """Fill ``{name}`` in a template that may come from a translator: nothing else is read from it."""
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


@dataclass(frozen=True, slots=True)
class Extent:
    """What a plot must hold, and the dates its ticks follow."""

    dates: tuple[date, ...]
    values: tuple[float, ...]
    observed: tuple[date, ...] = field(default=())

    def __post_init__(self) -> None:
        if not all(map(isfinite, self.values)):
            raise NotDrawableError("a picture needs finite values; give None where a figure is missing")


def with_notes(table: Table, points: Sequence[Point], notes: Sequence[Note], column: str) -> Table:
    """Set each note beside the last value on or before its day; ``points`` are the first rows."""
    if not notes or not points:
        return table
    found: dict[date, str] = {}
    for note in sorted(notes, key=lambda n: (n.at, n.text)):
        day = max((p.at for p in points if p.at <= note.at), default=points[0].at)
        found[day] = f"{found[day]}; {note.text}" if day in found else note.text
    said = [found.get(p.at, "") for p in points] + [""] * (len(table.rows) - len(points))
    rows = tuple((*row, text) for row, text in zip(table.rows, said, strict=True))
    return Table(table.caption, (*table.columns, column), rows)
