"""`headway import figures` and `headway export figures`."""

import csv
import io
import json

import pytest

from headway.cli.main import parser
from headway.files.models import Mapping
from headway.measures.models import Observation, Release
from tests.builders_measures import indicator, moment, places
from tests.shared import shared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setenv("HEADWAY_NOW", "2026-06-01T09:00:00+00:00")


@pytest.fixture
def key():
    places()
    return indicator("Poverty", at=moment("2025-01-01"))


def run(*words):
    options = parser().parse_args([str(word) for word in words])
    return options.run(options)


RELEASE = ["--publisher", "ONS", "--title", "Local statistics", "--licence", "OGL v3.0"]


def test_a_plain_file_comes_in_and_goes_out_again(key, tmp_path, capsys):
    file = tmp_path / "plain.csv"
    file.write_text("date,value\n2022,18.5\n2023,17\n2024,\n")
    words = ["import", "figures", file, "--layout", "plain", "--indicator", "poverty", "--place", "E09000007"]

    code = run(*words, *RELEASE, "--published", "2026-01-12", "--json")
    answer = capsys.readouterr()
    again = run(*words, *RELEASE, "--published", "2026-01-12")
    said = capsys.readouterr().out
    exported = run("export", "figures", "--indicator", "poverty")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    found = json.loads(answer.out)
    assert (code, again, exported) == (0, 0, 0)
    assert (found["added"], found["already"], found["late"]) == (2, False, False)
    assert found["warnings"] == answer.err.splitlines()
    assert "Nothing changed" in said
    assert [(row["place_code"], row["period"], row["value"]) for row in rows] == [
        ("E09000007", "2022-01-01/P1Y", "18.5"),
        ("E09000007", "2023-01-01/P1Y", "17"),
    ]
    assert (rows[0]["publisher"], rows[0]["licence"]) == ("ONS", "OGL v3.0")


def test_an_ons_file_comes_in_by_name_and_is_known_as_it_was(key, tmp_path, capsys):
    root = "official/ons-els/vintages/children-in-relative-poverty"
    old, new = shared(f"{root}/2026-03-30_b4e4588f.csv"), shared(f"{root}/2026-05-07_66f55184.csv")
    names = ["--indicator", "Children in relative poverty before housing costs=poverty"]
    names += ["--indicator", "Children in relative poverty after housing costs="]

    run(
        "import",
        "figures",
        old,
        "--indicator",
        "poverty",
        "--known-places",
        *RELEASE,
        "--published",
        "2026-03-30",
    )
    run(
        "import",
        "figures",
        new,
        *names,
        "--layout",
        "ons-els",
        "--known-places",
        *RELEASE,
        "--published",
        "2026-05-07",
    )
    said = capsys.readouterr()
    out = tmp_path / "out.csv"
    run("export", "figures", "--indicator", "poverty", "--known-on", "2026-04-01", "--out", out)

    assert "figures came in" in said.out
    assert "left out as asked" in said.err
    rows = list(csv.DictReader(io.StringIO(out.read_text())))
    assert rows
    assert {row["known_from"] for row in rows} == {"2026-03-30T00:00:00+00:00"}
    assert Mapping.objects.count() == 1


def test_an_sdg_file_comes_in(key, capsys):
    file = shared("official/uk-sdg/indicator_13-2-2.csv")

    code = run(
        *("import", "figures", file, "--layout", "uk-sdg", "--indicator", "poverty"),
        *(*RELEASE, "--published", "2026-01-12", "--partial", "--invented", "--url", "https://example.org"),
    )

    assert code == 0, capsys.readouterr().err
    assert Observation.objects.count() > 30


@pytest.mark.parametrize(
    ("text", "more", "told"),
    [
        ("date,value\n2022,x1\n", [], "row 2, column value: 'x1':"),
        ("date,value\n2022,1\n", ["--place", "E00000000"], "row 2, column place: 'E00000000':"),
        ("date,value\n2022,1\n", ["--layout", "nobody"], "no mapping is called nobody"),
        ("when,what\n2022,1\n", ["--layout", ""], "no mapping knows this header"),
        ("when,what\n2022,1\n", ["--layout", "ons-els"], "columns are not the ones"),
        ("date,value\n2022,1\n", ["--indicator", "nobody"], "no indicator has the address nobody"),
        ("date,value\n2022,1\n", ["--indicator", "a="], "--indicator"),
        ("date,value\n2022,1\n", ["--published", "soon"], "--published: 'soon'"),
        ("date,value\n2022,1\n", ["--published", "2027-01-01"], "cannot lie in the future"),
        (None, [], "No such file"),
    ],
)
def test_bad_input_is_named_and_stores_nothing(key, tmp_path, capsys, text, more, told):
    file = tmp_path / "bad.csv"
    if text is not None:
        file.write_text(text)
    words = ["import", "figures", file, "--layout", "plain", "--indicator", "poverty"]

    code = run(*words, *RELEASE, "--published", "2026-01-12", "--place", "E09000007", *more)

    answer = capsys.readouterr()
    assert (code, answer.out) == (2, "")
    assert told in answer.err
    assert Release.objects.count() == 0


def test_an_export_of_what_is_not_there_says_so(key, capsys):
    assert run("export", "figures", "--indicator", "nobody") == 2
    assert run("export", "figures", "--indicator", "poverty", "--known-on", "soon") == 2

    assert "nobody" in capsys.readouterr().err
