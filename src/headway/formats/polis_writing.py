"""Writes a conversation as Polis exports it today (``polis-export/1``), for tools that read that."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from headway.formats.polis import CONVENTION, PolisExport

COUNTS = ("votes", "agrees", "disagrees", "passes")
SIGNED = {
    "summary.csv": {"vote-convention": "declaration"},
    "votes.csv": {"vote": "vote"},
    "participant-votes.csv": {
        "<comment-id>": "vote",
        "n-votes": "count",
        "n-agree": "count",
        "n-disagree": "count",
    },
    "comments.csv": {"agrees": "count", "disagrees": "count"},
    "comment-groups.csv": {f"total-{name}": "count" for name in COUNTS},
}


def write_polis(export: PolisExport) -> dict[str, bytes]:
    """Return the files of an export by name.

    Times go out in seconds, votes with agree as 1; who voted is what ``export`` calls them, so give it
    numbers that say nothing. Columns that no statement needs (is-meta, is-seed) are left out.
    """
    last = _last(export)
    return {
        "format.json": _format(),
        "summary.csv": _summary(export, len({voter for voter, _ in last})),
        "comments.csv": _comments(export),
        "votes.csv": _votes(export),
        "participant-votes.csv": _matrix(export, last),
        "comment-groups.csv": _groups(export, last),
    }


def _last(export: PolisExport) -> dict[tuple[str, str], int]:
    votes = export.votes
    order: Iterable[int] = range(len(votes.values))
    if votes.times:
        order = sorted(order, key=votes.times.__getitem__)
    return {(votes.voters[at], votes.statements[at]): votes.values[at] for at in order}


def _format() -> bytes:
    document = {
        "format": "polis-export/1",
        "vote-convention": CONVENTION,
        "vote": {"agree": 1, "disagree": -1, "pass": 0},
        "files": SIGNED,
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def _summary(export: PolisExport, voters: int) -> bytes:
    told = {key: value for key, value in export.summary.items() if key != "vote-convention"}
    told |= {
        "voters": str(voters),
        "voters-in-conv": told.get("voters-in-conv", str(voters)),
        "commenters": str(len({each.author for each in export.statements if each.author})),
        "comments": str(len(export.statements)),
        "groups": str(len(set(export.groups.values()))),
    }
    return _csv([*told.items(), ("vote-convention", CONVENTION)])


def _comments(export: PolisExport) -> bytes:
    counts = Counter(zip(export.votes.statements, export.votes.values, strict=True))
    more = [
        (name, kind)
        for name, kind in (("is-meta", "is_meta"), ("is-seed", "is_seed"))
        if any(getattr(each, kind) for each in export.statements)
    ]
    head = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated"]
    rows: list[Sequence[object]] = [[*head, *(name for name, _ in more), "comment-body"]]
    for each in export.statements:
        agrees, disagrees = counts[each.id, 1], counts[each.id, -1]
        flags = (str(getattr(each, kind)).lower() for _, kind in more)
        about = [*_when(each.time), each.id, each.author or "", agrees, disagrees]
        rows.append([*about, "" if each.moderated is None else each.moderated, *flags, each.text])
    return _csv(rows)


def _votes(export: PolisExport) -> bytes:
    votes = export.votes
    important = [("important",)] if votes.important else []
    rows: list[Sequence[object]] = [
        ["timestamp", "datetime", "comment-id", "voter-id", "vote", *(name for (name,) in important)]
    ]
    for at, value in enumerate(votes.values):
        when = _when(votes.times[at] if votes.times else None)
        flag = [int(votes.important[at])] if votes.important else []
        rows.append([*when, votes.statements[at], votes.voters[at], value, *flag])
    return _csv(rows)


def _matrix(export: PolisExport, last: dict[tuple[str, str], int]) -> bytes:
    statements = [each.id for each in export.statements]
    written = Counter(each.author for each in export.statements)
    cast: dict[str, dict[str, int]] = {voter: {} for voter in export.votes.voters}
    for (voter, statement), value in last.items():
        cast[voter][statement] = value
    head = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
    rows: list[Sequence[object]] = [[*head, *statements]]
    for voter, votes in cast.items():
        values = list(votes.values())
        about = [voter, export.groups.get(voter, ""), written[voter], len(values)]
        sides = [values.count(1), values.count(-1)]
        rows.append([*about, *sides, *(votes.get(each, "") for each in statements)])
    return _csv(rows)


def _groups(export: PolisExport, last: dict[tuple[str, str], int]) -> bytes:
    names = sorted(set(export.groups.values()))
    counts: Counter[tuple[str, str | None, int]] = Counter()
    for (voter, statement), value in last.items():
        counts[statement, None, value] += 1
        if voter in export.groups:
            counts[statement, export.groups[voter], value] += 1
    head = [f"{title}-{name}" for title in ["total", *map(_letter, range(len(names)))] for name in COUNTS]
    rows: list[Sequence[object]] = [["comment-id", "comment", *head]]
    for each in export.statements:
        cells: list[object] = []
        for group in [None, *names]:
            agrees, disagrees, passes = (counts[each.id, group, value] for value in (1, -1, 0))
            cells += [agrees + disagrees + passes, agrees, disagrees, passes]
        rows.append([each.id, each.text, *cells])
    return _csv(rows)


def _letter(at: int) -> str:
    return f"group-{chr(ord('a') + at)}"


def _when(time: int | None) -> tuple[str, str]:
    if time is None:
        return "", ""
    told = datetime.fromtimestamp(time / 1000, tz=UTC)
    return str(time // 1000), told.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)")


def _csv(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
