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

    codes = [main(["import", "places", str(each)]) for each in (file, tmp_path / "none.csv")]

    said = capsys.readouterr()
    assert (codes, said.out) == ([2, 2], "")
    assert f"{file}: row 2, column code: 'E09': a code of one letter" in said.err
    assert not Place.objects.exists()


def test_a_map_of_outlines_brings_its_places_with_a_kind(capsys, tmp_path):
    corners = [[0, 50], [1, 50], [1, 51], [0, 50]]
    feature = {
        "type": "Feature",
        "properties": {"LAD23CD": "X99000001", "LAD23NM": "Ash"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    file = tmp_path / "trees.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))

    without = main(["import", "places", str(file)])
    said = capsys.readouterr()
    stored = main(["import", "places", str(file), "--tier", "district", "--json"])

    assert (without, said.out) == (2, "")
    assert "'X99000001': the code of a place that is here; give a tier to add it" in said.err
    assert stored == 0
    assert json.loads(capsys.readouterr().out) == {"read": 1, "added": 1}
    assert Place.objects.get().longitude is not None


def test_a_map_whose_code_is_none_is_bad_input(capsys, tmp_path):
    file = tmp_path / "tiles.csv"
    file.write_text("code,column,row\n")

    code = main(["import", "places", str(file), "--map", "Two Words"])

    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "small letters, digits and hyphens" in said.err
