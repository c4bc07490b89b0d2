"""`headway did`: what it prints, and what it refuses with which words."""

import json

import numpy as np
import pytest

from headway.cli.main import main
from tests.shared import shared

COLUMNS = ["--unit", "team", "--time", "wave", "--cohort", "since", "--outcome", "score"]


def rows(teams=12, waves=8, write=str, adopted=(3, 5, 7, None)):
    rng = np.random.default_rng(0)
    lines = ["team,wave,since,score,size"]
    for team in range(teams):
        since = adopted[team % len(adopted)]
        for wave in range(waves):
            score = rng.normal() + (since is not None and wave >= since)
            told = "" if since is None else write(since)
            lines.append(f"team {team},{write(wave)},{told},{score:.6f},{5 + team}")
    return lines


@pytest.fixture
def ask(tmp_path, capsys):
    def run(lines, *more):
        path = tmp_path / "panel.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        code = main(["did", str(path), *COLUMNS, *more, "--json"])
        out, err = capsys.readouterr()
        return code, (json.loads(out) if out else None), err.replace(str(path), "panel.csv")

    return run


def quarter(wave):
    return f"{2024 + wave // 4}-Q{wave % 4 + 1}"


def test_twelve_teams_are_imputed_with_the_jackknife(ask):
    code, answer, _err = ask(rows())

    assert code == 0
    assert (answer["method"], answer["overall"]["inference"]) == ("imputation", "jackknife")
    assert answer["overall"]["lower"] < answer["overall"]["att"] < answer["overall"]["upper"]
    assert set(answer["aggregates"]) == {"simple", "group", "dynamic", "calendar"}
    assert answer["overall"]["att"] == answer["aggregates"]["group"]["att"]
    assert all(cell["time"] >= cell["cohort"] for cell in answer["cells"])
    assert [each["k"] for each in answer["event_study"]] == list(range(-6, 5))


def test_fifty_teams_are_compared_with_normal_errors(ask):
    _code, answer, _err = ask(rows(teams=52))

    assert (answer["method"], answer["overall"]["inference"]) == ("cs", "analytic")
    assert 0 < answer["pretest_p"] < 1


def test_row_order_does_not_matter_and_seeds_repeat(ask):
    lines = rows()
    options = ("--inference", "randomisation", "--seed", "4")

    _code, one, _err = ask(lines, *options)
    _code, other, _err = ask([lines[0], *reversed(lines[1:])], *options)

    assert one["overall"]["p"] == pytest.approx(other["overall"]["p"], abs=0.02)
    assert one["overall"]["att"] == pytest.approx(other["overall"]["att"], rel=1e-12)
    assert "p and interval are as if the order of adoption were chance" in one["warnings"]


def test_dates_are_printed_as_they_were_written(ask):
    _code, answer, _err = ask(rows(write=quarter), "--method", "cs")

    assert answer["cells"][0]["cohort"] == "2024-Q4"
    assert answer["aggregates"]["calendar"]["by"][0]["time"] == "2024-Q4"
    assert answer["event_study"][0]["k"] == -6


@pytest.mark.parametrize("never", ["", "0", "inf"])
def test_three_ways_to_say_never(ask, never):
    lines = [line.replace(",,", f",{never},") for line in rows()]

    code, answer, _err = ask(lines)

    assert code == 0
    assert {cell["cohort"] for cell in answer["cells"]} == {3, 5, 7}


def test_a_missing_score_is_left_out_with_a_warning(ask):
    lines = rows()
    lines[4] = "team 0,3,3,,5"

    code, answer, _err = ask(lines)

    assert code == 0
    assert "left out, no value: 1 rows" in answer["warnings"]
    assert "not seen: 1 of 96 units by periods; each comparison uses what was seen" in answer["warnings"]


def test_six_teams_are_described_without_an_interval(ask):
    _code, answer, _err = ask(rows(teams=6, waves=5, adopted=(2, 3, None)))

    assert answer["overall"]["se"] is answer["overall"]["lower"] is None
    assert answer["overall"]["inference"] == "randomisation"
    assert answer["overall"]["p"] >= 1 / 90
    assert "few orders are possible: the smallest p is 0.01111" in answer["warnings"]


def test_nobody_who_adopts_is_answered_with_a_warning_and_no_number(ask):
    code, answer, _err = ask(rows(adopted=(None,)))

    assert code == 0
    assert answer["overall"]["att"] is None
    assert answer["warnings"] == ["no unit adopts after the first period: there is nothing to estimate"]


def test_covariates_and_clusters_are_taken(ask):
    code, answer, _err = ask(rows(teams=24), "--covariate", "size", "--cluster", "team")

    assert code == 0
    assert answer["method"] == "cs"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("team 0,3,3,much,5", "row 5, column score: 'much': a number such as 12.5, or nothing where"),
        ("team 0,3,soon,1,5", "row 5, column since: 'soon': a number such as 12.5"),
        ("team 0,3.5,3,1,5", "row 5, column wave: '3.5': a whole number of waves or years"),
        ("team 0,2,3,1,5", "row 5, column wave: '2': each unit once in each period; row 4 has it already"),
        ("team 0,3,4,1,5", "row 5, column since: '4': one date of adoption for a unit; row 2 has another"),
        (",3,3,1,5", "row 5, column team: '': a name"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_else_printed(ask, line, said):
    lines = rows()
    lines[4] = line

    code, answer, err = ask(lines)

    assert (code, answer) == (2, None)
    assert err.startswith(f"panel.csv: {said}")


def test_a_column_that_is_not_there_is_named(ask):
    code, _answer, err = ask([line.replace("since", "from", 1) for line in rows()])

    assert code == 2
    assert err == "panel.csv: row 1, column since: '': a column named since\n"


def test_minimum_wages_from_the_command_line(capsys):
    path = shared("evaluation/mpdta") / "mpdta.csv"

    columns = ["--unit", "county", "--time", "year", "--cohort", "first_treat", "--outcome", "lemp"]
    main(["did", str(path), *columns, "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert answer["overall"]["att"] == pytest.approx(-0.0310, abs=5e-5)
    assert answer["aggregates"]["simple"]["se"] == pytest.approx(0.012034, abs=5e-7)
    assert answer["pretest_p"] == pytest.approx(0.16812, abs=5e-6)
    assert len(answer["cells"]) == 12
