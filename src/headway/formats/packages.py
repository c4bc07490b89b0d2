"""Tables in a .zip archive: a Data Package, CSVW with its metadata, or a CSV file that travels alone.

Source: Open Knowledge, *Data Package* and *Tabular Data Resource* 1.0 (2017). A path that leads out of
the archive, or to the network, is never followed.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headway.formats.archive import opened, whole_part
from headway.formats.csvw import Described, describe, is_csvw
from headway.formats.errors import Problem, Unreadable, shorten
from headway.formats.jsons import read_json
from headway.formats.packs import to_zip
from headway.formats.tables import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    import zipfile

DESCRIPTOR = "datapackage.json"
METADATA = "metadata.json"  # ends the name of CSVW metadata


@dataclass(frozen=True, slots=True)
class Parcel:
    """The CSV file of an archive, and what its metadata say of it."""

    name: str
    data: bytes
    described: Described | None = None
    delimiter: str | None = None


def is_data_package(found: Any) -> bool:
    """Tell whether JSON looks like the description of a Data Package."""
    return isinstance(found, dict) and isinstance(found.get("resources"), list)


def open_parcel(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Parcel:
    """Return the table of a measured archive.

    Raises
    ------
    Unreadable
        No table, several without a description that chooses, or a description that names none of them.
    """
    with opened(data) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/") and "__MACOSX/" not in name]
        package = next((name for name in names if posixpath.basename(name) == DESCRIPTOR), None)
        if package is not None:
            return _from_package(archive, package, limits)
        metadata = [name for name in names if name.casefold().endswith(METADATA)]
        tables = [name for name in names if name.casefold().endswith((".csv", ".tsv"))]
        own = [name for name in tables if not posixpath.basename(name).startswith("Metadata_")]  # World Bank
        if not own:
            raise Unreadable(Problem("not_archive"))
        found = read_json(_part(archive, metadata[0], limits)) if metadata else None
        described = describe(found) if is_csvw(found) else None
        name = _chosen(own, described)
        return Parcel(name, _part(archive, name, limits), described)


def check_description(description: bytes) -> None:
    """Refuse what is not CSVW metadata of a table.

    Raises
    ------
    Unreadable
        With the reason.
    """
    found = read_json(description)
    if not is_csvw(found):
        raise Unreadable(Problem("not_csvw"))
    describe(found)


def parcel(table: bytes, description: bytes) -> bytes:
    """Return a CSV file and its CSVW metadata in one archive, as ``open_parcel`` reads it."""
    return to_zip({"data.csv": table, f"data.csv-{METADATA}": description}, first="data.csv")


def _chosen(names: list[str], described: Described | None) -> str:
    if described is not None:
        wanted = posixpath.basename(described.url)
        fitting = [name for name in names if posixpath.basename(name) == wanted]
        if fitting:
            return fitting[0]
    if len(names) > 1:
        raise Unreadable(Problem("several_tables", facts=(("names", ", ".join(map(shorten, names[:20]))),)))
    return names[0]


def _from_package(archive: zipfile.ZipFile, descriptor: str, limits: Limits) -> Parcel:
    found = read_json(_part(archive, descriptor, limits))
    if not is_data_package(found):
        raise Unreadable(Problem("not_description"))
    resources = [each for each in found["resources"] if isinstance(each, dict) and _is_table(each)]
    if len(resources) != 1:
        names = ", ".join(shorten(str(each.get("name"))) for each in resources[:20])
        raise Unreadable(Problem("several_tables" if resources else "not_archive", facts=(("names", names),)))
    path = resources[0].get("path")
    path = path[0] if isinstance(path, list) and path else path
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(descriptor), str(path)))
    if inside not in archive.namelist():
        raise Unreadable(Problem("package_path", value=shorten(str(path))))
    dialect = resources[0].get("dialect")
    delimiter = dialect.get("delimiter") if isinstance(dialect, dict) else None
    delimiter = delimiter if isinstance(delimiter, str) and len(delimiter) == 1 else None
    return Parcel(inside, _part(archive, inside, limits), delimiter=delimiter)


def _is_table(resource: dict[str, Any]) -> bool:
    return str(resource.get("path", "")).casefold().rstrip("'] ").endswith((".csv", ".tsv"))


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    return whole_part(archive, name, limits, limits.file_bytes)
