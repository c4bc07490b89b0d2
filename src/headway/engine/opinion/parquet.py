"""Votes in Parquet, one part of many at a time; needs the extra: `pip install 'headway[parquet]'`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from headway.engine.opinion.votes import Ints, Votes, coded_votes, sorted_ids


@dataclass(frozen=True, slots=True)
class Names:
    """The columns of a file; ``time`` may be missing from it, then rows are in order."""

    person: str = "person"
    statement: str = "statement"
    vote: str = "vote"
    time: str = "time"


def parquet_votes(path: Path | str, names: Names | None = None) -> Votes:
    """Return the votes of a Parquet file, or of a folder of them; the last of each pair.

    Parameters
    ----------
    path : Path or str
        Where the workers find it. People and statements are words or numbers; votes 1, 0 and -1.
    names : Names, optional
        What its columns are called.

    Raises
    ------
    NotAVote
        For any other vote.
    ValueError
        For a column that is missing, or holds nothing in a row.
    """
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    names = names or Names()
    read: Any = pyarrow.parquet.read_table
    table = read(path)
    missing = {names.person, names.statement, names.vote} - set(table.column_names)
    if missing:
        raise ValueError(f"{path}: no column {', '.join(sorted(missing))}")
    who, person = _codes(table, names.person)
    where, statement = _codes(table, names.statement)
    times = table.column(names.time).to_numpy() if names.time in table.column_names else None
    return coded_votes(person, statement, table.column(names.vote).to_numpy(), times, ids=(who, where))


def _codes(table: Any, name: str) -> tuple[tuple[str, ...], Ints]:
    """Return the words of a column in order, and the position of each row's word."""
    column = table.column(name).cast("string").combine_chunks().dictionary_encode()
    if column.null_count:
        raise ValueError(f"column {name} holds nothing in {column.null_count} rows")
    words: list[str] = column.dictionary.to_pylist()
    ids = sorted_ids(words)
    place = {each: at for at, each in enumerate(ids)}
    rank = np.array([place[each] for each in words], dtype=np.int64)
    return ids, rank[column.indices.to_numpy()]
