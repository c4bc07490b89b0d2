"""Weighing a control: what its owner believes comes in, the engine's answer comes out, both as plain data."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext_noop as _

from headway.engine.controls import (
    DRAWS,
    Choices,
    Control,
    Costs,
    Fit,
    Guard,
    Limits,
    NotATradeOff,
    Option,
    Outcome,
    Range,
    Replacement,
    Sample,
    Sway,
    Threshold,
    Verdict,
    Weighed,
    costs_of,
    fit,
    weigh,
)
from headway.engine.errors import CannotEstimate
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence

Three = tuple[float, float, float]
INPUTS = tuple(each.name for each in dataclasses.fields(Control))


@dataclass(frozen=True, slots=True)
class Compared:
    """What keeping is compared with, and what takes the decision out of the model's hands."""

    threshold: float | None = None
    values: tuple[float, ...] = ()  # of past cases
    share: float | None = None
    eta: float = 0.5
    prevention: Three | None = None
    replacement_cost: Three | None = None
    irreversible: bool = False
    catastrophe: float | None = None
    months: int = 6  # of a trial


@dataclass(frozen=True, slots=True)
class NewWeighing:
    """Low, likely and high for every input, by name."""

    inputs: Mapping[str, Three]
    compared: Compared = Compared()
    note: str = ""
    currency: str = "GBP"
    language: str = "en"
    seed: int = 0

    def control(self) -> Control:
        """Return the engine's control; raises its refusals for what cannot be."""
        return Control(**{name: Range(*self.inputs[name]) for name in INPUTS})

    def choices(self) -> Choices:
        """Return what keeping is compared with."""
        given = self.compared
        return Choices(
            Threshold(given.threshold, np.array(given.values)) if given.threshold is not None else None,
            Sample(given.share, given.eta) if given.share is not None else None,
            Replacement(Range(*given.prevention), Range(*given.replacement_cost))
            if given.prevention and given.replacement_cost
            else None,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What weighing says; where `guards` stand it is no trade-off that a sum decides, and only costs are."""

    costs: Costs
    fit: Fit
    guards: tuple[Guard, ...] = ()
    weighed: Weighed | None = None


def weighing(new: NewWeighing, *, locked: bool) -> Found:
    """Weigh a control; `locked` where the rule is.

    Raises
    ------
    Invalid
        For inputs that cannot be; the form has refused them before, beside their fields.
    """
    try:
        control, choices = new.control(), new.choices()
    except CannotEstimate as refusal:
        words = _("These numbers cannot be weighed: three of one input are out of order, or out of bounds.")
        raise Invalid(Sentence(words)) from refusal
    given = new.compared
    limits = Limits(locked, given.irreversible, given.catastrophe)
    costs = costs_of(control)
    suits = fit(control.observable.likely, control.verifiable.likely)
    try:
        rng = np.random.default_rng(new.seed)
        return Found(costs, suits, weighed=weigh(control, rng, choices=choices, limits=limits))
    except NotATradeOff as refusal:
        return Found(costs, suits, guards=refusal.guards)


def record(found: Found) -> dict[str, Any]:
    """Return an answer as it is stored: plain JSON."""
    return dataclasses.asdict(found)


def read(stored: Mapping[str, Any]) -> Found:
    """Return a stored answer."""
    costs, said = Costs(**stored["costs"]), stored["weighed"]
    guards = tuple(Guard(each) for each in stored["guards"])
    weighed = None if said is None else _weighed(said, costs)
    return Found(costs, Fit(stored["fit"]), guards, weighed)


def _weighed(said: Mapping[str, Any], costs: Costs) -> Weighed:
    return Weighed(
        draws=said["draws"],
        costs=costs,
        keep=_outcome(said["keep"]),
        cash=_outcome(said["cash"]),
        options=tuple(_outcome(each) for each in said["options"]),
        sways=tuple(Sway(**each) for each in said["sways"]),
        verdict=Verdict(said["verdict"]),
        trial=Option(said["trial"]) if said["trial"] else None,
    )


def _outcome(said: Mapping[str, Any]) -> Outcome:
    return Outcome(**{**said, "option": Option(said["option"])})


def inputs_of(stored: Mapping[str, Sequence[float]]) -> dict[str, Three]:
    """Return stored inputs as three numbers each."""
    return {name: (float(low), float(likely), float(high)) for name, (low, likely, high) in stored.items()}


def compared_of(stored: Mapping[str, Any]) -> Compared:
    """Return stored options."""
    lists = {"values", "prevention", "replacement_cost"}
    said: dict[str, Any] = {
        name: tuple(value) if name in lists and value is not None else value for name, value in stored.items()
    }
    return Compared(**said)


__all__ = [
    "DRAWS",
    "INPUTS",
    "Compared",
    "Costs",
    "Fit",
    "Found",
    "Guard",
    "NewWeighing",
    "Option",
    "Outcome",
    "Sway",
    "Three",
    "Verdict",
    "Weighed",
    "compared_of",
    "inputs_of",
    "read",
    "record",
    "weighing",
]
