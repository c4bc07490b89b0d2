"""`headway power`, `randomise`, `trial analyse` and `synth`: what they print, and what they refuse."""

import csv
import hashlib
import io
import json
import re

import pytest

from headway.cli.main import main
from tests.shared import shared

TRIAL = "who,arm,score,before,team,site\n" + "".join(
    f"p{at},{'new' if at % 4 < 2 else 'old'},{at % 5 + (at % 4 < 2)},{at % 7},t{at % 8},s{at % 2}\n"
    for at in range(40)
)
PANEL = "place,year,rate\n" + "".join(
    f"{place},{2000 + year},{10 + at * year * 0.3 + (year * 7 + at * 3) % 5}\n"
    for at, place in enumerate("abcde")
    for year in range(12)
)


@pytest.fixture
def ask(tmp_path, capsys):
    def run(*words, text=""):
        path = tmp_path / "rows.csv"
        path.write_text(text)
        code = main([str(path) if word == "FILE" else word for word in words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


def test_the_contract_names_what_power_answers(ask):
    _code, out, _err = ask("power", "t", "--effect", "0.5", "--json")

    answer = json.loads(out)
    assert answer["n"] == pytest.approx(63.76561, abs=6e-6)
    assert {"n", "mde"} == set(answer["curve"][0])
    assert answer["warnings"] == []


@pytest.mark.parametrize(
    "words",
    [
        ["proportions", "--control", "0.4", "--effect", "0.1"],
        ["cluster", "--size", "30", "--icc", "0.05", "--cv", "0.4", "--n", "12"],
        ["wedge", "--waves", "3,3,3,3", "--n", "10", "--tau", "0.25", "--effect", "0.3"],
        [
            "wedge",
            "--waves",
            "6,6,6,6",
            "--n",
            "120",
            "--control",
            "0.05",
            "--icc",
            "0.02",
            "--effect",
            "-0.015",
        ],
    ],
)
def test_every_design_answers_in_words_and_as_json(ask, words):
    _code, out, _err = ask("power", *words, "--json")
    code, said, _err = ask("power", *words)

    answer = json.loads(out)
    assert code == 0
    assert 0 < answer["power"] < 1
    assert "can be seen" in said


def test_too_few_clusters_are_named_as_the_problem(ask):
    _code, out, _err = ask(
        "power", "cluster", "--n", "6", "--size", "30", "--icc", "0.589", "--effect", "0.3"
    )

    assert "more clusters do" in out


def test_an_effect_that_nothing_can_see_is_a_warning_and_no_number(ask):
    code, out, _err = ask("power", "t", "--effect", "1e-9", "--json")

    answer = json.loads(out)
    assert code == 0
    assert answer["n"] is None
    assert "no number of units" in answer["warnings"][0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["t"], "--effect or --n"),
        (["t", "--effect", "0"], "--effect: '0'"),
        (["wedge", "--waves", "x", "--n", "3"], "--waves: 'x'"),
        (["wedge", "--waves", "3,3", "--n", "3", "--control", "2"], "--control: '2'"),
        (["cluster", "--size", "3", "--icc", "2", "--n", "4"], "--icc: '2'"),
    ],
)
def test_a_design_that_cannot_be_exits_two(ask, words, said):
    code, out, err = ask("power", *words)

    assert code == 2
    assert said in err
    assert out == ""


def test_a_list_is_dealt_evenly_within_sites_and_again_the_same(ask):
    words = ("randomise", "FILE", "--unit", "who", "--arms", "old,new", "--strata", "site", "--seed", "7")

    _code, out, _err = ask(*words, text=TRIAL)
    _code, again, _err = ask(*words, "--json", text=TRIAL)

    rows = list(csv.DictReader(io.StringIO(out)))
    answer = json.loads(again)
    assert [row["unit"] for row in rows] == sorted(row["unit"] for row in rows)
    assert rows == answer["assignment"]
    assert answer["counts"] == {"new": 20, "old": 20}
    lines = sorted(f"{row['unit']}\t{row['stratum']}\t\n" for row in rows)
    assert answer["hash"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_whole_teams_and_near_draws_and_waves_can_be_asked_for(ask):
    _code, out, _err = ask(
        "randomise", "FILE", "--unit", "who", "--arms", "one,two,three", "--cluster", "team", "--caps", "2,3,3",
        "--first", "t3", "--balance", "before", "--best-of", "20", text=TRIAL,
    )  # fmt: skip

    rows = {row["unit"]: row["arm"] for row in csv.DictReader(io.StringIO(out))}
    assert {rows["p3"], rows["p11"]} == {"one"}


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["--arms", "a"], TRIAL, "two arms or more"),
        (["--arms", "a,b", "--shares", "x"], TRIAL, "--shares: 'x'"),
        (["--arms", "a,b", "--unit", "arm"], TRIAL, "row 3, column arm: 'new'"),
        (["--arms", "a,b", "--strata", "sex"], TRIAL, "column sex"),
        (
            ["--arms", "a,b", "--balance", "before", "--best-of", "5"],
            "who,before\na,1\nb,\n",
            "a number in every row",
        ),
    ],
)
def test_a_list_that_cannot_be_dealt_exits_two(ask, words, text, said):
    code, out, err = ask("randomise", "FILE", *words, text=text)

    assert code == 2
    assert said in err
    assert out == ""


def test_a_trial_has_the_keys_of_the_contract(ask):
    words = ("trial", "analyse", "FILE", "--outcome", "score", "--arm", "arm", "--control", "old")

    code, out, _err = ask(
        *words, "--block", "site", "--baseline", "before", "--draws", "199", "--json", text=TRIAL
    )
    _code, said, _err = ask(*words, "--cluster", "team", text=TRIAL.replace("t0", "t8"))

    answer = json.loads(out)
    assert code == 0
    assert {"effect", "se", "lower", "upper", "p_randomisation", "n", "warnings"} <= set(answer)
    assert answer["n"] == 40
    assert (answer["p_randomisation"] * 200) % 1 == pytest.approx(0.0, abs=1e-9)
    assert said.startswith("Effect ")


def test_the_supported_work_experiment_from_its_file(ask, capsys):
    file = str(shared("evaluation/nsw") / "nsw.csv")

    main(
        [
            "trial",
            "analyse",
            file,
            "--outcome",
            "re78",
            "--arm",
            "treat",
            "--control",
            "0",
            "--draws",
            "99",
            "--planned",
            "0.5",
            "--json",
        ]
    )

    answer = json.loads(capsys.readouterr().out)
    assert answer["effect"] == pytest.approx(1794.342382, rel=2e-8)
    assert "further from the plan" in answer["warnings"][0]


def test_missing_outcomes_are_counted_by_arm_and_few_clusters_named(ask):
    text = TRIAL.replace("p0,new,1", "p0,new,").replace("p3,old,3,3", "p3,old,3,")

    _code, out, _err = ask(
        "trial",
        "analyse",
        "FILE",
        "--outcome",
        "score",
        "--arm",
        "arm",
        "--control",
        "old",
        "--baseline",
        "before",
        "--cluster",
        "who",
        text=text,
    )
    code, told, _err = ask(
        "trial",
        "analyse",
        "FILE",
        "--outcome",
        "score",
        "--arm",
        "arm",
        "--control",
        "old",
        "--cluster",
        "team",
        "--json",
        text=TRIAL,
    )

    assert "left out, no outcome: 0 of 19 in control, 1 of 20 treated" in out
    assert "left out, no baseline: 1 rows" in out
    assert code == 0
    assert "only 8 clusters" in json.loads(told)["warnings"][-1]


def test_one_arm_alone_is_answered_with_a_warning(ask):
    code, out, _err = ask(
        "trial",
        "analyse",
        "FILE",
        "--outcome",
        "score",
        "--arm",
        "arm",
        "--control",
        "old",
        "--json",
        text="arm,score\nold,1\nnew,\n",
    )

    answer = json.loads(out)
    assert code == 0
    assert answer["effect"] is None
    assert answer["warnings"] == ["too few units: 0 in the smaller arm, where 1 are needed"]


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["--control", "none"], TRIAL, "two arms, one of them 'none'"),
        (["--control", "old"], TRIAL.replace("p1,new,2", "p1,new,x"), "row 3, column score: 'x'"),
        (["--control", "old", "--draws", "0"], TRIAL, "--draws"),
        (["--control", "old", "--planned", "2"], TRIAL, "--planned: '2'"),
    ],
)
def test_a_trial_that_cannot_be_read_exits_two(ask, words, text, said):
    code, out, err = ask("trial", "analyse", "FILE", "--outcome", "score", "--arm", "arm", *words, text=text)

    assert code == 2
    assert said in err
    assert out == ""


SYNTH = ("synth", "FILE", *["--unit", "place", "--time", "year", "--outcome", "rate", "--treated", "c"])


def test_a_synthetic_control_has_the_keys_of_the_contract(ask):
    words = (*SYNTH, "--start", "2008")

    code, out, _err = ask(*words, "--json", text=PANEL)
    _code, said, _err = ask(*words, text=PANEL)

    answer = json.loads(out)
    assert code == 0
    assert set(answer) == {"weights", "effect", "pre_rmspe", "p_placebo", "near_optimal", "warnings"}
    assert sum(answer["weights"].values()) == pytest.approx(1.0)
    assert answer["near_optimal"][0] <= answer["effect"] <= answer["near_optimal"][1]
    assert said.startswith("Effect ")


def test_california_from_its_file(capsys):
    file = str(shared("evaluation/prop99") / "prop99.csv")

    columns = ["--unit", "state", "--time", "year", "--outcome", "packs", "--treated", "California"]

    main(["synth", file, *columns, "--start", "1989", "--json"])

    assert json.loads(capsys.readouterr().out)["effect"] == pytest.approx(-19.5136298, abs=5e-6)


def test_a_place_with_a_gap_is_left_out_by_name_and_too_little_is_a_warning(ask):
    words = (*SYNTH, "--json")

    _code, out, _err = ask(*words, "--start", "2008", text=re.sub("a,2003,.*", "a,2003,", PANEL))
    code, early, _err = ask(*words, "--start", "2001", text=PANEL)

    assert code == 0
    assert json.loads(early)["effect"] is None
    assert "too few periods" in json.loads(early)["warnings"][0]
    assert json.loads(out)["warnings"] == ["left out, a period without a value: a"]
    assert "a" not in json.loads(out)["weights"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PANEL.replace("c,2003", "c,soon"), "column year: 'soon'"),
        (PANEL.replace("b,2003,", "b,2003,x"), "column rate: 'x"),
        (PANEL.replace("b,2003", "b,2004"), "each period once"),
        (PANEL.replace("c,", "z,"), "a unit of the file"),
        (PANEL.replace("c,2003,", "q,2003,"), "in every period"),
    ],
)
def test_a_panel_that_cannot_be_read_exits_two(ask, text, said):
    code, out, err = ask(*SYNTH, "--start", "2008", text=text)

    assert code == 2
    assert said in err
    assert out == ""
