"""A practice adopted by one team after another: what it did, how surely, and what that stands on.

`study_adoption` is the default path; everything it is made of can be called by itself.
"""

from headway.engine.learning.adoption.bands import Bands, TooFewTeams, multiplier_bands
from headway.engine.learning.adoption.callaway import callaway_santanna
from headway.engine.learning.adoption.cells import Controls
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
from headway.engine.learning.adoption.study import Study, study_adoption
from headway.engine.learning.adoption.surely import Caution, Choices, Estimate, Inference
from headway.engine.learning.adoption.timing import ByTiming, MixedTeams, Orders, WrongOrders, by_timing

__all__ = [
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
    "How",
    "Inference",
    "Means",
    "Method",
    "MixedTeams",
    "NoControls",
    "NoPretest",
    "NobodyAdopts",
    "NotConnected",
    "Orders",
    "Pair",
    "Panel",
    "RepeatedRow",
    "Staggered",
    "Study",
    "TooAlike",
    "TooFewTeams",
    "TwoWay",
    "WrongOrders",
    "bacon",
    "by_timing",
    "callaway_santanna",
    "doubly_robust",
    "imputation",
    "multiplier_bands",
    "panel_from_arrays",
    "panel_from_rows",
    "pretest",
    "study_adoption",
    "two_way",
    "within",
]
