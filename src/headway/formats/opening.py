"""Opens a file of figures of any kind that is read here; anything else is refused by its name."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from headway.formats.archive import measure, opened
from headway.formats.csvw import described_layout, is_csvw
from headway.formats.delimited import DelimitedOptions, read_delimited
from headway.formats.errors import Problem, Unreadable
from headway.formats.jsons import read_json
from headway.formats.jsonstat import is_jsonstat, jsonstat_table
from headway.formats.kinds import looks_like, refuse_by_name, refuse_parts_by_name
from headway.formats.opendocument import CONTENT, opendocument_sheets, read_opendocument
from headway.formats.packages import is_data_package, open_parcel
from headway.formats.sdmx import is_sdmx_json, is_sdmx_ml, sdmx_json_table, sdmx_ml_table
from headway.formats.sdmx_csv import apart, is_sdmx_csv, tidy
from headway.formats.tables import DEFAULT_LIMITS, Limits, Table
from headway.formats.wide import LOOKED_AT, Wide, find_wide, unfold
from headway.formats.workbook import WORKBOOK_PART, WorkbookOptions, read_workbook, sheet_names

if TYPE_CHECKING:
    from headway.formats.layouts import Layout

_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(rb"<\?xml|<[\w:.-]+\s[^>]*xmlns")
_JSON = re.compile(rb'[\[{]\s*["{\[\]}]')
_HEAD = 65_536


class Format(StrEnum):
    """What a file turned out to be."""

    CSV = "CSV"
    XLSX = "XLSX"
    ODS = "ODS"
    JSON_STAT = "JSON-stat"
    SDMX_CSV = "SDMX-CSV"
    SDMX_ML = "SDMX-ML"
    SDMX_JSON = "SDMX-JSON"
    CSVW = "CSVW"
    PACKAGE = "Data Package"
    WIDE = "CSV with a column a period"


@dataclass(frozen=True, slots=True)
class Opened:
    """A table, what it came from, and the layout that metadata beside it give."""

    format: Format
    table: Table
    described: Layout | None = None


def open_file(data: bytes, layout: Layout | None = None, limits: Limits = DEFAULT_LIMITS) -> Opened:
    """Return the table in a file, whatever its format.

    Parameters
    ----------
    data : bytes
        The file; its name says nothing here.
    layout : Layout, optional
        Which sheet, row of names and delimiter a person chose.

    Raises
    ------
    Unreadable
        Damaged, hostile, of a kind that is not read (then its name is said), or without a table.
    """
    if data.startswith(_ZIP):
        return _from_archive(data, layout, limits)
    refuse_by_name(data)
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if _MARKUP.match(head):
        if is_sdmx_ml(head):
            return Opened(Format.SDMX_ML, sdmx_ml_table(data, limits))
        raise Unreadable(looks_like("XML"))
    if _JSON.match(head):
        return _from_json(data, limits)
    return _from_text(data, layout, limits)


def sheets(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook that could be read; empty for any other file."""
    if not data.startswith(_ZIP):
        return ()
    with opened(data) as archive:
        names = archive.namelist()[: limits.members + 1]
    if WORKBOOK_PART in names:
        return sheet_names(data, limits)
    return opendocument_sheets(data, limits) if CONTENT in names else ()


def _from_text(data: bytes, layout: Layout | None, limits: Limits, delimiter: str | None = None) -> Opened:
    given = layout.delimiter if layout and layout.delimiter else delimiter
    row = layout.header_row if layout else 1
    wide = _wide(data)
    if wide is not None:
        table = read_delimited(data, DelimitedOptions(wide[1], wide[2], limits))
        return Opened(Format.WIDE, unfold(table, wide[0], limits), None)
    first = _names(data, given)
    if is_sdmx_csv(first):
        table = read_delimited(data, DelimitedOptions(given, row, limits, rename=apart))
        return Opened(Format.SDMX_CSV, tidy(table, limits))
    twins = {"location", "time", "flag codes"} <= {name.casefold() for name in first}  # OECD.Stat
    table = read_delimited(data, DelimitedOptions(given, row, limits, rename=apart if twins else None))
    return Opened(Format.CSV, table)


def _from_archive(data: bytes, layout: Layout | None, limits: Limits) -> Opened:
    options = WorkbookOptions(layout.sheet if layout else None, layout.header_row if layout else 1, limits)
    with opened(data) as archive:
        names = archive.namelist()[: limits.members + 1]
    if WORKBOOK_PART in names:
        return Opened(Format.XLSX, read_workbook(data, options))
    refuse_parts_by_name(names)
    if CONTENT in names:
        return Opened(Format.ODS, read_opendocument(data, options))
    measure(data, limits)
    parcel = open_parcel(data, limits)
    if parcel.described is not None:
        given = DelimitedOptions(parcel.described.delimiter, parcel.described.header_row, limits)
        table = read_delimited(parcel.data, given)
        found = described_layout(parcel.described, table.header, table.sample())
        return Opened(Format.CSVW, table, found)
    inner = _from_text(parcel.data, layout, limits, parcel.delimiter)
    return Opened(Format.PACKAGE if inner.format is Format.CSV else inner.format, inner.table)


def _from_json(data: bytes, limits: Limits) -> Opened:
    found: Any = read_json(data)
    if is_jsonstat(found):
        return Opened(Format.JSON_STAT, jsonstat_table(found, limits))
    if is_sdmx_json(found):
        return Opened(Format.SDMX_JSON, sdmx_json_table(data, found, limits))
    if is_csvw(found) or is_data_package(found):
        raise Unreadable(Problem("description_alone"))
    if isinstance(found, dict) and (found.get("type") == "FeatureCollection" or "hexes" in found):
        raise Unreadable(Problem("is_places"))
    raise Unreadable(Problem("no_observations"))


def _names(data: bytes, delimiter: str | None) -> list[str]:
    """Return the names in the first row, as far as they can be had cheaply."""
    line = data[:_HEAD].removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0].decode("utf-8", errors="replace")
    sign = delimiter or max(",;\t", key=line.count)
    return _cells(line, sign)


def _wide(data: bytes) -> tuple[Wide, str, int] | None:
    """Return what wide table a text is, its delimiter and the row of its names."""
    text = data[:_HEAD].removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if number > LOOKED_AT:
            return None
        for delimiter in ("\t", ","):
            wide = find_wide(_cells(line.rstrip("\n"), delimiter))
            if wide is not None and bool(wide.keys) == (delimiter == ","):
                return wide, delimiter, number
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
