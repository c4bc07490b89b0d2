"""What a file is that cannot be read here, said by its name, so that a person knows what to save instead."""

from __future__ import annotations

import re

from headway.formats.errors import Problem, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes, str], ...] = (  # first bytes; order matters where one begins another
    (b"%PDF", "PDF"),
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Apache Arrow"),
    (b"$FL2", "SPSS"),
    (b"$FL3", "SPSS"),
    (b"<stata_dta>", "Stata"),
    (b"\x89HDF\r\n", "HDF5"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"RDX2", "R"),
    (b"RDX3", "R"),
    (b"CHARSET=", "PC-Axis"),
    (b"AXIS-VERSION=", "PC-Axis"),
    (b"BEGIN:VCALENDAR", "iCalendar"),
    (b"@prefix", "RDF Turtle"),
    (b"@PREFIX", "RDF Turtle"),
    (bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011"), "SAS"),
)
_XML: tuple[tuple[bytes, str], ...] = (
    (b"opengis.net/kml", "KML"),
    (b"opengis.net/gml", "GML"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML"),
    (b"<rdf:RDF", "RDF/XML"),
    (b"www.w3.org/2005/Atom", "Atom"),
    (b"<rss", "RSS"),
    (b"iati-activities", "IATI"),
    (b"ddi:", "DDI"),
    (b"urn:ihe:qrph:adx", "ADX"),
)
_HTML = re.compile(rb"\s*(<!doctype\s+html|<html|<table|<head|<body)", re.IGNORECASE)
_PARTS: tuple[tuple[str, str], ...] = (  # in an archive: the end of a part's name
    ("word/document.xml", "Word"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("xl/workbook.bin", "Excel .xlsb"),
    (".shp", "shapefile"),
    (".kml", "KMZ"),
    (".px", "PC-Axis"),
    (".parquet", "Parquet"),
)


def refuse_by_name(data: bytes) -> None:
    """Refuse a file that is plainly of a kind that is not read here.

    Raises
    ------
    Unreadable
        With the name of the kind.
    """
    head = data[:4_096]
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(_OLE):
        raise Unreadable(Problem("is_old_workbook"))
    for start, name in _STARTS:
        if plain.startswith(start) or head.startswith(start):
            raise Unreadable(looks_like(name))
    if _HTML.match(plain):
        raise Unreadable(Problem("is_web_page"))
    if plain.startswith(b"<"):
        for mark, name in _XML:
            if mark in head:
                raise Unreadable(looks_like(name))


def refuse_parts_by_name(names: list[str]) -> None:
    """Refuse an archive by the names of its parts.

    Raises
    ------
    Unreadable
        With the name of the kind.
    """
    for ending, kind in _PARTS:
        if any(name.casefold().endswith(ending) for name in names):
            raise Unreadable(looks_like(kind))


def looks_like(name: str) -> Problem:
    """Return the refusal of a kind of file by its name."""
    return Problem("looks_like", facts=(("name", name),))
