"""`headway panel draw`: what it prints, and what it refuses with which words."""

import json

import pytest

from headway.cli.main import main

PEOPLE = "id,sex,home\n" + "".join(f"p{at},{'f' if at % 3 else 'm'},h{at // 2}\n" for at in range(12))
TARGETS = "feature,value,min,max\nsex,f,2,2\nsex,m,2,2\n"


@pytest.fixture
def files(tmp_path):
    def write(people=PEOPLE, targets=TARGETS):
        (tmp_path / "people.csv").write_text(people)
        (tmp_path / "targets.csv").write_text(targets)
        return ["--people", str(tmp_path / "people.csv"), "--targets", str(tmp_path / "targets.csv")]

    return write


def test_a_panel_meets_its_targets_and_the_chances_add_up(files, capsys):
    code = main(["panel", "draw", *files(), "--size", "4", "--seed", "7", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert len(set(answer["panel"])) == 4
    assert [quota["drawn"] for quota in answer["quotas"]] == [2, 2]
    assert sum(answer["chances"].values()) == pytest.approx(4)
    assert sum(each["probability"] for each in answer["portfolio"]) == pytest.approx(1)
    assert answer["min_chance"] == pytest.approx(0.25, abs=0.002)


def test_at_most_one_of_a_household_is_drawn(files, capsys):
    main(["panel", "draw", *files(), "--size", "4", "--household", "home", "--json"])

    answer = json.loads(capsys.readouterr().out)
    homes = [int(person[1:]) // 2 for person in answer["panel"]]
    assert len(set(homes)) == 4


def test_targets_that_no_panel_meets_say_what_to_relax(files, capsys):
    targets = "feature,value,min,max\nsex,f,1,1\nsex,m,5,5\n"

    code = main(["panel", "draw", *files(targets=targets), "--size", "6", "--json"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "sex m: min 4, max 5" in said.err


@pytest.mark.parametrize(
    ("people", "targets", "told"),
    [
        (PEOPLE.replace("p1,f", "p1,x"), TARGETS, "row 3, column sex: 'x': a value of the targets: f, m"),
        (PEOPLE.replace("p1,", "p0,"), TARGETS, "row 3, column id: 'p0': an id that stands once"),
        (PEOPLE, TARGETS.replace("2,2", "two,2", 1), "row 2, column min: 'two': a whole number from 0"),
        (PEOPLE, TARGETS.replace("2,2", "3,2", 1), "row 2, column max: '2': at least the min, 3"),
        (PEOPLE, TARGETS.replace("sex,", "age,"), "column age: '': one of sex, home"),
        (PEOPLE.replace("id,", "name,"), TARGETS, "row 1, column id: '': a column named id"),
        (PEOPLE + "p99,f\n", TARGETS, "row 14: 'p99,f': 3 cells"),
        ("", TARGETS, "row 1: '': a header row"),
    ],
)
def test_bad_input_names_file_row_column_and_value(files, capsys, people, targets, told):
    code = main(["panel", "draw", *files(people, targets), "--size", "4"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert told in said.err
