"""Which controls to relax: what keeping one is worth, how surely, and what would be worth a trial."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.controls.model import Control, Drawn, cash_only, drawn, likely
from headway.engine.controls.options import (
    Choices,
    Option,
    Per,
    kept,
    relaxed,
    replaced,
    sampled,
    thresholded,
)
from headway.engine.controls.ranges import draw
from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
DRAWS: Final = 5_000
SURE: Final = 0.8  # of draws; under it the answer is to find out more
ENOUGH_GAIN: Final = 0.5  # the smallest change that brings so much of the largest gain is tried first


class Guard(StrEnum):
    """Why a trade-off is not one that a sum decides."""

    STATUTORY = "statutory"
    CATASTROPHE = "catastrophe"  # one misuse may lose more than the stated level
    IRREVERSIBLE = "irreversible"


class Verdict(StrEnum):
    """What the sum says. There is no word for removing a control."""

    KEEP = "keep"
    TRIAL = "trial"
    FIND_OUT = "find_out"


class NotATradeOff(CannotEstimate):
    """Not a trade-off that this model decides. ``guards`` says why."""

    code = "not_a_trade_off"

    def __init__(self, *guards: Guard) -> None:
        self.guards = guards
        super().__init__(guards=len(guards))


@dataclass(frozen=True, slots=True)
class Limits:
    """What takes the decision out of the model's hands."""

    statutory: bool = False
    irreversible: bool = False
    catastrophe: float | None = None  # money lost by one misuse that must never be risked


@dataclass(frozen=True, slots=True)
class Costs:
    """Per case, at the likeliest values, in money; break-evens in misuses per case."""

    time: float
    delay: float
    stopping: float
    cost: float
    prevented: float  # misuses
    saved: float  # misuses prevented, in money
    break_even: float
    cash_break_even: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One option over a year, in money against no control: the likeliest, and 10, 50, 90 % of draws."""

    option: Option
    net: float
    low: float
    median: float
    high: float
    pays: float  # share of draws in which it is worth more than no control
    beats: float  # share of draws in which it is worth more than keeping
    gain_low: float  # over keeping, a year: 10 % of draws
    gain: float  # the mean
    gain_high: float


@dataclass(frozen=True, slots=True)
class Sway:
    """How far the mean worth of keeping moves, per case, as one input goes from its low to its high."""

    name: str
    swing: float
    flips: bool  # keeping pays at one end and does not at the other


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model says about one control."""

    draws: int
    costs: Costs
    keep: Outcome
    cash: Outcome  # keeping, without waiting and lost help
    options: tuple[Outcome, ...]  # in the order of how little they change; the last is relaxing
    sways: tuple[Sway, ...]  # widest first; inputs that are known exactly are left out
    verdict: Verdict
    trial: Option | None

    @property
    def chance(self) -> float:
        """The probability that keeping pays."""
        return self.keep.pays


def costs_of(control: Control) -> Costs:
    """Return what a control costs and prevents per case, at the likeliest values.

    Examples
    --------
    >>> from headway.engine.controls import Range
    >>> exactly = Range.exactly
    >>> numbers = (4000, 12, 28, 10, 28.2, 3, 5, 0.02, 0.6, 0.8, 0.8, 120, 0.08, 180)
    >>> costs = costs_of(Control(*map(exactly, numbers)))
    >>> round(costs.cost, 2), round(costs.saved, 2), round(1000 * costs.break_even)
    (39.41, 0.92, 328)
    """
    at, loss = likely(control), control.loss.likely
    time, delay, stopping, cost, prevented = (
        float(each[0]) for each in (at.time, at.delay, at.stopping, at.cost, at.prevented)
    )
    return Costs(
        time=time,
        delay=delay,
        stopping=stopping,
        cost=cost,
        prevented=prevented,
        saved=prevented * loss,
        break_even=cost / loss,
        cash_break_even=time / loss,
    )


def guards_of(control: Control, limits: Limits) -> tuple[Guard, ...]:
    """Return why the model does not decide about a control; empty where it does."""
    found = {
        Guard.STATUTORY: limits.statutory,
        Guard.CATASTROPHE: limits.catastrophe is not None and control.loss.high > limits.catastrophe,
        Guard.IRREVERSIBLE: limits.irreversible,
    }
    return tuple(guard for guard, holds in found.items() if holds)


def weigh(
    control: Control,
    rng: np.random.Generator,
    *,
    choices: Choices | None = None,
    limits: Limits | None = None,
    draws: int = DRAWS,
) -> Weighed:
    """Weigh keeping a control against what could be done instead.

    Parameters
    ----------
    control : Control
        What is believed of it.
    rng : numpy.random.Generator
        Keep its seed with the answer: the same seed gives the same answer.
    choices : Choices, optional
        What keeping is compared with; without, only relaxing it for a time.
    limits : Limits, optional
        What takes the decision out of the model's hands.
    draws : int
        How many times all inputs are drawn, each on its own.

    Returns
    -------
    Weighed
        Money a year in the unit of the inputs; all options on the same draws.

    Raises
    ------
    NotATradeOff
        The control is statutory, one misuse may exceed the stated level, or harm cannot be undone.
    CannotCompare
        An option lacks what it needs.

    Notes
    -----
    Keeping is worth ``N (m0 e o v L - c)`` a year with ``c = c_f + c_o + d v_d + (1 - m0) s V``. Source: a
    model of this project's own, without precedent in print; so are the two rules that follow. An option is
    worth a trial when it beats keeping in 8 of 10 draws and on average; among those, the one that changes
    least and still brings half of the largest mean gain. The model never says that a control should go.

    What sways the answer is read as in a tornado diagram (T. G. Eschenbach, *Interfaces* 22 (1992), 40-46),
    with the other inputs as drawn rather than fixed: the mean worth per case at the high end of an input
    less that at its low end. Worth is linear in each input alone, so nothing between the ends is missed.
    """
    guards = guards_of(control, limits or Limits())
    if guards:
        raise NotATradeOff(*guards)
    compared = choices or Choices()
    values, at = drawn(control, rng, draws), likely(control)
    other, other_at = _replacement(compared, rng, draws)
    pairs = zip(_compared(values, compared, other), _compared(at, compared, other_at), strict=True)
    reference = _year(values, kept(values))
    keep, *options = (
        _outcome(option, _year(values, each), _year(at, point), reference)
        for (option, each), (_, point) in pairs
    )
    cash, cash_at = cash_only(values), cash_only(at)
    in_cash = _year(cash, kept(cash))
    verdict, trial = _verdict(keep, options)
    return Weighed(
        draws=draws,
        costs=costs_of(control),
        keep=keep,
        cash=_outcome(Option.KEEP, in_cash, _year(cash_at, kept(cash_at)), in_cash),
        options=tuple(options),
        sways=_sways(control, values),
        verdict=verdict,
        trial=trial,
    )


def _replacement(choices: Choices, rng: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """Return another control's share of prevention and cost: (2, draws) drawn, (2, 1) at the likeliest."""
    if choices.replacement is None:
        return np.zeros((2, draws)), np.zeros((2, 1))
    held = (choices.replacement.prevention, choices.replacement.cost)
    return draw(held, rng.random((2, draws))), np.array([[each.likely] for each in held])


def _compared(values: Drawn, choices: Choices, other: Floats) -> list[tuple[Option, Per]]:
    found = [(Option.KEEP, kept(values))]
    if choices.threshold is not None:
        found.append((Option.THRESHOLD, thresholded(values, choices.threshold)))
    if choices.sample is not None:
        found.append((Option.SAMPLE, sampled(values, choices.sample)))
    if choices.replacement is not None:
        found.append((Option.REPLACE, replaced(values, other[0], other[1])))
    return [*found, (Option.RELAX, relaxed(values))]


def _year(values: Drawn, per: Per) -> Floats:
    worth: Floats = values.cases * (per.saved - per.cost)
    return worth


def _outcome(option: Option, worth: Floats, point: Floats, keeping: Floats) -> Outcome:
    low, median, high = (float(each) for each in np.quantile(worth, (0.1, 0.5, 0.9)))
    gain = worth - keeping
    gain_low, gain_high = (float(each) for each in np.quantile(gain, (0.1, 0.9)))
    return Outcome(
        option=option,
        net=float(point[0]),
        low=low,
        median=median,
        high=high,
        pays=float((worth > 0.0).mean()),
        beats=float((gain > 0.0).mean()),
        gain_low=gain_low,
        gain=float(gain.mean()),
        gain_high=gain_high,
    )


def _verdict(keep: Outcome, options: list[Outcome]) -> tuple[Verdict, Option | None]:
    worth_a_trial = [each for each in options if each.beats >= SURE and each.gain > 0.0]
    if worth_a_trial:
        enough = ENOUGH_GAIN * max(each.gain for each in worth_a_trial)
        return Verdict.TRIAL, next(each.option for each in worth_a_trial if each.gain >= enough)
    return (Verdict.KEEP if keep.pays >= SURE else Verdict.FIND_OUT), None


def _sways(control: Control, values: Drawn) -> tuple[Sway, ...]:
    found = []
    for name, held in control.ranges().items():
        if name == "cases" or held.low == held.high:
            continue  # how many cases there are scales the sum and never turns it
        low, high = (_mean_at(values, name, end) for end in (held.low, held.high))
        found.append(Sway(name, abs(high - low), (low > 0.0) != (high > 0.0)))
    return tuple(sorted(found, key=lambda sway: -sway.swing))


def _mean_at(values: Drawn, name: str, end: float) -> float:
    fixed = dataclasses.replace(values, **{name: np.full_like(values.loss, end)})
    return float(fixed.net.mean())
