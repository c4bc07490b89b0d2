"""A data set as a spreadsheet, XLSX or ODS; texts stay texts, whatever sign they begin with."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.cell import WriteOnlyCell

from headway.formats.numbers import number_text
from headway.formats.packs import to_zip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from headway.formats.published import DataSet

    Cell = str | float | None

SHEET, ABOUT = "Figures", "About"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def xlsx_bytes(data: DataSet) -> bytes:
    """Return an XLSX workbook: the figures, then what they are about."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in _sheets(data):
        sheet = book.create_sheet(title)
        for row in rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=value)
                if isinstance(value, str):
                    cell.data_type = "s"  # never a formula
                cells.append(cell)
            sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_bytes(data: DataSet) -> bytes:
    """Return an ODS spreadsheet: the figures, then what they are about.

    Notes
    -----
    Source: OASIS, *Open Document Format* 1.2 (2011), part 1 sections 3.1 and 9, part 3 section 3.
    """
    tables = "".join(
        f"<table:table table:name={quoteattr(title)}>{''.join(map(_ods_row, rows))}</table:table>"
        for title, rows in _sheets(data)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" {_SPACES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"META-INF/manifest.xml": _MANIFEST.encode(), "content.xml": content.encode()}
    return to_zip({"mimetype": _ODS.encode(), **parts}, first="mimetype")


def _sheets(data: DataSet) -> Iterator[tuple[str, Iterable[Sequence[Cell]]]]:
    header = [column.name for column in data.columns]
    yield SHEET, (header, *(figure.cells() for figure in data.figures))
    about: list[tuple[str, ...]] = [
        ("Title", data.title),
        ("Description", data.description),
        ("Sent by", data.publisher),
        ("Web page", data.homepage),
        ("As known on", data.issued.isoformat()),
        *(("Licence", licence) for licence in data.licences),
        *((column.name, column.description) for column in data.columns),
    ]
    yield ABOUT, about


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, float):
        text = number_text(value)
        return (
            f'<table:table-cell office:value-type="float" office:value="{text}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    text = escape(_plain(str(value)))
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _plain(text: str) -> str:
    """Return text on one line without the signs that XML does not allow."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split(" "))
