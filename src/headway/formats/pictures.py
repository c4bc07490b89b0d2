"""Photographs without what a camera wrote into them: where, when, with what and by whom.

Only what is needed to draw the picture stays. Of a JPEG's Exif the way it is turned stays, as the one tag.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

PNG = b"\x89PNG\r\n\x1a\n"
DRAWN_PNG = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"}
START, END, SCAN, EXIF, ADOBE = 0xD8, 0xD9, 0xDA, 0xE1, 0xEE
TABLES = {0xDB, 0xC4, 0xDD, 0xCC}  # quantisation, Huffman, restart interval, arithmetic
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
ORIENTATION = 0x0112
MOST_PIXELS = 50_000_000


class Fault(Enum):
    """Why a file is not taken as a picture."""

    KIND = "kind"  # neither JPEG nor PNG
    DAMAGED = "damaged"
    PIXELS = "pixels"  # larger when drawn than any photograph need be


class NotAPicture(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """A file that cannot be taken as a picture."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Plain:
    """A picture that says nothing but itself."""

    data: bytes
    media_type: str


def plain_picture(data: bytes) -> Plain:
    """Return a JPEG or PNG without its metadata, comments, previews and whatever hangs behind its end.

    Raises
    ------
    NotAPicture
        For any other kind of file, one that is cut short, or one too large to draw.
    """
    try:
        if data.startswith(PNG):
            return Plain(PNG + b"".join(png_chunks(data)), "image/png")
        if data.startswith(b"\xff\xd8\xff"):
            return Plain(b"\xff\xd8" + b"".join(jpeg_parts(data)) + b"\xff\xd9", "image/jpeg")
    except (struct.error, IndexError):
        raise NotAPicture(Fault.DAMAGED) from None
    raise NotAPicture(Fault.KIND)


def png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks that draw a PNG, each checked against its sum."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + size + 12]
        if len(chunk) < size + 12 or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise NotAPicture(Fault.DAMAGED)
        if kind == b"IHDR":
            measure(*struct.unpack_from(">II", chunk, 8))
        elif at == len(PNG):
            raise NotAPicture(Fault.DAMAGED)
        if kind in DRAWN_PNG:
            yield chunk
        at += len(chunk)


def jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Yield the segments that draw a JPEG, and between them its scans."""
    at, framed, scanned = 2, False, False
    while True:
        marker, at = next_marker(data, at)
        if marker == END:
            break
        if marker in WITHOUT_LENGTH:
            continue
        (size,) = struct.unpack_from(">H", data, at)
        segment = data[at : at + size]
        if size < 2 or len(segment) < size:
            raise NotAPicture(Fault.DAMAGED)
        at += size
        yield drawn(marker, segment)
        if marker in FRAMES:
            height, width = struct.unpack_from(">HH", segment, 3)
            measure(width, height)
            framed = True
        if marker == SCAN:
            until = scan_end(data, at)
            yield data[at:until]
            at, scanned = until, True
    if not (framed and scanned):
        raise NotAPicture(Fault.DAMAGED)


def next_marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at a place, after bytes that only fill, and where it ends."""
    if data[at] != 0xFF:
        raise NotAPicture(Fault.DAMAGED)
    while data[at] == 0xFF:
        at += 1
    return data[at], at + 1


def drawn(marker: int, segment: bytes) -> bytes:
    """Return a segment that is needed to draw, nothing for another, and of Exif only the way it is turned."""
    if marker in TABLES | FRAMES | {SCAN} or (marker == ADOBE and segment[2:7] == b"Adobe"):
        return bytes((0xFF, marker)) + segment
    if marker == EXIF and segment[2:8] == b"Exif\0\0":
        turned = orientation(segment[8:])
        return turned_by(turned) if turned in range(2, 9) else b""
    return b""


def scan_end(data: bytes, at: int) -> int:
    """Return where the coded bytes of a scan end: at a marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotAPicture(Fault.DAMAGED)
        if data[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def orientation(tiff: bytes) -> int:
    """Return how a camera was held, 1 to 8; 0 where the tags do not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 0
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    if first + 2 > len(tiff):
        return 0
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        place = first + 2 + 12 * number
        if place + 12 > len(tiff):
            break
        tag, _kind, _many, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == ORIENTATION:
            return int(value)
    return 0


def turned_by(turned: int) -> bytes:
    """Return a whole Exif segment that says how a picture is turned, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def measure(width: int, height: int) -> None:
    """Refuse a picture that would fill the memory of whoever looks at it."""
    if not 0 < width * height <= MOST_PIXELS:
        raise NotAPicture(Fault.PIXELS)
