"""The effect of a trial from its data: who was drawn for what stands on the draw, not on the data."""

import csv
import io
import math
from collections.abc import Mapping

import numpy as np
from django.utils.translation import gettext_noop as _

from headway.engine.errors import CannotEstimate
from headway.engine.learning import Trial, analyse_trial, from_json, redraws
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.learning.analysis.draws import roster_of
from headway.learning.analysis.results import Outcome

DRAWS = 9_999


def computed(program: str, fixed: str, allocation: str, data: str) -> Outcome:
    """Return the effect of one group against the other, with an interval and p by the draw's own program.

    Parameters
    ----------
    program, fixed, allocation : the constraints, the list and the draw, as they are kept
    data : CSV with the columns unit and outcome

    Raises
    ------
    Invalid
        When the data name no unit or outcome, hold units that were not drawn, or allow no estimate.
    """
    values = outcomes_of(data)
    arms = {row["unit"]: row["arm"] for row in csv.DictReader(io.StringIO(allocation))}
    strange = sorted(set(values) - set(arms))
    if strange:
        raise wrong(Sentence(_("“%(unit)s” was not drawn."), {"unit": strange[0][:40]}))
    roster, told = roster_of(fixed), from_json(program)
    treated = np.array([arms[unit] != told.arms[0] for unit in roster.units])
    trial = Trial(
        np.array([values.get(unit, math.nan) for unit in roster.units]),
        treated,
        roster.strata or None,
        roster.clusters if told.clustered else None,
    )
    again = redraws(told, roster, DRAWS, np.random.default_rng(0))
    try:
        found = analyse_trial(trial, drawn=again)
    except CannotEstimate as error:
        raise wrong(Sentence(_("These data allow no estimate: a group has too few."))) from error
    return Outcome(
        estimate=found.effect,
        lower=found.lower,
        upper=found.upper,
        p=found.p_randomisation,
        n=found.n,
        computed=True,
    )


def outcomes_of(data: str) -> Mapping[str, float]:
    """Read the outcome of each unit; an empty one is missing."""
    rows = list(csv.DictReader(io.StringIO(data.lstrip("﻿"))))
    if not rows or not {"unit", "outcome"} <= rows[0].keys():
        raise wrong(Sentence(_("The first row must name the columns “unit” and “outcome”.")))
    found: dict[str, float] = {}
    for number, row in enumerate(rows, start=2):
        unit, text = (row["unit"] or "").strip(), (row["outcome"] or "").strip()
        if unit in found:
            raise wrong(
                Sentence(_("Row %(row)s: “%(unit)s” stands there twice."), {"row": number, "unit": unit})
            )
        try:
            found[unit] = float(text) if text else math.nan
        except ValueError:
            said = Sentence(
                _("Row %(row)s: “%(value)s” is not a number."), {"row": number, "value": text[:40]}
            )
            raise wrong(said) from None
    return found


def wrong(sentence: Sentence) -> Invalid:
    """Return a refusal beside the file."""
    return Invalid(sentence, {"file": sentence})
