"""`headway people` and `headway places`: what they print, and their exit codes."""

import json

import pytest

from headway.cli.main import main
from headway.places.models import Place

pytestmark = pytest.mark.django_db


def test_an_invitation_prints_its_link(capsys):
    code = main(
        ["people", "invite", "--email", "ada@example.org", "--name", "Ada", "--role", "staff", "--json"]
    )

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer["role"] == "staff"
    assert "/account/invitation/" in answer["link"]


def test_a_wrong_address_is_bad_input_and_leaves_standard_output_empty(capsys):
    code = main(["people", "invite", "--email", "nobody", "--name", "Ada"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "name@example.org" in said.err


def test_the_united_kingdom_is_loaded_once(capsys):
    codes = [main(["places", "load-uk", "--json"]) for _ in range(2)]

    assert codes == [0, 0]
    assert [json.loads(line)["added"] for line in capsys.readouterr().out.splitlines()] == [47, 0]


def test_a_bad_row_names_itself(capsys, tmp_path):
    file = tmp_path / "places.csv"
    file.write_text("code,name,tier\nE09,Short,ward\n")

    codes = [main(["places", "import", str(each)]) for each in (file, tmp_path / "none.csv")]

    said = capsys.readouterr()
    assert (codes, said.out) == ([2, 2], "")
    assert f"{file}: row 2, column code: 'E09': a code of one letter" in said.err
    assert not Place.objects.exists()
