"""A photograph keeps what draws it and loses what its camera wrote."""

import base64
import struct
import zlib

import pytest

from headway.formats.pictures import Fault, NotAPicture, orientation, plain_picture

# The smallest baseline JPEG: one grey pixel.
GREY = base64.b64decode(
    "/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/"
    "yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)
CANARY = b"51.5390N 0.1426W Nia Nurse"


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int, order: str = ">") -> bytes:
    entries = [(0x010F, 2, 4, 0x41), (0x0112, 3, 1, turned)]
    tiff = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(f"{order}IH", 8, len(entries))
    for tag, kind, many, value in entries:
        tiff += struct.pack(f"{order}HHIHH", tag, kind, many, value, 0)
    return b"Exif\0\0" + tiff + b"\0\0\0\0" + CANARY


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*more: bytes, size: tuple[int, int] = (1, 1)) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0))
    parts = [head, *more, chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def with_metadata(turned: int = 6) -> bytes:
    planted = [
        segment(0xE0, b"JFIF\0" + CANARY),
        segment(0xE1, exif(turned)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY),
        segment(0xE2, b"MPF\0" + CANARY),
        segment(0xED, b"Photoshop 3.0\0" + CANARY),
        segment(0xFE, CANARY),
    ]
    return GREY[:2] + b"".join(planted) + GREY[2:] + CANARY


def test_a_photograph_loses_all_that_its_camera_wrote():
    taken = with_metadata()

    kept = plain_picture(taken)

    assert kept.media_type == "image/jpeg"
    assert CANARY not in kept.data
    assert len(kept.data) < len(GREY) + 50


@pytest.mark.parametrize("order", [">", "<"])
def test_a_photograph_taken_upright_stays_upright(order):
    taken = GREY[:2] + segment(0xE1, exif(6, order)) + GREY[2:]

    kept = plain_picture(taken).data

    at = kept.index(b"Exif\0\0")
    assert orientation(kept[at + 6 :]) == 6


def test_a_picture_without_metadata_stays_byte_for_byte():
    kept = plain_picture(GREY)

    assert kept.data == GREY
    assert plain_picture(kept.data) == kept


def test_a_drawing_loses_its_words_and_what_hangs_behind_it():
    drawn = png(chunk(b"tEXt", CANARY), chunk(b"eXIf", CANARY), chunk(b"tIME", b"\0" * 7)) + CANARY

    kept = plain_picture(drawn)

    assert kept.data == png()
    assert kept.media_type == "image/png"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.KIND),
        (b"GIF89a", Fault.KIND),
        (GREY[:-30], Fault.DAMAGED),
        (b"\xff\xd8\xff\xe0", Fault.DAMAGED),
        (b"\xff\xd8\xff\xd9", Fault.DAMAGED),
        (png()[:-6], Fault.DAMAGED),
        (png().replace(b"IDAT", b"IDAX"), Fault.DAMAGED),
        (png(size=(60_000, 60_000)), Fault.PIXELS),
        (png(size=(0, 9)), Fault.PIXELS),
    ],
)
def test_what_is_no_whole_picture_is_refused(data, fault):
    with pytest.raises(NotAPicture) as refusal:
        plain_picture(data)

    assert refusal.value.fault is fault


def test_no_beginning_of_a_photograph_is_taken_for_a_whole_one():
    whole = with_metadata()[: -len(CANARY)]

    taken = []
    for length in range(len(whole)):
        try:
            taken.append(plain_picture(whole[:length]))
        except NotAPicture:
            continue

    assert taken == []
