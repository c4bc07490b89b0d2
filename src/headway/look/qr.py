"""A square code of an address, as a picture that prints sharp at any size."""

from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from headway.look.charts.palette import INK, PAPER
from headway.look.charts.svg import element, words

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks for


def qr(address: str, title: str) -> str:
    """Return an SVG that a telephone reads as this address."""
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    size = float(len(rows))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return element(
        "svg",
        element("title", words(title), id="qr-title"),
        element("rect", width=size, height=size, fill=PAPER),
        element("path", d=path, fill=INK, shape_rendering="crispEdges"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {len(rows)} {len(rows)}",
        width=320.0,
        height=320.0,
        role="img",
        aria_labelledby="qr-title",
    )
