"""A series beside its groups and beside the wider places: the gap stated, small cells as published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.briefs import words
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.measures.analysis.gaps import Compared, Gap, Measured, gap_to, interval_of
from headway.measures.choices import ObservationStatus
from headway.measures.queries import CardRow, SeriesValues, Wanted, series_values
from headway.places.queries import PlaceRow, ancestors


@dataclass(frozen=True, slots=True)
class GapLine:
    """One group or wider place: its figure of the period, and how far it stands from everybody here."""

    name: str
    figure: Measured
    interval: tuple[float, float] | None
    status: ObservationStatus | None  # None: no figure for this period was ever here
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everybody in one place, its groups by name, and the places it lies within, widest first."""

    place: str
    period: Period
    everybody: float
    interval: tuple[float, float] | None  # of everybody
    groups: tuple[GapLine, ...]
    wider: tuple[GapLine, ...]


def gaps_of(reader: Reader, *, card: CardRow, place: PlaceRow, groups: Iterable[str]) -> Gaps | None:
    """Return the latest figure of a place beside its groups and wider places; two queries.

    None where there is no figure for everybody, or nothing to hold it against.

    Parameters
    ----------
    groups : the breakdowns of the indicator in this place
    """
    above = ancestors(reader, code=place.code)
    own = sorted({each for each in groups if each})
    wanted = {each: Wanted(card.indicator, place.key, each) for each in ("", *own)}
    outside = {row.key: Wanted(card.indicator, row.key, "") for row in above}
    found = series_values(reader, wanted={*wanted.values(), *outside.values()})
    everybody = found.get(wanted[""])
    latest = latest_of(everybody)
    if everybody is None or latest is None:
        return None
    period, value = latest
    lines = [line_of(each, found.get(wanted[each]), period, card, value) for each in own]
    # The gap is always that of the narrower to the wider: this place less the one it lies within.
    here = measured(everybody, period)
    known = [row for row in above if outside[row.key] in found]
    wider = [wider_line(row.name, found[outside[row.key]], period, card, here) for row in known]
    if not lines and not wider:
        return None
    interval = interval_of(here, card.chart)
    return Gaps(place.name, period, value, interval, tuple(lines), tuple(wider))


def latest_of(columns: SeriesValues | None) -> tuple[Period, float] | None:
    """Return the latest period with a number."""
    if columns is None:
        return None
    for at in range(len(columns.start) - 1, -1, -1):
        value = columns.value[at]
        if value is not None:
            return Period(columns.start[at], columns.length[at]), value
    return None


def at_period(columns: SeriesValues | None, period: Period) -> int | None:
    """Return where the period stands in a series."""
    if columns is None:
        return None
    pairs = list(zip(columns.start, columns.length, strict=True))
    return pairs.index((period.start, period.length)) if (period.start, period.length) in pairs else None


def measured(columns: SeriesValues | None, period: Period) -> Measured:
    """Return the figure of a period."""
    at = at_period(columns, period)
    if columns is None or at is None:
        return Measured(None)
    sides = (columns.value, columns.lower, columns.upper, columns.count, columns.denominator)
    return Measured(*(side[at] for side in sides))


def line_of(
    name: str, columns: SeriesValues | None, period: Period, card: CardRow, everybody: float
) -> GapLine:
    """Hold a group against everybody."""
    figure, at = measured(columns, period), at_period(columns, period)
    return GapLine(
        name=name,
        figure=figure,
        interval=interval_of(figure, card.chart),
        status=columns.status[at] if columns is not None and at is not None else None,
        gap=gap_to(figure, everybody, chart=card.chart, polarity=card.polarity),
    )


def wider_line(name: str, columns: SeriesValues, period: Period, card: CardRow, here: Measured) -> GapLine:
    """Hold this place against one it lies within."""
    figure, at = measured(columns, period), at_period(columns, period)
    gap = None
    if figure.value is not None:
        gap = gap_to(here, figure.value, chart=card.chart, polarity=card.polarity)
    return GapLine(
        name=name,
        figure=figure,
        interval=interval_of(figure, card.chart),
        status=None if at is None else columns.status[at],
        gap=gap,
    )


COMPARED = {
    Compared.BETTER: _("better than %(other)s by more than chance"),
    Compared.WORSE: _("worse than %(other)s by more than chance"),
    Compared.HIGHER: _("higher than %(other)s by more than chance"),
    Compared.LOWER: _("lower than %(other)s by more than chance"),
    Compared.SIMILAR: _("similar to %(other)s: chance may explain the gap"),
    Compared.NOT_COMPARED: _("no interval, so nobody can say whether chance explains it"),
}


def compared_words(line: GapLine, other: Sentence) -> Sentence | None:
    """Say how a figure stands to the one it is held against."""
    return Sentence(COMPARED[line.gap.compared], {"other": other}) if line.gap else None


def gap_words(gap: float, card: CardRow) -> Sentence:
    """State a gap with its direction."""
    if not gap:
        return Sentence(_("no gap"))
    said = _("%(size)s higher") if gap > 0 else _("%(size)s lower")
    return Sentence(said, {"size": words.gap_of(gap, card)})


def lead_of_groups(gaps: Gaps, card: CardRow) -> Sentence | None:
    """Say the answer first: how far apart the groups are, and how many figures are kept back."""
    known = [line for line in gaps.groups if line.figure.value is not None]
    if len(known) < 2:
        return None
    low, high = (pick(known, key=lambda line: line.figure.value) for pick in (min, max))  # type: ignore[arg-type,return-value]
    return Sentence(
        _("In %(period)s the groups lie between %(low)s (%(lowest)s) and %(high)s (%(highest)s)."),
        {
            "period": words.period_words(gaps.period),
            "low": words.amount(low.figure.value or 0.0, card),
            "lowest": group_name(low.name),
            "high": words.amount(high.figure.value or 0.0, card),
            "highest": group_name(high.name),
        },
    )


def kept_back(lines: Sequence[GapLine]) -> int:
    """Count the figures that their publisher suppressed."""
    return sum(line.status is ObservationStatus.SUPPRESSED for line in lines)


def group_name(breakdown: str) -> str:
    """Return a group as people read it: "Age 16 to 24, Sex Female"."""
    return ", ".join(part.replace("=", " ", 1) for part in breakdown.split("|"))
