"""Conversations as Polis exports them: every layout there has been, checked against itself.

A folder of CSV files. In all of them 1 is agree, -1 disagree and 0 pass (inside Polis it is the other way
round, so a file with the wrong sign is a real danger: it is found by the counts that stand beside votes, and
refused). The newest layout declares this in words (``polis-export/1``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from headway.formats.delimited import DelimitedOptions, read_delimited
from headway.formats.errors import MESSAGES, Fact, Problem, Unreadable, shorten
from headway.formats.tables import Limits, Table, normalised

CONVENTION = "agree=+1;disagree=-1;pass=0;format=polis-export/1"
LIMITS = Limits(file_bytes=1_000_000_000, rows=20_000_000, columns=20_000, row=4_000_000, cell=200_000)
OPTIONS = DelimitedOptions(delimiter=",", limits=LIMITS)
MILLISECONDS_FROM = 100_000_000_000  # in seconds this is the year 5138
VALUES = {"1": 1, "+1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0}
OUR_MESSAGES = {
    "polis_no_votes": "a votes.csv, or a participant-votes.csv with one column a statement",
    "polis_column": "a column named {names}; the file has: {columns}",
    "polis_vote": "1 (agree), 0 (pass) or -1 (disagree)",
    "polis_time": "seconds or milliseconds since 1970",
    "polis_count": "a whole number",
    "polis_id": "a number or a name",
    "polis_twice": "the same stands in row {first}",
    "polis_statement": "a statement of comments.csv",
    "polis_moderated": "1 (accepted), 0 (not moderated) or -1 (rejected)",
    "polis_flag": "true or false",
    "polis_sign": "votes have the sign turned round: agree must be 1 and disagree -1, as {file} counts",
    "polis_convention": "agree=+1;disagree=-1;pass=0",
    "polis_differs": "the last vote in {file} is '{last}'",
}


@dataclass(frozen=True, slots=True)
class PolisProblem(Problem):
    """A problem with the file it stands in."""

    file: str = ""

    @property
    def msgid(self) -> str:
        """What is accepted, with ``{names}`` for the facts."""
        return OUR_MESSAGES.get(self.code) or MESSAGES[self.code]

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column is not None else []
        parts = [self.file] * bool(self.file) + [", ".join(place)] * bool(place)
        parts += [f"'{self.value}'"] if self.value is not None else []
        return ": ".join([*parts, self.msgid.format(**dict(self.facts))])


@dataclass(frozen=True, slots=True)
class PolisStatement:
    """A statement. ``time`` is in milliseconds; None is what the layout does not tell."""

    id: str
    text: str
    author: str | None = None
    time: int | None = None
    agrees: int | None = None
    disagrees: int | None = None
    moderated: int | None = None
    is_meta: bool = False
    is_seed: bool = False
    group_informed: float | None = None


@dataclass(frozen=True, slots=True)
class PolisVotes:
    """All vote events in the order of the file; of a pair the latest counts.

    ``times`` are in milliseconds, empty where only the matrix of last votes is there; ``important`` is empty
    where it was not asked.
    """

    voters: Sequence[str]
    statements: Sequence[str]
    values: Sequence[int]
    times: Sequence[int] = ()
    important: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class PolisExport:
    """A conversation. ``groups`` is Polis's own last group of a participant, where it had one."""

    statements: tuple[PolisStatement, ...]
    votes: PolisVotes
    summary: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()  # statements of the matrix; others may never have been shown

    @property
    def moderated(self) -> tuple[str, ...]:
        """Statements that were rejected."""
        return tuple(each.id for each in self.statements if each.moderated == -1)

    @property
    def meta(self) -> tuple[str, ...]:
        """Statements about the voter, which take no part in the map."""
        return tuple(each.id for each in self.statements if each.is_meta)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the folder."""

    name: str
    data: bytes

    def problem(
        self,
        code: str,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        **facts: Fact,
    ) -> Unreadable:
        """Return a refusal that names the file."""
        told = shorten(value) if value is not None else None
        return Unreadable(PolisProblem(code, row, column, told, tuple(facts.items()), self.name))

    def table(self, header_row: int = 1) -> Table:
        """Return the file as a table."""
        try:
            return read_delimited(self.data, replace(OPTIONS, header_row=header_row))
        except Unreadable as error:
            raise self.named(error) from None

    def rows(self, table: Table) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield row numbers and cells."""
        try:
            yield from table.rows()
        except Unreadable as error:
            raise error if self._ours(error) else self.named(error) from None

    def named(self, error: Unreadable) -> Unreadable:
        """Return a refusal of a file's shape with the file's name."""
        told = [PolisProblem(p.code, p.row, p.column, p.value, p.facts, self.name) for p in error.problems]
        return Unreadable(*told, total=error.total)

    def _ours(self, error: Unreadable) -> bool:
        return all(isinstance(each, PolisProblem) for each in error.problems)

    def place(self, table: Table, *names: str) -> int | None:
        """Return the position of a column by any of its names."""
        header = [normalised(name) for name in table.header]
        return next((header.index(name) for name in names if name in header), None)

    def needed(self, table: Table, *names: str) -> int:
        """Return the position of a column that must be there."""
        found = self.place(table, *names)
        if found is None:
            columns = shorten(", ".join(table.header))
            raise self.problem(
                "polis_column", table.header_row, names[0], "", names=names[0], columns=columns
            )
        return found


def find(files: Mapping[str, bytes], *endings: str) -> Source | None:
    """Return the file with one of these names, perhaps after something and a dot, dash or underscore."""
    for ending in endings:
        for name, data in sorted(files.items()):
            plain = name.rsplit("/", 1)[-1].casefold()
            if plain == ending or plain.endswith((f".{ending}", f"-{ending}", f"_{ending}")):
                return Source(name, data)
    return None


def read_summary(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return topic, url, description and counts; refuse a declared sign that is not that of exports."""
    declared = find(files, "format.json")
    if declared is not None:
        _check_format(declared)
    source = find(files, "summary.csv")
    if source is None:
        return {}
    text = io.StringIO(source.data.decode("utf-8-sig", errors="replace"), newline="")
    found = {}
    for number, row in enumerate((row for row in csv.reader(text) if row), 1):
        found[row[0].strip()] = ",".join(row[1:]).strip()
        if row[0].strip() == "vote-convention":
            check_convention(source, number, found["vote-convention"])
    return found


def check_convention(source: Source, row: int | None, told: str) -> None:
    """Refuse a declaration other than that of exports.

    Raises
    ------
    Unreadable
        Naming the file, the row and what was declared.
    """
    pairs = dict(part.split("=", 1) for part in told.replace(" ", "").split(";") if "=" in part)
    wanted = {"agree": {"+1", "1"}, "disagree": {"-1"}, "pass": {"0", "+0", "-0"}}
    if any(pairs.get(name) not in values for name, values in wanted.items()):
        raise source.problem("polis_convention", row, "vote-convention", told)


def _check_format(source: Source) -> None:
    try:
        document = json.loads(source.data.decode("utf-8-sig"))
    except ValueError as error:
        raise source.problem("not_json", reason=shorten(str(error))) from None
    told = document.get("vote-convention") if isinstance(document, dict) else None
    if told is not None:
        check_convention(source, None, str(told))
    values = document.get("vote") if isinstance(document, dict) else None
    if isinstance(values, dict) and values != {"agree": 1, "disagree": -1, "pass": 0}:
        raise source.problem("polis_convention", None, "vote", json.dumps(values))
