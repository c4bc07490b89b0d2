"""`headway forecast` from the outside: files in, JSON and exit codes out."""

import json
import subprocess
import sys

import pytest

from headway.cli.main import main
from headway.engine.measurement import ForecastOptions, forecast

GROWTH = [62.1, 63.0, 62.7, 64.9, 65.2, 66.8, 66.1, 67.9, 68.3, 69.9, 70.2, 71.8, 71.5, 73.0, 74.1, 74.9]
KEYS = ["periods", "chance_of_target", "words", "required_pace", "achieved_pace", "warnings"]


def yearly(values, first=2008):
    return "\n".join(["date,value", *(f"{first + i},{value}" for i, value in enumerate(values))])


@pytest.fixture
def ask(tmp_path, capsys):
    """Run the command on one file's content; return exit code, JSON or text, and standard error."""

    def run(content, *options, as_json=True):
        file = tmp_path / "figures.csv"
        file.write_text(content)
        try:
            code = main(["forecast", str(file), *options, *(["--json"] if as_json else [])])
        except SystemExit as stopped:  # argparse stops by itself on a bad option
            code = stopped.code
        out, err = capsys.readouterr()
        return code, json.loads(out) if as_json and out else out, err.replace(f"{tmp_path}/", "")

    return run


def test_it_answers_with_the_promised_keys_and_the_engines_numbers(ask):
    code, result, err = ask(yearly(GROWTH), "--target=80", "--by=2026-06-30")

    expected = forecast(GROWTH, 3, target=80.0)
    assert (code, err) == (0, "")
    assert list(result) == KEYS
    assert [period["date"] for period in result["periods"]] == ["2024", "2025", "2026"]
    assert list(result["periods"][0]) == ["date", "median", "lower80", "upper80", "lower50", "upper50"]
    assert result["periods"][2]["upper80"] == pytest.approx(expected.upper80[2], rel=1e-12)
    assert result["chance_of_target"] == pytest.approx(expected.chance, rel=1e-12)
    assert result["words"] in {"unlikely", "could go either way", "very unlikely"}
    assert result["required_pace"] == pytest.approx((80 - 74.9) / 3)
    assert result["achieved_pace"] == pytest.approx(1.1)
    assert result["warnings"] == []


def test_the_better_side_is_that_of_the_target_unless_said(ask):
    up = ask(yearly(GROWTH), "--target=80", "--by=2026")[1]
    down = ask(yearly(GROWTH), "--target=80", "--by=2026", "--improve=decrease")[1]
    under = ask(yearly(GROWTH), "--target=70", "--by=2026")[1]
    same = ask(yearly(GROWTH), "--target=74.9", "--by=2026")[1]

    assert down["chance_of_target"] == pytest.approx(1 - up["chance_of_target"])
    assert under["chance_of_target"] < 0.5
    assert same["chance_of_target"] > 0.5
    assert same["warnings"] == ["the target is the last value: more is taken to be better"]


def test_rows_in_any_order_and_missing_values_are_read(ask):
    rows = yearly(GROWTH).splitlines()
    shuffled = "\n".join([rows[0], *reversed(rows[1:]), "2024,"])

    plain = ask(yearly(GROWTH), "--target=80", "--by=2026")[1]
    code, result, _ = ask(shuffled, "--target=80", "--by=2026")

    assert code == 0
    assert result["warnings"] == ["left out, no value: 1 (2024)"]
    assert result | {"warnings": []} == plain


def test_seven_points_have_a_pace_and_no_forecast(ask):
    code, result, _ = ask(yearly(GROWTH[:7]), "--target=80", "--by=2020")

    assert (code, result["periods"], result["chance_of_target"], result["words"]) == (0, [], None, None)
    assert result["required_pace"] == pytest.approx((80 - 66.1) / 6)
    assert result["achieved_pace"] == pytest.approx(0.3)
    assert result["warnings"] == ["too few points for a forecast: 7, where 8 are needed"]


def test_eight_points_are_very_uncertain_and_one_has_no_past(ask):
    eight = ask(yearly(GROWTH[:8]), "--target=80", "--by=2020")[1]
    one = ask(yearly(GROWTH[:1]), "--target=80", "--by=2020")[1]
    none = ask("date,value\n2020,\n", "--target=80", "--by=2025")[1]

    assert eight["warnings"] == ["very uncertain: only 8 points"]
    assert (one["achieved_pace"], one["required_pace"]) == (None, pytest.approx((80 - 62.1) / 12))
    assert (none["required_pace"], none["periods"]) == (None, [])
    assert len(none["warnings"]) == 2


def test_quarters_have_their_season_and_a_pace_a_year(ask):
    values = [(50 + i / 2) * (1.2, 0.9, 0.8, 1.1)[i % 4] + (i * 7 % 5) / 10 for i in range(24)]
    rows = ["date,value", *(f"{2018 + i // 4}-Q{i % 4 + 1},{value}" for i, value in enumerate(values))]

    _, result, _ = ask("\n".join(rows), "--target=90", "--by=2025-Q2")

    expected = forecast(values, 6, target=90.0, options=ForecastOptions(season=4))
    assert [period["date"] for period in result["periods"]][::5] == ["2024-Q1", "2025-Q2"]
    assert result["periods"][5]["median"] == pytest.approx(expected.median[5])
    assert result["required_pace"] == pytest.approx((90 - values[-1]) / 1.5)


@pytest.mark.parametrize(
    ("first", "form", "last_date"),
    [("2020-01", "{0}-{1:02}", "2022-01"), ("2020-01-15", "{0}-{1:02}-15", "2022-01-15")],
)
def test_a_year_is_read_as_its_first_day_and_this_is_said(ask, first, form, last_date):
    dates = [form.format(2020 + i // 12, i % 12 + 1) for i in range(20)]
    rows = ["date,value", *(f"{date},{i + (i * 3) % 4}" for i, date in enumerate(dates))]

    _, result, _ = ask("\n".join(rows), "--target=30", "--by=2022-01-20")
    _, coarse, _ = ask("\n".join(rows), "--target=30", "--by=2022")

    assert dates[0] == first
    assert result["periods"][-1]["date"] == last_date
    assert result["warnings"] == []
    assert coarse["warnings"][-1].startswith("2022 is read as its first day")


def test_gaps_are_passed_over_and_scattered_dates_refused(ask):
    gaps = [row for i, row in enumerate(yearly(GROWTH).splitlines()) if i not in {4, 5}]
    scattered = "date,value\n" + "\n".join(f"2020-{m:02}-{m * 2 + 1:02},{m}" for m in range(1, 12))

    gappy = ask("\n".join(gaps), "--target=80", "--by=2026")[1]
    uneven = ask(scattered, "--target=20", "--by=2021-06-01")[1]

    assert gappy["warnings"] == [
        "very uncertain: only 14 points",
        "gaps: 14 of 16 periods have a value; the others are passed over",
    ]
    assert (uneven["periods"], uneven["achieved_pace"]) == ([], None)
    assert uneven["required_pace"] > 0
    assert "not evenly spaced" in uneven["warnings"][0]


@pytest.mark.parametrize(
    ("by", "values", "warning"),
    [
        ("2030", [5] * 12, "not enough variation for a forecast"),
        ("9000", GROWTH, "no forecast: 6977 periods ahead, where 400 are the most"),
    ],
)
def test_what_the_engine_refuses_is_a_warning_and_an_answer(ask, by, values, warning):
    code, result, _ = ask(yearly(values), "--target=80", f"--by={by}")

    assert (code, result["periods"], result["warnings"]) == (0, [], [warning])


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (yearly(GROWTH), ("--target=80", "--by=2023"), "--by: '2023': a date after the last value, 2023"),
        (yearly(GROWTH), ("--target=80", "--by=2023-12-31"), "a date after the last value, 2023"),
        (yearly(GROWTH), ("--target=80", "--by=2030-02-30"), "'2030-02-30': a date written YYYY"),
        (yearly(GROWTH), ("--target=NaN", "--by=2030"), "'NaN': a number such as 12.5"),
        (yearly(GROWTH), ("--target=80", "--by=2030", "--improve=neutral"), "invalid choice"),
        (yearly(GROWTH), ("--by=2030",), "--target"),
        ("date,value\n2020,x\n", ("--target=80", "--by=2030"), "figures.csv: row 2, column 2: 'x'"),
    ],
)
def test_bad_input_is_exit_2_with_an_empty_standard_output(ask, content, options, message):
    code, out, err = ask(content, *options)

    assert (code, out) == (2, "")
    assert message in err


def test_a_calendar_ends_with_the_year_9999(ask):
    rows = ["date,value", *(f"{9980 + i}-06-30,{value}" for i, value in enumerate(GROWTH))]

    code, result, _ = ask("\n".join(rows), "--target=80", "--by=9999-12-01")

    assert (code, result["periods"]) == (0, [])
    assert result["warnings"] == ["no forecast: it would reach beyond the year 9999"]


def test_a_person_reads_lines_of_text(ask):
    _, text, _ = ask(yearly(GROWTH), "--target=200", "--by=2026", as_json=False)
    _, short, _ = ask(yearly(GROWTH[:1]), "--target=80", "--by=2026", as_json=False)
    _, far, _ = ask(yearly(GROWTH[:7]), "--target=80", "--by=2026", as_json=False)

    assert "Chance of 200 by 2026: very unlikely (less than 1 in 10)" in text
    assert "Achieved pace 0.3 a year" in far
    assert "80 % band" in text
    assert "Bands of this kind held 72% of the time on 384 real series" in text
    assert "Required pace" in short
    assert "Warning: too few points" in short
    assert "Required" not in ask("date,value\n2020,\n", "--target=1", "--by=2026", as_json=False)[1]


def test_the_command_needs_no_django():
    code = "import sys, headway.cli.files.forecast as f, headway.engine.measurement; print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
