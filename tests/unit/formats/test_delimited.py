import pytest

from headway.formats.delimited import DelimitedOptions, read_delimited
from headway.formats.errors import Problems, Unreadable
from headway.formats.tables import Limits
from tests.unit.formats.build import refusal


def shown(problems):
    return [(one.code, one.row, one.column, one.value) for one in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_whatever_its_encoding_delimiter_and_line_ends(encoding, delimiter, end):
    lines = [["date", "name"], ["2024", "Ynys Môn"], ["2025", f'a "b"{delimiter} c']]
    text = (
        end.join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines) + end
    )

    table = read_delimited(text.encode(encoding))

    assert table.header == ("date", "name")
    assert list(table.rows()) == [(2, lines[1]), (3, lines[2])]
    assert list(table.rows()) == [(2, lines[1]), (3, lines[2])]  # rows can be read again


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    data = b'a,b\n1,"two\nlines"\n\n3,4\n'

    rows = list(read_delimited(data).rows())

    assert rows == [(2, ["1", "two\nlines"]), (4, ["3", "4"])]


def test_titles_above_the_header_are_left_out():
    data = b"Source: somebody\n\nyear,value\n2024,1\n"

    table = read_delimited(data, DelimitedOptions(header_row=3))

    assert (table.header, table.header_row, list(table.rows())) == (
        ("year", "value"),
        3,
        [(4, ["2024", "1"])],
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty_file", None, None, None)),
        (b"\xef\xbb\xbf \r\n\n", ("empty_file", None, None, None)),
        (b"a,b\n1,Caf\xe9\n", ("not_utf8", 2, "B", "0xE9 0A")),
        ("a,b\n1,2\n".encode("utf-16")[:-1], ("not_utf16", 2, "B", "0x0A")),
        ("a,b\n1,2\n".encode("utf-32"), ("utf32", None, None, None)),
        ("a,b\n1,2\n".encode("utf-16-le"), ("zero_byte", 1, "A", "a")),
        (b"a,b\n1,2\0\n", ("zero_byte", 2, "b", "2")),
        (b"PK\x03\x04....", ("is_workbook", None, None, None)),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", ("is_old_workbook", None, None, None)),
        (b'a,b\n1,"cut off\n2,3\n', ("unclosed_quote", 2, "b", "cut off�2,3�")),
        (b'a,b\n1,"x"y\n', ("stray_quote", 2, None, '1,"x"y')),
        (b"a,b\n1,2\n3", ("truncated", 3, None, None)),
        (b"a,b\n1\n3,4\n", ("too_few_cells", 2, None, None)),
        (b"a,b\n1,2,,9\n", ("too_many_cells", 2, "D", "9")),
        (b"a,A ,b\n1,2,3\n", ("duplicate_column", 1, "B", "A")),
        (b"a,,b\n1,2,3\n", ("empty_column_name", 1, "B", None)),
        (b",,\n1,2,3\n", ("no_header", 1, None, None)),
        (b"a,b\n1," + b"x" * 40_000 + b"\n", ("cell_too_long", 2, "b", "x" * 39 + "…")),
    ],
)
def test_a_damaged_file_names_row_column_and_value(data, expected):
    problems = refusal(read_delimited, data)

    assert shown(problems) == [expected]
    assert str(problems[0])


def test_the_wrong_byte_is_named_by_its_position():
    (problem,) = refusal(read_delimited, b"\xef\xbb\xbfa,b\n1,\xff\n")

    assert problem.facts == (("position", 10),)


def test_a_million_columns_are_refused_before_they_are_split():
    wide = b"a," * 999_999 + b"a\n1\n"
    below = b"a,b\n" + b"1," * 999_999 + b"1\n"

    first, second = refusal(read_delimited, wide), refusal(read_delimited, below)

    assert [one.code for one in (*first, *second)] == ["too_many_columns"] * 2
    assert (first[0].row, second[0].row) == (1, 2)


def test_an_endless_line_and_an_endless_quote_are_refused_early():
    line = refusal(read_delimited, b"a,b\n" + b"x" * 5_000_000)
    quote = refusal(read_delimited, b'a,b\n1,"' + b"x\n" * 1_000_000)

    assert shown(line)[0][:3] == ("row_too_long", 2, "a")
    assert shown(quote)[0][:3] == ("unclosed_quote", 2, "b")


def test_bytes_and_rows_have_limits():
    data = b"a,b\n" + b"1,2\n" * 10

    by_bytes = refusal(read_delimited, data, DelimitedOptions(limits=Limits(file_bytes=20)))
    with pytest.raises(Unreadable) as by_rows:
        list(read_delimited(data, DelimitedOptions(limits=Limits(rows=9))).rows())

    assert shown(by_bytes) == [("too_big", None, None, None)]
    assert [one.code for one in by_rows.value.problems] == ["too_many_rows"]


def test_problems_are_counted_past_those_that_are_kept():
    table = read_delimited(b"a,b\n" + b"1\n" * 80 + b"2,3\n")
    problems = Problems()

    rows = list(table.rows(problems))

    assert (len(rows), len(problems.kept), problems.total) == (1, 50, 80)
    with pytest.raises(Unreadable, match="and 30 more"):
        problems.refuse()


def test_without_a_collector_the_first_bad_row_raises():
    table = read_delimited(b"a,b\n1,2\n3\n4,5\n")

    with pytest.raises(Unreadable, match="row 3: the row has 1 cells; the header has 2"):
        list(table.rows())
