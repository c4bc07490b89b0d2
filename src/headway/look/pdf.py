"""From HTML to PDF, where the extra ``pdf`` is installed."""

from importlib.util import find_spec


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
    from weasyprint import HTML  # noqa: PLC0415 - slow to import, and an extra

    def refuse(url: str) -> dict[str, object]:
        message = f"a report fetches nothing: {url}"
        raise ValueError(message)

    return bytes(HTML(string=html, url_fetcher=refuse).write_pdf(pdf_variant="pdf/ua-1"))
