"""`headway opinions`: what it prints, and what it refuses with which words."""

import json

import pytest

from headway.cli.main import main
from tests.shared import shared


def planted(folder, people=60, statements=24, turned=1):
    """Write votes of two halves that disagree on every second statement."""
    rows = ["timestamp,comment-id,voter-id,vote"]
    for person in range(people):
        for statement in range(statements):
            noise = (person * 7 + statement * 5) % 11 == 0
            agrees = statement % 2 == 0 or person % 2 == 0
            rows.append(
                f"170000{person:02}{statement:02},{statement},{person},{turned * (1 if agrees != noise else -1)}"
            )
    folder.joinpath("votes.csv").write_text("\n".join(rows) + "\n")
    return folder


def test_two_planted_groups_are_found_with_everything_promised(tmp_path, capsys):
    code = main(["opinions", str(planted(tmp_path)), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (answer["participants"], answer["statements"], answer["votes"]) == (60, 24, 1440)
    assert answer["k"] == 2
    assert [group["size"] for group in answer["groups"]] == [30, 30]
    assert len({answer["membership"][str(at)] for at in range(0, 60, 2)}) == 1
    assert answer["reliability"] > 0.9
    assert len(answer["common_ground"]) == 24
    assert {int(row["statement"]) % 2 for row in answer["common_ground"][:12]} == {0}
    assert all(row["lower90"] <= row["least_agreement"] <= row["upper90"] for row in answer["common_ground"])
    first = answer["representative"][answer["membership"]["1"]][0]
    assert (int(first["statement"]) % 2, first["direction"]) == (1, "disagree")
    assert first["n"] == 30
    assert min(answer["heldout_loss"], key=answer["heldout_loss"].get) != "1"


def test_the_same_votes_in_another_order_give_the_same_answer(tmp_path, capsys):
    folder = planted(tmp_path)
    main(["opinions", str(folder), "--json"])
    before = capsys.readouterr().out
    head, *rows = folder.joinpath("votes.csv").read_text().splitlines()
    folder.joinpath("votes.csv").write_text("\n".join([head, *rows[::-1]]) + "\n")

    main(["opinions", str(folder), "--json"])

    assert capsys.readouterr().out == before


def test_as_polis_gives_its_groups_on_a_conversation_of_polis(capsys):
    folder = shared("polis/bg2050-volunteers")

    code = main(["opinions", str(folder), "--as-polis", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (answer["participants"], answer["statements"], answer["votes"]) == (126, 371, 14283)
    assert [group["size"] for group in answer["groups"]] == [99, 8]
    assert answer["heldout_loss"] is None


def test_a_number_of_groups_can_be_asked_for(tmp_path, capsys):
    main(["opinions", str(planted(tmp_path)), "--classes", "3", "--json"])

    assert json.loads(capsys.readouterr().out)["k"] == 3


def test_words_say_how_many_and_how_reliable(tmp_path, capsys):
    main(["opinions", str(planted(tmp_path))])

    said = capsys.readouterr().out
    assert "60 people, 24 statements, 1,440 votes." in said
    assert "2 groups of opinion." in said
    assert "Split-half agreement" in said


def test_votes_that_cannot_be_read_name_file_row_and_column(tmp_path, capsys):
    folder = planted(tmp_path, turned=2)

    code = main(["opinions", str(folder), "--json"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err == f"{folder}/votes.csv: row 2, column vote: '-2': 1 (agree), 0 (pass) or -1 (disagree)\n"


@pytest.mark.parametrize("where", ["nowhere", "."])
def test_a_folder_without_votes_is_refused(tmp_path, capsys, where):
    code = main(["opinions", str(tmp_path / where), "--json"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err
