"""Builders of small files, good and bad."""

import io
import zipfile

import openpyxl

from headway.formats.builtin import find_layout
from headway.formats.delimited import read_delimited
from headway.formats.errors import Problems, Unreadable
from headway.formats.reading import read_statements

HEADER = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def ons_row(period="2024-01-01/P1Y", value="1.5", place="E09000007", note="", status=""):
    return f"{place},Camden,Borough,Air,{period},{value},Rate,per head,,,{status},{note}"


def ons_file(*rows):
    return ("\n".join([HEADER, *rows]) + "\n").encode()


def read_ons(*rows):
    table = read_delimited(ons_file(*rows))
    return read_statements(table, find_layout(table.header))


def refusal(call, *arguments):
    """Return the problems with which a call refuses."""
    found = Problems()
    try:
        list(call(*arguments).rows(found))
    except Unreadable as error:
        return list(error.problems)
    return found.kept


def workbook(*rows, title="Data"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data, name, content, *, replace=False):
    """Return a workbook with one more part, or another in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if not (replace and member.filename == name):
                new.writestr(member, old.read(member.filename))
        with new.open(name, "w") as part:
            for piece in [content] if isinstance(content, bytes) else content:
                part.write(piece)
    return stream.getvalue()


def sheet_xml(inner):
    return b'<worksheet xmlns="' + SHEET.encode() + b'"><sheetData>' + inner + b"</sheetData></worksheet>"
