"""Files that want to exhaust a worker, and the child process that opens every one of them."""

import io
import json
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from headway.formats.errors import Problems, Unreadable
from headway.formats.opening import open_file

SDMX = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
MEGABYTE = 1_000_000


def zipped(**parts: bytes | tuple[bytes, int]) -> bytes:
    """Return an archive; a part may be one piece so many times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, given in parts.items():
            piece, times = given if isinstance(given, tuple) else (given, 1)
            with archive.open(name.replace("_", "."), "w") as part:
                for _ in range(times):
                    part.write(piece)
    return stream.getvalue()


def message(inner: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<m:GenericData xmlns:m="{SDMX}">{inner}</m:GenericData>'.encode()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return message("&l9;", f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{entities}]>')


def cube(size: int) -> bytes:
    """Write a JSON-stat data set of three dimensions and one value that claims size ** 3 rows."""
    category = {"category": {"index": [f"c{n}" for n in range(size)]}}
    dimension = dict.fromkeys("abc", category)
    return json.dumps({"dimension": dimension, "id": ["a", "b", "c"], "value": [1]}).encode()


def repeated(inner: bytes) -> bytes:
    spaces = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
        for name in (b"office", b"table", b"text")
    )
    return zipped(
        content_xml=b"<office:d " + spaces + b"><table:table>" + inner + b"</table:table></office:d>"
    )


def lines_of_one_row(size: int) -> bytes:
    return b"a,b\n" + b",".join(b"1" for _ in range(size))


CASES: dict[str, Callable[[], bytes]] = {
    "billion laughs": laughs,
    "external entity": lambda: message("&x;", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    "quadratic entity": lambda: message("&x;" * 20_000, f'<!DOCTYPE a [<!ENTITY x "{"y" * 15_000}">]>'),
    "deep XML": lambda: message("<a>" * 200_000 + "</a>" * 200_000),
    "endless tag": lambda: message("<a " + 'b="1" ' * 2_000_000),
    "observations without end": lambda: message("<Obs/>" * 2_000_000),
    "deep JSON": lambda: b"[" * 100_000,
    "deep objects": lambda: b'{"a":' * 100_000,
    "lists in lists": lambda: b"[" + b"[]," * 10_000_000 + b"[]]",
    "objects in a list": lambda: b"[" + b"{}," * 10_000_000 + b"{}]",
    "a long whole number": lambda: b"[" + b"9" * MEGABYTE + b"]",
    "an infinite number": lambda: b'{"dimension": {}, "value": [1e9999]}',
    "a cube of a trillion rows": lambda: cube(10_000),
    "a million columns": lambda: b",".join(b"c%d" % n for n in range(MEGABYTE)) + b"\n1\n",
    "a row of a million cells": lambda: lines_of_one_row(MEGABYTE),
    "one line of 40 MB": lambda: b"a,b\n" + b"x" * (40 * MEGABYTE),
    "an open quotation mark": lambda: b'a,b\n"' + b"x\n" * (10 * MEGABYTE),
    "a wide table of a billion cells": lambda: (
        b"unit,geo\\TIME_PERIOD\t"
        + b"\t".join(b"%d" % n for n in range(400))
        + b"\n"
        + (b"A,B" + b"\t1" * 400 + b"\n") * 3_000
    ),
    "300 MB of CSV in a zip": lambda: zipped(data_csv=(b"0" * MEGABYTE, 300)),
    "zeros beside a CSV": lambda: zipped(data_csv=b"a,b\n1,2\n", other_bin=(b"\0" * MEGABYTE, 150)),
    "a description of 300 MB": lambda: zipped(datapackage_json=(b" " * MEGABYTE, 300), a_csv=b"a,b\n"),
    "an ODS of a million equal rows": lambda: repeated(
        b'<table:table-row table:number-rows-repeated="90000000"><table:table-cell><text:p>x</text:p>'
        b"</table:table-cell></table:table-row>"
    ),
    "an ODS of a million equal cells": lambda: repeated(
        b'<table:table-row><table:table-cell table:number-columns-repeated="90000000"><text:p>x</text:p>'
        b"</table:table-cell></table:table-row>"
    ),
    "an ODS of 200 MB": lambda: repeated(b"<table:table-row/>" * 11_000_000),
    "text in an ODS without end": lambda: repeated(
        b"<table:table-row><table:table-cell><text:p>" + b"x" * (90 * MEGABYTE)
    ),
}


def outcomes(folder: Path) -> Iterator[dict[str, object]]:
    """Open every file as an upload is opened, to its last row."""
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        began = time.process_time()  # of our own processor: what else the machine does is not to count
        try:
            problems = Problems()
            for _ in open_file(data).table.rows(problems):
                pass
            codes = [each.code for each in problems.kept]
        except Unreadable as refusal:
            codes = [each.code for each in refusal.problems]
        seconds = time.process_time() - began
        status = Path("/proc/self/status").read_text()  # the peak of this process alone, unlike getrusage
        most = int(status.split("VmHWM:")[1].split()[0]) / 1_024
        yield {"name": path.name, "codes": codes, "seconds": seconds, "megabytes": most}


if __name__ == "__main__":
    print(json.dumps(list(outcomes(Path(sys.argv[1])))))
