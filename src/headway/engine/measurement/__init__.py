"""Question 1: is it changing, and will it get there? Control charts, forecasts, chance of the target."""

from headway.engine.measurement.runchart import FEW_USEFUL, RunChart, run_chart, segment_medians
from headway.engine.measurement.serial import AUTOCORRELATION_WARNING, Drift, drift, lag1_autocorrelation
from headway.engine.measurement.spc_words import Assurance, Improve, Signal, Variation
from headway.engine.measurement.xmr import Xmr, XmrMany, XmrOptions, xmr, xmr_many
from headway.engine.measurement.xmr_rules import assurance_of, variation_of

__all__ = [
    "AUTOCORRELATION_WARNING",
    "FEW_USEFUL",
    "Assurance",
    "Drift",
    "Improve",
    "RunChart",
    "Signal",
    "Variation",
    "Xmr",
    "XmrMany",
    "XmrOptions",
    "assurance_of",
    "drift",
    "lag1_autocorrelation",
    "run_chart",
    "segment_medians",
    "variation_of",
    "xmr",
    "xmr_many",
]
