"""Question 1: is it changing, and will it get there? Control charts, forecasts, chance of the target."""

from headway.engine.measurement.batch import (
    FEWEST_POINTS,
    ForecastOptions,
    OverlappingPeriods,
    Targets,
    TooFar,
)
from headway.engine.measurement.chances import ChanceWords, chance_words, tenths
from headway.engine.measurement.forecast import (
    BAND_HELD,
    BAND_HELD_SERIES,
    Caution,
    Forecast,
    Forecasts,
    chance_many,
    forecast,
    forecast_many,
)
from headway.engine.measurement.mixture import Link
from headway.engine.measurement.pace import (
    AchievedPace,
    NoTimeLeft,
    Pace,
    achieved_pace,
    cumulative_pace,
    pace,
    required_pace,
)
from headway.engine.measurement.periods import BeyondCalendar, Calendar, UnevenPeriods, calendar_of
from headway.engine.measurement.runchart import FEW_USEFUL, RunChart, run_chart, segment_medians
from headway.engine.measurement.scoring import (
    Remembered,
    Score,
    interval_score,
    mase,
    msis,
    pinball,
    score,
)
from headway.engine.measurement.serial import AUTOCORRELATION_WARNING, Drift, drift, lag1_autocorrelation
from headway.engine.measurement.spc_words import Assurance, Improve, Signal, Variation
from headway.engine.measurement.status import DatedValue, Reason, Status, StatusFound, status_against
from headway.engine.measurement.trajectory import (
    OutsidePath,
    PathPoint,
    Trajectory,
    path_value,
    path_values,
)
from headway.engine.measurement.xmr import Xmr, XmrMany, XmrOptions, xmr, xmr_many
from headway.engine.measurement.xmr_rules import assurance_of, variation_of

__all__ = [
    "AUTOCORRELATION_WARNING",
    "BAND_HELD",
    "BAND_HELD_SERIES",
    "FEWEST_POINTS",
    "FEW_USEFUL",
    "AchievedPace",
    "Assurance",
    "BeyondCalendar",
    "Calendar",
    "Caution",
    "ChanceWords",
    "DatedValue",
    "Drift",
    "Forecast",
    "ForecastOptions",
    "Forecasts",
    "Improve",
    "Link",
    "NoTimeLeft",
    "OutsidePath",
    "OverlappingPeriods",
    "Pace",
    "PathPoint",
    "Reason",
    "Remembered",
    "RunChart",
    "Score",
    "Signal",
    "Status",
    "StatusFound",
    "Targets",
    "TooFar",
    "Trajectory",
    "UnevenPeriods",
    "Variation",
    "Xmr",
    "XmrMany",
    "XmrOptions",
    "achieved_pace",
    "assurance_of",
    "calendar_of",
    "chance_many",
    "chance_words",
    "cumulative_pace",
    "drift",
    "forecast",
    "forecast_many",
    "interval_score",
    "lag1_autocorrelation",
    "mase",
    "msis",
    "pace",
    "path_value",
    "path_values",
    "pinball",
    "required_pace",
    "run_chart",
    "score",
    "segment_medians",
    "status_against",
    "tenths",
    "variation_of",
    "xmr",
    "xmr_many",
]
