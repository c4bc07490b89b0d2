"""One place beside the mix of others that moved as it did before: an uploaded panel in, an estimate out."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_noop as _
from numpy.typing import NDArray

from headway.engine.errors import CannotEstimate
from headway.engine.learning import (
    SyntheticControl,
    begun_earlier,
    not_rejected,
    synth,
    synthetic_did,
    without_donors,
)
from headway.formats.adopted import BadRow, Outcomes, read_outcomes
from headway.kernel.sentences import Sentence
from headway.learning.analysis.studies import bad_cell, refusal, table_of

Floats = NDArray[np.float64]
FIELDS: Final = ("unit", "time", "outcome")
CLOSE: Final = 0.5  # how far off a mix may be before, in standard deviations of what moved
DIGITS: Final = 8
REFUSED: Final = {
    "too_few_periods": _("At least two points in time are needed before it began, and one from then on."),
    "too_few_donors": _("At least two others with a figure at every time are needed to mix."),
    "fits_exactly": _(
        "A mix of the others fits every time before without error, so nothing says how well it would hold "
        "after: bring in more times before, or fewer others."
    ),
}


@dataclass(frozen=True, slots=True)
class NewMix:
    """What is asked: which column says what, which place it is, and since when."""

    title: str
    unit: str
    time: str
    outcome: str
    treated: str
    start: str
    unit_of_outcome: str = ""

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Share:
    """How much one of the others counts in the mix, and its gap to its own mix over time.

    ``ratio`` is the root mean square of the gap after over before; None where its own mix fits exactly.
    """

    name: str
    weight: float
    gap: tuple[float, ...]
    ratio: float | None


@dataclass(frozen=True, slots=True)
class MixFound:
    """What came out: the mean gap from the start on, how it ranks among placebos, and what it stands on.

    ``lower`` and ``upper`` are the effects of all mixes that fit nearly as well; ``without`` those without
    each of the mixed units; ``early`` the effect in the ``lead`` times before the start, as if it had begun
    then (None with few times); ``sdid`` what synthetic difference in differences says; ``left`` how many
    others lack a figure; ``interval`` the steady effects that the others do not rule out at 95 % (None with
    fewer than 19 of them).
    """

    effect: float
    lower: float
    upper: float
    p: float
    before_rmspe: float
    moved: float
    ratio: float
    sdid: float
    lead: int
    early: float | None
    without: tuple[float, float] | None
    times: tuple[str, ...]
    start: int
    seen: tuple[float, ...]
    mixed: tuple[float, ...]
    others: tuple[Share, ...]
    left: int
    interval: tuple[float, float] | None

    @property
    def estimate(self) -> float:
        """The effect, as studies of all kinds name it."""
        return self.effect

    @property
    def alike(self) -> bool:
        """Whether the mix moved as the place did before."""
        return self.before_rmspe <= CLOSE * self.moved

    @property
    def teams(self) -> int:
        """How many units the study is of."""
        return len(self.others) + 1

    @property
    def ranked(self) -> int:
        """How many others could be ranked."""
        return sum(each.ratio is not None for each in self.others)

    @property
    def as_far(self) -> int:
        """How many others went as far from their mix."""
        return sum(each.ratio is not None and each.ratio >= self.ratio * (1 - 1e-12) for each in self.others)

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "MixFound":
        """Return what `to_data` gave, after it was kept."""
        told: dict[str, Any] = {name: tuple(data[name]) for name in ("times", "seen", "mixed")}
        told["others"] = tuple(Share(**{**each, "gap": tuple(each["gap"])}) for each in data["others"])
        told |= {name: tuple(data[name]) if data[name] else None for name in ("without", "interval")}
        return cls(**{**data, **told})


def mixed(data: bytes, asked: NewMix) -> MixFound:
    """Compare one place with the mix of others that moved as it did before.

    Raises
    ------
    Invalid
        Naming the row, the column and what is accepted; or saying why nothing can be estimated.
    """
    told = _read(table_of(data)[1], asked)
    start = _start(told, asked)
    values = np.array(told.values)
    whole = np.isfinite(values).all(axis=1)
    if asked.treated not in told.units:
        raise refusal(Sentence(_("No row of the file is about a place of this name.")), "treated")
    if not whole[told.units.index(asked.treated)]:
        raise refusal(Sentence(_("This place lacks a figure at some time: it needs all of them.")), "treated")
    names = [name for name, known in zip(told.units, whole, strict=True) if known]
    treated, panel = names.index(asked.treated), values[whole]
    try:
        found = synth(panel, treated, start)
    except CannotEstimate as error:
        raise refusal(Sentence(REFUSED[error.code]), "start") from error
    times = tuple(str(told.times.write(each)) for each in told.at)
    return replace(_found(found, panel, (treated, start), times, names), left=int((~whole).sum()))


def _read(rows: list[dict[str, str]], asked: NewMix) -> Outcomes:
    try:
        return read_outcomes(rows, asked.unit, asked.time, asked.outcome)
    except BadRow as error:
        field = next(name for name in FIELDS if getattr(asked, name) == error.column)
        raise bad_cell(field, error.row, error.value, error.accepted) from error


def _start(told: Outcomes, asked: NewMix) -> int:
    """Return how many times lie before it began."""
    try:
        since = told.times.read(asked.start)
    except ValueError as error:
        raise refusal(Sentence(_("Write it as the times of the file are written.")), "start") from error
    return sum(each < since for each in told.at)


def _found(
    found: SyntheticControl,
    panel: Floats,
    where: tuple[int, int],
    times: tuple[str, ...],
    names: list[str],
) -> MixFound:
    treated, start = where
    lead = max(1, start // 3)
    early = None if start - lead < 2 else begun_earlier(panel, treated, start, lead)
    without = [each.effect for each in without_donors(panel, treated, start)]
    others = np.delete(panel, treated, axis=0)
    before = panel[treated, :start]
    low, high = found.near_optimal
    return MixFound(
        effect=found.effect,
        lower=low,
        upper=high,
        p=found.p_placebo,
        before_rmspe=found.pre_rmspe,
        moved=float(before.std()),
        ratio=float(found.ratios[0]),
        sdid=synthetic_did(others, panel[treated : treated + 1], start).effect,
        lead=lead,
        early=early,
        without=(min(without), max(without)) if without else None,
        times=times,
        start=start,
        seen=_kept(panel[treated]),
        mixed=_kept(panel[treated] - found.gap),
        others=_shares(found, [name for at, name in enumerate(names) if at != treated]),
        left=0,
        interval=not_rejected(found),
    )


def _shares(found: SyntheticControl, names: list[str]) -> tuple[Share, ...]:
    """Return the others, those that count most in the mix first."""
    rows = zip(names, found.weights, found.placebo_gaps, found.ratios[1:], strict=True)
    shares = [
        Share(name, round(float(weight), 4), _kept(gap), float(ratio) if np.isfinite(ratio) else None)
        for name, weight, gap, ratio in rows
    ]
    return tuple(sorted(shares, key=lambda each: (-each.weight, each.name)))


def _kept(values: Floats) -> tuple[float, ...]:
    """Return numbers as they are kept: short, since there are many."""
    return tuple(float(f"{value:.{DIGITS}g}") for value in values)
