"""What a test says: checks while it runs, the reading of its result, and what the rule makes of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self
from uuid import UUID

from headway.engine.errors import CannotEstimate
from headway.engine.learning import sample_ratio
from headway.kernel.canonical import canonical
from headway.learning.analysis.plans import PlanWords
from headway.learning.choices import CheckCode, Choice, Reading

UNEVEN_LEFT = 0.05  # more of one group left than of the other
MIXED = 0.10  # got what the other group was meant to get
UNLIKE = 0.25  # standard deviations between the groups at the start (WWC, Procedures 4.1, 2020)


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One group as it was found: how many began, left, and got what the others were meant to get."""

    name: str
    began: int
    left: int = 0
    crossed: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: passed, failed, or nothing to tell; `value` says by how much."""

    code: CheckCode
    passed: bool | None
    value: float | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class NewLook:
    """What somebody saw while a test ran; never an effect."""

    groups: tuple[GroupCount, ...] = ()
    unlike: float | None = None  # the largest difference at the start, in standard deviations
    guardrails: tuple[tuple[str, bool | None], ...] = ()  # what is watched, and whether it got worse
    note: str = ""
    checks: tuple[Checked, ...] = ()  # what was found


@dataclass(frozen=True, slots=True)
class NewRuling:
    """What is decided after a test; going against the rule needs a reason and a second office."""

    choice: Choice
    reason: str = ""
    second: UUID | None = None
    costs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came out: numbers where there are, words always."""

    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None
    n: int | None = None
    people: str = ""  # what the range means in people or pounds
    saw: str = ""  # what we saw
    surprised: str = ""
    changed: str = ""  # what we changed
    costs: str = ""
    method: str = ""  # as it was done
    reading: Reading | None = None  # as said by people where there are no numbers
    plan_kept: bool = True
    deviations: str = ""
    trends: bool | None = None  # went the same way before, where that matters
    computed: bool = False  # from the data that were brought in
    file: str = ""  # SHA-256 of the data
    checks: tuple[Checked, ...] = field(default=())

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what was kept."""
        data = json.loads(text)
        numbers = {
            name: float(data[name]) if data[name] is not None else None
            for name in ("estimate", "lower", "upper", "p")
        }
        checks = tuple(read_check(each) for each in data["checks"])
        reading = Reading(data["reading"]) if data["reading"] else None
        return cls(**{**data, **numbers, "checks": checks, "reading": reading})


def read_look(text: str) -> NewLook:
    """Read a look that was kept."""
    data = json.loads(text)
    return NewLook(
        tuple(GroupCount(**each) for each in data["groups"]),
        float(data["unlike"]) if data["unlike"] is not None else None,
        tuple((name, worse) for name, worse in data["guardrails"]),
        data["note"],
        tuple(read_check(each) for each in data["checks"]),
    )


def read_check(row: Mapping[str, Any]) -> Checked:
    """Read one check that was kept."""
    value = float(row["value"]) if row["value"] is not None else None
    return Checked(CheckCode(row["code"]), row["passed"], value, row["about"])


def kept(value: Any) -> str:
    """Return the text a look or result is kept as."""
    return canonical(asdict(value)).decode()


def looked(plan: PlanWords, look: NewLook) -> tuple[Checked, ...]:
    """Check how a test runs."""
    found = []
    if look.groups:
        found.append(shares_kept(look.groups))
        found.append(attrition(look.groups))
        crossed = max((each.crossed / each.began for each in look.groups if each.began), default=0.0)
        found.append(Checked(CheckCode.CONTAMINATION, crossed <= MIXED, crossed))
        if plan.units:
            began = sum(each.began for each in look.groups)
            found.append(Checked(CheckCode.SIZE, began >= 0.9 * plan.units, float(began)))
    if look.unlike is not None:
        found.append(Checked(CheckCode.BALANCE, abs(look.unlike) <= UNLIKE, look.unlike))
    found += [
        Checked(CheckCode.GUARDRAILS, None if worse is None else not worse, about=name)
        for name, worse in look.guardrails
    ]
    return tuple(found)


def shares_kept(groups: Sequence[GroupCount]) -> Checked:
    """Check that the groups have the planned sizes; an empty group never has, a trifle always."""
    try:
        found = sample_ratio([each.began for each in groups])
    except CannotEstimate:
        return Checked(CheckCode.SHARES, passed=None)
    return Checked(CheckCode.SHARES, not found.alarm, found.p)


def attrition(groups: Sequence[GroupCount]) -> Checked:
    """Check that about as many left each group."""
    rates = [each.left / each.began for each in groups if each.began]
    gap = max(rates) - min(rates) if rates else 0.0
    return Checked(CheckCode.ATTRITION, gap <= UNEVEN_LEFT if rates else None, gap)


def reading_of(plan: PlanWords, outcome: Outcome) -> Reading | None:
    """Read an interval beside the smallest change that would alter the decision; None without one.

    An interval inside plus and minus that change is "no difference worth having".
    """
    if outcome.lower is None or outcome.upper is None or plan.smallest_change is None:
        return outcome.reading
    sign = 1.0 if plan.better == "increase" else -1.0
    low, high = sorted((sign * outcome.lower, sign * outcome.upper))
    least = plan.smallest_change
    if -least < low and high < least:
        return Reading.NONE
    if low >= least:
        return Reading.CLEAR
    if low > 0:
        return Reading.BETTER
    return Reading.WORSE if high < 0 else Reading.UNCLEAR


def recommended(plan: PlanWords, reading: Reading, checks: Sequence[Checked]) -> Choice:
    """Return what the rule set beforehand says; harm to what was watched stops the test."""
    harmed = any(each.code is CheckCode.GUARDRAILS and each.passed is False for each in checks)
    return Choice.STOP if harmed else plan.rule(reading)


def result_checks(plan: PlanWords, outcome: Outcome, last: Sequence[Checked]) -> tuple[Checked, ...]:
    """Return the checks beside a result: that the plan was kept, and what the last look found."""
    found = [Checked(CheckCode.PLAN_KEPT, outcome.plan_kept, about=outcome.deviations)]
    if outcome.trends is not None:
        found.append(Checked(CheckCode.TRENDS, outcome.trends))
    if outcome.n is not None and plan.units and not any(each.code is CheckCode.SIZE for each in last):
        found.append(Checked(CheckCode.SIZE, outcome.n >= 0.9 * plan.units, float(outcome.n)))
    return (*found, *last)
