"""What is exported is read again by the same upload flow, equal."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from headway.formats.builtin import BUILTIN
from headway.formats.icalendar import Day, write_calendar
from headway.formats.opening import Format, open_file
from headway.formats.proposals import propose_layout
from headway.formats.provenance import Catalogued, File, Publication, provenance
from headway.formats.published import (
    DataSet,
    Figure,
    csv_bytes,
    csvw_metadata,
    csvw_zip,
    data_package,
    json_stat,
)
from headway.formats.reading import read_statements
from headway.formats.spreadsheets import ods_bytes, xlsx_bytes

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
SOURCE = {"publisher": 'Department, of "Health"', "release": "Figures; 2026", "licence": "OGL v3.0"}


def figure(place="E09000007", name="Camden", period="2024-04-01/P1Y", value=12.5, **changes):
    given = {
        "indicator": "eats-well",
        "indicator_name": "People who eat well",
        "place_code": place,
        "place_name": name,
        "groups": ("", ""),
        "period": period,
        "unit": "%",
        "value": value,
        "lower": 11.25,
        "upper": 0.1 + 0.2 + 14,
        "count": 1e15 + 1,
        "denominator": None,
        "status": "final",
        "known_from": "2026-03-02T09:00:00+00:00",
        **SOURCE,
    }
    return Figure(**given | changes)


def data_set(*figures):
    return DataSet(
        name="eats-well",
        title="People who eat well",
        description='Share of people, <b>said</b> twice & "quoted"',
        publisher="Exampleshire",
        homepage="https://example.org/indicators/eats-well/",
        language="en",
        issued=date(2026, 3, 2),
        groups=("Age", "Sex"),
        figures=figures,
    )


MANY = data_set(
    figure(),
    figure(period="2025-04-01/P1Y", value=-3.0, status="provisional"),
    figure(
        groups=("16 to 24", "Female"), value=None, lower=None, upper=None, count=None, status="suppressed"
    ),
    figure(place="W06000015", name="Caerdydd | Cardiff", groups=("16 to 24", ""), value=1e-300),
    figure(place="E92000001", name="=England", period="2023-01-01/P3M", status="break"),
)


def read_again(data):
    opened = open_file(data)
    layout = opened.described or propose_layout(opened.table.header, opened.table.sample(), BUILTIN).layout
    found = read_statements(opened.table, layout)
    assert [str(problem) for problem in found.problems] == []
    return opened.format, found.rows()


def plain(rows):
    return sorted(
        (row.place, row.breakdown, str(row.period), row.value, row.status.value, row.unit) for row in rows
    )


def expected(data):
    return sorted(
        (
            each.place_code,
            "|".join(f"{name}={text}" for name, text in zip(data.groups, each.groups, strict=True) if text),
            each.period,
            each.value,
            "" if each.status == "final" else each.status,
            each.unit,
        )
        for each in data.figures
    )


@pytest.mark.parametrize(
    ("write", "form"),
    [
        (csv_bytes, Format.CSV),
        (csvw_zip, Format.CSVW),
        (data_package, Format.PACKAGE),
        (json_stat, Format.JSON_STAT),
        (xlsx_bytes, Format.XLSX),
        (ods_bytes, Format.ODS),
    ],
)
@pytest.mark.parametrize("data", [MANY, data_set(figure())], ids=["many", "one"])
def test_what_is_exported_is_read_again_equal(write, form, data):
    written = write(data)

    found_form, rows = read_again(written)

    assert found_form is form
    assert plain(rows) == expected(data)
    if form is not Format.JSON_STAT:  # which has no room for limits and counts
        assert sorted(
            (row.lower, row.upper, row.count, row.denominator) for row in rows if row.value
        ) == sorted((one.lower, one.upper, one.count, one.denominator) for one in data.figures if one.value)
        assert {row.indicator for row in rows} == {"eats-well"}


@pytest.mark.parametrize("write", [csv_bytes, csvw_zip, data_package, json_stat, ods_bytes])
def test_the_same_figures_give_the_same_bytes(write):
    assert write(MANY) == write(MANY)


@pytest.mark.parametrize("write", [csv_bytes, csvw_zip, data_package, json_stat, xlsx_bytes, ods_bytes])
def test_no_figures_are_a_file_without_rows(write):
    assert write(data_set())


def test_a_text_that_a_spreadsheet_would_run_stays_a_text():
    line = next(
        row for row in csv.DictReader(io.StringIO(csv_bytes(MANY).decode())) if "England" in row["place_name"]
    )

    assert line["place_name"] == "'=England"
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(MANY))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_metadata_name_every_column_of_the_file_and_its_key():
    header = csv_bytes(MANY).decode().split("\r\n", 1)[0].split(",")

    found = json.loads(csvw_metadata(MANY))

    columns = found["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == header
    assert found["tableSchema"]["primaryKey"] == ["indicator", "place_code", "age", "sex", "period"]
    assert set(found["tableSchema"]["primaryKey"]) <= {column["name"] for column in columns}
    assert found["dc:license"] == ["OGL v3.0"]


def test_a_data_package_states_size_hash_sources_and_licence():
    with zipfile.ZipFile(io.BytesIO(data_package(MANY))) as archive:
        found = json.loads(archive.read("datapackage.json"))
        content = archive.read("eats-well.csv")

    (resource,) = found["resources"]
    assert resource["bytes"] == len(content)
    assert resource["hash"].startswith("sha256:")
    assert found["licenses"] == [{"name": "ogl_v3_0", "title": "OGL v3.0"}]
    assert found["sources"] == [{"title": 'Department, of "Health": Figures; 2026'}]


def test_a_calendar_folds_long_lines_and_escapes_what_would_end_a_text():
    summary = "Figures; of Ynys Môn, " + "é" * 80
    days = [Day("b@example.org", date(2026, 5, 1), "Second"), Day("a@example.org", date(2026, 4, 1), summary)]

    written = write_calendar("Releases", days, MONDAY).decode()

    lines = written.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = written.replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:Figures\\; of Ynys Môn\\, " + "é" * 80 in unfolded
    assert unfolded.index("UID:a@example.org") < unfolded.index("UID:b@example.org")
    assert "DTSTART;VALUE=DATE:20260401" in unfolded
    assert "DTEND;VALUE=DATE:20260402" in unfolded
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-2:] == ["END:VCALENDAR", ""]


def publication(**changes):
    given = {
        "address": "https://example.org/figures/releases/1/",
        "publisher": "Department",
        "title": "Figures 2026",
        "licence": "OGL v3.0",
        "url": "https://example.org/publication",
        "published_at": MONDAY,
        "received_at": MONDAY,
        "undone_at": None,
        "invented": False,
        "record": "a" * 64,
        "source": File("https://example.org/file", title="figures.csv", sha256="b" * 64),
        "mapping": "ons-els 2",
    }
    return Publication(**given | changes)


def test_provenance_leads_from_the_figures_to_the_bytes_of_the_source_file():
    undone = publication(address="https://example.org/figures/releases/2/", undone_at=MONDAY, source=None)
    found = Catalogued(
        address="https://example.org/indicators/eats-well/",
        title="People who eat well",
        description="Share",
        publisher="Exampleshire",
        language="en",
        next_release=date(2026, 6, 1),
        places=("E09000007",),
        distributions=(File("https://example.org/e.csv", "text/csv", "CSV"),),
        releases=(publication(), undone),
    )

    graph = json.loads(provenance(found))["@graph"]

    nodes = {node["@id"]: node for node in graph}
    dataset = nodes[found.address]
    assert dataset["prov:wasDerivedFrom"] == [
        {"@id": publication().address}
    ]  # the undone one is not a source
    release = nodes[publication().address]
    done = nodes[release["prov:wasGeneratedBy"]["@id"]]
    assert release["prov:wasDerivedFrom"] == done["prov:used"] == {"@id": f"urn:sha256:{'b' * 64}"}
    assert nodes[f"urn:sha256:{'b' * 64}"]["spdx:checksum"]["spdx:checksumValue"] == "b" * 64
    assert done["prov:hadPlan"]["dct:title"] == "ons-els 2"
    assert "prov:invalidatedAtTime" in nodes[undone.address]
    assert dataset["dcat:distribution"][0]["dcat:mediaType"] == "text/csv"
