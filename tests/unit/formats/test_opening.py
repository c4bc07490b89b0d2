"""Archives, spreadsheets and messages behind the one upload; what is refused, by which name."""

import io
import json
import sys
import zipfile

import pytest

from headway.formats.builtin import BUILTIN
from headway.formats.errors import Unreadable
from headway.formats.opening import Format, open_file
from headway.formats.proposals import propose_layout
from headway.formats.reading import read_statements
from tests.shared import shared
from tests.unit.formats.build import ons_file, ons_row

ODS = "urn:oasis:names:tc:opendocument:xmlns:"
SCHEMA = {
    "columns": [
        {
            "name": "where",
            "titles": "Area",
            "propertyUrl": "http://purl.org/linked-data/sdmx/2009/dimension#refArea",
        },
        {"name": "when", "titles": ["When"], "datatype": "gYear"},
        {"name": "group", "titles": {"en": "Group"}},
        {
            "name": "amount",
            "titles": "Amount",
            "datatype": {"base": "decimal"},
            "propertyUrl": "x#measure/amount",
        },
        {"name": "u", "virtual": True, "propertyUrl": "y#unitMeasure", "valueUrl": "z#unit/tonnes-a-year"},
    ],
    "primaryKey": ["where", "when", "group"],
}
TABLE = b"Area,When,Group,Amount\nE09000007,2024,Young,12.5\nE09000007,2024,Old,7\n"


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data if isinstance(data, bytes | str) else json.dumps(data))
    return stream.getvalue()


def csvw(**changes):
    found = {"@context": "http://www.w3.org/ns/csvw", "url": "data.csv", "tableSchema": SCHEMA, **changes}
    return zipped({"data.csv": TABLE, "data.csv-metadata.json": found})


def ods(rows, name="Data"):
    spaces = f'xmlns:office="{ODS}office:1.0" xmlns:table="{ODS}table:1.0" xmlns:text="{ODS}text:1.0"'
    inner = f'<table:table table:name="{name}">{rows}</table:table>'
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{inner}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content})


def cell(text, kind="string", **more):
    given = " ".join(f'{key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<table:table-cell office:value-type="{kind}" {given}><text:p>{text}</text:p></table:table-cell>'


def row(*cells, **more):
    repeated = "".join(f' table:number-rows-repeated="{value}"' for value in more.values())
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def codes_of(data):
    with pytest.raises(Unreadable) as refused:
        list(open_file(data).table.rows())
    return [problem.code for problem in refused.value.problems]


def test_csvw_metadata_say_what_the_columns_beside_them_mean():
    opened = open_file(csvw())

    found = read_statements(opened.table, opened.described).rows()

    assert opened.format is Format.CSVW
    assert [(one.place, one.breakdown, one.value, one.unit) for one in found] == [
        ("E09000007", "Group=Old", 7.0, "tonnes a year"),
        ("E09000007", "Group=Young", 12.5, "tonnes a year"),
    ]


def test_metadata_that_describe_another_table_are_refused_with_the_columns_that_are_missing():
    other = {"columns": [{"titles": "Area"}, {"titles": "Elsewhere"}]}

    with pytest.raises(Unreadable) as refused:
        open_file(csvw(tableSchema=other))

    assert str(refused.value) == "the description names columns that the file does not have: Elsewhere"


@pytest.mark.parametrize("schema", [{}, {"columns": 5}, {"columns": [{"titles": {"en": []}}]}])
def test_metadata_that_tell_too_little_are_refused(schema):
    data = csvw(tableSchema=schema)

    assert codes_of(data) in (["not_description"], ["description_differs"])


def test_a_data_package_is_read_by_its_own_path_and_delimiter():
    resource = {"name": "figures", "path": "data/figures.csv", "dialect": {"delimiter": ";"}}
    parts = {
        "datapackage.json": {"name": "p", "resources": [resource, {"name": "notes", "path": "notes.md"}]},
        "data/figures.csv": "date;value;place\n2024;1.5;E09000007\n",
        "notes.md": "Notes",
    }

    opened = open_file(zipped(parts))

    assert opened.format is Format.PACKAGE
    assert list(opened.table.rows()) == [(2, ["2024", "1.5", "E09000007"])]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../secret.csv", "package_path"),
        ("https://example.org/a.csv", "package_path"),
        ("absent.csv", "package_path"),
    ],
)
def test_a_path_that_leads_out_of_the_archive_is_never_followed(path, code):
    parts = {"datapackage.json": {"resources": [{"name": "a", "path": path}]}, "a.csv": TABLE}

    assert codes_of(zipped(parts)) == [code]


def test_an_archive_with_several_tables_says_which():
    with pytest.raises(Unreadable) as refused:
        open_file(zipped({"a.csv": TABLE, "b.csv": TABLE}))

    assert str(refused.value) == "the file holds several tables (a.csv, b.csv); save one of them alone"


def test_the_download_of_the_world_bank_is_read_without_its_tables_about_countries():
    head = b'"Country Name","Country Code","Indicator Name","Indicator Code","2023",\n'
    parts = {
        "API_X.csv": head + b'"Italy","ITA","Rate","X","7.7",\n',
        "Metadata_Country_API_X.csv": b"a,b\n1,2\n",
    }

    opened = open_file(zipped(parts))

    assert list(opened.table.rows()) == [(2, ["Italy", "ITA", "Rate", "X", "2023", "7.7"])]


def test_an_ods_sheet_is_read_with_runs_of_cells_and_rows_numbers_and_dates():
    rows = (
        row(cell("date"), cell("value"), cell("place"))
        + row('<table:table-cell table:number-columns-repeated="1000"/>', times=3)
        + row(
            cell("May 2024", "date", office_date_value="2024-05-01T00:00:00"),
            cell("1 234,5", "float", office_value="1234.5"),
            cell("E09<text:s/>", office_string_value="E09000007"),
            '<table:table-cell table:number-columns-repeated="16000"/>',
        )
        + row('<table:table-cell table:number-columns-repeated="16384"/>', times=1_048_000)
    )

    opened = open_file(ods(rows))

    assert opened.format is Format.ODS
    assert list(opened.table.rows()) == [(5, ["2024-05-01", "1234.5", "E09000007"])]


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        (cell("3", "float", office_value="3", table_formula="of:=[.A1]+1"), "formula"),
        (cell("x", "float", office_value="nonsense"), "not_opendocument"),
        (cell("x", table_number_columns_repeated="900000"), "too_many_columns"),
        (cell("x" * 40_000), "cell_too_long"),
    ],
)
def test_an_odd_cell_of_an_ods_is_refused(inner, code):
    data = ods(row(cell("date"), cell("value")) + row(inner))

    assert codes_of(data) == [code]


def test_a_million_equal_rows_in_a_kilobyte_are_counted_not_kept():
    data = ods(row(cell("date"), cell("value")) + row(cell("2024"), cell("1"), times=9_000_000))

    assert codes_of(data)[0] in {"too_many_rows", "too_many_cells_in_all"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'CHARSET="ANSI";\nAXIS-VERSION="2013";\n', "PC-Axis"),
        (b"PAR1" + b"\0" * 50, "Parquet"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"<stata_dta><header>", "Stata"),
        (bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011") + b"\0", "SAS"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">', "KML"),
        (b'<?xml version="1.0"?><thing/>', "XML"),
        (zipped({"word/document.xml": "<a/>"}), "Word"),
        (zipped({"a.shp": "x", "a.dbf": "x"}), "shapefile"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_a_kind_of_file_that_is_not_read_is_refused_by_its_name(data, said):
    with pytest.raises(Unreadable) as refused:
        open_file(data)

    expected = f"this looks like {said}, which is not read here; save it as 'CSV UTF-8' or .xlsx"
    assert str(refused.value) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<!DOCTYPE html><html>", "is_web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is_old_workbook"),
        (b'{"type": "FeatureCollection", "features": []}', "is_places"),
        (b'{"layout": "odd-r", "hexes": {}}', "is_places"),
        (b'{"resources": []}', "description_alone"),
        (b'{"a": {"dimension": {}, "value": []}, "b": {"dimension": {}, "value": []}}', "several_tables"),
        (zipped({"readme.txt": "x"}), "not_archive"),
        (zipped({"datapackage.json": "[]"}), "not_description"),
    ],
)
def test_what_holds_no_figures_says_what_it_is(data, code):
    assert codes_of(data) == [code]


def test_without_the_extra_an_sdmx_message_says_what_to_install(monkeypatch):
    data = shared("official/sdmx/ECB_EXR__ng-ts.xml").read_bytes()
    monkeypatch.setitem(sys.modules, "sdmx", None)  # as where the package is not installed

    with pytest.raises(Unreadable) as refused:
        open_file(data)

    assert str(refused.value) == (
        "SDMX-ML and SDMX-JSON need an extra; install it with: pip install 'headway[sdmx]'"
    )


def test_an_sdmx_message_is_read_with_its_attributes():
    pytest.importorskip("sdmx")
    opened = open_file(shared("official/sdmx/ECB_EXR__ng-ts.xml").read_bytes())

    found = propose_layout(opened.table.header, opened.table.sample(), BUILTIN)
    first = read_statements(opened.table, found.layout).rows()[0]

    assert (opened.format, found.layout.name, found.way) == (Format.SDMX_ML, "sdmx", "known")
    assert (first.value, first.unit, str(first.period)) == (1.3413, "CHF", "2010-08-01/P1M")


@pytest.mark.parametrize("version", [b"v2_0", b"v3_0"])
def test_another_version_of_sdmx_is_refused_by_its_number(version):
    data = (
        b'<?xml version="1.0"?><a xmlns="http://www.sdmx.org/resources/sdmxml/schemas/'
        + version
        + b'/message"/>'
    )

    assert codes_of(data) == ["sdmx_version"]


def test_a_plain_csv_file_is_read_as_before():
    opened = open_file(ons_file(ons_row()))

    assert opened.format is Format.CSV
    assert len(list(opened.table.rows())) == 1
