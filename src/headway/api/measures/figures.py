"""Figures as a program sends them: statements read as a table, and files by a mapping."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from pydantic import Field

from headway.api.finding import indicator_key
from headway.api.schemas import (
    Address,
    Code,
    Group,
    Line,
    Moment,
    Number,
    Prose,
    Received,
    Truth,
    Whole,
    Words,
)
from headway.files.queries import mappings
from headway.flows import figures as flow
from headway.formats.builtin import BUILTIN
from headway.formats.errors import BadCell, Problems
from headway.formats.layouts import Columns, Layout
from headway.formats.numbers import NumberStyle, number_text
from headway.formats.opening import open_file
from headway.formats.statements import breakdown_pairs
from headway.formats.tables import DEFAULT_LIMITS, Row, Table, check_header
from headway.kernel.actors import Reader
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.measures.analysis import NewRelease
from headway.measures.queries import indicators

MOST_FIGURES = 50_000
NAMES = NewRelease.__dataclass_fields__.keys()


class ReleaseSent(Received):
    """Who published what when, under which licence."""

    publisher: Line
    title: Words
    licence: Annotated[str, Field(max_length=120)]
    published_at: Moment
    complete: Truth = True
    url: Annotated[str, Field(max_length=500)] = ""
    sequence: Whole | None = None
    invented: Truth = False
    many_may_go: Truth = Field(default=False, description="Accept that more than a fifth is gone.")


class FigureSent(Received):
    """One value of one indicator in one place and period; null where there is none, and `status` says why."""

    indicator: Address
    place: Code
    period: Annotated[str, Field(max_length=40)] = Field(description="2024, 2024-05, 2024-Q3, 2023/24")
    value: Number | None
    group: Group = ""
    lower: Number | None = None
    upper: Number | None = None
    count: Number | None = None
    denominator: Number | None = None
    status: Literal[
        "",
        "provisional",
        "revised",
        "estimated",
        "low_reliability",
        "break",
        "suppressed",
        "not_available",
        "not_applicable",
    ] = ""
    note: Words = ""


class FiguresSent(ReleaseSent):
    """A release with its figures."""

    figures: Annotated[list[FigureSent], Field(min_length=1, max_length=MOST_FIGURES)]


class FileSent(Received):
    """A release whose figures stand in a file (CSV or XLSX)."""

    publisher: Line
    title: Words
    licence: Annotated[str, Field(max_length=120)]
    published_at: Moment
    complete: bool = True
    url: Annotated[str, Field(max_length=500)] = ""
    sequence: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    invented: bool = False
    many_may_go: bool = Field(default=False, description="Accept that more than a fifth is gone.")
    mapping: Line = Field(default="", description="A saved mapping; known headers need none.")
    header_may_differ: bool = False
    known_places_only: bool = Field(default=False, description="Leave out rows of places not known here.")
    indicator: Address | None = Field(default=None, description="The indicator of every row.")
    names: Prose = Field(
        default="", description='JSON: what the file calls an indicator, and ours: {"Child poverty": "slug"}'
    )


def new_release(sent: "ReleaseSent | FileSent") -> NewRelease:
    """Return what was said of a release."""
    names = NAMES & type(sent).model_fields.keys()
    return NewRelease(**{name: getattr(sent, name) for name in names})


# --- statements as a table ---

NUMBERS = ("value", "lower", "upper", "count", "denominator")
HEADER = ("indicator", "place", "period", *NUMBERS, "status", "note")


def as_table(figures: list[FigureSent]) -> tuple[Table, Layout]:
    """Return statements as the table that files are read as, so that one reader checks both.

    Raises
    ------
    Unreadable
        When a group is not written as Name=Value|Name=Value.
    """
    problems = Problems()
    groups = [pairs_of(row, figure, problems) for row, figure in enumerate(figures, start=1)]
    problems.refuse()
    names = tuple(sorted({name for pairs in groups for name in pairs}))
    header = check_header((*HEADER, *names), 0, DEFAULT_LIMITS)

    def rows(_problems: Problems) -> Iterator[Row]:
        for row, (figure, pairs) in enumerate(zip(figures, groups, strict=True), start=1):
            yield row, (*cells_of(figure), *(pairs.get(name, "") for name in names))

    columns = Columns(
        period="period",
        value="value",
        place_code="place",
        lower="lower",
        upper="upper",
        count="count",
        denominator="denominator",
        status="status",
        notes="note",
        indicator="indicator",
        breakdowns=names,
    )
    return Table(header, 0, rows), Layout(
        name="api", version=1, columns=columns, numbers=NumberStyle(decimal=".")
    )


def pairs_of(row: int, figure: FigureSent, problems: Problems) -> Mapping[str, str]:
    try:
        return dict(breakdown_pairs(figure.group))
    except BadCell as bad:
        problems.add(bad.at(row, "group", figure.group))
        return {}


def cells_of(figure: FigureSent) -> tuple[str, ...]:
    numbers = (number_text(getattr(figure, name)) for name in NUMBERS)
    return (figure.indicator, figure.place, figure.period, *numbers, figure.status, figure.note)


def known_names(reader: Reader) -> dict[str, UUID | None]:
    """Return every indicator by its slug and by its key."""
    found: dict[str, UUID | None] = {}
    for row in indicators(reader):
        found[row.slug] = found[str(row.indicator)] = row.indicator
    return found


# --- files ---


def table_and_layout(reader: Reader, data: bytes, sent: FileSent) -> tuple[Table, Layout]:
    """Return the table of a file and the mapping that reads it: the one named, or the one that knows it.

    Raises
    ------
    Invalid
        When there is no mapping of that name, when it does not know the header, or when none does.
    """
    if not sent.mapping:
        opened = open_file(data)
        return opened.table, opened.described or known_layout(reader, opened.table)
    saved = flow.layouts(row for row in mappings(reader) if row.name == sent.mapping)
    table = open_file(data, max(saved, key=version_of) if saved else None).table
    versions = (*saved, *flow.builtin(sent.mapping, table))
    if not versions:
        said = Sentence(_("There is no saved mapping of this name."))
        raise Invalid(said, {"mapping": said})
    return table, flow.fitting(versions, table.header, may_differ=sent.header_may_differ)


def known_layout(reader: Reader, table: Table) -> Layout:
    """Return the mapping that knows a header.

    Raises
    ------
    Invalid
        When none does.
    """
    found = flow.known(table, (*flow.layouts(mappings(reader)), *BUILTIN))
    if found is None:
        said = Sentence(_("No mapping knows these columns. Bring such a file in on the website first."))
        raise Invalid(said, {"mapping": said})
    return found


def version_of(layout: Layout) -> int:
    return layout.version


def choices_of(reader: Reader, sent: FileSent) -> flow.Choices:
    """Return what the form says about indicators and places."""
    known = known_names(reader)
    chosen = {name: known[slug] if slug else None for name, slug in named(sent.names, known).items()}
    return flow.Choices(
        indicators={**known, **chosen},
        every=indicator_key(reader, sent.indicator) if sent.indicator else None,
        known_places_only=sent.known_places_only,
        header_may_differ=sent.header_may_differ,
        many_may_go=sent.many_may_go,
    )


def named(text: str, known: Mapping[str, object]) -> dict[str, str | None]:
    """Read the names of a file's indicators.

    Raises
    ------
    Invalid
        When it is no JSON object of slugs that are known.
    """
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str | None) for one in found.values()):
        said = Sentence(_("Write a JSON object: each name with a slug, or null to leave it out."))
        raise Invalid(said, {"names": said})
    unknown = [slug for slug in found.values() if slug and slug not in known]
    if unknown:
        said = Sentence(_("There is no indicator “%(slug)s”."), {"slug": unknown[0][:80]})
        raise Invalid(said, {"names": said})
    return found
