"""Theories of change in files: two tables (CSV) or one document (JSON), read and checked; no database.

A step's ``id`` is its key, or any short name that the links of the same file use.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_noop as _

from headway.formats.delimited import read_delimited
from headway.formats.downloads import guarded
from headway.formats.errors import MESSAGES, Problem, Problems, Unreadable, shorten
from headway.formats.jsons import read_json
from headway.formats.tables import normalised
from headway.kernel.sentences import Sentence
from headway.missions.analysis.logic import Evidence, LinkWords
from headway.missions.choices import Distance, EvidenceResult, NodeKind, Sign

E = TypeVar("E", bound=StrEnum)
FORMAT, VERSION = "headway-logic", 1
MOST = 1_000  # steps or links of one file: a person cannot read more
STEPS = ("id", "kind", "text", "language", "outcome", "owner", "money_minor", "currency")
ENDS = ("from", "to")
CLAIM = tuple(field.name for field in fields(LinkWords))
KNOWN = tuple(field.name for field in fields(Evidence))
LINKS = (*ENDS, *CLAIM, *KNOWN)
NEEDED = {STEPS: ("id", "kind", "text"), LINKS: ENDS}
YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}

LOGIC_MESSAGES = {
    "toc_column": _("not a column of this table; these are known: {columns}"),
    "toc_needed": _("a value is needed here"),
    "toc_choice": _("one of: {choices}"),
    "toc_whole": _("a whole number, or an empty cell"),
    "toc_yes": _("yes or no"),
    "toc_twice": _("the same as in row {first}; each once"),
    "toc_step": _("the id of a step of this file, or the key of a step that is here"),
    "toc_itself": _("another step than the one the link comes from"),
    "toc_outcome": _("an outcome of this mission, by its key or its exact words"),
    "toc_office": _("an office that is here, by its key or its name"),
    "toc_grade": _("nothing new: only an analyst grades evidence"),
    "toc_many": _("at most {limit} rows"),
    "toc_document": _("an object with “format”: “headway-logic”, “version”: 1, “steps” and “links”"),
}


@dataclass(frozen=True, slots=True)
class LogicProblem(Problem):
    """A problem in a file of steps or links; `said` is the sentence of a rule that forms follow too."""

    said: Sentence | None = None

    @property
    def msgid(self) -> str:
        """What is accepted, with ``{names}`` for the facts."""
        if self.said is not None:
            return self.said.text()
        return LOGIC_MESSAGES.get(self.code) or MESSAGES[self.code]


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as a file names it; outcome and owner by key or by name."""

    line: int
    id: str
    kind: NodeKind
    text: str
    language: str
    outcome: str
    owner: str
    money: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A link as a file names it, its ends by the ids of steps."""

    line: int
    source: str
    target: str
    words: LinkWords
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Tables:
    """What came in."""

    steps: tuple[StepRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()


# --- reading ---


def read_tables(steps: bytes = b"", links: bytes = b"") -> Tables:
    """Read CSV tables; either may be left out.

    Raises
    ------
    Unreadable
        With row, column and value of everything that cannot be read; nothing of it may be used.
    """
    problems = Problems()
    found = Tables(
        tuple(read_steps(rows_of(steps, STEPS, problems), problems)) if steps else (),
        tuple(read_links(rows_of(links, LINKS, problems), problems)) if links else (),
    )
    problems.refuse()
    return found


def read_document(data: bytes) -> Tables:
    """Read a JSON document; rows are counted from 1 within ``steps`` and ``links``.

    Raises
    ------
    Unreadable
        As for tables.
    """
    given = read_json(data)
    whole = isinstance(given, dict) and (given.get("format"), given.get("version")) == (FORMAT, VERSION)
    if not whole or not all(isinstance(given.get(part, []), list) for part in ("steps", "links")):
        raise Unreadable(LogicProblem("toc_document"))
    problems = Problems()
    found = Tables(
        tuple(read_steps(objects(given.get("steps", []), STEPS, problems), problems)),
        tuple(read_links(objects(given.get("links", []), LINKS, problems), problems)),
    )
    problems.refuse()
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by column, and where its problems go."""

    line: int
    cells: Mapping[str, str]
    problems: Problems

    def wrong(self, code: str, name: str, **facts: str | int) -> None:
        """Note that a cell cannot be read."""
        value = shorten(self.cells.get(name, ""))
        self.problems.add(LogicProblem(code, self.line, name, value, tuple(facts.items())))

    def text(self, name: str, default: str = "") -> str:
        """Return a text without the apostrophe that guards it in spreadsheets."""
        value = self.cells.get(name, "").strip()
        if value.startswith("'") and guarded(value[1:]) == value:
            value = value[1:]
        return value or default

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            self.wrong("toc_needed", name)
        return value

    def one_of(self, name: str, kind: type[E], default: E) -> E:
        """Return a word of a list."""
        value = self.text(name, default.value).lower().replace(" ", "_")
        if value in {each.value for each in kind}:
            return kind(value)
        self.wrong("toc_choice", name, choices=", ".join(each.value for each in kind))
        return default

    def far(self, name: str) -> Distance | None:
        """Return a distance; nobody may have said."""
        return self.one_of(name, Distance, Distance.SAME) if self.text(name) else None

    def whole(self, name: str) -> int | None:
        """Return a whole number, or nothing."""
        value = self.text(name)
        if value.isascii() and value.isdigit() and len(value) <= 15:
            return int(value)
        if value:
            self.wrong("toc_whole", name)
        return None

    def yes(self, name: str) -> bool:
        """Return yes or no."""
        value = self.text(name).lower()
        if value not in YES:
            self.wrong("toc_yes", name)
        return YES.get(value, False)


def rows_of(data: bytes, columns: Sequence[str], problems: Problems) -> Iterator[Cells]:
    """Yield the rows of a CSV file by the names of its columns."""
    table = read_delimited(data)
    header = [normalised(name).replace(" ", "_") for name in table.header]
    check_columns(header, columns, table.header_row, problems)
    for line, cells in table.rows(problems):
        yield Cells(line, dict(zip(header, cells, strict=False)), problems)


def objects(rows: Sequence[Any], columns: Sequence[str], problems: Problems) -> Iterator[Cells]:
    """Yield the objects of a document as if they were rows of text."""
    for line, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            problems.add(LogicProblem("toc_document", line))
            continue
        check_columns([str(name) for name in row], columns, line, problems)
        yield Cells(line, {str(name): as_text(value) for name, value in row.items()}, problems)


def check_columns(names: Sequence[str], columns: Sequence[str], line: int, problems: Problems) -> None:
    """Note columns that nobody knows, and those that are needed and missing."""
    facts = (("columns", ", ".join(columns)),)
    for name in names:
        if name not in columns:
            problems.add(LogicProblem("toc_column", line, shorten(name), None, facts))
    for name in NEEDED[tuple(columns)]:
        if name not in names:
            problems.add(LogicProblem("toc_needed", line, name))


def as_text(value: object) -> str:
    """Write a value of a document as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value)


def read_steps(rows: Iterable[Cells], problems: Problems) -> Iterator[StepRecord]:
    """Read the steps of a file, each id once."""
    first: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        if number > MOST:
            problems.add(LogicProblem("toc_many", row.line, facts=(("limit", MOST),)))
            return
        name = row.needed("id")
        if name in first:
            row.wrong("toc_twice", "id", first=first[name])
        first.setdefault(name, row.line)
        if not row.text("kind"):
            row.wrong("toc_needed", "kind")
        yield StepRecord(
            row.line,
            name,
            row.one_of("kind", NodeKind, NodeKind.ACTIVITY),
            row.needed("text"),
            row.text("language", "en"),
            row.text("outcome"),
            row.text("owner"),
            row.whole("money_minor"),
            row.text("currency", "GBP").upper(),
        )


def read_links(rows: Iterable[Cells], problems: Problems) -> Iterator[LinkRecord]:
    """Read the links of a file, each pair once."""
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        if number > MOST:
            problems.add(LogicProblem("toc_many", row.line, facts=(("limit", MOST),)))
            return
        ends = row.needed("from"), row.needed("to")
        if ends[0] == ends[1]:
            row.wrong("toc_itself", "to")
        if ends in first:
            row.wrong("toc_twice", "to", first=first[ends])
        first.setdefault(ends, row.line)
        yield LinkRecord(row.line, *ends, claim(row), known(row))


def claim(row: Cells) -> LinkWords:
    """Read what is claimed of a link."""
    return LinkWords(
        row.one_of("sign", Sign, Sign.MORE),
        row.text("mechanism"),
        row.text("assumption"),
        row.whole("lag_months"),
        row.text("claimed_by"),
        row.yes("feedback"),
        row.text("language", "en"),
    )


def known(row: Cells) -> Evidence:
    """Read what is known about a link."""
    return Evidence(
        row.whole("strength") or 0,
        row.one_of("result", EvidenceResult, EvidenceResult.CANNOT_TELL),
        row.text("why"),
        row.text("citation"),
        row.text("address"),
        row.text("shown_in"),
        row.far("place"),
        row.far("sector"),
        row.far("people"),
        row.yes("contested"),
        row.text("objection"),
    )
