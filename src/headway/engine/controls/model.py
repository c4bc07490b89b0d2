"""What one control costs and what it prevents, per case."""

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from headway.engine.controls.ranges import Range, draw
from headway.engine.errors import CannotEstimate

Floats = NDArray[np.float64]
MINUTES: Final = 60.0  # an hour: time is asked in minutes, pay by the hour
SHARES: Final = frozenset({"misuse", "deterred", "observable", "verifiable", "stopped"})


class OutOfBounds(CannotEstimate):
    """An input that cannot be: below nought, a share above one, no cases, no loss. ``name`` says which."""

    code = "out_of_bounds"

    def __init__(self, name: str, **numbers: float) -> None:
        self.name = name
        super().__init__(**numbers)


@dataclass(frozen=True, slots=True)
class Control:
    """What is believed of a control, each as low, likely, high. Money in one currency, prices of one year."""

    cases: Range  # a year (N)
    front_minutes: Range  # of the people at the front line, per case
    front_rate: Range  # money an hour
    checker_minutes: Range  # of those who check, per case
    checker_rate: Range  # money an hour
    days: Range  # of delay per case (d)
    day_value: Range  # what a day of delay costs the person waiting (v_d)
    misuse: Range  # share of cases that would be misused without it (m0)
    deterred: Range  # share of misuse that it catches or deters (e)
    observable: Range  # how far what matters can be seen, 0 to 1 (o)
    verifiable: Range  # how far a third party can confirm what was seen, 0 to 1 (v)
    loss: Range  # by one misuse (L)
    stopped: Range  # share of right cases that it stops or bends (s)
    stopped_value: Range  # what is lost when a right case is stopped (V)

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        for name, held in self.ranges().items():
            most = 1.0 if name in SHARES else np.inf
            least = held.likely if name in {"cases", "loss"} else 1.0
            if held.low < 0.0 or held.high > most or least <= 0.0:
                raise OutOfBounds(name, low=held.low, likely=held.likely, high=held.high)

    def ranges(self) -> dict[str, Range]:
        """Return the inputs by name, in the order of the fields."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The inputs of a control as numbers, each of shape (draws,); names and units as in ``Control``."""

    cases: Floats
    front_minutes: Floats
    front_rate: Floats
    checker_minutes: Floats
    checker_rate: Floats
    days: Floats
    day_value: Floats
    misuse: Floats
    deterred: Floats
    observable: Floats
    verifiable: Floats
    loss: Floats
    stopped: Floats
    stopped_value: Floats

    @property
    def time(self) -> Floats:
        """Money in working time per case: front line and checker."""
        front = self.front_minutes * self.front_rate
        return (front + self.checker_minutes * self.checker_rate) / MINUTES

    @property
    def delay(self) -> Floats:
        """Money in waiting per case."""
        return self.days * self.day_value

    @property
    def stopping(self) -> Floats:
        """Money in help that right cases lost, per case."""
        return (1.0 - self.misuse) * self.stopped * self.stopped_value

    @property
    def cost(self) -> Floats:
        """All three, per case (c)."""
        return self.time + self.delay + self.stopping

    @property
    def prevented(self) -> Floats:
        """Misuses prevented per case: little where work cannot be seen or confirmed, whatever it costs."""
        return self.misuse * self.deterred * self.observable * self.verifiable

    @property
    def net(self) -> Floats:
        """Worth of keeping the control, in money per case."""
        return self.prevented * self.loss - self.cost


def likely(control: Control) -> Drawn:
    """Return the likeliest value of each input, shape (1,)."""
    return Drawn(*(np.array([held.likely]) for held in control.ranges().values()))


def drawn(control: Control, rng: np.random.Generator, draws: int) -> Drawn:
    """Draw every input on its own, shape (draws,)."""
    held = list(control.ranges().values())
    return Drawn(*draw(held, rng.random((len(held), draws))))


def cash_only(values: Drawn) -> Drawn:
    """Leave out what no budget holds: waiting, and help that was lost."""
    nothing = np.zeros_like(values.loss)
    return dataclasses.replace(values, day_value=nothing, stopped_value=nothing)
