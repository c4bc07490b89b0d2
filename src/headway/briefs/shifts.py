"""Small lasting shifts that are new: told once, with how many series could have shown one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from headway.briefs.outlook import Outlook, values_of
from headway.kernel.actors import Reader
from headway.measures.queries import SeriesValues, series_values
from headway.targets.analysis.judgement import chart_of
from headway.targets.analysis.rows import Value


def new_shifts(reader: Reader, measures: Iterable[Outlook], since: datetime) -> list[Outlook]:
    """Return the series with a small lasting shift that had not stood before a moment.

    One query, and none where no series has such a shift.
    """
    standing = [each for each in measures if each.judgement.chart.shift]
    before = replace(reader, at=since - timedelta(microseconds=1))
    then = series_values(before, wanted={each.asked.wanted for each in standing})
    return [each for each in standing if not stood(each, known_here(then.get(each.asked.wanted), since))]


def known_here(columns: SeriesValues | None, since: datetime) -> list[Value]:
    """Return the figures that had come in before a moment: what was published by then may come in later."""
    if columns is None:
        return []
    late = {
        start
        for start, source in zip(columns.start, columns.source, strict=True)
        if source.received_at >= since
    }
    return [each for each in values_of(columns) if each.period.start not in late]


def stood(now: Outlook, then: Sequence[Value]) -> bool:
    """Whether the shift of a series stood after any of these figures since it began.

    Its sum may come down for a while and its latest figure may be marked: that makes it no new one.
    """
    shift, asked = now.judgement.chart.shift, now.asked
    if shift is None:
        return False
    began = now.values[shift.start].period.start
    ends = (at for at, each in enumerate(then, 1) if each.period.start >= began)
    found = (chart_of(then[:end], asked.card, asked.chart, None).shift for end in ends)
    return any(each is not None and each.up == shift.up for each in found)
