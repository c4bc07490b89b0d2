"""`headway spc` from the outside: files in, JSON and exit codes out."""

import json
import subprocess
import sys

import pytest

from headway.cli.main import main
from tests.shared import shared

PLAIN = "date,value\n2018-01,50\n2018-02,47\n2018-03,48.5\n2018-04,49\n"


@pytest.fixture
def spc(tmp_path, capsys):
    """Run the command on one file's content; return exit code, JSON or text, and standard error."""

    def run(content, *options, as_json=True):
        file = tmp_path / "figures.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            code = main(["spc", str(file), *options, *(["--json"] if as_json else [])])
        except SystemExit as stopped:  # argparse stops by itself on a bad option
            code = stopped.code
        out, err = capsys.readouterr()
        return code, json.loads(out) if as_json and out else out, err.replace(f"{tmp_path}/", "")

    return run


def table(values, form="{year}-{month:02}"):
    rows = [f"{form.format(year=2018 + i // 12, month=i % 12 + 1)},{value}" for i, value in enumerate(values)]
    return "\n".join(["date,value", *rows])


def case(name):
    found = json.loads(shared("measurement/nhs_plot_the_dots/cases.json").read_text())
    return next(one for one in found if one["case"] == name)


def test_it_answers_with_the_promised_keys_and_an_entry_a_point(spc):
    code, result, err = spc(PLAIN)

    assert (code, err) == (0, "")
    assert list(result) == ["n", "mean", "lower", "upper", "labels", "variation", "assurance", "warnings"]
    assert result["n"] == 4
    assert {len(result[name]) for name in ("mean", "lower", "upper", "labels")} == {4}
    assert result["variation"] == "common_cause"
    assert result["assurance"] is None
    assert result["warnings"] == ["trial limits"]


def test_a_reference_case_reads_the_same_through_the_command(spc):
    given = case("three_rebases")

    code, result, _ = spc(
        table(given["y"]),
        "--target=80",
        *[f"--rebase={2018 + at // 12}-{at % 12 + 1:02}" for at in given["rebase"]],
    )

    expected = given["expected"]
    assert code == 0
    assert result["labels"] == expected["special"]
    assert result["mean"] == pytest.approx(expected["mean"], rel=1e-9)
    assert result["upper"] == pytest.approx(expected["upl"], rel=1e-9)
    assert (result["variation"], result["assurance"]) == (expected["variation"], expected["assurance"])


def test_screening_and_a_baseline_are_choices(spc):
    screened, fixed = case("astronomical_unscreened"), case("step_up_fix12")

    _, unscreened, _ = spc(table(screened["y"]), "--no-screen")
    _, baseline, _ = spc(table(fixed["y"]), "--fix-after", "12")

    assert unscreened["upper"] == pytest.approx(screened["expected"]["upl"], rel=1e-9)
    assert baseline["upper"] == pytest.approx(fixed["expected"]["upl"], rel=1e-9)


@pytest.mark.parametrize(
    ("improve", "variation", "assurance"),
    [
        ("increase", "special_cause_improvement", "consistent_fail"),
        ("decrease", "special_cause_concern", "consistent_pass"),
        ("neutral", "neutral_high", None),
    ],
)
def test_what_it_means_depends_on_which_way_is_better(spc, improve, variation, assurance):
    y = [10, 11, 10, 12, 11, 10, 11, 10, 12, 11, 10, 11, 40]

    _, result, _ = spc(table(y), "--improve", improve, "--target", "100")

    assert (result["variation"], result["assurance"]) == (variation, assurance)


def test_rows_may_come_in_any_order_with_a_byte_order_mark_and_other_columns(spc):
    rows = [
        "note,Value,DATE",
        'late,"49",2018-04',
        "a,50,2018-01",
        "",
        "b,48.5,2018-03",
        "c,47,2018-02",
        ",,",
    ]

    _, shuffled, _ = spc(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())

    assert shuffled == spc(PLAIN)[1]


@pytest.mark.parametrize("form", ["{year}-{month:02}-01", "{month:04}", "{month:04}-Q3"])
def test_days_years_and_quarters_read_like_months(spc, form):
    expected = spc(PLAIN)[1]

    code, result, _ = spc(table([50, 47, 48.5, 49], form=form))

    assert code == 0
    assert result == expected


def test_columns_of_a_file_of_two_may_have_other_names(spc):
    code, result, _ = spc(PLAIN.replace("date,value", "period,breaches"))

    assert code == 0
    assert result == spc(PLAIN)[1]


def test_an_empty_value_is_left_out_with_a_warning(spc):
    code, result, _ = spc(PLAIN + "2018-05,\n")

    assert code == 0
    assert result["n"] == 4
    assert result["warnings"] == ["left out, no value: 1 (2018-05)", "trial limits"]
    assert result["upper"] == spc(PLAIN)[1]["upper"]


def test_equal_values_have_no_limits_and_it_says_so(spc):
    code, result, _ = spc(table([5] * 15), "--target", "5")

    assert code == 0
    assert result["lower"] == result["upper"] == [None] * 15
    assert result["mean"] == [5] * 15
    assert result["assurance"] is None
    assert result["warnings"] == ["not enough variation to set limits"]


@pytest.mark.parametrize("rules", ["nhs", "anhoej"])
@pytest.mark.parametrize("content", ["date,value\n2018,5\n", "date,value\n2018,\n2019,\n"])
def test_too_few_points_are_an_answer_without_numbers(spc, rules, content):
    code, result, _ = spc(content, "--rules", rules)

    assert code == 0
    assert result["variation"] is None
    assert "where 2 are needed" in result["warnings"][-1]


def test_dependence_and_drift_are_reported_beside_the_labels(spc):
    y = [100 - i + (i % 3) for i in range(40)]

    _, result, _ = spc(table(y), "--rebase", "2018-05")

    dependence, drift = result["warnings"][1:]
    assert "resembles the one before" in dependence
    assert "steady drift down, about -1 a point" in drift
    assert "steady drift up" in spc(table(y[::-1]))[1]["warnings"][-1]


def test_a_small_lasting_shift_is_reported_where_no_label_shows_one(spc):
    y = [50, 50, 51, 49, 50, 49, 48, 51, 51, 49, 52, 49, 50, 49, 53, 52, 52, 52, 54, 49, 51, 52, 52, 51]

    _, result, _ = spc(table(y))

    assert set(result["labels"]) == {"Common Cause"}
    assert (
        "small lasting shift up: the last 10 points average 51.8 (CUSUM 4.4 sigma" in result["warnings"][-1]
    )


def test_a_run_chart_has_a_median_and_runs_in_place_of_limits(spc):
    y = [3, 4, 3, 5, 4, 4, 3, 5, 6, 4, 4, 3, 2, 4, 5, 4, 3, 4, 4, 5]

    code, result, _ = spc(table(y), "--rules", "anhoej")

    assert code == 0
    assert result["mean"] == [4] * 20
    assert [result[name] for name in ("lower", "upper", "labels", "variation", "assurance")] == [None] * 5
    assert [result[name] for name in ("longest_run", "longest_run_max", "crossings", "crossings_min")] == [
        2,
        6,
        7,
        2,
    ]
    assert result["signal"] is False
    assert result["warnings"] == []


def test_a_run_chart_says_when_it_can_find_little_or_nothing(spc):
    _, short, _ = spc(PLAIN, "--rules", "anhoej")
    _, even, _ = spc(table([5] * 15), "--rules", "anhoej")

    assert short["warnings"] == ["only 4 points off the median: the run rules find little"]
    assert even["warnings"] == ["not enough variation to find runs"]
    assert (even["mean"], even["signal"]) == ([5] * 15, None)


def test_without_json_it_prints_a_short_text(spc):
    y = [10, 11, 10, 12, 11, 10, 11, 10, 12, 11, 10, 11, 40]

    _, text, _ = spc(table(y), "--target", "11", as_json=False)
    _, even, _ = spc(table([5] * 15), as_json=False)
    _, runs, _ = spc(table(y), "--rules", "anhoej", as_json=False)
    _, shift, _ = spc(
        table([1, 2, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9]), "--rules", "anhoej", as_json=False
    )
    _, nothing, _ = spc("date,value\n2018,\n", as_json=False)

    assert text.splitlines()[0] == "13 points, 2018-01 to 2019-01"
    assert "Variation: special cause improvement" in text
    assert "  2019-01  Above UCL" in text
    assert "Latest mean 5, no limits" in even
    assert "Longest run 5 (signal over 6)" in runs or "Signal: no" in runs
    assert "Signal: yes" in shift
    assert nothing.startswith("0 points\n")


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("date,value\n2018-01,50\n2018-02,=1+1\n", "row 3, column 2: '=1+1': a number such as 12.5"),
        ("date,value\n2018-01,NaN\n", "row 2, column 2: 'NaN': a number"),
        ("date,value\n2018-01,-Infinity\n", "row 2, column 2: '-Infinity': a number"),
        ("date,value\n2018-01,1e400\n", "row 2, column 2: '1e400': a number no larger than 1e100"),
        ("date,value\n2018-01,\uff15\n", "row 2, column 2: '\uff15': a number"),
        ("date,value\n2018-01,1_000\n", "row 2, column 2: '1_000': a number"),
        ('date,value\n2018-01,"1,000"\n', "row 2, column 2: '1,000': a number"),
        ("date,value\n2018-01,\x1b[31m\n", "row 2, column 2: '\ufffd[31m': a number"),
        ("date,value\n30/02/2018,5\n", "row 2, column 1: '30/02/2018': a date written YYYY"),
        ("date,value\n2018-02-30,5\n", "row 2, column 1: '2018-02-30': a date written YYYY"),
        ("date,value\n2018-Q5,5\n", "row 2, column 1: '2018-Q5': a date"),
        ("date,value\n0000,5\n", "row 2, column 1: '0000': a date"),
        ("date,value\n,5\n", "row 2, column 1: '': a date"),
        ("date,value\n2018-01,5\n2018,6\n", "row 3, column 1: '2018': dates all written alike, as in row 2"),
        ("date,value\n2018-01,5\n\n2018-01,6\n", "row 4, column 1: '2018-01': each date once; row 2 has it"),
        ("date,value\n2018-01,5\n2018-02", "row 3, column 2: '': 2 columns, as in the header"),
        ("date,value\n2018-01,5,6\n", "row 2, column 3: '6': 2 columns, as in the header"),
        ('date,value\n2018-01,5\n2018-02,"6', "row 3, column 1: '': whole rows of a CSV file"),
        ("date,value\n2018-01," + "9" * 200_000, "row 2, column 1: '': whole rows of a CSV file"),
        ("date,value\n2018-01," + "x" * 200, f"row 2, column 2: '{'x' * 60}...': a number"),
        ("date,value\n", "row 2, column 1: '': at least one dated value"),
        ("", "row 1, column 1: '': a header row with one column named date"),
        ("2018-01,5\n2018-02,6\n", "row 1, column 1: '2018-01': a header row"),
        ("date;value\n2018-01;5\n", "row 1, column 1: 'date;value': a header row"),
        ("date,value,value\n2018-01,5,6\n", "row 1, column 1: 'date': a header row"),
        (",".join(["date"] * 1_000_000), "row 1, column 1001: 'date': at most 1,000 columns"),
        ("a," * 5_000_000, "row 1, column 1: 'a,a,"),
        (PLAIN.encode("utf-16"), "row 1, column 1: '\\xff': text in UTF-8"),
        ("date,value\n2018-01,5\n2018-02,£6\n".encode("latin-1"), "row 3, column 2: '\\xa3': text in UTF-8"),
        ("date,value\n2018-01,£".encode()[:-1], "row 2, column 2: '\\xc2': text in UTF-8"),
        (b"\x50\x4b\x03\x04\x00\x00\xff\xfe\n", "row 1, column 1: "),
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_bad_file_names_row_column_value_and_what_is_accepted(spc, content, where, as_json):
    code, out, err = spc(content, as_json=as_json)

    assert code == 2
    assert out == ""
    assert err.startswith(f"figures.csv: {where}")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--target", "NaN"], "'NaN': a number such as 12.5"),
        (["--fix-after", "11"], "'11': a whole number, 12 at least"),
        (["--fix-after", "twelve"], "'twelve': a whole number, 12 at least"),
        (["--rebase", "30/02"], "'30/02': a date written YYYY"),
        (
            ["--rebase", "2018-05"],
            "figures.csv: --rebase: '2018-05': a date not after the last value, 2018-04",
        ),
        (["--improve", "sideways"], "invalid choice"),
    ],
)
def test_a_bad_option_says_what_is_accepted(spc, options, message):
    code, out, err = spc(PLAIN, *options)

    assert (code, out) == (2, "")
    assert message in err


def test_a_file_that_is_not_there_or_too_large_is_bad_input(spc, tmp_path, capsys, monkeypatch):
    code = main(["spc", str(tmp_path / "nowhere.csv")])
    missing = capsys.readouterr().err
    monkeypatch.setattr("headway.cli.files.table.MAX_BYTES", 10)
    too_large = spc(PLAIN)

    assert code == 2
    assert "nowhere.csv: cannot be read: No such file" in missing
    assert too_large[0] == 2
    assert "larger than" in too_large[2]


def test_it_never_loads_django(tmp_path):
    (tmp_path / "figures.csv").write_text(PLAIN)
    script = (
        "import sys; from headway.cli.main import main; code = main(['spc', sys.argv[1]]); "
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "figures.csv")], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
