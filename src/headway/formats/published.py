"""Figures on their way out: one data set, written as CSV with its CSVW metadata, JSON-stat or a Data Package.

What is written here is read again by the same upload flow, equal.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from headway.formats.downloads import write_csv
from headway.formats.jsonstat import EVERYBODY
from headway.formats.packs import to_zip

if TYPE_CHECKING:
    from datetime import date

_SDMX = "http://purl.org/linked-data/sdmx/2009/"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data set, and what it means to a machine."""

    name: str
    kind: str  # string, number or datetime
    description: str
    meaning: str = ""  # address of the property in the SDMX vocabulary


FIRST = (
    Column("indicator", "string", "Which indicator, by the name in its address"),
    Column("indicator_name", "string", "Its name in words"),
    Column("place_code", "string", "Code of the place", _SDMX + "dimension#refArea"),
    Column("place_name", "string", "Name of the place"),
)
LAST = (
    Column("period", "string", "First day and length, as 2024-01-01/P1Y", _SDMX + "dimension#refPeriod"),
    Column("unit", "string", "Unit of the value", _SDMX + "attribute#unitMeasure"),
    Column("value", "number", "As published; empty where no number is", _SDMX + "measure#obsValue"),
    Column("lower", "number", "Lower 95% confidence limit as published"),
    Column("upper", "number", "Upper 95% confidence limit as published"),
    Column("count", "number", "Events counted"),
    Column("denominator", "number", "What they are counted among"),
    Column("status", "string", "What the publisher says of the value", _SDMX + "attribute#obsStatus"),
    Column("known_from", "datetime", "From when this was the latest word"),
    Column("publisher", "string", "Who published the value"),
    Column("release", "string", "Title of the publication"),
    Column("licence", "string", "Under which the value may be used"),
)
_OWN = frozenset(column.name for column in (*FIRST, *LAST))


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one series, with where it comes from."""

    indicator: str
    indicator_name: str
    place_code: str
    place_name: str
    groups: tuple[str, ...]  # one text for each group column of the data set; '' = everybody
    period: str
    unit: str
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    status: str
    known_from: str
    publisher: str
    release: str
    licence: str

    def cells(self) -> tuple[str | float | None, ...]:
        """Return the row in the order of the data set's columns."""
        before = (self.indicator, self.indicator_name, self.place_code, self.place_name)
        numbers = (self.value, self.lower, self.upper, self.count, self.denominator)
        after = (self.status, self.known_from, self.publisher, self.release, self.licence)
        return (*before, *self.groups, self.period, self.unit, *numbers, *after)


@dataclass(frozen=True, kw_only=True)
class DataSet:
    """Every figure of one indicator or several, as known at one moment."""

    name: str  # small letters, digits and hyphens: names the files
    title: str
    description: str
    publisher: str  # the body that sends it, not those who counted
    homepage: str
    language: str
    issued: date
    groups: tuple[str, ...]  # what people are grouped by, such as Age and Sex
    figures: tuple[Figure, ...]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order; a group that is called as one of them is marked as a group."""
        named = (f"{name} (group)" if name.casefold() in _OWN else name for name in self.groups)
        return (
            *FIRST,
            *(Column(name, "string", "Group of people; empty: everybody") for name in named),
            *LAST,
        )

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one row from another."""
        groups = (column.name for column in self.columns[len(FIRST) : -len(LAST)])
        return ("indicator", "place_code", *groups, "period")

    @property
    def licences(self) -> tuple[str, ...]:
        """Under which licences the figures stand."""
        return tuple(sorted({figure.licence for figure in self.figures}))


def csv_bytes(data: DataSet) -> bytes:
    """Return the data set as CSV: UTF-8, one header, no cell that a spreadsheet would run."""
    header = [column.name for column in data.columns]
    return b"".join(write_csv(header, (figure.cells() for figure in data.figures)))


def csvw_metadata(data: DataSet) -> bytes:
    """Return the CSVW metadata of ``csv_bytes``.

    Notes
    -----
    Source: W3C, *Metadata Vocabulary for Tabular Data* (2015), sections 5.3 to 5.6.
    """
    columns: list[dict[str, Any]] = []
    for column in data.columns:
        one: dict[str, Any] = {"name": _identifier(column.name), "titles": column.name}
        one["datatype"] = {"string": "string", "number": "double", "datetime": "dateTime"}[column.kind]
        one["dc:description"] = column.description
        if column.meaning:
            one["propertyUrl"] = column.meaning
        columns.append(one)
    schema = {"columns": columns, "primaryKey": [_identifier(name) for name in data.key]}
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": data.language}],
            "url": f"{data.name}.csv",
            "dc:title": data.title,
            "dc:description": data.description,
            "dc:publisher": data.publisher,
            "dc:license": list(data.licences),
            "dc:issued": data.issued.isoformat(),
            "dc:source": data.homepage,
            "tableSchema": schema,
        }
    )


def csvw_zip(data: DataSet) -> bytes:
    """Return the CSV file and its metadata in one archive."""
    name = f"{data.name}.csv"
    return to_zip({name: csv_bytes(data), f"{name}-metadata.json": csvw_metadata(data)})


def data_package(data: DataSet) -> bytes:
    """Return a tabular Data Package in one archive.

    Notes
    -----
    Source: Open Knowledge, *Tabular Data Package* 1.0 (2017).
    """
    content = csv_bytes(data)
    fields = [
        {"name": column.name, "type": column.kind, "description": column.description}
        | ({"rdfType": column.meaning} if column.meaning else {})
        for column in data.columns
    ]
    resource = {
        "profile": "tabular-data-resource",
        "name": data.name,
        "path": f"{data.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": list(data.key)},
    }
    sources = sorted({(figure.publisher, figure.release) for figure in data.figures})
    described = {
        "profile": "tabular-data-package",
        "name": data.name,
        "title": data.title,
        "description": data.description,
        "homepage": data.homepage,
        "created": f"{data.issued.isoformat()}T00:00:00Z",
        "contributors": [{"title": data.publisher, "role": "publisher"}],
        "licenses": [{"name": _identifier(name), "title": name} for name in data.licences],
        "sources": [{"title": f"{publisher}: {release}"} for publisher, release in sources],
        "resources": [resource],
    }
    return to_zip({"datapackage.json": _json(described), f"{data.name}.csv": content})


def json_stat(data: DataSet) -> bytes:
    """Return the values and their statuses as JSON-stat 2.0; limits and counts have no place in it.

    Notes
    -----
    Source: X. Badosa, *The JSON-stat format* 2.0 (2015). Values are an object, so that a place without
    a figure takes no room.
    """
    spots = [_spot(figure) for figure in data.figures]
    codes = [list(dict.fromkeys(column)) for column in zip(*spots, strict=True)]
    codes = codes or [[] for _ in range(3 + len(data.groups))]
    index = [{code: at for at, code in enumerate(column)} for column in codes]
    positions = []
    for spot in spots:
        position = 0
        for column, code in zip(index, spot, strict=True):
            position = position * len(column) + column[code]
        positions.append(str(position))
    found = dict(zip(positions, data.figures, strict=True))
    keys = ["indicator", "place_code", *data.key[2:-1], "period"]
    return _json(
        {
            "version": "2.0",
            "class": "dataset",
            "label": data.title,
            "source": "; ".join(sorted({figure.publisher for figure in data.figures})),
            "updated": data.issued.isoformat(),
            "href": data.homepage,
            "note": [data.description] if data.description else [],
            "id": keys,
            "size": [len(column) for column in codes],
            "role": {"metric": ["indicator"], "geo": ["place_code"], "time": ["period"]},
            "dimension": _dimensions(data, keys, codes),
            "value": {at: one.value for at, one in found.items() if one.value is not None},
            "status": {at: one.status for at, one in found.items() if one.status != "final"},
            "extension": {"licences": list(data.licences)},
        }
    )


def _spot(figure: Figure) -> tuple[str, ...]:
    groups = (group or EVERYBODY for group in figure.groups)
    return (figure.indicator, figure.place_code, *groups, figure.period)


def _dimensions(data: DataSet, keys: list[str], codes: list[list[str]]) -> dict[str, Any]:
    names = {figure.indicator: figure.indicator_name for figure in data.figures}
    units = {figure.indicator: {"label": figure.unit} for figure in data.figures}
    places = {figure.place_code: figure.place_name for figure in data.figures}
    labels = {"indicator": names, "place_code": places, "period": {}}
    found: dict[str, Any] = {}
    for key, column in zip(keys, codes, strict=True):
        category: dict[str, Any] = {"index": column}
        if given := labels.get(key, {EVERYBODY: "Total"} if EVERYBODY in column else {}):
            category["label"] = given
        if key == "indicator":
            category["unit"] = units
        found[key] = {"label": key, "category": category}
    return found


def _identifier(name: str) -> str:
    """Return a name of letters, digits and underscores, as CSVW wants them."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name.casefold())
    return plain.strip("_") or "column"


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
