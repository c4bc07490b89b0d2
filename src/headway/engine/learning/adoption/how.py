"""Which estimator, and its four overall effects."""

from dataclasses import dataclass

import numpy as np

from headway.engine.learning.adoption.callaway import callaway_santanna
from headway.engine.learning.adoption.cells import Controls
from headway.engine.learning.adoption.effects import Method, Staggered
from headway.engine.learning.adoption.imputation import imputation
from headway.engine.learning.adoption.panel import Floats, Panel

MEANS = ("group", "simple", "dynamic", "calendar")


@dataclass(frozen=True, slots=True)
class How:
    """Which estimator: the method, who the controls are, and for how many periods adoption is foreseen."""

    method: Method
    controls: Controls = Controls.NOT_YET
    anticipation: int = 0


def fit(panel: Panel, how: How) -> Staggered:
    """Fit one of the two estimators."""
    if how.method is Method.IMPUTATION:
        return imputation(panel)
    return callaway_santanna(panel, controls=how.controls, anticipation=how.anticipation)


def overalls(found: Staggered) -> Floats:
    """Return the overall effects, in the order of `MEANS`."""
    return np.array([getattr(found, name).overall for name in MEANS])
