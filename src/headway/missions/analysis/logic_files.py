"""Theories of change as files to take away, in the very form in which `logic_tables` reads them."""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from headway.formats.downloads import write_csv
from headway.missions.analysis.logic import Logic
from headway.missions.analysis.logic_tables import CLAIM, FORMAT, KNOWN, LINKS, STEPS, VERSION, Tables


def step_rows(logic: Logic) -> Iterator[dict[str, Any]]:
    """Yield the steps as they stand in files."""
    for node in logic.nodes:
        words = node.words
        yield {
            "id": str(node.key),
            "kind": words.kind.value,
            "text": words.text,
            "language": words.language,
            "outcome": str(words.outcome or ""),
            "owner": str(words.owner or ""),
            "money_minor": words.money,
            "currency": words.currency,
        }


def link_rows(logic: Logic) -> Iterator[dict[str, Any]]:
    """Yield the links as they stand in files."""
    for link in logic.links:
        claimed = {name: plain(getattr(link.words, name)) for name in CLAIM}
        given = {name: plain(getattr(link.evidence, name)) for name in KNOWN}
        yield {"from": str(link.source), "to": str(link.target)} | claimed | given


def plain(value: Any) -> Any:
    """Return a value that files can hold."""
    if isinstance(value, StrEnum):
        return value.value
    return "" if value is None else value


def write_steps(logic: Logic) -> bytes:
    """Write the table of steps."""
    return b"".join(write_csv(STEPS, [tuple(map(cell, row.values())) for row in step_rows(logic)]))


def write_links(logic: Logic) -> bytes:
    """Write the table of links."""
    return b"".join(write_csv(LINKS, [tuple(map(cell, row.values())) for row in link_rows(logic)]))


def cell(value: Any) -> str | int | None:
    """Write yes and no as people read them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) or value is None else str(value)


def document(logic: Logic) -> dict[str, Any]:
    """Return both as one document; empty values are left out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "steps": [full(row) for row in step_rows(logic)],
        "links": [full(row) for row in link_rows(logic)],
    }


def full(row: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in row.items() if value not in ("", None)}


def write_document(logic: Logic) -> bytes:
    """Write the document, one value a line, so that two of them can be compared."""
    return json.dumps(document(logic), ensure_ascii=False, indent=1).encode() + b"\n"


def tables_document(tables: Tables) -> str:
    """Write what was read as a document, to be read once more."""
    steps = [
        {
            "id": row.id,
            "kind": row.kind.value,
            "text": row.text,
            "language": row.language,
            "outcome": row.outcome,
            "owner": row.owner,
            "money_minor": row.money,
            "currency": row.currency,
        }
        for row in tables.steps
    ]
    links = [
        {"from": row.source, "to": row.target}
        | {name: plain(getattr(row.words, name)) for name in CLAIM}
        | {name: plain(getattr(row.evidence, name)) for name in KNOWN}
        for row in tables.links
    ]
    return json.dumps(
        {"format": FORMAT, "version": VERSION, "steps": [*map(full, steps)], "links": [*map(full, links)]}
    )
