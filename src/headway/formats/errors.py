"""What cannot be read, said so that a person finds the cell.

A problem carries a code and facts, never a finished sentence: doors translate ``MESSAGES[code]``
(a msgid with ``{names}``) into the reader's language and fill in the facts. ``str(problem)`` is
the English form that the command line prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field

KEPT = 50  # a person corrects the first few and tries again; a thousand lines help nobody
SHOWN = 40  # characters of a cell that are repeated to the reader

Fact = int | float | str
Facts = tuple[tuple[str, Fact], ...]

MESSAGES: dict[str, str] = {
    # the file
    "empty_file": "the file holds no rows; a header and at least one row are needed",
    "no_header": "there is no header in row {row}; give the row that holds the column names",
    "too_big": "the file has {bytes} bytes; {limit} bytes are accepted",
    "not_utf8": "byte {position} is not UTF-8; save the file as 'CSV UTF-8'",
    "not_utf16": "byte {position} does not fit UTF-16; save the file as 'CSV UTF-8'",
    "utf32": "the file is UTF-32; save it as 'CSV UTF-8'",
    "zero_byte": "a zero byte: the file is damaged or UTF-16 without a mark; save it as 'CSV UTF-8'",
    "is_workbook": "this is a workbook; give it the ending .xlsx or save it as 'CSV UTF-8'",
    "is_old_workbook": "this is an encrypted workbook or an old .xls; save it as .xlsx without a password",
    "unclosed_quote": "a quotation mark opens here and never closes; the file may be cut off",
    "stray_quote": "a quotation mark inside a cell must be doubled",
    "truncated": "the file stops in the middle of this row: {cells} cells where the header has {expected}",
    "too_few_cells": "the row has {cells} cells; the header has {expected}",
    "too_many_cells": "the row has {cells} cells; the header has {expected}",
    "too_many_columns": "the row has {columns} columns or more; at most {limit} are accepted",
    "too_many_rows": "the file has more than {limit} rows",
    "row_too_long": "the row is longer than {limit} characters",
    "cell_too_long": "the cell has {length} characters; at most {limit} are accepted",
    "empty_column_name": "the column has no name; every column needs one",
    "duplicate_column": "the column name stands twice (first in column {first}); names must differ",
    # the workbook
    "not_workbook": "this is not a readable .xlsx workbook; save it again as .xlsx",
    "zip_members": "the file holds {members} parts; at most {limit} are accepted",
    "zip_size": "the file unpacks to more than {limit} bytes",
    "zip_ratio": "the file unpacks to more than {limit} times its size, as no honest one does",
    "zip_encrypted": "the file is protected by a password; save it without one",
    "zip_twice": "the file holds the same part twice",
    "macros": "the workbook holds macros; save it as .xlsx without them",
    "external_links": "the workbook links to other files; replace the links by their values",
    "document_type": "the file declares XML entities, which no honest program writes",
    "too_many_cells_in_all": "the workbook holds more than {limit} cells",
    "odd_parts": "the workbook holds parts that are not cells; save the table alone",
    "no_such_sheet": "there is no such sheet; the workbook has: {sheets}",
    "no_sheet": "the workbook has no visible sheet with cells",
    "formula": "a formula; save the value",
    "error_value": "an error value; give a number or leave it empty",
    # other formats
    "looks_like": "this looks like {name}, which is not read here; save it as 'CSV UTF-8' or .xlsx",
    "is_web_page": "this is a web page, not a file of data; download the data itself",
    "is_places": "this is a map of places; add it where places are kept",
    "no_observations": "no observations in this file",
    "several_tables": "the file holds several tables ({names}); save one of them alone",
    "not_jsonstat": "this is not a JSON-stat data set",
    "jsonstat_size": "the data set has {values} values; its dimensions give {expected}",
    "needs_sdmx1": "SDMX-ML and SDMX-JSON need an extra; install it with: pip install 'headway[sdmx]'",
    "sdmx_version": "this is {version}; SDMX-ML 2.1, SDMX-JSON 1.0 and SDMX-CSV are read",
    "too_many_observations": "the message holds more than {limit} observations; download it as SDMX-CSV",
    "not_sdmx": "this SDMX message cannot be read: {reason}",
    "not_xml": "this is not XML that can be read",
    "xml_too_deep": "the XML is nested more deeply than {limit} levels",
    "not_opendocument": "this is not a readable .ods spreadsheet; save it again as .ods",
    "not_archive": "the archive holds no table; it needs a CSV file",
    "package_path": "the description names a file that is not in the archive",
    "not_description": "this does not describe the columns of a table (CSVW or Data Package)",
    "not_csvw": "this is not CSV on the Web metadata",
    "description_alone": "this describes a table; send it in one .zip archive with its CSV file",
    "description_differs": "the description names columns that the file does not have: {names}",
    # the layout
    "column_missing": "the file has no such column; it has: {columns}",
    "layout_wrong": "the saved mapping is not valid: {reason}",
    "duplicate_row": "one row for each indicator, place, breakdown and period; row {first} is the same",
    "bounds_crossed": "the lower limit is above the upper limit",
    "not_a_status": "a status that the mapping knows, such as provisional, p, x or an empty cell",
    "place_missing": "the row names no place",
    "breakdown_wrong": "the breakdown is not written as Name=Value|Name=Value",
    "not_canonical": "this is not the record of a release",
    # mission packs
    "pack_head_missing": "a pack has a file pack.json that names its format",
    "pack_format": "the format is headway-pack/1",
    "pack_file": "a pack has no such file; it has: {files}",
    "pack_records": "a JSON object whose field records is a list",
    "pack_record": "an object whose field record names its kind, such as mission",
    "pack_changed": "the figures are not those that the name of the file stands for; export the pack again",
    "pack_zip": "this is not a .zip file that can be opened; make it again",
    "pack_too_big": "the pack unpacks to more than {limit} bytes or holds too many files",
    # numbers
    "not_a_number": "a number such as 1234.5, or an empty cell",
    "not_finite": "a number; NaN and Infinity are not accepted",
    "number_too_large": "a number below 1.8e308",
    "ambiguous_number": "could be a thousand or a decimal; write 1234 or 1.234",
    "percent_sign": "the unit is not a percentage; leave the % sign out",
    # periods
    "not_a_period": "a period such as 2024, 2024-05, 2024-05-01, 2024-Q3, 2023/24 or 2024-01-01/P1Y",
    "no_such_day": "there is no such day in the calendar",
    "no_such_month": "a month from 01 to 12",
    "no_such_week": "a week that the year has, such as 2024-W05",
    "no_such_quarter": "a quarter from Q1 to Q4",
    "years_apart": "a year that crosses New Year, such as 2023/24",
    "day_or_month_first": "day or month first? Write 2024-05-01, or state the order in the mapping",
    "ambiguous_period": "a month, or a year that crosses New Year as in other rows? State it in the mapping",
    "period_missing": "the row names no period",
    # JSON and places
    "not_json": "this is not JSON that can be read: {reason}",
    "json_too_deep": "the JSON is nested more deeply than any honest file",
    "json_too_big": "the JSON would take {bytes} bytes of memory; {limit} are accepted",
    "not_geojson": "this is not a GeoJSON feature collection",
    "not_hexjson": "this is not HexJSON; it needs 'layout' and 'hexes'",
    "no_features": "the file holds no places",
    "too_many_features": "the file holds more than {limit} places",
    "too_many_points": "the outlines have more than {limit} points; take a generalised set of boundaries",
    "not_feature": "this is not a feature with properties",
    "feature_without_code": "the place has no code",
    "feature_without_name": "the place has no name",
    "feature_twice": "this code stands twice",
    "no_area": "an outline is a Polygon or a MultiPolygon with points",
    "open_ring": "a ring has at least four points, and ends where it begins",
    "not_point": "a point is two numbers, degrees east and degrees north",
    "not_degrees": "the coordinates are not in degrees (WGS 84); save the file in EPSG:4326",
    "not_a_day": "a day such as 2024-05-01",
    "hex_layout": "a layout: odd-r, even-r, odd-q or even-q",
    "hex_spot": "a hexagon needs whole numbers q and r",
    "hex_taken": "another hexagon stands on this spot",
}


def shorten(value: str) -> str:
    """Return a cell as it may be repeated to a reader: one line, ``SHOWN`` characters."""
    plain = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value[: SHOWN + 1]
    )
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def column_letter(index: int) -> str:
    """Return the letters a spreadsheet shows over the column with this index (0 gives A)."""
    letters = ""
    rest = index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot be read, and where it stands."""

    code: str  # a key of MESSAGES
    row: int | None = None  # from 1, as a spreadsheet shows it
    column: str | None = None  # the column's name, or its letter where it has none
    value: str | None = None  # the cell, shortened
    facts: Facts = ()

    @property
    def msgid(self) -> str:
        """What is accepted, with ``{names}`` for the facts."""
        return MESSAGES[self.code]

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        parts = [", ".join(place)] if place else []
        parts += [f"'{self.value}'"] if self.value is not None else []
        return ": ".join([*parts, self.msgid.format(**dict(self.facts))])


class Unreadable(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """A file, or cells of it, cannot be read; nothing of it may be stored.

    Attributes
    ----------
    problems : tuple of Problem
        The first ``KEPT``, in the order of the file.
    total : int
        How many there are in all.
    """

    def __init__(self, *problems: Problem, total: int | None = None) -> None:
        super().__init__(*problems)
        self.problems = problems
        self.total = len(problems) if total is None else total

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.total > len(lines):
            lines.append(f"... and {self.total - len(lines)} more")
        return "\n".join(lines)


class BadCell(ValueError):  # noqa: N818 - as above
    """A cell's text is not what its column needs; the reader adds row and column."""

    def __init__(self, code: str, *facts: tuple[str, Fact]) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Facts = facts

    def at(self, row: int | None, column: str | None, value: str) -> Problem:
        """Return the problem with the place of the cell."""
        return Problem(self.code, row, column, shorten(value), self.facts)


@dataclass(slots=True)
class Problems:
    """Collects problems: the first ``limit`` are kept, all are counted."""

    limit: int = KEPT
    kept: list[Problem] = field(default_factory=list)
    total: int = 0
    rows: int = 0  # rows with a problem, as long as each row's problems come together
    _last_row: int | None = None

    def add(self, problem: Problem) -> None:
        """Count one problem, and keep it while there is room."""
        self.total += 1
        self.rows += problem.row != self._last_row
        self._last_row = problem.row
        if len(self.kept) < self.limit:
            self.kept.append(problem)

    def refuse(self) -> None:
        """Raise ``Unreadable`` when anything was collected."""
        if self.total:
            raise Unreadable(*self.kept, total=self.total)
