"""A practice adopted by one team after another: what it did, how surely, and what that stands on.

`study_adoption` is the default path; everything it is made of can be called by itself.
"""

from headway.engine.learning.adoption.bands import Bands, TooFewTeams, multiplier_bands
from headway.engine.learning.adoption.callaway import callaway_santanna
from headway.engine.learning.adoption.cells import Controls
from headway.engine.learning.adoption.disclosure import FLOOR, TooFewToShow, merge_cohorts
from headway.engine.learning.adoption.doubly_robust import TooAlike, doubly_robust
from headway.engine.learning.adoption.effects import Means, Method, NoPretest, Staggered, pretest
from headway.engine.learning.adoption.fixed_effects import (
    Comparison,
    Gaps,
    Pair,
    TwoWay,
    bacon,
    two_way,
    within,
)
from headway.engine.learning.adoption.honest import HonestBounds, NoTrend, bounds_of, smoothness_bounds
from headway.engine.learning.adoption.how import MEANS, How
from headway.engine.learning.adoption.imputation import NotConnected, imputation
from headway.engine.learning.adoption.panel import (
    ClusterChanges,
    CohortChanges,
    NobodyAdopts,
    NoControls,
    Panel,
    RepeatedRow,
    panel_from_arrays,
    panel_from_rows,
)
from headway.engine.learning.adoption.sensitivity import (
    Placebo,
    WithoutOne,
    holm,
    placebo_dates,
    romano_wolf,
    without_one,
)
from headway.engine.learning.adoption.study import Study, study_adoption
from headway.engine.learning.adoption.surely import Caution, Choices, Estimate, Inference
from headway.engine.learning.adoption.timing import ByTiming, MixedTeams, Orders, WrongOrders, by_timing

__all__ = [
    "FLOOR",
    "MEANS",
    "Bands",
    "ByTiming",
    "Caution",
    "Choices",
    "ClusterChanges",
    "CohortChanges",
    "Comparison",
    "Controls",
    "Estimate",
    "Gaps",
    "HonestBounds",
    "How",
    "Inference",
    "Means",
    "Method",
    "MixedTeams",
    "NoControls",
    "NoPretest",
    "NoTrend",
    "NobodyAdopts",
    "NotConnected",
    "Orders",
    "Pair",
    "Panel",
    "Placebo",
    "RepeatedRow",
    "Staggered",
    "Study",
    "TooAlike",
    "TooFewTeams",
    "TooFewToShow",
    "TwoWay",
    "WithoutOne",
    "WrongOrders",
    "bacon",
    "bounds_of",
    "by_timing",
    "callaway_santanna",
    "doubly_robust",
    "holm",
    "imputation",
    "merge_cohorts",
    "multiplier_bands",
    "panel_from_arrays",
    "panel_from_rows",
    "placebo_dates",
    "pretest",
    "romano_wolf",
    "smoothness_bounds",
    "study_adoption",
    "two_way",
    "within",
    "without_one",
]
