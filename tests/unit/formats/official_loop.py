"""Official files read once more by plain loops that share no line with the product."""

import csv
import io
import json
import re
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

YEAR = re.compile(
    r"[12]\d{3}(/\d{2}|/\d{4}| Q[1-4])?|[A-Z][a-z]{2}-[A-Z][a-z]{2} [12]\d{3}|Q[1-4] [12]\d{3}|[12]\d{3} Q[1-4]"
)
SDG_OTHERS = {
    "Year",
    "Value",
    "Series",
    "GeoCode",
    "Observation status",
    "Unit multiplier",
    "Units",
    "Unit measure",
}
SDG_NAMES = {"Country", "Region", "Local Authority"}
SDMX_ASIDE = {"STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY"}
NOTHING = {"says": "no observations in this file"}


def counted(path: Path) -> dict:
    """Return rows, series, observations and unreadable rows of one official file."""
    family = path.parent.name if path.parent.name in READERS else path.parent.parent.name
    family = family if family in READERS else path.parent.parent.parent.name
    return READERS[family](path)


def told(rows: int, keys: list, values: list, unreadable: list | None = None, duplicate: int = 0) -> dict:
    """Say it in the words of expected_imports.json."""
    return {
        "rows": rows,
        "series": len(set(keys)),
        "observations": sum(value is not None for value in values),
        "without_value": sum(value is None for value in values),
        "duplicate_rows": duplicate,
        "unreadable": unreadable or [],
    }


def lines(path: Path, **options: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), **options))


def ons(path: Path) -> dict:
    if path.suffix == ".json":
        return NOTHING
    header, *rows = lines(path)
    at = {name.lower(): index for index, name in enumerate(header)}
    code, what, value = at["areacd"], at["indicator"], at["observation"]
    values = [float(row[value]) if row[value] else None for row in rows]
    return told(len(rows), [(row[what], row[code]) for row in rows], values)


def sdg(path: Path) -> dict:
    header, *rows = lines(path)
    kept = [
        name for name in header if name not in SDG_OTHERS and not ("GeoCode" in header and name in SDG_NAMES)
    ]
    found: dict = {}
    unreadable, twice = [], set()
    for number, row in enumerate(rows, 2):
        cells = dict(zip(header, row, strict=True))
        if not YEAR.fullmatch(cells["Year"]):
            unreadable.append(
                {"row": number, "column": "Year", "value": cells["Year"], "reason": "not_a_period"}
            )
            continue
        series = (
            cells.get("Series", ""),
            cells.get("GeoCode") or "K02000001",
            tuple((name, cells[name]) for name in kept if cells[name]),
        )
        key = (*series, cells["Year"])
        if key in found:
            twice.add(key)
            unreadable.append(
                {"row": number, "column": "Year", "value": cells["Year"], "reason": "duplicate_row"}
            )
        found[key] = float(cells["Value"]) if cells["Value"] else None
    kept_keys = [key for key in found if key not in twice]
    values = [found[key] for key in kept_keys]
    return told(len(rows), [key[:3] for key in kept_keys], values, unreadable, 2 * len(twice))


def jsonstat(path: Path) -> dict:
    data = json.loads(path.read_text())
    if "dimension" not in data:
        (data,) = data.values()
    described = data["dimension"]
    ids = data.get("id") or described["id"]
    times = set((data.get("role") or described.get("role") or {"time": ["time"]})["time"])
    sizes = []
    for key in ids:
        category = described[key]["category"]
        sizes.append(len(category.get("index") or category["label"]))
    values, keys = [], []
    for position, spot in enumerate(product(*map(range, sizes))):
        given = data["value"]
        if isinstance(given, dict):
            values.append(given.get(str(position)))
        else:
            values.append(given[position])
        keys.append(tuple(at for key, at in zip(ids, spot, strict=True) if key not in times))
    return told(len(values), keys, values)


def sdmx(path: Path) -> dict:
    readers = {".csv": sdmx_csv, ".json": sdmx_json, ".xml": sdmx_xml}
    return readers[path.suffix](path)


def sdmx_csv(path: Path) -> dict:
    text = path.read_text()
    header, *rows = lines(path, delimiter=";" if ";STRUCTURE_ID" in text else ",")
    names = [re.sub(r"\[.*\]$", "", name.split(": ")[0]) for name in header]
    measures = [at for at, name in enumerate(names) if name.startswith("OBS_VALUE")]
    paired = range(names.index("ACTION") + 2, len(names), 2) if "STRUCTURE_NAME" in names else ()
    behind = measures[0] > names.index("DIM_1")  # what stands behind the value then only describes it
    keys, values = [], []
    for row in rows:
        for measure in measures:
            number = row[measure].replace(",", ".")
            values.append(float(number))
            keys.append(
                (
                    measure,
                    *(
                        cell
                        for at, cell in enumerate(row)
                        if at not in measures
                        and at not in paired
                        and names[at] not in SDMX_ASIDE
                        and names[at] != "DIM_3"
                        and (at < measures[0] or not behind)
                    ),
                )
            )
    return told(len(rows) * len(measures), keys, values)


def sdmx_json(path: Path) -> dict:
    data = json.loads(path.read_text())
    if "dataSets" not in data:
        return {"says": "this is SDMX-JSON 2.0; SDMX-ML 2.1, SDMX-JSON 1.0 and SDMX-CSV are read"}
    keys, values = [], []
    times = [one["id"] for one in data["structure"]["dimensions"]["observation"]].index("TIME_PERIOD")
    for one in data["dataSets"]:
        for key, series in one.get("series", {"": one}).items():
            for spot, cells in series["observations"].items():
                places = spot.split(":")
                keys.append((key, *places[:times], *places[times + 1 :]))
                values.append(cells[0])
    return told(len(values), keys, values)


def sdmx_xml(path: Path) -> dict:
    tree = ET.parse(path)
    generic = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic}"
    keys, values = [], []
    for whole in tree.iter():
        if whole.tag.endswith("DataSet"):
            for series in [one for one in whole if one.tag.endswith("Series")] or [whole]:
                mine = [(one.get("id"), one.get("value")) for one in series.iterfind(f"{generic}SeriesKey/*")]
                mine += [(name, value) for name, value in series.items() if name.isupper() and len(series)]
                for one in series:
                    if one.tag.endswith("Obs"):
                        key, value = observation(one, mine, generic)
                        keys.append(key)
                        values.append(value)
    return told(len(values), keys, values) if values else NOTHING


def observation(one: ET.Element, mine: list, generic: str) -> tuple:
    xsi = "{http://www.w3.org/2001/XMLSchema-instance}type"
    spot = [(each.get("id"), each.get("value")) for each in one.iterfind(f"{generic}ObsKey/*")]
    held = one.find(f"{generic}ObsValue")
    text = one.get("OBS_VALUE") if held is None else held.get("value")
    about = {"TIME_PERIOD", "TITLE", "DECIMALS", "UNIT_MEASURE", "UNIT_MULT", "COLL_METHOD", "TIME_FORMAT"}
    key = frozenset(
        (name, said) for name, said in (*mine, *spot, ("type", one.get(xsi))) if name not in about
    )
    return key, None if text in (None, "", "NaN") else float(text)


def csvw(path: Path) -> dict:
    if path.suffix == ".json":
        return {"says": "this describes a table; send it in one .zip archive with its CSV file"}
    header, *rows = lines(path)
    year, value = header.index("Year"), header.index("Value")
    keys = [tuple(cell for at, cell in enumerate(row) if at not in (year, value)) for row in rows]
    return told(len(rows), keys, [float(row[value]) for row in rows])


def nothing(_: Path) -> dict:
    return NOTHING


READERS = {
    "ons-els": ons,
    "uk-sdg": sdg,
    "jsonstat": jsonstat,
    "sdmx": sdmx,
    "csvw": csvw,
    "fingertips": nothing,
    "places": nothing,
}
