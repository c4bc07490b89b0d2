import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.formats.errors import BadCell
from headway.formats.numbers import NumberStyle, Status, number_text, parse_number

POINT, COMMA, PERCENT = NumberStyle(decimal="."), NumberStyle(decimal=","), NumberStyle(percent=True)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("12", NumberStyle(), 12.0),
        (" -0.50 ", NumberStyle(), -0.5),
        ("−5", NumberStyle(), -5.0),
        ("1e3", NumberStyle(), 1000.0),
        ("1,234.5", NumberStyle(), 1234.5),
        ("1,234,567", NumberStyle(), 1_234_567.0),
        ("1 234 567", NumberStyle(), 1_234_567.0),
        ("1,234", POINT, 1234.0),
        ("1,234", COMMA, 1.234),
        ("1.234", COMMA, 1234.0),
        ("1.234,5", COMMA, 1234.5),
        ("12", COMMA, 12.0),
        ("12.5%", PERCENT, 12.5),
    ],
)
def test_a_number_with_one_reading_is_taken(text, style, value):
    assert parse_number(text, style) == (value, Status.NORMAL)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("-inf", "not_finite"),
        ("1e999", "number_too_large"),
        ("1,234", "ambiguous_number"),
        ("12.5%", "percent_sign"),
        ("=1+1", "formula"),
        ("+cmd", "formula"),
        ("-1+2", "formula"),
        ("@SUM(A1)", "formula"),
        ("#N/A", "error_value"),
        ("1_000", "not_a_number"),
        ("12,34.5", "not_a_number"),
        ("£5", "not_a_number"),
        ("٣", "not_a_number"),
        ("12 apples", "not_a_number"),
    ],
)
def test_a_number_with_two_readings_or_none_is_refused(text, code):
    with pytest.raises(BadCell) as refused:
        parse_number(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("", None, Status.MISSING),
        ("-", None, Status.MISSING),
        ("..", None, Status.NOT_AVAILABLE),
        (":", None, Status.NOT_AVAILABLE),
        ("[x]", None, Status.NOT_AVAILABLE),
        ("Z", None, Status.NOT_APPLICABLE),
        ("c", None, Status.SUPPRESSED),
        ("*", None, Status.SUPPRESSED),
        ("[u]", None, Status.LOW_RELIABILITY),
        ("12.3 p", 12.3, Status.PROVISIONAL),
        ("12.3 [r]", 12.3, Status.REVISED),
        ("5u", 5.0, Status.LOW_RELIABILITY),
    ],
)
def test_a_mark_says_why_a_value_is_missing_or_doubtful(text, value, status):
    assert parse_number(text) == (value, status)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_survives_its_text(value):
    assert parse_number(number_text(value)) == (value, Status.NORMAL)


def test_what_is_not_finite_has_no_text():
    with pytest.raises(ValueError, match="finite"):
        number_text(float("nan"))
