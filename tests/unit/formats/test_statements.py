import hashlib
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.formats.builtin import BUILTIN, ONS_LOCAL, PLAIN, SdgOptions, find_layout, sdg_layout
from headway.formats.canonical import read_canonical, write_canonical
from headway.formats.delimited import read_delimited
from headway.formats.downloads import write_csv
from headway.formats.errors import BadCell, Unreadable
from headway.formats.layouts import Columns, Filter, Layout, fingerprint, layout_from_json
from headway.formats.numbers import NumberStyle, Status
from headway.formats.periods import PeriodOptions
from headway.formats.proposals import propose_layout
from headway.formats.reading import read_statements
from headway.formats.statements import Statement, breakdown_pairs, breakdown_text, statements_of
from headway.formats.workbook import read_workbook
from tests.unit.formats.build import HEADER, ons_file, ons_row, read_ons, workbook
from tests.unit.formats.test_periods import PERIODS

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
FLOAT = st.none() | st.floats(allow_nan=False, allow_infinity=False)
STATEMENT = st.builds(
    Statement,
    indicator=TEXT,
    place=TEXT,
    breakdown=TEXT,
    period=PERIODS,
    unit=TEXT,
    value=FLOAT,
    lower=FLOAT,
    upper=FLOAT,
    count=FLOAT,
    denominator=FLOAT,
    status=st.sampled_from(Status),
    note=TEXT,
    place_name=TEXT,
    row=st.integers(1, 9),
)


def read(text, layout=PLAIN):
    return read_statements(read_delimited(text.encode()), layout)


def shown(statements):
    return [(one.code, one.row, one.column, one.value) for one in statements.problems]


@given(
    st.lists(STATEMENT, max_size=8, unique_by=lambda one: (one.key[:3], one.period.start, one.period.until)),
    st.randoms(),
)
def test_the_record_of_the_same_statements_is_the_same_bytes(rows, order):
    record = write_canonical(statements_of(rows))
    order.shuffle(rows)

    again = read_canonical(record)

    assert write_canonical(statements_of(rows)) == record
    assert write_canonical(again) == record
    assert again.value == statements_of(rows).value
    assert [one.key for one in again.rows()] == [one.key for one in statements_of(rows).rows()]


@pytest.mark.parametrize(
    "change", [(b"1.5", b"1.50"), (b"\n", b"\r\n"), (b"note", b"Note"), (b"1.5", b"NaN"), (b"/P1Y", b"")]
)
def test_a_record_that_somebody_touched_is_refused(change):
    record = write_canonical(read_ons(ons_row()))
    assert record.decode() == (
        "indicator,place,breakdown,period,unit,value,lower,upper,count,denominator,status,note\n"
        "Air,E09000007,,2024-01-01/P1Y,per head,1.5,,,,,,\n"
    )

    with pytest.raises(Unreadable):
        read_canonical(record.replace(*change))


@given(st.lists(st.integers(1990, 2020), min_size=1, max_size=20, unique=True), st.randoms())
def test_the_order_of_rows_does_not_matter(years, order):
    rows = [ons_row(period=str(year), value=str(year / 7)) for year in years]
    one = read_ons(*rows)
    order.shuffle(rows)

    other = read_ons(*rows)

    assert write_canonical(one) == write_canonical(other)
    assert one.counts == other.counts


def test_the_order_of_columns_does_not_matter():
    data = ons_file(ons_row(), ons_row(period="2025-01-01/P1Y", value=""))
    lines = [line.split(",") for line in data.decode().splitlines()]
    turned = "\n".join(",".join(reversed(line)) for line in lines)

    one, other = (
        read_statements(table, find_layout(table.header))
        for table in map(read_delimited, (data, turned.encode()))
    )

    assert write_canonical(one) == write_canonical(other)


def test_one_bad_row_names_itself_and_nothing_may_be_stored():
    statements = read_ons(
        ons_row(),
        ons_row(period="2024-02-30", value="NaN"),
        ons_row(period="2023", value="=A1"),
        ons_row(period="2022", value="1e999"),
        ons_row(period="2021", place=""),
        ons_row(period="2020", status="nobody knows"),
    )

    assert shown(statements) == [
        ("no_such_day", 3, "period", "2024-02-30"),
        ("not_finite", 3, "observation", "NaN"),
        ("formula", 4, "observation", "=A1"),
        ("number_too_large", 5, "observation", "1e999"),
        ("place_missing", 6, "areacd", ""),
        ("not_a_status", 7, "status", "nobody knows"),
    ]
    assert (statements.counts.rows, statements.counts.accepted, statements.counts.unreadable) == (6, 1, 5)
    with pytest.raises(Unreadable, match="row 3, column period: '2024-02-30': there is no such day"):
        statements.refuse()


def test_rows_that_state_the_same_twice_are_named_and_none_of_them_is_accepted():
    rows = [
        ons_row(value="1"),
        ons_row(period="2023", value="5"),
        ons_row(period="2024", value="2"),
        ons_row(value="3"),
    ]

    statements = read_ons(*rows)

    assert shown(statements) == [("duplicate_row", row, "period", "2024-01-01/P1Y") for row in (4, 5)]
    assert [problem.facts for problem in statements.problems] == [(("first", 2),)] * 2
    assert (statements.value, statements.counts.duplicate) == ((5.0,), 3)


def test_shape_problems_of_the_file_are_counted_with_the_others():
    table = read_delimited(
        (HEADER + "\n" + ons_row() + "\nE09,short\n" + ons_row(period="bad") + "\n").encode()
    )

    statements = read_statements(table, ONS_LOCAL)

    assert [problem.code for problem in statements.problems] == ["too_few_cells", "not_a_period"]
    assert (statements.counts.rows, statements.counts.accepted, statements.counts.unreadable) == (3, 1, 2)


def test_missing_values_stay_with_the_reason_their_source_gives():
    statements = read_ons(
        ons_row(period="2020", value=""),
        ons_row(period="2021", value="", status="x"),
        ons_row(period="2022", value="[c]"),
        ons_row(period="2023", value="2", status="p"),
        ons_row(period="2024", value="3 [r]"),
    )

    assert statements.value == (None, None, None, 2.0, 3.0)
    assert [status.value for status in statements.status] == [
        "missing",
        "not_available",
        "suppressed",
        "provisional",
        "revised",
    ]
    assert statements.counts.missing == 3


def test_years_with_a_dash_are_never_taken_for_months():
    mixed = read("date,value\n2009-10,1\n2010-11,2\n2012-13,3\n")
    stated = read(
        "date,value\n2009-10,1\n2012-13,3\n", replace(PLAIN, periods=PeriodOptions(dashed_years=True))
    )
    months = read("date,value\n2009-10,1\n2009-11,3\n")

    assert [one[:3] for one in shown(mixed)] == [
        ("ambiguous_period", 2, "date"),
        ("ambiguous_period", 3, "date"),
    ]
    assert (mixed.counts.accepted, mixed.counts.unreadable) == (1, 2)
    assert [period.length for period in stated.period] == ["P1Y", "P1Y"]
    assert [period.length for period in months.period] == ["P1M", "P1M"]


def test_bounds_units_and_filters_are_read():
    layout = Layout(
        "own",
        1,
        Columns("year", "v", lower="lo", upper="hi", unit="unit", multiplier="mult", breakdowns=("sex",)),
        filters=(Filter("kind", ("final", "")),),
        needs_place=False,
    )

    statements = read(
        "year,v,lo,hi,unit,mult,sex,kind\n"
        "2020,5%,4%,6%,Percentage (%),Units,Female,final\n"
        "2021,5,4,6,Pounds,Thousands,,\n"
        "2022,5,4,6,Pounds,,,draft\n"
        "2023,5,6,4,Pounds,,,\n"
        "2024,5%,4,6,Pounds,,,\n",
        layout,
    )

    assert [(one.unit, one.value, one.breakdown) for one in statements.rows()] == [
        ("Pounds (Thousands)", 5.0, ""),
        ("Percentage (%)", 5.0, "sex=Female"),
    ]
    assert statements.counts.filtered == 1
    assert shown(statements) == [("bounds_crossed", 5, "lo", "6"), ("percent_sign", 6, "v", "5%")]


def test_a_missing_column_is_named_with_those_that_are_there():
    with pytest.raises(Unreadable, match="column date: the file has no such column; it has: year, value"):
        read("year,value\n2020,1\n")


def test_a_workbook_and_a_csv_give_the_same_statements():
    cells = [["date", "value"], [date(2024, 5, 1), 0.1], ["2024-Q3", 2]]

    sheet = read_statements(read_workbook(workbook(*cells)), PLAIN)
    text = read("date,value\n2024-05-01,0.1\n2024-Q3,2\n")

    assert write_canonical(sheet) == write_canonical(text)


@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=4))
def test_a_breakdown_survives_its_text(pairs):
    wanted = tuple(sorted((name, value) for name, value in pairs.items() if value))

    assert breakdown_pairs(breakdown_text(pairs.items())) == wanted


def test_what_is_no_breakdown_is_refused():
    for text in ("Sex", "=Female", "Sex=", "Sex=Female|", "a=b=c"):
        with pytest.raises(BadCell):
            breakdown_pairs(text)


@pytest.mark.parametrize(
    "layout",
    [
        *BUILTIN,
        sdg_layout(
            ["Year", "Sex", "Observation status", "Value"], SdgOptions(keep={"sex": ("Female", "Male")})
        ),
    ],
)
def test_a_layout_survives_json(layout):
    changed = replace(
        layout,
        marks=(("hidden", Status.SUPPRESSED),),
        numbers=NumberStyle(decimal=","),
        periods=PeriodOptions(day_first=True, aliases=(("a", "2020"),)),
    )

    assert layout_from_json(layout.to_json()) == layout
    assert layout_from_json(changed.to_json()) == changed


@pytest.mark.parametrize(
    "change",
    [
        ('"version": 1', '"version": 0'),
        ('"version": 1', '"version": "1"'),
        ('"name": "plain"', '"nickname": "plain"'),
        ('"decimal": ""', '"decimal": "x"'),
        ('"split_year_month": 4', '"split_year_month": 5'),
        ('"value": "value"', '"value": null'),
        ('"needs_place": false', '"needs_place": "no"'),
        ("{", "["),
    ],
)
def test_a_layout_that_somebody_broke_is_refused(change):
    text = PLAIN.to_json()
    assert change[0] in text

    with pytest.raises(Unreadable, match="the saved mapping is not valid"):
        layout_from_json(text.replace(*change, 1))


def test_a_fingerprint_forgets_order_case_and_spaces_and_nothing_else():
    names = ["Area  Code", "Value"]

    assert fingerprint(names) == fingerprint(["value ", "area code"])
    assert fingerprint(names) != fingerprint(["value", "areacode"])
    assert fingerprint(["a,b"]) != fingerprint(["a", "b"])


def test_a_new_file_is_given_a_likely_layout():
    text = (
        "Borough,ONS code,Financial year,Recorded rate,Lower CI,Upper CI,Sex,Colour\n"
        'Camden,E09000007,2009-10,"1,234",1,2,Female,red\n'
        "Camden,E09000007,2012-13,12.5,1,20,Female,red\n"
    )
    table = read_delimited(text.encode())

    proposal = propose_layout(table.header, table.sample())

    columns = proposal.layout.columns
    assert (columns.place_code, columns.period, columns.value) == (
        "ONS code",
        "Financial year",
        "Recorded rate",
    )
    assert (columns.lower, columns.upper, columns.breakdowns) == ("Lower CI", "Upper CI", ("Sex",))
    assert (proposal.way, proposal.unused) == ("guessed", ("Borough", "Colour"))
    statements = read_statements(table, proposal.layout)
    assert [str(period) for period in statements.period] == ["2009-04-01/P1Y", "2012-04-01/P1Y"]
    assert statements.value == (1234.0, 12.5)
    assert propose_layout(("a", "b"), [["x", "y"]]) is None
    assert propose_layout(HEADER.split(","), []).way == "known"


def test_a_download_runs_nothing_in_a_spreadsheet():
    rows = [["=1+1", -1.5, "-5", None], ["@x", 2, "\tx", date(2024, 5, 1)], ['a "b", c', 0.1, "＝x", "plain"]]

    text = b"".join(write_csv(["+name", "n", "t", "d"], rows)).decode()

    assert text == (
        "'+name,n,t,d\r\n'=1+1,-1.5,'-5,\r\n'@x,2,'\tx,2024-05-01\r\n\"a \"\"b\"\", c\",0.1,'＝x,plain\r\n"
    )
    assert b"".join(write_csv(["a"], [["1"]] * 2500, mark=True)).count(b"\n") == 2501


def test_a_download_with_a_short_row_is_our_own_mistake():
    with pytest.raises(ValueError, match="row 1 has 1 cells"):
        list(write_csv(["a", "b"], [["1"]]))


def test_a_release_is_named_by_the_hash_of_its_record():
    rows = [ons_row(period=str(year), value=repr(year / 3)) for year in range(1990, 2020)]
    random.Random(0).shuffle(rows)

    names = {hashlib.sha256(write_canonical(read_ons(*order))).hexdigest() for order in (rows, rows[::-1])}

    assert len(names) == 1
