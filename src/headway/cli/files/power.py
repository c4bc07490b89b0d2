"""`headway power`: how many a trial needs, and what the smallest effect is that it can see."""

import argparse
import json
import math
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from headway.cli.files.options import a_number
from headway.cli.files.table import BadInput
from headway.cli.groups import Commands, group

if TYPE_CHECKING:
    from headway.engine.errors import CannotEstimate
    from headway.engine.learning import Asked, Power

Found = tuple["Power", list[str]]
NEEDS = "--effect or --n: one of them, or both for the power"


def add(subparsers: Commands) -> None:
    """Register the four designs."""
    kinds = group(subparsers, "power")
    _means(kinds)
    _shares(kinds)
    _clusters(kinds)
    _wedge(kinds)


def _command(kinds: Commands, name: str, told: str, answer: Callable[..., Found]) -> argparse.ArgumentParser:
    command = kinds.add_parser(
        name,
        help=told,
        description=f"Answer for {told}: give the effect for how many, n for the smallest effect, or both "
        "for the power.",
    )
    command.add_argument("--effect", type=a_number, metavar="X", help="in the unit of the outcome")
    command.add_argument("--power", type=a_number, default=0.8, metavar="P", help="wanted (default 0.8)")
    command.add_argument("--alpha", type=a_number, default=0.05, metavar="A", help="two-sided (default 0.05)")
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.set_defaults(run=run, answer=answer)
    return command


def _means(kinds: Commands) -> None:
    command = _command(kinds, "t", "the difference of two means", _answer_t)
    command.add_argument("--n", type=a_number, metavar="N", help="in the first arm")
    command.add_argument("--sd", type=a_number, default=1.0, metavar="SD", help="of the outcome (default 1)")
    command.add_argument(
        "--ratio", type=a_number, default=1.0, metavar="R", help="in the other arm for each of the first"
    )


def _shares(kinds: Commands) -> None:
    command = _command(kinds, "proportions", "the difference of two shares", _answer_proportions)
    command.add_argument("--n", type=a_number, metavar="N", help="in each arm")
    command.add_argument(
        "--control", type=a_number, required=True, metavar="P", help="the share without the change, 0 to 1"
    )


def _clusters(kinds: Commands) -> None:
    command = _command(kinds, "cluster", "two means when whole clusters are assigned", _answer_cluster)
    command.add_argument("--n", type=a_number, metavar="N", help="clusters in each arm")
    command.add_argument("--sd", type=a_number, default=1.0, metavar="SD", help="of the outcome (default 1)")
    command.add_argument("--size", type=a_number, required=True, metavar="M", help="mean size of a cluster")
    command.add_argument("--icc", type=a_number, required=True, metavar="R", help="share between clusters")
    command.add_argument("--cv", type=a_number, default=0.0, metavar="CV", help="how much sizes vary")
    command.add_argument(
        "--explained", type=a_number, default=0.0, metavar="R2", help="share a baseline explains"
    )


def _wedge(kinds: Commands) -> None:
    command = _command(kinds, "wedge", "a roll-out in waves", _answer_wedge)
    command.add_argument(
        "--waves", required=True, metavar="K,K,...", help="how many clusters begin at each step"
    )
    command.add_argument(
        "--n", type=a_number, required=True, metavar="N", help="measured in a cluster and period"
    )
    command.add_argument("--sd", type=a_number, default=1.0, metavar="SD", help="of one measurement")
    command.add_argument("--icc", type=a_number, metavar="R", help="share between clusters")
    command.add_argument("--cac", type=a_number, default=1.0, metavar="R", help="of a cluster over periods")
    command.add_argument("--tau", type=a_number, default=0.0, metavar="SD", help="of clusters, without --icc")
    command.add_argument("--eta", type=a_number, default=0.0, metavar="SD", help="of the effect")
    command.add_argument("--control", type=a_number, metavar="P", help="a share in place of --sd")
    command.add_argument("--before", type=int, default=1, metavar="T", help="periods before the first wave")
    command.add_argument("--after", type=int, default=0, metavar="T", help="periods added at the end")


def run(args: argparse.Namespace) -> int:
    """Print the answer; 2 for numbers that a design cannot have."""
    from headway.engine.learning import Asked, BadDesign, CannotAnswer

    try:
        found, warnings = args.answer(args, Asked(alpha=args.alpha, power=args.power))
    except CannotAnswer as refusal:
        return _print(args, None, [_cannot(refusal)])
    except (BadDesign, BadInput) as error:
        print(_bad(error), file=sys.stderr)
        return 2
    return _print(args, found, warnings)


def _answer_t(args: argparse.Namespace, asked: "Asked") -> Found:
    from headway.engine.learning import power_t

    _either(args)
    return power_t(sd=args.sd, effect=args.effect, n=args.n, ratio=args.ratio, asked=asked), []


def _answer_proportions(args: argparse.Namespace, asked: "Asked") -> Found:
    from headway.engine.learning import power_proportions

    _either(args)
    return power_proportions(control=args.control, effect=args.effect, n=args.n, asked=asked), []


def _answer_cluster(args: argparse.Namespace, asked: "Asked") -> Found:
    from headway.engine.learning import Clusters, least_effect, power_cluster

    _either(args)
    clusters = Clusters(size=args.size, icc=args.icc, cv=args.cv, explained=args.explained)
    found = power_cluster(clusters, sd=args.sd, effect=args.effect, n=args.n, asked=asked)
    warnings = []
    if args.n is not None and args.effect is not None and found.power < args.power:
        floor = least_effect(clusters, args.n, sd=args.sd, asked=asked)
        if floor > abs(args.effect):
            warnings.append(
                f"more people in each cluster will not help: {args.n:g} clusters an arm cannot see less than "
                f"{floor:.3g}, however large they are; more clusters do"
            )
    return found, warnings


def _answer_wedge(args: argparse.Namespace, asked: "Asked") -> Found:
    from headway.engine.learning import Spread, Wedge, power_wedge

    try:
        waves = tuple(int(each) for each in args.waves.split(","))
    except ValueError:
        raise BadInput(f"--waves: '{args.waves}': whole numbers with commas, such as 3,3,4") from None
    sd = args.sd
    if args.control is not None:
        mean = args.control + 0.5 * (args.effect or 0.0)
        if not 0.0 < mean < 1.0:
            raise BadInput(f"--control: '{args.control:g}': a share between 0 and 1")
        sd = math.sqrt(mean * (1.0 - mean))
    wedge = Wedge(waves, args.n, args.before, args.after)
    spread = Spread(sd, tau=args.tau, eta=args.eta)
    if args.icc is not None:
        told = Spread.of(sd, args.icc, args.cac)
        spread = Spread(sd, tau=told.tau, eta=args.eta, gamma=told.gamma)
    return power_wedge(wedge, spread, effect=args.effect, asked=asked), []


def _either(args: argparse.Namespace) -> None:
    if args.effect is None and args.n is None:
        raise BadInput(NEEDS)


def _bad(error: Exception) -> str:
    numbers = getattr(error, "numbers", None)
    if numbers is None:
        return str(error)
    return "; ".join(
        f"--{name}: '{value:g}': a number this design can have" for name, value in numbers.items()
    )


def _cannot(refusal: "CannotEstimate") -> str:
    wanted, effect = refusal.numbers["power"], refusal.numbers["effect"]
    return f"no number of units sees an effect of {effect:g} with a power of {wanted:g}"


def _print(args: argparse.Namespace, found: "Power | None", warnings: list[str]) -> int:
    result: dict[str, Any] = {"power": None, "mde": None, "n": None, "curve": []}
    if found is not None:
        curve = [{"n": n, "mde": _known(mde)} for n, mde in found.curve]
        result = {"power": found.power, "mde": _known(found.mde), "n": found.n, "curve": curve}
        if args.answer is _answer_cluster:
            result["design_effect"] = found.design_effect
    result["warnings"] = warnings
    print(json.dumps(result) if args.json else _words(args, result))
    return 0


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _words(args: argparse.Namespace, result: dict[str, Any]) -> str:
    lines = []
    if result["n"] is not None:
        counted = {
            _answer_cluster: "clusters in each arm",
            _answer_wedge: "measured in each cluster and period",
        }
        unit = counted.get(args.answer, "in each arm")
        smallest = "no effect" if result["mde"] is None else f"an effect of {result['mde']:.4g}"
        lines.append(
            f"With {math.ceil(result['n'] - 1e-6)} {unit}: {smallest} can be seen with a power of "
            f"{args.power:g}; the power for the effect asked for is {result['power']:.3f}."
        )
    return "\n".join([*lines, *result["warnings"]])
