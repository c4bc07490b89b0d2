"""`headway meta`: what it prints, and what it refuses with which words."""

import json

import pytest

from headway.cli.main import main

STUDIES = "effect,variance,where,year\n" + "".join(
    f"{0.1 * at},{0.01 + at / 100},{'ab'[at % 2]},{2000 + at}\n" for at in range(1, 8)
)


@pytest.fixture
def file(tmp_path):
    def write(text=STUDIES):
        path = tmp_path / "studies.csv"
        path.write_text(text)
        return ["meta", str(path), "--effect", "effect", "--variance", "variance"]

    return write


def test_a_mean_lies_in_its_interval_and_the_next_place_in_a_wider_one(file, capsys):
    code = main([*file(), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["lower"] < answer["estimate"] < answer["upper"]
    assert answer["prediction"][0] < answer["lower"]
    assert answer["n"] == 7


def test_moderators_and_clusters_are_taken(file, capsys):
    code = main([*file(), "--moderator", "year", "--cluster", "where", "--knapp-hartung", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [each["name"] for each in answer["moderators"]["coefficients"]] == ["intercept", "year"]
    assert answer["cluster_variance"] >= 0


def test_one_study_is_answered_with_a_warning_and_no_number(file, capsys):
    code = main([*file("effect,variance\n0.1,0.2\n"), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["estimate"] is None
    assert answer["warnings"] == ["too few studies: 1, where 2 are needed"]


def test_a_row_without_a_number_is_left_out_with_a_warning(file, capsys):
    main([*file(STUDIES + ",0.1,a,2010\n"), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert answer["n"] == 7
    assert "left out, no value: 1 rows" in answer["warnings"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (STUDIES.replace("0.1,", "much,", 1), "row 2, column effect: 'much': a number"),
        (STUDIES.replace("variance", "var"), "row 1, column variance: '': a column named variance"),
        ("", "row 1: '': a header row"),
    ],
)
def test_bad_input_names_file_row_column_and_value(file, capsys, text, told):
    code = main([*file(text), "--json"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert told in said.err
