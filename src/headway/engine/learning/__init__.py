"""Question 3: what works, for whom and how surely - so far the synthesis of many studies."""

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

__all__ = [
    "DoesNotSettle",
    "Estimator",
    "NoVariance",
    "Regression",
    "Synthesis",
    "TooFewStudies",
    "meta_regression",
    "synthesise",
]
