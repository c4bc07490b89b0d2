"""Figures that need a second look before they count: by the card, by their interval, by their own past."""

from datetime import date
from typing import Any

import pytest

from headway.measures.analysis import Change, Said, SeriesKey
from headway.measures.analysis.doubts import Bounds, DoubtCode, doubts

SERIES = SeriesKey(1, 2, "")
PAST = [61.2, 60.8, 62.0, 61.5, 62.3, 62.1, 61.9, 62.8, 62.4]


def said(value: float | None, **given: Any) -> Said:
    empty = {"lower": None, "upper": None, "numerator": None, "denominator": None}
    return Said(given.pop("length", "P1Y"), value, **(empty | given), status="final")


def years(values=PAST, series=SERIES):
    return {(series, date(2010 + at, 1, 1)): said(value) for at, value in enumerate(values)}


def added(value: float | None, year: int = 2019, series: SeriesKey = SERIES, **given: Any) -> Change:
    return Change(series, date(year, 1, 1), None, said(value, **given))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"value": -0.5}, DoubtCode.UNDER),
        ({"value": 101.0}, DoubtCode.OVER),
        ({"value": 62.0, "lower": 62.5, "upper": 63.0}, DoubtCode.INTERVAL),
        ({"value": 62.0, "lower": 61.0, "upper": 61.5}, DoubtCode.INTERVAL),
        ({"value": 62.0, "numerator": -1.0}, DoubtCode.NEGATIVE),
        ({"value": 62.0, "numerator": 63.0, "denominator": 62.0}, DoubtCode.MORE_THAN_ALL),
        ({"value": 0.62}, DoubtCode.UNIT),
        ({"value": 75.0}, DoubtCode.JUMP),
        ({"value": 62.0, "length": "P1M"}, DoubtCode.LENGTH),
    ],
)
def test_a_figure_that_does_not_fit_is_named_with_its_reason(given, code):
    bounds = {1: Bounds(0.0, 100.0, share=True)}

    (found,) = doubts(years(), [added(**given)], bounds)

    assert (found.code, found.change.start) == (code, date(2019, 1, 1))


def test_an_ordinary_figure_is_in_no_doubt_and_a_withdrawn_one_neither():
    gone = Change(SERIES, date(2012, 1, 1), said(62.0), None)
    bounds = {1: Bounds(0.0, 100.0, share=True)}

    found = doubts(years(), [added(62.4, numerator=31.0, denominator=50.0), added(None, 2020), gone], bounds)

    assert found == ()


def test_a_rate_may_count_more_than_there_are_people():
    found = doubts(years(), [added(62.4, numerator=63.0, denominator=50.0)], {})

    assert found == ()


def test_a_revision_is_held_against_what_stands_around_it():
    change = Change(SERIES, date(2012, 1, 1), said(62.0), said(6.2))

    (found,) = doubts(years(), [change], {})

    assert (found.code, found.factor) == (DoubtCode.UNIT, 0.1)


def test_new_series_and_short_ones_have_no_past_to_be_held_against():
    other = SeriesKey(1, 3, "")

    found = doubts(years(PAST[:5]), [added(900.0), added(900.0, series=other)], {})

    assert found == ()


def test_months_are_held_against_their_own_season():
    winter = {
        (SERIES, date(2020 + at // 12, at % 12 + 1, 1)): said(
            [90.0, 80, 60, 40, 20, 11, 10, 12, 21, 41, 61, 82][at % 12] + at % 5 / 10, length="P1M"
        )
        for at in range(36)
    }
    january = Change(SERIES, date(2023, 1, 1), None, said(90.5, length="P1M"))
    july_in_january = Change(SERIES, date(2023, 1, 1), None, said(25.0, length="P1M"))

    assert doubts(winter, [january], {}) == ()
    assert doubts(winter, [july_in_january], {})[0].code is DoubtCode.JUMP


def test_days_that_fit_no_calendar_are_judged_by_their_rules_alone():
    odd = {(SERIES, date(2010, 1, 1 + at * at)): said(5.0) for at in range(5)}
    odd |= {(SERIES, date(2018 + at, 3 + at, 1 + 3 * at)): said(5.0) for at in range(5)}

    found = doubts(odd, [added(-3.0, 2030)], {1: Bounds(0.0, None, share=False)})

    assert [each.code for each in found] == [DoubtCode.UNDER]


def test_doubts_come_in_order_of_series_and_period():
    second = SeriesKey(2, 2, "")

    found = doubts(
        years() | years(series=second), [added(0.6, series=second), added(9000.0, 2020), added(0.6)], {}
    )

    assert [(each.change.series, each.change.start.year) for each in found] == [
        (SERIES, 2019),
        (SERIES, 2020),
        (second, 2019),
    ]


def test_periods_without_a_value_are_no_past():
    current = years() | {(SERIES, date(2009, 1, 1)): said(None)}

    found = doubts(current, [added(0.62)], {})

    assert [each.code for each in found] == [DoubtCode.UNIT]
