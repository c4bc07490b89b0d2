"""Every official file: what we read of it, what plain loops read, and what is written down, are one."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from headway.formats.builtin import BUILTIN, SdgOptions, is_sdg, sdg_layout
from headway.formats.errors import Unreadable
from headway.formats.opening import open_file
from headway.formats.proposals import propose_layout
from headway.formats.reading import read_statements
from tests.shared import SHARED, shared
from tests.unit.formats.official_loop import counted

WRITTEN = Path(__file__).with_name("expected_imports.json")
EXPECTED = json.loads(WRITTEN.read_text()) if WRITTEN.exists() else {}


def ours(path):
    """Read a file as the upload does; CSVW travels with its metadata, the UK's SDG data with every group."""
    data = path.read_bytes()
    beside = path.with_name(path.name + "-metadata.json")
    if beside.exists():
        data = zipped({each.name: each.read_bytes() for each in (path, beside)})
    try:
        opened = open_file(data)
    except Unreadable as refusal:
        return {"says": refusal.problems[0].msgid.format(**dict(refusal.problems[0].facts))}
    table = opened.table
    if is_sdg(table.header):
        layout = sdg_layout(table.header, SdgOptions(headline=False))
    else:
        layout = opened.described or propose_layout(table.header, table.sample(), BUILTIN).layout
    found = read_statements(table, layout)
    rows = zip(found.indicator, found.place, found.breakdown, strict=True)
    assert found.counts.unreadable + found.counts.duplicate >= len(found.problems)
    return {
        "rows": found.counts.rows,
        "series": len(set(rows)),
        "observations": sum(value is not None for value in found.value),
        "without_value": found.counts.missing,
        "duplicate_rows": found.counts.duplicate,
        "unreadable": [
            {"row": each.row, "column": each.column, "value": plain(each.value), "reason": each.code}
            for each in found.problems
        ],
    }


def plain(value):
    """Return a financial year as the file writes it; a repeated row is told by its period."""
    start, _, length = value.partition("/")
    if length == "P1Y" and start.endswith("-04-01"):
        return f"{start[:4]}/{(int(start[:4]) + 1) % 100:02}"
    return value


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def data_files():
    found = (path for path in (SHARED / "official").rglob("*") if path.is_file() and path.suffix != ".md")
    return sorted(path.relative_to(SHARED / "official").as_posix() for path in found)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_official_file_is_read_as_written_down(name):
    path = shared(f"official/{name}")

    found = ours(path)

    assert found == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_plain_loop_counts_the_same(name):
    path = shared(f"official/{name}")

    found = counted(path)

    assert found == EXPECTED[name]


def test_no_official_file_is_left_out():
    shared("official")

    assert data_files() == sorted(EXPECTED)
