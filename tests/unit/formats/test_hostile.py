"""Hostile files are refused with a reason, within 10 seconds of processor and 300 MB a worker."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.formats.hostile_files import CASES

ROOT = Path(__file__).resolve().parents[3]
REASONS = {
    "billion laughs": "document_type",
    "external entity": "document_type",
    "quadratic entity": "document_type",
    "deep XML": "xml_too_deep",
    "endless tag": "not_xml",
    "observations without end": "too_many_observations",
    "deep JSON": "json_too_deep",
    "deep objects": "json_too_deep",
    "lists in lists": "json_too_big",
    "objects in a list": "json_too_big",
    "a long whole number": "row_too_long",
    "an infinite number": "number_too_large",
    "a cube of a trillion rows": "jsonstat_size",
    "a million columns": "too_many_columns",
    "a row of a million cells": "too_many_columns",
    "one line of 40 MB": "row_too_long",
    "an open quotation mark": "unclosed_quote",
    "a wide table of a billion cells": "too_many_rows",
    "300 MB of CSV in a zip": "zip_ratio",
    "zeros beside a CSV": "zip_ratio",
    "a description of 300 MB": "zip_ratio",
    "an ODS of a million equal rows": "too_many_rows",
    "an ODS of a million equal cells": "too_many_columns",
    "an ODS of 200 MB": "zip_ratio",
    "text in an ODS without end": "zip_ratio",
}


@pytest.mark.goal
def test_every_hostile_file_is_refused_in_time_and_memory(tmp_path):
    for name, make in CASES.items():
        (tmp_path / name).write_bytes(make())

    worker = [sys.executable, "-m", "tests.unit.formats.hostile_files", str(tmp_path)]
    done = subprocess.run(worker, cwd=ROOT, capture_output=True, text=True, check=True)

    found = json.loads(done.stdout)
    assert {each["name"]: each["codes"] for each in found} == {name: [code] for name, code in REASONS.items()}
    assert max(each["seconds"] for each in found) < 10
    assert max(each["megabytes"] for each in found) < 300
