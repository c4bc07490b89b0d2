"""Measures an archive before anything of it is read: a workbook, a package of tables.

Everything is counted while it is unpacked, never as the archive declares it: 400 MB in 0.4 MB is
refused after the first megabytes, and no more than a block is held at a time.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers import expat

from headway.formats.errors import Problem, Unreadable, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from headway.formats.tables import Limits

BLOCK = 65_536
_TOKEN = 262_144  # bytes of one tag or comment; the parser reads an open one again with every block
_RATIO_FROM = 1_000_000  # bytes; small parts may shrink as they like
_SMALL = 5_000_000  # bytes of a part that is read as a whole: styles, the list of sheets
_XML = (".xml", ".rels", ".vml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError)


def measure(data: bytes, limits: Limits, needs: str = "") -> None:
    """Refuse an archive that is not honest, or that would exhaust memory or time.

    Parameters
    ----------
    data : bytes
        The archive.
    limits : Limits
        How much of it is unpacked, counting, before it is refused.
    needs : str, optional
        A part that has to be there, such as ``xl/workbook.xml``.

    Raises
    ------
    Unreadable
        Not an archive, without the part, encrypted, macros, links to other files, a document type, too
        many parts or bytes, or packed tighter than any sheet.
    """
    if data.startswith(_OLE):
        raise Unreadable(Problem("is_old_workbook"))
    if len(data) > limits.file_bytes:
        raise Unreadable(Problem("too_big", facts=(("bytes", len(data)), ("limit", limits.file_bytes))))
    with opened(data) as archive:
        _check_names(archive, limits, needs)
        total = 0
        for member in archive.infolist():
            reader = xml_reader() if member.filename.lower().endswith(_XML) else None
            for block in blocks(archive, member, limits):
                total += len(block)
                if total > limits.unpacked:
                    raise Unreadable(Problem("zip_size", facts=(("limit", limits.unpacked),)))
                if reader is not None:
                    reader.feed(block)
            if reader is not None:
                reader.feed(b"", last=True)


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open the archive, and say plainly when it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except _BROKEN:
        raise Unreadable(Problem("not_workbook")) from None


def blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """Unpack one part block by block, counting."""
    size = 0
    with archive.open(member) as stream:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > limits.member:
                raise Unreadable(Problem("zip_size", facts=(("limit", limits.member),)))
            if size > _RATIO_FROM and size > limits.ratio * max(member.compress_size, 1):
                raise Unreadable(Problem("zip_ratio", facts=(("limit", limits.ratio),)))
            yield block


def small_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Return a part of at most 5 MB that is read as a whole; empty when it is absent."""
    return whole_part(archive, name, limits, _SMALL)


def whole_part(archive: zipfile.ZipFile, name: str, limits: Limits, most: int) -> bytes:
    """Return a part that is read as a whole; empty when it is absent."""
    if name not in archive.namelist():
        return b""
    parts, size = [], 0
    for block in blocks(archive, archive.getinfo(name), limits):
        parts.append(block)
        size += len(block)
        if size > most:
            raise Unreadable(Problem("zip_size", value=shorten(name), facts=(("limit", most),)))
    return b"".join(parts)


def _check_names(archive: zipfile.ZipFile, limits: Limits, needs: str) -> None:
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    if len(names) > limits.members:
        raise Unreadable(Problem("zip_members", facts=(("members", len(names)), ("limit", limits.members))))
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(Problem("zip_encrypted"))
    if len(set(names)) < len(names):
        raise Unreadable(Problem("zip_twice"))
    if any("vbaproject" in name or "macrosheets/" in name for name in names):
        raise Unreadable(Problem("macros"))
    if any("externallinks/" in name for name in names):
        raise Unreadable(Problem("external_links"))
    if needs and needs not in names:
        raise Unreadable(Problem("not_workbook"))


class XmlReader:
    """An expat parser that takes no document type and no endless tag."""

    code = "not_workbook"  # said of XML that is damaged

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.fed = 0

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Read one block."""
        self.fed += len(block)
        try:
            self.parser.Parse(block, last)
        except expat.ExpatError:
            raise Unreadable(Problem(self.code)) from None
        if self.fed - self.parser.CurrentByteIndex > _TOKEN:
            raise Unreadable(Problem("odd_parts"))

    @staticmethod
    def _document_type(name: str, *_: object) -> None:
        raise Unreadable(Problem("document_type", value=shorten(name)))


def xml_reader() -> XmlReader:
    """Return a reader that only checks."""
    return XmlReader()
