import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from headway.formats.errors import Problems
from headway.formats.tables import Limits
from headway.formats.workbook import WorkbookOptions, read_workbook, sheet_names
from tests.unit.formats.build import SHEET, refusal, saved, sheet_xml, with_part, workbook

PART = "xl/worksheets/sheet1.xml"


def shown(problems):
    return [(one.code, one.row, one.column, one.value) for one in problems]


def bomb(pieces, piece):
    return (piece for _ in range(pieces))


def test_cells_become_text_below_titles_in_merged_cells():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["A title over all columns"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["name", "number", "whole", "day", "yes"])
    sheet.append(["Ynys Môn", 0.1, 12, date(2024, 5, 1), True])
    sheet.append(
        [
            "=not run",
            None,
            1e22,
            datetime(2024, 5, 1, 9, 30),  # noqa: DTZ001
            False,
        ]
    )
    sheet["A5"].data_type = "s"

    table = read_workbook(saved(book), WorkbookOptions(header_row=3))

    assert table.header == ("name", "number", "whole", "day", "yes")
    assert list(table.rows()) == [
        (4, ["Ynys Môn", "0.1", "12", "2024-05-01", "TRUE"]),
        (5, ["=not run", "", "1e+22", "2024-05-01 09:30:00", "FALSE"]),
    ]


def test_a_sheet_is_chosen_by_name_and_hidden_ones_are_not_offered():
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.sheet_state = "hidden"
    for title in ("One", "Two"):
        book.create_sheet(title).append([title])
    book.active = 1
    data = saved(book)

    first, second = read_workbook(data).header, read_workbook(data, WorkbookOptions(sheet="Two")).header

    assert (sheet_names(data), first, second) == (("One", "Two"), ("One",), ("Two",))
    assert shown(refusal(read_workbook, data, WorkbookOptions(sheet="Notes"))) == [
        ("no_such_sheet", None, None, "Notes")
    ]


def test_formulas_and_error_values_are_refused_by_row_and_column():
    data = workbook(["a", "b"], [1, "=SUM(A2:A2)"], ["#N/A", 2], [3, 4])

    problems = Problems()
    rows = list(read_workbook(data).rows(problems))

    assert rows == [(4, ["3", "4"])]
    assert shown(problems.kept) == [("formula", 2, "b", "=SUM(A2:A2)"), ("error_value", 3, "a", "#N/A")]
    assert str(problems.kept[0]) == "row 2, column b: '=SUM(A2:A2)': a formula; save the value"


def test_a_formula_above_the_header_hurts_nobody_and_one_in_it_does():
    data = workbook(["=1+1"], ["a", "b"], [1, 2])

    table = read_workbook(data, WorkbookOptions(header_row=2))

    assert list(table.rows()) == [(3, ["1", "2"])]
    assert shown(refusal(read_workbook, data)) == [("formula", 1, "A", "=1+1")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "external_links"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "document_type"),
        (
            "xl/extra.xml",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
            "document_type",
        ),
        ("xl/extra.xml", b"<a>", "not_workbook"),
    ],
)
def test_parts_that_no_table_needs_are_refused(name, content, code):
    data = with_part(workbook(["a"], [1]), name, content)

    assert [one.code for one in refusal(read_workbook, data)] == [code]


def test_what_is_no_workbook_is_named():
    good = workbook(["a"], [1])
    encrypted = bytearray(good)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.index(mark) + offset] |= 1

    codes = [
        refusal(read_workbook, data)[0].code
        for data in (
            b"a,b\n",
            good[: len(good) // 2],
            bytes(encrypted),
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
        )
    ]

    assert codes == ["not_workbook", "not_workbook", "zip_encrypted", "is_old_workbook"]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (b'<row r="1">' + b"<c><v>1</v></c>" * 501 + b"</row>", ("too_many_columns", 1)),
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', ("too_many_columns", 1)),
        (b'<row r="99999999"><c><v>1</v></c></row>', ("too_many_rows", 99_999_999)),
        (b'<row r="2"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>', ("not_workbook", 1)),
        (b'<row r="1"><c t="s"><v>77</v></c></row>', ("not_workbook", 1)),
        (b'<row r="1"><c t="n"><v>nonsense</v></c></row>', ("not_workbook", 1)),
        (b'<row r="1"><c t="n"><v>1e999</v></c></row>', ("not_workbook", 1)),
        (b'<row r="1"><c t="str"><v>' + b"x" * 40_000 + b"</v></c></row>", ("cell_too_long", 1)),
    ],
)
def test_a_sheet_that_is_out_of_bounds_names_its_row(inner, expected):
    data = with_part(workbook(["a"], [1]), PART, sheet_xml(inner), replace=True)

    (problem,) = refusal(read_workbook, data, WorkbookOptions())

    assert (problem.code, problem.row) == expected


@pytest.mark.goal
@pytest.mark.parametrize(
    ("name", "pieces", "piece", "codes"),
    [
        ("xl/media/image1.png", 400, b"\0" * 1_000_000, {"zip_ratio"}),  # 400 MB in 0.4 MB
        (PART, 400, b"x" * 1_000_000, {"zip_ratio", "not_workbook"}),
        (PART, 4, b"<!--" + b"<> " * 300_000, {"odd_parts", "zip_ratio"}),
    ],
)
def test_a_bomb_is_refused_within_the_limits_of_a_worker(name, pieces, piece, codes):
    opening = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="str"><v>'
    content = [opening, *bomb(pieces, piece)] if name == PART else bomb(pieces, piece)
    data = with_part(workbook(["a"], [1]), name, content, replace=name == PART)
    assert len(data) < 600_000

    tracemalloc.start()
    began = time.perf_counter()
    problems = refusal(read_workbook, data)
    seconds = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert {one.code for one in problems} <= codes
    assert len(problems) == 1
    assert seconds < 10
    assert peak < 100_000_000


def test_one_cell_of_many_megabytes_is_refused_by_row_and_column():
    text = b"".join(b"%d " % number for number in range(500_000))  # 3 MB that does not shrink like a bomb
    inner = (
        b'<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2" t="str"><v>'
        + text
        + b"</v></c></row>"
    )
    data = with_part(workbook(["a"], [1]), PART, sheet_xml(inner), replace=True)

    problems = refusal(read_workbook, data)

    assert [(one.code, one.row, one.column) for one in problems] == [("cell_too_long", 2, "A")]


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def as_excel_writes(*, epoch_1904=False, target="/xl/worksheets/sheet1.xml"):
    """A workbook with shared strings, rich text, readings and a date format of its own."""
    relations = "".join(
        f'<Relationship Id="rId{key}" Type="{OFFICE}/{kind}" Target="{place}"/>'
        for key, kind, place in (
            (1, "worksheet", target),
            (2, "sharedStrings", "sharedStrings.xml"),
            (3, "styles", "styles.xml"),
        )
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(epoch_1904)}"/>'
        '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{relations}</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\ mmm\\ yyyy"/>'
        '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>'
        '<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>date</t></si><si><r><t>val</t></r><r><t>ue</t></r>'
        "<rPh><t>reading</t></rPh></si></sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="3"><c r="A3" s="1"><v>45413</v></c><c r="B3"><v>0.30000000000000004</v></c></row>'
        '<row r="4"><c r="B4" s="2"><v>0.5</v></c></row></sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(("epoch_1904", "day"), [(False, "2024-05-01"), (True, "2028-05-02")])
@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets/sheet1.xml"])
def test_shared_strings_date_formats_and_both_calendars_are_read(epoch_1904, day, target):
    data = as_excel_writes(epoch_1904=epoch_1904, target=target)

    table = read_workbook(data)

    assert table.header == ("date", "value")
    assert list(table.rows()) == [(3, [day, "0.30000000000000004"]), (4, ["", "43200.0 s"])]


def test_a_shared_string_has_the_length_of_a_cell_at_most():
    data = with_part(
        as_excel_writes(),
        "xl/sharedStrings.xml",
        f'<sst xmlns="{SHEET}"><si><t>{"xy " * 12_000}</t></si></sst>'.encode(),
        replace=True,
    )

    assert [one.code for one in refusal(read_workbook, data)] == ["cell_too_long"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=100), "too_big"),
        (Limits(members=3), "zip_members"),
        (Limits(unpacked=1000), "zip_size"),
        (Limits(member=200), "zip_size"),
        (Limits(cells=3), "too_many_cells_in_all"),
        (Limits(rows=1), "too_many_rows"),
    ],
)
def test_each_limit_of_a_workbook_holds(limits, code):
    data = as_excel_writes()

    assert [one.code for one in refusal(read_workbook, data, WorkbookOptions(limits=limits))] == [code]


def test_parts_that_stand_twice_and_sheets_that_are_not_there_are_refused():
    good = as_excel_writes()
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_part(good, "xl/workbook.xml", b"<a/>")
    lost = with_part(good, "xl/workbook.xml", f'<workbook xmlns="{SHEET}"/>'.encode(), replace=True)
    gone = as_excel_writes(target="worksheets/sheet9.xml")

    codes = [refusal(read_workbook, data)[0].code for data in (twice, lost, gone)]

    assert codes == ["zip_twice", "no_sheet", "not_workbook"]
