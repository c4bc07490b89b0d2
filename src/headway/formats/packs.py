"""Mission packs: a folder of JSON files that a person can read and edit, and the figures of releases as CSV.

The format is `headway-pack/1`: `pack.json` names it and says which missions are in it; each other file is
`{"records": [...]}`; `figures/` holds the contents of releases, each under its SHA-256. See the reference.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from headway.formats.errors import Problem, Unreadable
from headway.formats.jsons import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = "headway-pack/1"
HEAD = "pack.json"
FIGURES = "figures/"
FILES = (
    "places.json",
    "people.json",
    "indicators.json",
    "targets.json",
    "missions.json",
    "boards.json",
    "words.json",
)
LARGEST = 200_000_000  # bytes of a pack once unpacked
MOST = 10_000  # files
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pack:
    """What is in a pack: records by file, contents of releases by SHA-256, the slugs of its missions."""

    missions: tuple[str, ...]
    parts: Mapping[str, list[Record]] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)


class UnreadablePack(Unreadable):
    """A file of a pack cannot be read; ``file`` names it."""

    def __init__(self, file: str, *problems: Problem) -> None:
        super().__init__(*problems)
        self.file = file

    def __str__(self) -> str:
        return "\n".join(f"{self.file}: {problem}" for problem in self.problems)


def to_files(pack: Pack) -> dict[str, bytes]:
    """Return the files of a pack by name; the same records give the same bytes."""
    found = {HEAD: written({"format": FORMAT, "missions": list(pack.missions)})}
    for name in FILES:
        if pack.parts.get(name):
            found[name] = written({"records": pack.parts[name]})
    for sha256 in sorted(pack.contents):
        found[f"{FIGURES}{sha256}.csv"] = pack.contents[sha256].encode()
    return found


def written(value: Record) -> bytes:
    """Return JSON as the files of a pack hold it: a line a value, letters as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def from_files(files: Mapping[str, bytes]) -> Pack:
    """Read the files of a pack.

    Raises
    ------
    UnreadablePack
        Naming the file: not a pack, another version, not JSON, no list of records, or figures whose
        SHA-256 is not their name.
    """
    if HEAD not in files:
        raise UnreadablePack(HEAD, Problem("pack_head_missing"))
    head = _object(HEAD, files[HEAD])
    if head.get("format") != FORMAT:
        raise UnreadablePack(HEAD, Problem("pack_format", value=str(head.get("format"))[:40]))
    parts, contents = {}, {}
    for name, data in files.items():
        if name.startswith(FIGURES) and name.endswith(".csv"):
            sha256 = name.removeprefix(FIGURES).removesuffix(".csv")
            contents[sha256] = _content(name, sha256, data)
        elif name in FILES:
            parts[name] = _records(name, data)
        elif name.endswith(".json") and name != HEAD:
            raise UnreadablePack(name, Problem("pack_file", facts=(("files", ", ".join(FILES)),)))
    missions = head.get("missions", [])
    return Pack(tuple(str(slug) for slug in missions if isinstance(missions, list)), parts, contents)


def _object(name: str, data: bytes) -> Record:
    try:
        found = read_json(data)
    except Unreadable as refusal:
        raise UnreadablePack(name, *refusal.problems) from None
    if not isinstance(found, dict):
        raise UnreadablePack(name, Problem("pack_records"))
    return found


def _records(name: str, data: bytes) -> list[Record]:
    records = _object(name, data).get("records")
    if not isinstance(records, list):
        raise UnreadablePack(name, Problem("pack_records"))
    for number, record in enumerate(records, 1):
        if not (isinstance(record, dict) and isinstance(record.get("record"), str)):
            raise UnreadablePack(name, Problem("pack_record", number, "record"))
    return records


def _content(name: str, sha256: str, data: bytes) -> str:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise UnreadablePack(name, Problem("pack_changed"))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UnreadablePack(name, Problem("not_utf8", facts=(("position", error.start + 1),))) from None


def to_zip(files: Mapping[str, bytes], first: str = "") -> bytes:
    """Return the files as one archive, sorted but for the first; the same files give the same bytes.

    The first one is stored as it is, which is how an ODS says what it is.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda name: (name != first, name)):
            packed = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], packed)
    return out.getvalue()


def from_zip(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive, counted while they are unpacked.

    Raises
    ------
    UnreadablePack
        Not an archive, or more than a pack may hold.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive, archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise UnreadablePack("zip", Problem("pack_zip")) from None


def _unpacked(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = LARGEST
    for member in members:
        if member.is_dir():
            continue
        with archive.open(member) as part:
            found = part.read(left + 1)
        left -= len(found)
        if left < 0 or len(files) >= MOST:
            raise UnreadablePack("zip", Problem("pack_too_big", facts=(("limit", LARGEST),)))
        files[member.filename] = found
    return files
