"""Remembering forecasts: read the figures as known, ask the engine, put the answers away."""

import math
from collections.abc import Iterable
from uuid import UUID

from headway.briefs.outlook import values_of
from headway.kernel.actions import Done, action, lock
from headway.kernel.actors import By, Reader
from headway.kernel.errors import Forbidden
from headway.measures.queries import Wanted, cards, chart_settings, series_values
from headway.targets import events, permissions, steps
from headway.targets.analysis.foresight import foretell
from headway.targets.analysis.rows import NewForecast
from headway.targets.queries import TargetRow, targets


def refresh(by: By, *, indicators: Iterable[UUID] = (), keys: Iterable[UUID] = ()) -> int:
    """Remember a forecast for every target of some indicators, or for some targets; return how many.

    The figures are those known at `by.at`. Prepared outside the transaction; writes nothing where there
    is nothing to forecast.
    """
    new = prepare(Reader(by.actor, by.at), indicators=set(indicators), keys=set(keys))
    return remember(by, forecasts=new) if new else 0


def prepare(reader: Reader, *, indicators: set[UUID], keys: set[UUID]) -> tuple[NewForecast, ...]:
    """Make the forecasts; four queries whatever their number."""
    found = targets(reader, indicators=indicators, keys=keys)
    wanted = {row.key: Wanted(row.indicator, row.place, row.breakdown) for row in found}
    columns = series_values(reader, wanted=set(wanted.values()))
    settings = chart_settings(reader, wanted=set(wanted.values()))
    meanings = cards(reader, keys={row.indicator for row in found})
    made = (
        foretell(
            row.key,
            values_of(columns.get(wanted[row.key])),
            meanings[row.indicator],
            settings[wanted[row.key]],
            row.goal,
        )
        for row in found
        if row.indicator in meanings
    )
    latest = {row.key: row for row in found}
    return tuple(each for each in made if each is not None and not same(each, latest[each.target]))


def same(new: NewForecast, row: TargetRow) -> bool:
    """Whether the last remembered forecast says the very same, so that there is nothing to add."""
    old = row.forecast
    return (
        old is not None
        and (old.method, old.points, old.last_period, old.by, old.refusal, len(old.periods))
        == (new.method, new.points, new.last_period, new.by, new.refusal, len(new.periods))
        and alike(old.aim, new.aim)
        and (old.chance is None) == (new.chance is None)
        and alike(old.chance or 0.0, new.chance or 0.0)
        and all(
            alike(before.median, after["median"])
            for before, after in zip(old.periods, new.periods, strict=True)
        )
    )


def alike(one: float, other: float) -> bool:
    """Whether two numbers are equal but for the digits that a database drops on the way."""
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)


@action(events.ForecastsRemembered)
def remember(by: By, *, forecasts: tuple[NewForecast, ...]) -> Done[int]:
    """Put forecasts away, to be scored when the figures come.

    Raises
    ------
    Forbidden
        Unless the installation or an analyst asks.
    """
    if not permissions.may_remember(by.actor):
        raise Forbidden
    things = lock(*(new.target for new in forecasts))
    count = steps.remember(forecasts, things, by.at)
    return Done(events.ForecastsRemembered(count=count), count)
