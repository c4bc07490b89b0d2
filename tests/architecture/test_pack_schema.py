"""The JSON Schema of packs stands in the reference as the code has it, and the examples follow it."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
from django.conf import settings

from headway.flows.packs import schemas

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "pack"
SCHEMAS = schemas()


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_reference_holds_the_schema_as_it_is(name):
    written = (REFERENCE / name).read_bytes()

    assert written == SCHEMAS[name], "run: headway export schema --out docs/reference/pack"


@pytest.mark.parametrize("example", ["camden", "uk-2024"])
@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_an_example_follows_the_schema(example, name):
    file = Path(settings.EXAMPLES) / example / name.replace(".schema.json", ".json")
    records = json.loads(file.read_text()) if file.exists() else {"records": []}

    problems = list(jsonschema_rs.validator_for(json.loads(SCHEMAS[name])).iter_errors(records))

    assert problems == []


def test_the_schema_refuses_what_the_import_refuses():
    validator = jsonschema_rs.validator_for(json.loads(SCHEMAS["missions.schema.json"]))

    assert not validator.is_valid({"records": [{"record": "charter", "title": 3}]})
    assert not validator.is_valid({"records": [{"record": "poem"}]})
