"""`headway opinions`: groups of opinion in a conversation that Polis, or Headway, exported."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.table import BadInput
from headway.cli.groups import Commands

if TYPE_CHECKING:
    from headway.engine.opinion import AsPolis, Counted, Ground, Opinions, Votes
    from headway.formats.polis import PolisExport

SHOWN = 5


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = subparsers.add_parser(
        "opinions",
        help="find groups of opinion, or none, and what they have in common",
        description="Read a folder that Polis exported; print groups of opinion with what stands for each, "
        "how reliable they are, and how much every statement is common ground.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="folder with the CSV files of an export")
    command.add_argument(
        "--as-polis", action="store_true", help="the groups and statistics of Polis, from scratch"
    )
    command.add_argument(
        "--classes", type=_count, metavar="K", help="how many groups (default: as many as foretell best)"
    )
    command.add_argument("--seed", type=int, default=0, metavar="S", help="of every draw (default: 0)")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the opinions of one conversation; 2 for bad input."""
    try:
        export = _read(args.folder)
        votes = _votes(args.folder, export)
    except BadInput as error:
        print(error, file=sys.stderr)
        return 2
    result = _as_polis(args, export, votes) if args.as_polis else _ours(args, export, votes)
    print(json.dumps(result, ensure_ascii=False) if args.json else _words(result, export))
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}': a whole number from 1")
    return int(text)


def _read(folder: Path) -> "PolisExport":
    from headway.formats.errors import Unreadable
    from headway.formats.polis_reading import read_polis

    if not folder.is_dir():
        raise BadInput(f"{folder}: not a folder: a folder with the files of an export")
    try:
        files = {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.suffix.casefold() in {".csv", ".json"}
        }
    except OSError as error:
        raise BadInput(f"{error.filename}: {error.strerror}") from error
    try:
        return read_polis(files)
    except Unreadable as error:
        raise BadInput("\n".join(f"{folder}/{problem}" for problem in error.problems)) from None


def _votes(folder: Path, export: "PolisExport") -> "Votes":
    from headway.engine.opinion import votes

    cast = export.votes
    if not cast.values:
        raise BadInput(f"{folder}/votes.csv: row 2: '': at least one vote")
    return votes(cast.voters, cast.statements, cast.values, cast.times or None, among=export.columns)


def _ours(args: argparse.Namespace, export: "PolisExport", votes: "Votes") -> dict[str, Any]:
    from headway.engine.opinion import Options, count_once

    left_out = (*export.moderated, *export.meta)
    counted = count_once(votes, Options(k=args.classes, left_out=left_out, seed=args.seed))
    found = counted.once
    return _counts(votes) | {
        "groups": [{"id": group.id, "size": group.size} for group in found.groups],
        "membership": found.membership(),
        "k": found.k,
        "reliability": found.reliability,
        "common_ground": [_ground(row) for row in found.common_ground],
        "representative": {group.id: _standing(found, at) for at, group in enumerate(found.groups)},
        "heldout_loss": {str(k): loss for k, loss in found.losses.items()},
        "divisive": [
            {"statement": row.statement, "agreement": list(row.shares), "p": row.p}
            for row in found.divisive
            if row.divisive
        ],
        "k_to_show": found.shown,
        "copies": [{"people": len(flag.people), "expected": flag.expected} for flag in counted.copies],
        "common_ground_as_cast": [_ground(row) for row in counted.as_cast.common_ground]
        if counted.copies
        else None,
        "warnings": _copied(counted) + _warnings(found),
    }


def _as_polis(args: argparse.Namespace, export: "PolisExport", votes: "Votes") -> dict[str, Any]:
    from headway.engine.opinion import PolisOptions, as_polis, polis_reliability

    options = PolisOptions(export.moderated, export.meta, args.classes)
    found = as_polis(votes, options)
    k = found.grouped.k
    sizes = [int((found.grouped.of == at).sum()) for at in range(k)]
    consensus = dict(zip(found.statements, found.group_informed.tolist(), strict=True))
    return _counts(votes) | {
        "groups": [{"id": str(at), "size": size} for at, size in enumerate(sizes)],
        "membership": found.membership(),
        "k": k,
        "reliability": polis_reliability(votes, options, k),
        "common_ground": [
            _ground(row) | {"group_informed_consensus": consensus[row.statement]}
            for row in found.common_ground()
        ],
        "representative": {str(at): _representative(found, at) for at in range(k)},
        "heldout_loss": None,
        "warnings": [
            "Polis's own groups also depend on when votes came and on restarts, which no file holds"
        ],
    }


def _counts(votes: "Votes") -> dict[str, Any]:
    people, statements = votes.shape
    return {"participants": people, "statements": statements, "votes": len(votes)}


def _ground(row: "Ground") -> dict[str, Any]:
    told = {
        "statement": row.statement,
        "least_agreement": row.least,
        "lower90": row.lower,
        "upper90": row.upper,
        "votes": row.votes,
    }
    return told | {"left_out": True} if row.left_out else told


def _standing(found: "Opinions", at: int) -> list[dict[str, Any]]:
    return [
        {
            "statement": row.statement,
            "direction": "agree" if row.agrees else "disagree",
            "agree": row.agree,
            "n": row.n,
            "z": row.z,
        }
        for row in found.groups[at].representative
    ]


def _representative(found: "AsPolis", at: int) -> list[dict[str, Any]]:
    return [
        {
            "statement": found.statements[row.statement],
            "direction": "agree" if row.agrees else "disagree",
            "agree": int(found.agree[at, row.statement]),
            "n": row.votes,
            "z": row.z,
        }
        for row in found.representative[at]
    ]


def _copied(counted: "Counted") -> list[str]:
    if not counted.copies:
        return []
    people, ballots = counted.people, len(counted.copies)
    said = (
        f"{people} people cast exactly the same votes as others ({ballots} ballots), more than chance would"
    )
    return [f"{said}: each such ballot counts once in groups and common ground"]


def _warnings(found: "Opinions") -> list[str]:
    if found.found == 1:
        return ["there are no groups here: classes foretell hidden votes no better than the mean"]
    if not found.reliable:
        return ["groups are tentative: other votes of the same people would group many of them otherwise"]
    if found.shown < found.k:
        return [f"only {found.shown} groups are reliable enough to be shown"]
    return []


def _words(result: dict[str, Any], export: "PolisExport") -> str:
    texts = {each.id: " ".join(each.text.split()) for each in export.statements}
    lines = [
        f"{result['participants']:,} people, {result['statements']:,} statements, {result['votes']:,} votes.",
        "No groups of opinion." if result["k"] < 2 else f"{result['k']} groups of opinion.",
    ]
    if result["reliability"] is not None:
        lines.append(f"Split-half agreement of the groups: {result['reliability']:.2f} (1 is perfect).")
    for group in result["groups"] if result["k"] > 1 else []:
        lines.append(f"Group {group['id']}, {group['size']:,} people:")
        lines += [
            f"  {row['direction']}: {texts[row['statement']]} ({row['agree']} of {row['n']} agree)"
            for row in result["representative"][group["id"]]
        ]
    lines.append("Common ground, by the group that agrees least:")
    lines += [
        f"  {row['least_agreement']:.0%} ({row['lower90']:.0%} to {row['upper90']:.0%}): "
        f"{texts[row['statement']]}"
        for row in [each for each in result["common_ground"] if not each.get("left_out")][:SHOWN]
    ]
    return "\n".join([*lines, *result["warnings"]])
