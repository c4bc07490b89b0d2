"""`headway setup`: it begins, goes on where it was, and writes the drafts."""

import json

import pytest

from headway.cli.main import main
from headway.people import queries
from tests import builders_people as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", build.MONDAY.isoformat())


BEGIN = ["setup", "--body", "Example Borough", "--name", "Ada Admin", "--email", "ada@example.org"]


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_it_makes_the_body_and_prints_the_link_of_its_administrator(capsys):
    code = main([*BEGIN, "--json"])

    answer = told(capsys)
    assert code == 0
    assert answer["body"] == "Example Borough"
    assert "/account/invitation/" in answer["invitation"]
    assert answer["tasks"]["body"]
    assert not answer["tasks"]["places"]


def test_it_goes_on_where_it_was_and_changes_nothing_twice(capsys):
    main(BEGIN)
    more = ["setup", "--uk-places", "--office", "Director of Housing", "--questions", "1,4", "--contact"]
    main([*more, "help@example.org"])
    capsys.readouterr()

    code = main([*more, "help@example.org", "--json"])

    answer = told(capsys)
    assert code == 0
    assert answer["invitation"] is None
    assert [name for name, done in answer["tasks"].items() if not done] == ["people", "documents", "mission"]
    assert queries.body_settings(build.system_reader()).opened_questions == (1, 4)
    assert len(queries.offices(build.system_reader())) == 1


def test_without_answers_it_says_what_is_missing(capsys):
    code = main(["setup", "--body", "Example Borough"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "--name, --email" in said.err


def test_the_drafts_hold_what_was_answered_and_ask_for_the_rest(capsys, tmp_path):
    main([*BEGIN, "--hosting", "our own servers in Cardiff", "--documents", str(tmp_path)])

    written = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert len(written) == 5
    assert "our own servers in Cardiff" in written["security-answer.md"]
    assert "[the address of your data protection contact]" in written["privacy-notice.md"]
    assert "| Account | Somebody who signs in." in written["retention-table.md"]


def test_a_link_opens_the_first_page(capsys):
    code = main(["setup", "--link"])

    assert code == 0
    assert "/setup/begin/" in capsys.readouterr().out
