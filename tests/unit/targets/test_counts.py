"""Series that come with their counts get the chart of their kind, or say why they get another."""

from datetime import UTC, date, datetime
from uuid import UUID

import numpy as np
import pytest

from headway.briefs import charting
from headway.briefs.outlook import SeriesAsked, outlook
from headway.engine.measurement import CountKind
from headway.formats.periods import Period
from headway.look.pictures import change_picture, outlook_picture
from headway.look.points import segments_of
from headway.measures.analysis.counting import scale_of
from headway.measures.choices import ChartKind, IndicatorState, Level, Polarity, Use
from headway.measures.queries import DEFAULT_CHART, CardRow, Rebase, Wanted
from headway.measures.queries.charts import Chart
from headway.targets.analysis.judgement import chart_of
from headway.targets.analysis.rows import Value

KNOWN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def card(chart: ChartKind = ChartKind.SHARE, polarity: Polarity = Polarity.INCREASE) -> CardRow:
    return CardRow(
        indicator=UUID(int=7, version=4),
        slug="seen-in-time",
        language="en",
        state=IndicatorState.LIVE,
        version=1,
        name="Seen in time",
        unit="%",
        level=Level.OUTCOME,
        polarity=polarity,
        use=Use.PUBLIC_ACCOUNT,
        definition="Share of people who were seen in time.",
        rationale="",
        method="",
        caveats="",
        population="",
        publisher="",
        observable=None,
        verifiable=None,
        responsible=None,
        responsible_label="",
        review_on=None,
        next_release_on=None,
        lowest=0.0,
        highest=100.0,
        chart=chart,
        balancing=None,
        invented=True,
        change_note="",
        known_from=KNOWN,
        known_to=None,
    )


def months(shares, sizes, *, rounded: int = 1, halves=None) -> list[Value]:
    found = []
    for at, (share, size) in enumerate(zip(shares, sizes, strict=True)):
        count = round(share * size)
        value = round(100 * count / size, rounded)
        half = halves[at] if halves else None
        found.append(
            Value(
                period=Period(date(2022 + at // 12, at % 12 + 1, 1), "P1M"),
                value=value,
                known_at=KNOWN,
                lower=None if half is None else value - half,
                upper=None if half is None else value + half,
                count=float(count),
                denominator=float(size),
            )
        )
    return found


def few(points: int = 24, size: int = 120) -> list[Value]:
    rng = np.random.default_rng(8)
    return months(rng.normal(0.6, 0.02, points), rng.integers(size - 20, size + 20, points))


def test_shares_of_small_numbers_get_a_p_chart_in_their_own_unit():
    values = few()

    found = chart_of(values, card(), DEFAULT_CHART, None)

    assert found.xmr is None
    assert found.control is found.counted
    assert found.counted.kind is CountKind.P
    assert found.counted.centre[0] == pytest.approx(60, abs=1)
    assert len(set(found.counted.upper)) > 5
    assert not found.without_counts


def test_shares_of_large_numbers_get_laneys_limits_and_the_page_says_so():
    rng = np.random.default_rng(2)
    values = months(rng.normal(0.74, 0.02, 30), rng.integers(60_000, 70_000, 30), rounded=3)

    found = chart_of(values, card(), DEFAULT_CHART, None)

    assert found.counted.kind is CountKind.P_PRIME
    said = [sentence.text() for sentence in charting.chart_warnings(found, card())]
    assert any("times as much as chance alone" in text for text in said)


def test_rates_get_a_u_chart_and_counts_a_c_chart():
    rate = [
        Value(
            Period(date(2022 + at // 12, at % 12 + 1, 1), "P1M"),
            1000.0 * x / n,
            KNOWN,
            count=x,
            denominator=n,
        )
        for at, (x, n) in enumerate([(5.0, 400.0), (9.0, 420.0), (7.0, 380.0)] * 5)
    ]

    as_rate = chart_of(rate, card(ChartKind.RATE), DEFAULT_CHART, None)
    as_count = chart_of(rate, card(ChartKind.COUNT), DEFAULT_CHART, None)

    assert (as_rate.counted.kind, as_rate.counted.options.per) == (CountKind.U, 1000.0)
    assert as_count.counted.kind is CountKind.C


@pytest.mark.parametrize("wrong", ["missing", "misfit", "over"])
def test_without_counts_that_fit_the_values_are_charted_and_the_page_says_so(wrong):
    values = few()
    changed = {
        "missing": {"count": None},
        "misfit": {"count": values[3].count / 2},
        "over": {"count": 500.0, "value": 100 * 500 / values[3].denominator},
    }[wrong]
    one = values[3]
    values[3] = Value(
        one.period,
        changed.get("value", one.value),
        KNOWN,
        count=changed["count"],
        denominator=one.denominator,
    )

    found = chart_of(values, card(), DEFAULT_CHART, None)

    assert found.counted is None
    assert found.xmr is not None
    assert found.without_counts
    said = [sentence.text() for sentence in charting.chart_warnings(found, card())]
    assert any("chart of counts" in text for text in said)


def test_a_card_that_says_values_gets_the_chart_of_before():
    found = chart_of(few(), card(ChartKind.VALUES), DEFAULT_CHART, None)

    assert found.counted is None
    assert found.xmr is not None
    assert not found.without_counts


def test_the_picture_has_limits_of_its_own_for_each_point_on_both_sides_of_a_rebase():
    values = few()
    chart = Chart(rebases=(Rebase(date(2023, 1, 1), "a new clinic"),))
    asked = SeriesAsked(Wanted(UUID(int=7), UUID(int=8), ""), "seen", "E09000007", "Camden", card(), chart)
    judgement_of = chart_of(values, card(), chart, None)

    segments = segments_of(_seen(asked, values))

    assert len(segments) == 2
    drawn = [point for segment in segments for point in segment.points]
    assert [point.upper for point in drawn] == pytest.approx(judgement_of.counted.upper.tolist())
    assert segments[0].upper == drawn[11].upper


def _seen(asked, values):
    from dataclasses import replace

    from headway.targets.analysis.judgement import judge

    return replace(
        outlook(asked, None), values=tuple(values), judgement=judge(values, asked.card, asked.chart)
    )


def charted(values, kind):
    at = (Wanted(UUID(int=7), UUID(int=8), ""), "seen", "E09000007", "Camden")
    return _seen(SeriesAsked(*at, card(kind), DEFAULT_CHART), values)


@pytest.mark.parametrize("draw", [change_picture, outlook_picture])
def test_each_row_of_the_table_has_the_limits_of_its_own_point(draw):
    seen = charted(few(), ChartKind.SHARE)

    table = draw(seen, key="k").wide.table

    place = table.columns.index("Upper limit")
    assert [row[place] for row in table.rows] == pytest.approx(seen.judgement.chart.counted.upper.tolist())


def test_the_line_in_the_middle_of_rare_events_is_named_for_what_it_is():
    waits = np.random.default_rng(3).exponential(30, 24).round(1)
    values = [Value(Period(date(2022, 1, 1 + at), "P1D"), each, KNOWN) for at, each in enumerate(waits)]

    cases, times = (
        change_picture(charted(values, kind), key="k").wide.table
        for kind in (ChartKind.CASES_BETWEEN, ChartKind.TIME_BETWEEN)
    )

    assert (cases.columns[2], times.columns[2]) == ("Median", "Middle")
    assert times.rows[0][3] == 0.0


def test_five_figures_with_intervals_get_a_recent_trend_in_words():
    rising = months([0.50, 0.53, 0.56, 0.58, 0.62], [5000] * 5, halves=[1.0] * 5)
    level = months([0.50, 0.51, 0.50, 0.49, 0.50], [5000] * 5, halves=[1.0] * 5)

    better, worse, same = (
        charting.chart_words(chart_of(values, card(polarity=way), DEFAULT_CHART, None)).text()
        for values, way in (
            (rising, Polarity.INCREASE),
            (rising, Polarity.DECREASE),
            (level, Polarity.INCREASE),
        )
    )

    assert "rise by more than their intervals explain: a change for the better" in better
    assert "a change for the worse" in worse
    assert "neither rise nor fall" in same


def test_fewer_figures_or_none_with_intervals_say_how_many_it_takes():
    without = months([0.5, 0.6, 0.7, 0.8, 0.9], [5000] * 5)

    said = charting.chart_words(chart_of(without, card(), DEFAULT_CHART, None)).text()

    assert "5" in said
    assert "12" in said
    assert chart_of([], card(), DEFAULT_CHART, None).recent is None


@pytest.mark.parametrize(
    ("values", "counts", "sizes", "scale"),
    [
        ([0.12, 0.1], [12, 9], [100, 90], 1.0),
        ([12.0, 10.0], [12, 9], [100, 90], 100.0),
        ([120.0, 100.0], [12, 9], [100, 90], 1000.0),
        ([0.0, 0.0], [0, 0], [100, 90], 1.0),
        ([12.0, 55.0], [12, 9], [100, 90], None),
        ([37.0, 31.0], [12, 9], [100, 90], None),
    ],
)
def test_the_scale_of_values_is_found_or_they_do_not_fit(values, counts, sizes, scale):
    assert scale_of(values, counts, sizes) == scale
