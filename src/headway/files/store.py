"""Bytes under their SHA-256 in the data folder: written whole or not at all, checked when read back.

Writing belongs before a transaction: a file without a row is harmless, a row without its file is not.
"""

import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest, digest
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Figure, Sentence

MEGABYTE = 2**20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class DamagedError(Exception):
    """A stored file is missing, or its bytes are not the ones that were stored: restore a backup."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where bytes went and how many there are."""

    sha256: Digest
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes that lie in the store, and what they were called."""

    stored: Stored
    name: str
    media_type: str = "text/csv"


def keep(data: bytes, name: str, media_type: str = "text/csv") -> Sent:
    """Write bytes and say what they were called."""
    return Sent(put(data), name, media_type)


def folder() -> Path:
    """Return the folder of all stored files."""
    return Path(settings.DATA) / "files"


def path(sha256: str) -> Path:
    """Return where the bytes with this hash lie.

    >>> path("ab" + "cd" + "0" * 60).relative_to(folder()).parts[:1]
    ('ab',)
    """
    if not _DIGEST.fullmatch(sha256):
        message = "not a SHA-256"
        raise ValueError(message)
    return folder() / sha256[:2] / sha256[2:]


def check_size(size: int) -> None:
    """Refuse what somebody sends when it is larger than the setting UPLOAD_MAX_BYTES.

    Raises
    ------
    Invalid
        With the sizes in megabytes.
    """
    limit = settings.UPLOAD_MAX_BYTES
    if size > limit:
        values = {"size": megabytes(size), "limit": megabytes(limit)}
        said = Sentence(_("The file has %(size)s. At most %(limit)s are accepted."), values)
        raise Invalid(said, {"file": said})


def put(data: bytes) -> Stored:
    """Write bytes under their hash; what is there already and undamaged stays."""
    name = digest(data)
    target = path(name)
    if not (target.exists() and digest(target.read_bytes()) == name):
        _write(target, data)
    return Stored(name, len(data))


def get(sha256: str) -> bytes:
    """Return the bytes with this hash.

    Raises
    ------
    DamagedError
        When they are missing or changed.
    """
    try:
        data = path(sha256).read_bytes()
    except FileNotFoundError:
        message = f"the stored file {sha256} is missing"
        raise DamagedError(message) from None
    if digest(data) != sha256:
        message = f"the stored file {sha256} was changed"
        raise DamagedError(message)
    return data


def megabytes(size: int) -> Figure:
    """Return a size as people read it."""
    return Figure(size / MEGABYTE, "MB", 0 if size >= MEGABYTE else 3)


def safe_name(name: str) -> str:
    """Return the last part of a file name without anything a path or a header could trip over.

    >>> safe_name("../secret/Über figures (final);.CSV")
    'Uber figures (final).CSV'
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9 ._()-]", "", plain).strip(" .")
    return kept[-120:] or "file"


def _write(target: Path, data: bytes) -> None:
    """Write to a neighbour, flush to the disk, then rename: nobody ever sees half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for parent in (target.parent, target.parent.parent):
        _sync_folder(parent)


def _sync_folder(where: Path) -> None:
    """Make a rename survive a power cut."""
    opened = os.open(where, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
