"""From HTML to PDF, where the extra ``pdf`` is installed; and the style of a report that is one file."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CSS = (
    "body { font-family: 'Public Sans', 'DejaVu Sans', sans-serif; line-height: 1.45; color: #1b1f23; }"
    "body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }"
    "h1 { font-size: 1.6rem; }"
    "h2 { font-size: 1.2rem; }"
    ".say { font-size: 1.15rem; font-weight: 600; }"
    "code { overflow-wrap: anywhere; }"
    "svg { max-width: 100%; height: auto; }"
    ".chart-narrow { display: none; }"
    "figure { margin: 1rem 0; break-inside: avoid; }"
    "table { border-collapse: collapse; font-size: 0.85rem; }"
    "th, td { text-align: left; padding: 0.2rem 0.6rem 0.2rem 0; border-bottom: 1px solid #b1b4b6; }"
    ".scroll { overflow-x: auto; }"
    "ul { padding-left: 1.2rem; }"
    ".govuk-inset-text { border-left: 4px solid #b1b4b6; padding-left: 0.8rem; margin: 0.8rem 0; }"
    "@page { size: A4; margin: 18mm; }"
)


def report_style() -> SafeString:
    """Return the style of a report that needs no other file."""
    return mark_safe(f"<style>{CSS}</style>")  # noqa: S308 - a constant of ours


def can_write_pdf() -> bool:
    """Whether the extra is installed."""
    return find_spec("weasyprint") is not None


def write_pdf(html: str) -> bytes:
    """Return a tagged PDF of a page that fetches nothing.

    Raises
    ------
    ValueError
        When the page asks for anything beyond itself.
    """
    writer: Any = import_module("weasyprint")  # slow to import, and an extra

    def refuse(url: str) -> dict[str, object]:
        message = f"a report fetches nothing: {url}"
        raise ValueError(message)

    return bytes(writer.HTML(string=html, url_fetcher=refuse).write_pdf(pdf_variant="pdf/ua-1"))
