"""Reads an export of Polis: statements, votes and the matrix, and whether they say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headway.formats.polis import (
    MILLISECONDS_FROM,
    VALUES,
    PolisExport,
    PolisStatement,
    PolisVotes,
    Source,
    check_convention,
    find,
    read_summary,
)

DECLARED = b"# vote-convention:"
PARTICIPANT = ("participant", "voter-id", "participant-id")
ABOUT = frozenset(
    {
        "participant",
        "voter-id",
        "participant-id",
        "xid",
        "group-id",
        "n-comments",
        "n-votes",
        "n-agree",
        "n-disagree",
    }
)


@dataclass(slots=True)
class _Events:
    """Vote events with the row of each."""

    source: Source
    voters: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    important: list[bool] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def last(self) -> dict[tuple[str, str], int]:
        """Return the position of the last vote of each pair: the latest, of equal times the later row."""
        order: Sequence[int] = range(len(self.values))
        if self.times:
            order = sorted(order, key=self.times.__getitem__)
        return {(self.voters[at], self.statements[at]): at for at in order}


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The last vote of each pair as the export's matrix has it, with counts of agrees and disagrees a row."""

    source: Source
    cells: dict[tuple[str, str], tuple[int, int]]  # its row and the vote
    rows: dict[str, tuple[int, int | None, int | None]]  # participant: row, agrees, disagrees
    groups: dict[str, str]
    statements: tuple[str, ...]


def read_polis(files: Mapping[str, bytes]) -> PolisExport:
    """Return a conversation from the files of an export, by name.

    ``votes.csv`` or the matrix (``participant-votes.csv``, ``participants-votes.csv`` in old exports) must be
    there; ``comments.csv``, ``summary.csv`` and ``format.json`` may be. Names may have something in front.

    Raises
    ------
    Unreadable
        Naming file, row, column, value and what is accepted: cells that cannot be read, votes on statements
        that are not there, votes and matrix that differ, and votes with the sign turned round.
    """
    summary = read_summary(files)
    listed = find(files, "comments.csv")
    statements = _statements(listed) if listed else {}
    matrix_file = find(files, "participant-votes.csv", "participants-votes.csv")
    matrix = _matrix(matrix_file, statements if listed else None) if matrix_file else None
    others = {name: data for name, data in files.items() if not matrix_file or name != matrix_file.name}
    voted = find(others, "votes.csv")
    if voted is not None:
        events = _events(voted, statements if listed else None)
        if matrix is not None:
            _compare(events, matrix)
    elif matrix is not None:
        events = _from_matrix(matrix)
    else:
        raise Source("votes.csv", b"").problem("polis_no_votes")
    if matrix is not None:
        _check_rows(matrix)
    if listed is not None:
        _check_sign(events, statements, listed.name)
    named = dict.fromkeys([*(matrix.statements if matrix else ()), *events.statements])
    for each in named:
        statements.setdefault(each, PolisStatement(each, ""))
    votes = PolisVotes(events.voters, events.statements, events.values, events.times, events.important)
    groups, columns = (matrix.groups, matrix.statements) if matrix else ({}, ())
    return PolisExport(tuple(statements.values()), votes, summary, groups, columns)


def _statements(source: Source) -> dict[str, PolisStatement]:
    table = source.table()
    wanted = {
        "id": ("comment-id", "tid"),
        "text": ("comment-body", "txt"),
    }
    optional = {
        name: source.place(table, name)
        for name in (
            "author-id",
            "timestamp",
            "agrees",
            "disagrees",
            "moderated",
            "is-meta",
            "is-seed",
            "group-informed-consensus",
        )
    }
    where = {name: source.needed(table, *names) for name, names in wanted.items()}
    found: dict[str, PolisStatement] = {}
    rows: dict[str, int] = {}
    for number, cells in source.rows(table):
        cell = {name: cells[at].strip() if at is not None else "" for name, at in optional.items()}
        key = cells[where["id"]].strip()
        if not key:
            raise source.problem("polis_id", number, "comment-id", key)
        if key in rows:
            raise source.problem("polis_twice", number, "comment-id", key, first=rows[key])
        rows[key] = number
        moderated = cell["moderated"]
        if moderated and moderated not in VALUES:
            raise source.problem("polis_moderated", number, "moderated", moderated)
        found[key] = PolisStatement(
            id=key,
            text=cells[where["text"]],
            author=cell["author-id"] or None,
            time=_time(source, number, cell["timestamp"]) if cell["timestamp"] else None,
            agrees=_count(source, number, "agrees", cell["agrees"]),
            disagrees=_count(source, number, "disagrees", cell["disagrees"]),
            moderated=VALUES[moderated] if moderated else None,
            is_meta=_flag(source, number, "is-meta", cell["is-meta"]),
            is_seed=_flag(source, number, "is-seed", cell["is-seed"]),
            group_informed=_share(source, number, cell["group-informed-consensus"]),
        )
    return found


def _events(source: Source, known: Mapping[str, PolisStatement] | None) -> _Events:
    if source.data.startswith(DECLARED):  # of files that are loaded into Polis in bulk
        line = source.data.partition(b"\n")[0]
        check_convention(source, 1, line[len(DECLARED) :].decode("utf-8", errors="replace"))
    table = source.table(2 if source.data.startswith(DECLARED) else 1)
    who = source.needed(table, "voter-id", "participant", "user_id")
    what = source.needed(table, "comment-id", "comment_id", "tid")
    vote = source.needed(table, "vote", "vote_value")
    when, flag = source.place(table, "timestamp"), source.place(table, "important")
    found = _Events(source)
    for number, cells in source.rows(table):
        voter, statement, text = cells[who].strip(), cells[what].strip(), cells[vote].strip()
        if not voter:
            raise source.problem("polis_id", number, table.header[who], voter)
        if not statement or (known is not None and statement not in known):
            raise source.problem("polis_statement", number, table.header[what], statement)
        value = VALUES.get(text)
        if value is None:
            raise source.problem("polis_vote", number, table.header[vote], text)
        found.voters.append(voter)
        found.statements.append(statement)
        found.values.append(value)
        found.rows.append(number)
        if when is not None:
            found.times.append(_time(source, number, cells[when].strip()))
        if flag is not None:
            found.important.append(_flag(source, number, "important", cells[flag].strip()))
    return found


def _matrix(source: Source, known: Mapping[str, PolisStatement] | None) -> _Matrix:
    table = source.table()
    who, group = source.needed(table, *PARTICIPANT), source.place(table, "group-id")
    agrees, disagrees = source.place(table, "n-agree"), source.place(table, "n-disagree")
    columns = [(at, name) for at, name in enumerate(table.header) if name.casefold() not in ABOUT]
    for _, name in columns:
        if known is not None and name not in known:
            raise source.problem("polis_statement", table.header_row, name, name)
    found = _Matrix(source, {}, {}, {}, tuple(name for _, name in columns))
    for number, cells in source.rows(table):
        voter = cells[who].strip()
        if not voter:
            raise source.problem("polis_id", number, table.header[who], voter)
        if voter in found.rows:
            raise source.problem("polis_twice", number, table.header[who], voter, first=found.rows[voter][0])
        agreed = None if agrees is None else _count(source, number, "n-agree", cells[agrees].strip())
        against = (
            None if disagrees is None else _count(source, number, "n-disagree", cells[disagrees].strip())
        )
        found.rows[voter] = (number, agreed, against)
        if group is not None and cells[group].strip():
            found.groups[voter] = cells[group].strip()
        found.cells.update(_cells(source, voter, number, [(name, cells[at].strip()) for at, name in columns]))
    return found


def _cells(
    source: Source, voter: str, row: int, cells: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, int]]:
    found = {}
    for name, text in cells:
        if text:
            if text not in VALUES:
                raise source.problem("polis_vote", row, name, text)
            found[voter, name] = (row, VALUES[text])
    return found


def _from_matrix(matrix: _Matrix) -> _Events:
    found = _Events(matrix.source)
    for (voter, statement), (row, value) in matrix.cells.items():
        found.voters.append(voter)
        found.statements.append(statement)
        found.values.append(value)
        found.rows.append(row)
    return found


def _compare(events: _Events, matrix: _Matrix) -> None:
    """Refuse votes and a matrix that say different things; the sign is looked at first."""
    last = events.last()
    same = turned = 0
    different: tuple[str, str] | None = None
    for pair, (_, value) in matrix.cells.items():
        at = last.get(pair)
        said = None if at is None else events.values[at]
        same += said == value
        turned += said is not None and said == -value
        if said != value and different is None:
            different = pair
    if turned > same:
        first = next(at for at, value in enumerate(events.values) if value)
        told = str(events.values[first])
        raise events.source.problem("polis_sign", events.rows[first], "vote", told, file=matrix.source.name)
    if different is not None:
        row, value_there = matrix.cells[different]
        at = last.get(different)
        told = "" if at is None else str(events.values[at])
        raise matrix.source.problem(
            "polis_differs", row, different[1], str(value_there), file=events.source.name, last=told
        )
    for pair, at in last.items():
        if pair not in matrix.cells:
            where = matrix.rows.get(pair[0])
            told = str(events.values[at])
            raise matrix.source.problem(
                "polis_differs", where[0] if where else None, pair[1], "", file=events.source.name, last=told
            )


def _check_rows(matrix: _Matrix) -> None:
    """Refuse a matrix whose own counts of agrees and disagrees say that its sign is turned round."""
    agreed: dict[str, int] = {}
    disagreed: dict[str, int] = {}
    for (voter, _), (_, value) in matrix.cells.items():
        counts = agreed if value > 0 else disagreed
        counts[voter] = counts.get(voter, 0) + (value != 0)
    straight = turned = 0
    for voter, (_, agrees, disagrees) in matrix.rows.items():
        if agrees is not None and disagrees is not None:
            ours = agreed.get(voter, 0), disagreed.get(voter, 0)
            straight += abs(ours[0] - agrees) + abs(ours[1] - disagrees)
            turned += abs(ours[1] - agrees) + abs(ours[0] - disagrees)
    if turned < straight:
        (_, statement), (row, value) = next(item for item in matrix.cells.items() if item[1][1])
        raise matrix.source.problem("polis_sign", row, statement, str(value), file="n-agree")


def _check_sign(events: _Events, statements: Mapping[str, PolisStatement], listed: str) -> None:
    """Refuse votes that fit the counts of statements better with the sign turned round."""
    counts: dict[tuple[str, int], int] = {}
    for statement, value in zip(events.statements, events.values, strict=True):
        counts[statement, value] = counts.get((statement, value), 0) + 1
    straight = turned = 0
    for each in statements.values():
        if each.agrees is not None and each.disagrees is not None:
            ours = counts.get((each.id, 1), 0), counts.get((each.id, -1), 0)
            straight += abs(ours[0] - each.agrees) + abs(ours[1] - each.disagrees)
            turned += abs(ours[1] - each.agrees) + abs(ours[0] - each.disagrees)
    if turned < straight:
        at = next(at for at, value in enumerate(events.values) if value)
        told = str(events.values[at])
        raise events.source.problem("polis_sign", events.rows[at], "vote", told, file=listed)


def _time(source: Source, row: int, text: str) -> int:
    try:
        number = float(text)
    except ValueError:
        raise source.problem("polis_time", row, "timestamp", text) from None
    if not 0 <= number < MILLISECONDS_FROM * 1000:
        raise source.problem("polis_time", row, "timestamp", text)
    return round(number) if number >= MILLISECONDS_FROM else round(number * 1000)


def _count(source: Source, row: int, column: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise source.problem("polis_count", row, column, text)
    return int(text)


def _flag(source: Source, row: int, column: str, text: str) -> bool:
    plain = text.casefold()
    if plain not in {"", "true", "false", "1", "0", "t", "f"}:
        raise source.problem("polis_flag", row, column, text)
    return plain in {"true", "1", "t"}


def _share(source: Source, row: int, text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise source.problem("not_a_number", row, "group-informed-consensus", text) from None
