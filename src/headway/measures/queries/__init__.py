"""Every read of shared measurement; Reader first, frozen rows back."""

from headway.measures.queries.cards import (
    CardRow,
    Redefinition,
    balanced_by,
    card,
    card_history,
    cards,
    duplicate_names,
    indicators,
    known_cards,
    redefinitions,
)
from headway.measures.queries.charts import (
    DEFAULT_CHART,
    Chart,
    Rebase,
    chart_setting,
    chart_settings,
    known_charts,
)
from headway.measures.queries.corrections import CorrectionRow, corrections
from headway.measures.queries.everywhere import PlaceColumns, all_places
from headway.measures.queries.releases import ReleaseRow, SpokenOf, release, releases
from headway.measures.queries.values import (
    Revision,
    SeriesValues,
    Source,
    Wanted,
    known_observations,
    revisions,
    series_of,
    series_values,
)

__all__ = [
    "DEFAULT_CHART",
    "CardRow",
    "Chart",
    "CorrectionRow",
    "PlaceColumns",
    "Rebase",
    "Redefinition",
    "ReleaseRow",
    "Revision",
    "SeriesValues",
    "Source",
    "SpokenOf",
    "Wanted",
    "all_places",
    "balanced_by",
    "card",
    "card_history",
    "cards",
    "chart_setting",
    "chart_settings",
    "corrections",
    "duplicate_names",
    "indicators",
    "known_cards",
    "known_charts",
    "known_observations",
    "redefinitions",
    "release",
    "releases",
    "revisions",
    "series_of",
    "series_values",
]
