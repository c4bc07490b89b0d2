"""`headway panel draw`: a panel by the fairest lottery that meets its quotas."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headway.cli.files.columns import read_rows, require
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.engine.sortition import Draw, Quota

Row = dict[str, str]
COLUMNS = ("feature", "value", "min", "max")


def add(subparsers: Commands) -> None:
    """Register the command."""
    command = group(subparsers, "panel").add_parser(
        "draw",
        help="draw a panel by the fairest lottery that meets its quotas",
        description="Read who volunteered and how many of each the panel needs; print the panel, every "
        "volunteer's chance and the published lottery, which anybody can draw again from the seed.",
    )
    command.add_argument("--people", type=Path, metavar="FILE", help="CSV with id and features")
    command.add_argument("--targets", type=Path, metavar="FILE", help="CSV with feature, value, min, max")
    command.add_argument("--size", type=int, metavar="N", help="how many the panel has")
    command.add_argument(
        "--portfolio",
        type=Path,
        metavar="FILE",
        help="instead of people, targets and size: draw again from the published panels (JSON)",
    )
    command.add_argument("--seed", type=int, default=0, metavar="S", help="told in public before the draw")
    command.add_argument(
        "--algorithm", choices=["leximin", "maximin"], default="leximin", help="what is made fairest"
    )
    command.add_argument("--household", metavar="COLUMN", help="draw at most one of each household")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a panel; 2 for bad input and for quotas that no panel meets."""
    from headway.engine.sortition import CannotSolve, NoPanel

    try:
        if args.portfolio:
            print(_again(args))
            return 0
        _require(args)
        drawn = _draw(args)
    except BadInput as error:
        return _refuse(str(error))
    except NoPanel as none:
        return _refuse(_no_panel(args, none.relax))
    except CannotSolve:
        return _refuse("the solver gave up; use fewer features or a smaller pool")
    print(json.dumps(_result(drawn), ensure_ascii=False) if args.json else _words(drawn))
    return 0


def _require(args: argparse.Namespace) -> None:
    for name in ("people", "targets", "size"):
        if getattr(args, name) is None:
            raise BadInput(f"--{name}: '': needed, unless --portfolio is given")


def _again(args: argparse.Namespace) -> str:
    """Draw again from a published portfolio: the panel and everybody's chance."""
    from headway.engine.sortition import chosen

    if any(getattr(args, name) is not None for name in ("people", "targets", "size", "household")):
        raise BadInput("--portfolio: the published panels need no people, targets, size or household")
    portfolio = _portfolio(args.portfolio)
    drawn = chosen(portfolio, args.seed)
    on = Counter(person for each in portfolio for person in each)
    chances = {person: on[person] / len(portfolio) for person in sorted(on)}
    if args.json:
        told = {"seed": args.seed, "drawn": drawn, "panel": portfolio[drawn], "chances": chances}
        return json.dumps(told, ensure_ascii=False)
    lines = [f"Panel {drawn + 1} of {len(portfolio)} equally likely ones, by seed {args.seed}:"]
    return "\n".join([*lines, *(f"  {person}: chance {chances[person]:.2%}" for person in portfolio[drawn])])


def _portfolio(path: Path) -> list[list[str]]:
    """Read published panels: a list of lists of ids."""
    try:
        read = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise BadInput(f"{path}: a JSON list of panels, each a list of ids") from error
    if not (isinstance(read, list) and read and all(_is_panel(each) for each in read)):
        raise BadInput(f"{path}: a JSON list of panels, each a list of ids")
    return read


def _is_panel(each: object) -> bool:
    return isinstance(each, list) and bool(each) and all(isinstance(person, str) for person in each)


def _draw(args: argparse.Namespace) -> "Draw":
    from headway.engine.sortition import Fairness, Terms, UnknownFeature, UnknownValue, draw_panel

    people, quotas = _people(args.people, args.household), _quotas(args.targets)
    if args.size < 1:
        raise BadInput(f"--size: '{args.size}': a whole number from 1")
    features = {name: [row[name] for row in people] for name in people[0] if name != "id"}
    homes = features.get(args.household) if args.household else None
    terms = Terms(size=args.size, seed=args.seed, fairness=Fairness(args.algorithm))
    try:
        return draw_panel([row["id"] for row in people], features, quotas, terms, homes)
    except UnknownFeature as unknown:
        told = ", ".join(features)
        raise BadInput(f"{args.people}: row 1, column {unknown.feature}: '': one of {told}") from None
    except UnknownValue as unknown:
        row = next(at for at, each in enumerate(people, 2) if each["id"] == unknown.person)
        known = ", ".join(quota.value for quota in quotas if quota.feature == unknown.feature)
        where = f"{args.people}: row {row}, column {unknown.feature}: '{unknown.value}'"
        raise BadInput(f"{where}: a value of the targets: {known}") from None


def _people(path: Path, household: str | None) -> list[Row]:
    header, rows = read_rows(path)
    require(path, header, ["id", *([household] if household else [])])
    if not rows:
        raise BadInput(f"{path}: row 2: '': at least one volunteer")
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        if not row["id"] or row["id"] in seen:
            raise BadInput(f"{path}: row {number}, column id: '{row['id']}': an id that stands once")
        seen[row["id"]] = number
    return rows


def _quotas(path: Path) -> list["Quota"]:
    header, rows = read_rows(path)
    require(path, header, COLUMNS)
    found: dict[tuple[str, str], Quota] = {}
    for number, row in enumerate(rows, 2):
        if (row["feature"], row["value"]) in found:
            raise BadInput(f"{path}: row {number}, column value: '{row['value']}': a value that stands once")
        found[row["feature"], row["value"]] = _quota(f"{path}: row {number}", row)
    if not found:
        raise BadInput(f"{path}: row 2: '': at least one target")
    return list(found.values())


def _quota(where: str, row: Row) -> "Quota":
    from headway.engine.sortition import Quota

    for name in ("min", "max"):
        if not row[name].isdecimal():
            raise BadInput(f"{where}, column {name}: '{row[name]}': a whole number from 0")
    least, most = int(row["min"]), int(row["max"])
    if most < least:
        raise BadInput(f"{where}, column max: '{most}': at least the min, {least}")
    return Quota(row["feature"], row["value"], least, most)


def _result(drawn: "Draw") -> dict[str, Any]:
    probability = 1 / len(drawn.portfolio)
    return {
        "algorithm": drawn.terms.fairness.value,
        "seed": drawn.terms.seed,
        "panel": list(drawn.panel),
        "replacements": list(drawn.replacements),
        "chances": dict(drawn.chances),
        "min_chance": drawn.least,
        "portfolio": [{"panel": list(each), "probability": probability} for each in drawn.portfolio],
        "quotas": [
            {"feature": q.feature, "value": q.value, "min": q.least, "max": q.most, "drawn": count}
            for q, count in drawn.quotas
        ],
        "relax": [],
    }


def _words(drawn: "Draw") -> str:
    lines = [
        f"Panel {drawn.drawn + 1} of {len(drawn.portfolio)} equally likely ones, by seed {drawn.terms.seed}:",
        *(f"  {person}" for person in drawn.panel),
        f"Everybody who could be drawn had a chance of at least {drawn.least:.2%}.",
    ]
    lines += [f"  {q.feature} {q.value}: {count} ({q.least} to {q.most})" for q, count in drawn.quotas]
    return "\n".join(lines)


def _no_panel(args: argparse.Namespace, relax: Sequence["Quota"]) -> str:
    if not relax:
        return f"{args.people}: fewer volunteers than the panel has places ({args.size})"
    changes = "\n".join(f"  {q.feature} {q.value}: min {q.least}, max {q.most}" for q in relax)
    return f"{args.targets}: no panel of {args.size} meets all targets; it would with these:\n{changes}"


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 2
