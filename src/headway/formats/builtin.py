"""Layouts that come with the product, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headway.formats.layouts import Columns, Filter, Fixed, Layout, fingerprint
from headway.formats.numbers import NumberStyle, Status
from headway.formats.periods import DEFAULT_PERIODS, PeriodOptions
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNITED_KINGDOM = "K02000001"
# What Eurostat (ISO and NUTS), the OECD and the World Bank write for places that have a GSS code here.
GSS_CODES = dict.fromkeys(("UK", "GB", "GBR"), UNITED_KINGDOM) | {
    "UKC": "E12000001",
    "UKD": "E12000002",
    "UKE": "E12000003",
    "UKF": "E12000004",
    "UKG": "E12000005",
    "UKH": "E12000006",
    "UKI": "E12000007",
    "UKJ": "E12000008",
    "UKK": "E12000009",
    "UKL": "W92000004",
    "UKM": "S92000003",
    "UKN": "N92000002",
}

_ONS_NOW = (
    "areacd",
    "areanm",
    "geography",
    "indicator",
    "period",
    "observation",
    "measure",
    "unit",
    "lci_95",
    "uci_95",
    "status",
    "notes",
)
_ONS_UNTIL_2025 = (
    "AREACD",
    "AREANM",
    "Geography",
    "Variable Name",
    "Indicator",
    "Period",
    "Observation",
    "Measure",
    "Unit",
    "Lower Confidence Interval (95%)",
    "Upper Confidence Interval (95%)",
    "Observation Status",
    "Polarity",
    "Notes",
)

ONS_LOCAL = Layout(
    name="ons-els",
    version=2,
    columns=Columns(
        period="period",
        value="observation",
        place_code="areacd",
        place_name="areanm",
        lower="lci_95",
        upper="uci_95",
        status="status",
        notes="notes",
        indicator="indicator",
        unit="unit",
    ),
    fingerprints=(fingerprint(_ONS_NOW),),
    numbers=NumberStyle(decimal="."),
)
ONS_LOCAL_UNTIL_2025 = Layout(
    name="ons-els",
    version=1,
    columns=Columns(
        period="Period",
        value="Observation",
        place_code="AREACD",
        place_name="AREANM",
        lower="Lower Confidence Interval (95%)",
        upper="Upper Confidence Interval (95%)",
        status="Observation Status",
        notes="Notes",
        indicator="Indicator",
        unit="Unit",
    ),
    fingerprints=(fingerprint(_ONS_UNTIL_2025),),
    numbers=NumberStyle(decimal="."),
)
# The command line's plain form: a date, a value, and perhaps a place.
PLAIN = Layout(
    name="plain",
    version=1,
    columns=Columns(period="date", value="value"),
    fingerprints=(fingerprint(("date", "value")),),
    needs_place=False,
)
PLAIN_WITH_PLACE = Layout(
    name="plain-with-place",
    version=1,
    columns=Columns(period="date", value="value", place_code="place"),
    fingerprints=(fingerprint(("date", "value", "place")),),
)
BUILTIN = (ONS_LOCAL, ONS_LOCAL_UNTIL_2025, PLAIN, PLAIN_WITH_PLACE)

_SDG_STATUSES = (
    ("Normal value", Status.NORMAL),
    ("Missing value", Status.MISSING),
    ("Missing value; suppressed", Status.SUPPRESSED),
    ("Missing value; data cannot exist", Status.NOT_APPLICABLE),
    ("Provisional value", Status.PROVISIONAL),
    ("Estimated value", Status.ESTIMATED),
    ("Forecast value", Status.FORECAST),
    ("Time series break", Status.BREAK),
    ("Low reliability", Status.LOW_RELIABILITY),
)
_SDG_PLACES = ("country", "region", "local authority")  # said again, by name, beside the code


def find_layout(header: Iterable[str], layouts: Sequence[Layout] = BUILTIN) -> Layout | None:
    """Return the layout that is known to fit this header, the newest first; None when there is none."""
    mark = fingerprint(header)
    fitting = [layout for layout in layouts if mark in layout.fingerprints]
    return max(fitting, key=lambda layout: layout.version, default=None)


@dataclass(frozen=True, slots=True)
class SdgOptions:
    """What one file of the UK's SDG data leaves to its reader."""

    headline: bool = True  # only rows whose disaggregation columns are all blank
    keep: dict[str, tuple[str, ...]] = field(default_factory=dict)  # columns with other rows to keep
    indicator: str = ""  # where the file has no Series column
    place_code: str = UNITED_KINGDOM  # of rows without a GeoCode
    periods: PeriodOptions = DEFAULT_PERIODS


def is_sdg(header: Iterable[str]) -> bool:
    """Tell whether a header is of the wide form that the UK's SDG data use."""
    return {"year", "value", "observation status"} <= {normalised(name) for name in header}


def sdg_layout(header: Sequence[str], options: SdgOptions | None = None) -> Layout:
    """Return the layout of one UK SDG file: every column that has no other role is a breakdown.

    Parameters
    ----------
    header : sequence of str
        The names as the file has them.
    options : SdgOptions, optional
        ``keep`` names, for a column, the texts of the rows that are taken, such as
        ``{"Seasonally adjusted or not": ("Seasonally adjusted",)}``; with ``headline`` every other
        breakdown column must be blank. A kept column with one text is no breakdown any more.
    """
    options = options or SdgOptions()
    by_name = {normalised(name): name for name in header}
    place = by_name.get("geocode")
    roles = {
        "year",
        "value",
        "series",
        "geocode",
        "observation status",
        "unit multiplier",
        "units",
        "unit measure",
    }
    roles |= set(_SDG_PLACES) if place else set()
    keep = {normalised(column): texts for column, texts in options.keep.items()}
    free = [name for name in header if normalised(name) not in roles]
    filters = [Filter(by_name[column], texts) for column, texts in keep.items()]
    if options.headline:
        blank = [*free, place] if place else free
        filters += [Filter(name) for name in blank if normalised(name) not in keep]
    return Layout(
        name="uk-sdg",
        version=1,
        columns=Columns(
            period=by_name["year"],
            value=by_name["value"],
            place_code=place,
            status=by_name["observation status"],
            indicator=by_name.get("series"),
            unit=by_name.get("units") or by_name.get("unit measure"),
            multiplier=by_name.get("unit multiplier"),
            breakdowns=tuple(name for name in free if len(keep.get(normalised(name), ("", ""))) > 1),
        ),
        fixed=Fixed(place_code=options.place_code, indicator=options.indicator),
        filters=tuple(filters),
        fingerprints=(fingerprint(header),),
        statuses=_SDG_STATUSES,
        numbers=NumberStyle(decimal="."),
        periods=options.periods,
    )
