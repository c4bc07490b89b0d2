"""Question 3: what works, for whom and how surely: designs, draws, trials, synthesis."""

from headway.engine.learning.chance import (
    Chance,
    p_value,
    shuffles,
)
from headway.engine.learning.draw import (
    draw,
    mahalanobis,
    redraws,
)
from headway.engine.learning.linear import (
    Errors,
)
from headway.engine.learning.power import (
    Asked,
    BadDesign,
    CannotAnswer,
    Clusters,
    Power,
    least_effect,
    power_cluster,
    power_proportions,
    power_t,
)
from headway.engine.learning.program import (
    Assignment,
    BadProgram,
    Program,
    Roster,
    from_json,
    roster_hash,
    to_json,
)
from headway.engine.learning.synthesis import (
    DoesNotSettle,
    Estimator,
    NoVariance,
    Regression,
    Synthesis,
    TooFewStudies,
    meta_regression,
    synthesise,
)
from headway.engine.learning.trial import (
    ClusterInBothArms,
    Effect,
    TooFewUnits,
    Trial,
    analyse_trial,
)
from headway.engine.learning.wedge import (
    Spread,
    Wedge,
    power_wedge,
)

__all__ = [
    "Asked",
    "Assignment",
    "BadDesign",
    "BadProgram",
    "CannotAnswer",
    "Chance",
    "ClusterInBothArms",
    "Clusters",
    "DoesNotSettle",
    "Effect",
    "Errors",
    "Estimator",
    "NoVariance",
    "Power",
    "Program",
    "Regression",
    "Roster",
    "Spread",
    "Synthesis",
    "TooFewStudies",
    "TooFewUnits",
    "Trial",
    "Wedge",
    "analyse_trial",
    "draw",
    "from_json",
    "least_effect",
    "mahalanobis",
    "meta_regression",
    "p_value",
    "power_cluster",
    "power_proportions",
    "power_t",
    "power_wedge",
    "redraws",
    "roster_hash",
    "shuffles",
    "synthesise",
    "to_json",
]
