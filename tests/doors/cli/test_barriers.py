"""`headway barriers export`: the ledger as a table, without a word as it was written."""

import csv
import io
import json

import pytest

from headway.cli import main
from headway.frontline import actions
from tests import builders_barriers as build
from tests import builders_people as people
from tests.builders_people import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("HEADWAY_NOW", MONDAY.isoformat())


def test_the_ledger_is_written_by_date_without_words(capsys):
    cast = build.cast()
    key = build.fixed(cast, name="Nia Nurse")
    actions.summarise(
        people.by(cast.steward),
        barrier=key,
        summary="=Payments wait",
        language="en",
        version=build.row(key).version,
    )

    code = main.main(["barriers", "export"])

    said = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(said)))
    assert code == 0
    assert [(row["key"], row["standing"], row["given_as"]) for row in rows] == [
        (str(key), "confirmed", "fixed")
    ]
    assert rows[0]["summary"] == "'=Payments wait"
    assert "cooker" not in said
    assert "Nia" not in said


def test_the_ledger_is_one_json_object(capsys):
    cast = build.cast()
    build.raised(cast)

    main.main(["barriers", "export", "--json", "--mission", "food"])

    (row,) = json.loads(capsys.readouterr().out)["barriers"]
    assert (row["minutes_low"], row["standing"]) == (90.0, "owed")


def test_a_mission_that_is_none_is_bad_input(capsys):
    build.cast()

    code = main.main(["barriers", "export", "--mission", "gone"])

    assert code == 2
    assert capsys.readouterr().out == ""
