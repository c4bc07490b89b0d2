"""A mail drawn from frozen words: plain text and simple HTML that say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import fill

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH = 76


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph group under a heading; `link` leads to its page."""

    heading: str
    lines: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole mail; `footer` holds pairs of words and address."""

    subject: str
    language: str
    intro: tuple[str, ...]
    blocks: tuple[Block, ...]
    footer: tuple[tuple[str, str], ...] = ()


def as_text(letter: Letter) -> str:
    """Write the letter as plain text."""
    return "\n\n".join(paragraphs(letter)) + "\n"


def paragraphs(letter: Letter) -> Iterator[str]:
    """Yield the paragraphs of the plain text; addresses stand on lines of their own."""
    yield from (fill(line, WIDTH) for line in letter.intro)
    for block in letter.blocks:
        yield fill(block.heading, WIDTH)
        yield from (fill(line, WIDTH, initial_indent="  ", subsequent_indent="  ") for line in block.lines)
        if block.link:
            yield f"  {block.link}"
    if letter.footer:
        yield "--\n" + "\n".join(f"{words}:\n{address}" for words, address in letter.footer)


def as_html(letter: Letter) -> SafeString:
    """Write the letter as HTML that needs no style and fetches nothing."""
    intro = format_html_join("\n", "<p>{}</p>", ((line,) for line in letter.intro))
    blocks = format_html_join("\n", "{}", ((drawn(block),) for block in letter.blocks))
    links = ((address, words) for words, address in letter.footer)
    footer = format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head><body>\n'
        "<h1>{}</h1>\n{}\n{}\n<hr>\n<p>{}</p>\n</body></html>\n",
        letter.language.partition("-")[0],
        letter.subject,
        letter.subject,
        intro,
        blocks,
        footer,
    )


def drawn(block: Block) -> SafeString:
    """Write one block."""
    heading = format_html('<a href="{}">{}</a>', block.link, block.heading) if block.link else block.heading
    lines = format_html_join("", "<p>{}</p>", ((line,) for line in block.lines))
    return format_html("<h2>{}</h2>{}", heading, lines)
