"""Official files read as a plain loop reads them."""

import csv
from pathlib import Path

import pytest

from headway.formats.builtin import SdgOptions, find_layout, sdg_layout
from headway.formats.delimited import read_delimited
from headway.formats.periods import Kind, PeriodOptions
from headway.formats.reading import read_statements
from tests.shared import SHARED, shared

ONS = sorted(path.relative_to(SHARED).as_posix() for path in (SHARED / "official/ons-els").rglob("*.csv"))
SDG = sorted(path.relative_to(SHARED).as_posix() for path in (SHARED / "official/uk-sdg").glob("*.csv"))
ELECTIONS = PeriodOptions(aliases=(("1974a", "1974-02-28"), ("1974b", "1974-10-10")))


def plain_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", ONS or ["official/ons-els"])
def test_every_ons_file_is_known_by_its_header_and_read_whole(name):
    path = shared(name)
    expected = plain_rows(path)
    value, code, period = (
        ("observation", "areacd", "period")
        if "areacd" in expected[0]
        else ("Observation", "AREACD", "Period")
    )

    table = read_delimited(path.read_bytes())
    layout = find_layout(table.header)
    statements = read_statements(table, layout)

    assert layout.version == (2 if "areacd" in expected[0] else 1)
    assert statements.problem_total == 0
    assert statements.counts.rows == statements.counts.accepted == len(statements) == len(expected)
    assert statements.counts.missing == sum(not row[value] for row in expected)
    assert {
        (row, place, found)
        for row, place, found in zip(statements.row, statements.place, statements.value, strict=True)
    } == {
        (number, row[code], float(row[value]) if row[value] else None)
        for number, row in enumerate(expected, 2)
    }
    assert {str(found) for found in statements.period} == {whole(row[period]) for row in expected}


def whole(period: str) -> str:
    if len(period) == 4:
        return f"{period}-01-01/P1Y"
    return period if "/" in period else f"{period}/P1D"


def test_both_ways_of_writing_a_period_give_the_same_statements():
    before = shared("official/ons-els/vintages/greenhouse-gas-emissions/2025-07-17_78b59798.csv")
    after = shared("official/ons-els/vintages/greenhouse-gas-emissions/2026-01-12_4182826c.csv")

    old, new = (
        read_statements(table, find_layout(table.header))
        for table in (read_delimited(path.read_bytes()) for path in (before, after))
    )

    assert old.period == new.period
    assert old.place == new.place
    assert set(old.period[0].label.numbers) == {("year", 2005)}


def test_financial_academic_and_rolling_years_are_told_apart():
    kinds = {}

    for name in (
        "children-in-relative-poverty",
        "persistent-absences-for-all-pupils",
        "healthy-life-expectancy",
    ):
        table = read_delimited(shared(f"official/ons-els/latest/{name}.csv").read_bytes())
        kinds[name] = {period.kind for period in read_statements(table, find_layout(table.header)).period}

    assert list(kinds.values()) == [{Kind.FINANCIAL_YEAR}, {Kind.ACADEMIC_YEAR}, {Kind.ROLLING_YEARS}]


@pytest.mark.parametrize("name", SDG or ["official/uk-sdg"])
def test_every_sdg_file_is_read_whole_with_its_own_duplicate_named(name):
    path = shared(name)
    expected = plain_rows(path)
    doubled = 2 if "2-1-2" in name else 0  # the publisher states 'Other ethnic group' of 2021/22 twice

    table = read_delimited(path.read_bytes())
    statements = read_statements(
        table, sdg_layout(table.header, SdgOptions(headline=False, periods=ELECTIONS))
    )

    assert statements.counts.rows == len(expected)
    assert statements.counts.unreadable == 0
    assert statements.counts.duplicate == doubled
    assert [problem.code for problem in statements.problems] == ["duplicate_row"] * (doubled // 2)
    assert statements.counts.accepted == len(statements) == len(expected) - doubled
    wanted = [float(row["Value"]) for row in expected if row["Value"]]
    wanted_sum = sum(wanted) - (
        sum(
            float(r["Value"])
            for r in expected
            if r["Year"] == "2021/22"
            and all(
                not v
                for k, v in r.items()
                if k not in ("Year", "Ethnic group", "Observation status", "Units", "Value")
            )
            and r["Ethnic group"] == "Other ethnic group"
            and r["Value"]
        )
        if doubled
        else 0
    )
    assert sum(v for v in statements.value if v is not None) == pytest.approx(wanted_sum, rel=1e-12)


def test_a_period_that_is_none_names_its_row():
    table = read_delimited(shared("official/uk-sdg/indicator_5-5-1.csv").read_bytes())

    statements = read_statements(table, sdg_layout(table.header))

    assert [(problem.code, problem.column, problem.value) for problem in statements.problems] == [
        ("not_a_period", "Year", "1974a"),
        ("not_a_period", "Year", "1974b"),
    ]
    assert statements.counts.unreadable == 2


def test_the_headline_is_the_rows_with_blank_breakdowns():
    path = shared("official/uk-sdg/indicator_8-6-1.csv")
    wanted = {
        (row["Series"], row["Year"]): float(row["Value"])
        for row in plain_rows(path)
        if not row["Age"] and not row["Sex"] and row["Seasonally adjusted or not"] == "Seasonally adjusted"
    }

    table = read_delimited(path.read_bytes())
    options = SdgOptions(keep={"Seasonally adjusted or not": ("Seasonally adjusted",)})
    statements = read_statements(table, sdg_layout(table.header, options))

    assert len(statements) == len(wanted)
    assert sorted(statements.value) == sorted(wanted.values())
    assert set(statements.breakdown) == {""}
    assert set(statements.place) == {"K02000001"}
    assert {period.kind for period in statements.period} == {Kind.CALENDAR_YEAR, Kind.QUARTER}


def test_regions_of_a_wide_file_are_places_and_no_breakdown():
    table = read_delimited(shared("official/uk-sdg/indicator_16-1-4.csv").read_bytes())

    statements = read_statements(table, sdg_layout(table.header, SdgOptions(headline=False)))

    london = [one for one in statements.rows() if one.place == "E12000007" and not one.breakdown]
    assert len(london) == len({one.period for one in london}) == 6
    assert not any("Region" in breakdown for breakdown in statements.breakdown)
    assert "Age=16 to 24|Sex=Female" in statements.breakdown
    assert statements.status.count("suppressed") == 11
