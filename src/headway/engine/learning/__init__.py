"""Question 3: what works, for whom and how surely: designs, draws, trials, synthesis."""

from headway.engine.learning.chance import (
    Chance,
    p_value,
    shuffles,
)
from headway.engine.learning.clustered import (
    FewClusters,
    Mixed,
    few_clusters,
    mixed_model,
)
from headway.engine.learning.draw import (
    draw,
    mahalanobis,
    redraws,
)
from headway.engine.learning.integrity import (
    Attrition,
    Balance,
    LossBounds,
    SampleRatio,
    attrition,
    balance,
    loss_bounds,
    sample_ratio,
)
from headway.engine.learning.linear import (
    Errors,
)
from headway.engine.learning.nested import (
    Nested,
    nested,
    weights_given,
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
from headway.engine.learning.sdid import (
    SyntheticDid,
    synthetic_did,
)
from headway.engine.learning.sequential import (
    Boundary,
    Looks,
    group_sequential,
)
from headway.engine.learning.simplex import (
    DoesNotEnd,
)
from headway.engine.learning.simulated import (
    Simulated,
    Simulation,
    World,
    simulate_power,
)
from headway.engine.learning.synth import (
    FitsExactly,
    MissingValue,
    SyntheticControl,
    TooFewDonors,
    TooFewPeriods,
    synth,
)
from headway.engine.learning.synth_checks import (
    WithoutOne,
    begun_earlier,
    not_rejected,
    without_donors,
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
    "Attrition",
    "BadDesign",
    "BadProgram",
    "Balance",
    "Boundary",
    "CannotAnswer",
    "Chance",
    "ClusterInBothArms",
    "Clusters",
    "DoesNotEnd",
    "DoesNotSettle",
    "Effect",
    "Errors",
    "Estimator",
    "FewClusters",
    "FitsExactly",
    "Looks",
    "LossBounds",
    "MissingValue",
    "Mixed",
    "Nested",
    "NoVariance",
    "Power",
    "Program",
    "Regression",
    "Roster",
    "SampleRatio",
    "Simulated",
    "Simulation",
    "Spread",
    "Synthesis",
    "SyntheticControl",
    "SyntheticDid",
    "TooFewDonors",
    "TooFewPeriods",
    "TooFewStudies",
    "TooFewUnits",
    "Trial",
    "Wedge",
    "WithoutOne",
    "World",
    "analyse_trial",
    "attrition",
    "balance",
    "begun_earlier",
    "draw",
    "few_clusters",
    "from_json",
    "group_sequential",
    "least_effect",
    "loss_bounds",
    "mahalanobis",
    "meta_regression",
    "mixed_model",
    "nested",
    "not_rejected",
    "p_value",
    "power_cluster",
    "power_proportions",
    "power_t",
    "power_wedge",
    "redraws",
    "roster_hash",
    "sample_ratio",
    "shuffles",
    "simulate_power",
    "synth",
    "synthesise",
    "synthetic_did",
    "to_json",
    "weights_given",
    "without_donors",
]
