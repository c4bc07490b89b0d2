"""Words with their numbers, as a reader of English or Welsh gets them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from headway.kernel.sentences import Figure, Sentence, decimals, figure, rounded, spoken


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (Figure(71.25, "%"), "71.3%"),
        (Figure(71.35, "%"), "71.4%"),
        (Figure(5.2, "tCO2e"), "5.2 tCO2e"),
        (Figure(234470), "234,470"),
        (Figure(-3.5, "%"), "−3.5%"),
        (Figure(0), "0"),
        (Figure(0.1234), "0.12"),
        (Figure(0.01234), "0.012"),
        (Figure(0.0000001), "0"),
        (Figure(-0.0000001), "0"),
        (Figure(-0.4, places=0), "0"),
        (Figure(3, places=2), "3.00"),
        (Figure(99.96), "100"),
        (Figure(1e30), "1,000,000,000,000,000,000,000,000,000,000"),
    ],
)
def test_a_figure_is_written_as_people_read_it(shown, text):
    with translation.override("en-gb"):
        written = figure(shown)

    assert written == text


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half_and_never_minus_zero(value, places):
    near = rounded(value, places)

    assert abs(near - Decimal(repr(value))) <= Decimal(5).scaleb(-places - 1)
    assert near or not near.is_signed()


@given(st.floats(min_value=1e-4, max_value=1e12))
def test_at_least_two_digits_that_count_are_kept(value):
    near = float(rounded(value, decimals(value)))

    assert near == pytest.approx(value, rel=0.051)


def test_values_are_spoken_by_their_kind():
    day = date(2026, 3, 2)
    values = [
        day,
        datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
        True,
        "word",
        1234,
        2.5,
        Decimal("2.5"),
        Figure(5, "%"),
    ]

    with translation.override("en-gb"):
        said = [spoken(value) for value in values]

    assert said == ["2 March 2026", "2 March 2026", "True", "word", "1,234", "2.5", "2.5", "5%"]


def test_a_sentence_holds_numbers_dates_and_sentences():
    inner = Sentence("%(count)s rows", {"count": 1234})
    outer = Sentence(
        "On %(day)s: %(what)s, up %(by)s", {"day": date(2026, 3, 2), "what": inner, "by": Figure(2.5, "%")}
    )

    assert outer.render("en-gb") == "On 2 March 2026: 1,234 rows, up 2.5%"
    with translation.override("en-gb"):
        assert str(outer) == outer.render("en-gb")


def test_a_sentence_without_values_is_left_alone():
    assert Sentence("100% sure").render("en-gb") == "100% sure"
    assert Sentence("").render("en-gb") == ""


@pytest.mark.parametrize(("count", "text"), [(1, "1 day"), (3, "3 days"), (0, "0 days")])
def test_a_language_chooses_its_plural(count, text):
    sentence = Sentence("%(count)s day", {"count": count}, plural="%(count)s days", count="count")

    assert sentence.render("en-gb") == text


def test_welsh_writes_its_own_dates():
    said = Sentence("%(day)s", {"day": date(2026, 3, 2)}).render("cy")

    assert "Mawrth" in said
    assert "2026" in said
