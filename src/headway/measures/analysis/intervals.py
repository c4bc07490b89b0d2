"""What is known of a value, from when until when: pure functions over what releases say.

A *vintage* is one accepted release. Read in order of publication, each says new values, repeats old
ones (which changes nothing) and, when it is complete, withdraws what it leaves out of the places it
speaks of. Intervals follow from the set of vintages alone, never from the order they came in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from headway.measures.choices import ObservationStatus


class SeriesKey(NamedTuple):
    """One indicator in one place for one group, by the numbers of their rows."""

    indicator: int
    place: int
    breakdown: str


class Said(NamedTuple):
    """What a release says of one period; equal means nothing changed."""

    length: str
    value: float | None
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None
    status: str


Statements: TypeAlias = Mapping[SeriesKey, Mapping[date, Said]]
Pair: TypeAlias = tuple[int, int]  # indicator and place


@dataclass(frozen=True, slots=True)
class Vintage:
    """One accepted release, in the order it was published."""

    release: int
    at: datetime
    sequence: int
    complete: bool
    said: Statements

    @property
    def order(self) -> tuple[datetime, int, int]:
        """Publication, then the number within its moment; the row number settles nothing but sorting."""
        return (self.at, self.sequence, self.release)


class Interval(NamedTuple):
    """One value for as long as it was the latest word; one row of the observations."""

    series: SeriesKey
    start: date
    said: Said
    known_from: datetime
    sequence: int
    known_to: datetime | None
    release: int


class Change(NamedTuple):
    """What a release changes of one period: from nothing (added), to something else, or to nothing (gone)."""

    series: SeriesKey
    start: date
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What a release changes in what is known now."""

    added: tuple[Change, ...]
    revised: tuple[Change, ...]
    gone: tuple[Change, ...]
    unchanged: int
    left_out: int  # values of places a complete release does not speak of; they stay

    @property
    def gone_share(self) -> float:
        """Share of the values that stood before and that this release no longer gives."""
        missing = len(self.gone) + self.left_out
        before = missing + len(self.revised) + self.unchanged
        return missing / before if before else 0.0


class StoredInterval(NamedTuple):
    """An interval with the number of its row."""

    id: int
    interval: Interval


@dataclass(slots=True)
class Plan:
    """Which rows to take away, to end, to open again and to add, in this order."""

    drop: list[int] = field(default_factory=list)
    end: dict[datetime, list[int]] = field(default_factory=lambda: defaultdict(list))
    reopen: list[int] = field(default_factory=list)
    insert: list[Interval] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows are touched."""
        ended = sum(len(ids) for ids in self.end.values())
        return len(self.drop) + ended + len(self.reopen) + len(self.insert)


def withdrawn(last: Said) -> Said:
    """Return what stands once a value vanished from its publisher's release."""
    return Said(last.length, None, None, None, None, None, ObservationStatus.WITHDRAWN)


def gives_nothing(said: Said | None) -> bool:
    """Tell whether there is no value here: never said, or withdrawn."""
    return said is None or said.status == ObservationStatus.WITHDRAWN


def pairs(statements: Statements) -> frozenset[Pair]:
    """Return the indicators and places that a release speaks of."""
    return frozenset((key.indicator, key.place) for key in statements)


def intervals(vintages: Iterable[Vintage]) -> list[Interval]:
    """Return every value with the time it was the latest word, whatever the order of the vintages.

    Parameters
    ----------
    vintages : accepted releases, in any order; no two with the same moment and sequence

    Returns
    -------
    list of Interval, sorted by series, period and time. Equal values in a row are one interval,
    owned by the release that said it first. A correction of the same moment ends the value before
    it at once (known_from = known_to): it is kept and never shown.
    """
    table = _Table()
    for vintage in sorted(vintages, key=lambda each: each.order):
        table.take(vintage)
    return sorted(table.closed + list(table.open.values()), key=_row_order)


class _Table:
    """The open interval of each period, and the intervals that ended."""

    def __init__(self) -> None:
        self.open: dict[tuple[SeriesKey, date], Interval] = {}
        self.closed: list[Interval] = []
        self.known: dict[Pair, set[tuple[SeriesKey, date]]] = defaultdict(set)

    def take(self, vintage: Vintage) -> None:
        for series, periods in vintage.said.items():
            for start, said in periods.items():
                self._say(vintage, series, start, said)
        if vintage.complete:
            for pair in pairs(vintage.said):
                for series, start in self.known[pair]:
                    if start not in vintage.said.get(series, {}):
                        self._say(vintage, series, start, withdrawn(self.open[series, start].said))

    def _say(self, vintage: Vintage, series: SeriesKey, start: date, said: Said) -> None:
        key = (series, start)
        before = self.open.get(key)
        if before is not None:
            if before.said == said:
                return
            self.closed.append(before._replace(known_to=vintage.at))
        self.open[key] = Interval(series, start, said, vintage.at, vintage.sequence, None, vintage.release)
        self.known[series.indicator, series.place].add(key)


def _row_order(row: Interval) -> tuple[SeriesKey, date, datetime, int]:
    return (row.series, row.start, row.known_from, row.sequence)


def differences(
    current: Mapping[tuple[SeriesKey, date], Said], said: Statements, *, complete: bool
) -> Differences:
    """Compare what is known now of the release's indicators with what a release says.

    Parameters
    ----------
    current : the latest word on every period of the release's indicators, withdrawn ones included
    said : what the release says
    complete : whether it withdraws what it leaves out of the places it speaks of
    """
    added, revised, gone = [], [], []
    unchanged = left_out = 0
    for series, periods in said.items():
        for start, after in periods.items():
            before = current.get((series, start))
            if before == after:
                unchanged += 1
            elif before is None or gives_nothing(before):
                added.append(Change(series, start, before, after))
            else:
                revised.append(Change(series, start, before, after))
    covered = pairs(said)
    for (series, start), before in current.items() if complete else ():
        if gives_nothing(before) or start in said.get(series, {}):
            continue
        if (series.indicator, series.place) in covered:
            gone.append(Change(series, start, before, None))
        else:
            left_out += 1
    return Differences(tuple(added), tuple(revised), tuple(gone), unchanged, left_out)


def plan_newest(
    current: Mapping[tuple[SeriesKey, date], StoredInterval], found: Differences, new: Vintage
) -> Plan:
    """Return the writes for a release published after all others: end what changed, add what is new."""
    plan = Plan()
    for change in (*found.added, *found.revised, *found.gone):
        standing = current.get((change.series, change.start))
        if standing is not None:
            plan.end[new.at].append(standing.id)
        after = change.after
        if after is None:
            assert change.before is not None
            after = withdrawn(change.before)
        plan.insert.append(
            Interval(change.series, change.start, after, new.at, new.sequence, None, new.release)
        )
    plan.insert.sort(key=_row_order)  # rows of a series together: half the time in the transaction
    return plan


def plan_rebuild(stored: Iterable[StoredInterval], wanted: Sequence[Interval]) -> Plan:
    """Return the writes that turn the stored rows of some series into the wanted ones."""
    plan = Plan()
    missing = {_row_order(row): row for row in wanted}
    for row_id, row in stored:
        want = missing.get(_row_order(row))
        if want is None or want._replace(known_to=row.known_to) != row:
            plan.drop.append(row_id)
            continue
        del missing[_row_order(row)]
        if want.known_to is None and row.known_to is not None:
            plan.reopen.append(row_id)
        elif want.known_to is not None and want.known_to != row.known_to:
            plan.end[want.known_to].append(row_id)
    plan.insert = sorted(missing.values(), key=_row_order)
    return plan
