"""Sources whose columns differ from one data set to the next: their mappings as data.

A family says which of a header's columns has which role; every other column is a breakdown. From a
header it makes the layout that reads it, so that no source needs code of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from headway.formats.errors import BadCell
from headway.formats.layouts import Columns, Fixed, Layout, fingerprint
from headway.formats.numbers import NumberStyle, Status
from headway.formats.period_text import parse_period
from headway.formats.periods import DEFAULT_PERIODS, PeriodOptions
from headway.formats.tables import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Words = tuple[str, ...]
POINT = NumberStyle(decimal=".")
COMMA = NumberStyle(decimal=",")
_WITH_COMMA = re.compile(r"[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True, slots=True)
class Family:
    """How the files of one source are recognised and read, whatever their dimensions."""

    name: str
    needs: Words  # columns that every header of the family has
    roles: Mapping[str, Words]  # fields of Columns, each with the names to look for, the likeliest first
    aside: Words = ()  # patterns of columns that name no group of people
    labels: Words = ()  # patterns of the name that a dimension's label has: "{}_name" beside "sex"
    after_value: bool = True  # columns to the right of the value may be breakdowns
    totals: Words = ()
    statuses: tuple[tuple[str, Status], ...] = ()
    loose_status: bool = False
    numbers: NumberStyle = POINT
    periods: PeriodOptions = DEFAULT_PERIODS
    fixed: Fixed = field(default_factory=Fixed)
    version: int = 1

    def fits(self, header: Iterable[str]) -> bool:
        """Tell whether a header has every column that the family needs."""
        return set(self.needs) <= {normalised(name) for name in header}

    def layout(self, header: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Layout | None:
        """Return the layout of one header.

        Parameters
        ----------
        header : sequence of str
            The names as the file has them; it must fit.
        sample : sequence of rows
            Tells whether a dimension of units has several, which makes it a breakdown too, which column
            holds periods where none has a usual name, and whether numbers have a decimal comma.

        Returns
        -------
        Layout or None
            None when no column holds periods.
        """
        cells = {name: {row[at].strip() for row in sample} - {""} for at, name in enumerate(header)}
        free = {normalised(name): name for name in header}
        found = {role: self._take(free, words) for role, words in self.roles.items()}
        if found["period"] is None:
            found["period"] = self._take(
                free, tuple(name for name in free if _are_periods(cells[free[name]]))
            )
        value = found["value"] or ""
        before = list(header)[: list(header).index(value)] if value in header else []
        breakdowns = [
            name
            for plain, name in free.items()
            if (self.after_value or name in before) and not self._is_aside(plain, free)
        ]
        unit = found.get("unit")
        if unit in before and len(cells[unit]) > 1:
            breakdowns.append(unit)
        if found["period"] is None:
            return None
        comma = any(_WITH_COMMA.fullmatch(cell) for cell in cells.get(value, ()))
        return Layout(
            name=self.name,
            version=self.version,
            columns=Columns(**found, breakdowns=tuple(breakdowns)),  # type: ignore[arg-type]
            fixed=self.fixed,
            fingerprints=(fingerprint(header),),
            statuses=self.statuses,
            numbers=COMMA if comma else self.numbers,
            periods=self.periods,
            totals=self.totals,
            loose_status=self.loose_status,
            needs_place=found.get("place_code") is not None,
        )

    @staticmethod
    def _take(free: dict[str, str], words: Words) -> str | None:
        plain = next((word for word in words if word in free), None)
        return None if plain is None else free.pop(plain)

    def _is_aside(self, plain: str, free: Mapping[str, str]) -> bool:
        """Tell whether a column says nothing of its own: a code beside its label, a sort key."""
        beside = any(label.format(plain) in free for label in self.labels)
        return beside or any(fnmatchcase(plain, pattern) for pattern in self.aside)


def _are_periods(cells: set[str]) -> bool:
    try:
        return bool([parse_period(cell) for cell in cells])
    except BadCell:
        return False


def find_family(header: Sequence[str], name: str = "") -> Family | None:
    """Return the first family that fits a header; only of this name, where one is given."""
    return next((each for each in FAMILIES if name in ("", each.name) and each.fits(header)), None)


SDMX_STATUSES = (  # code list CL_OBS_STATUS of the SDMX cross-domain guidelines, and Eurostat's letters
    ("A", Status.NORMAL),
    ("B", Status.BREAK),
    ("D", Status.NORMAL),  # the definition differs
    ("E", Status.ESTIMATED),
    ("F", Status.FORECAST),
    ("G", Status.LOW_RELIABILITY),  # experimental
    ("H", Status.MISSING),
    ("I", Status.ESTIMATED),  # imputed
    ("J", Status.NORMAL),
    ("K", Status.NORMAL),
    ("L", Status.NOT_AVAILABLE),
    ("M", Status.NOT_APPLICABLE),
    ("N", Status.NORMAL),  # not significant
    ("O", Status.MISSING),
    ("P", Status.PROVISIONAL),
    ("Q", Status.SUPPRESSED),
    ("R", Status.REVISED),
    ("S", Status.NORMAL),  # affected by a strike or another event
    ("U", Status.LOW_RELIABILITY),
    ("V", Status.NORMAL),  # not validated
    ("C", Status.SUPPRESSED),  # confidential
    ("Z", Status.NOT_APPLICABLE),
)
_EVERYBODY = (
    "total",
    "t",
    "_t",
    "all",
    "persons",
    "all persons",
    "people",
    "all ages",
    "not applicable",
    "_z",
)
_SDMX_ROLES: Mapping[str, Words] = {
    "period": ("time_period", "time"),
    "value": ("obs_value",),
    "place_code": ("ref_area", "geo", "geography", "area", "country", "location", "place_code"),
    "place_name": ("ref_area name", "geo name", "place_name"),
    "status": ("obs_status", "obs_flag"),
    "unit": ("unit_measure", "unit"),
    "multiplier": ("unit_mult",),
    "indicator": ("indicator", "measure", "indic", "series", "subject", "demo", "measure_name"),
}
_SDMX_ASIDE = ("structure*", "dataflow", "action", "series_key", "obs_key", "last update", "freq", "* name")
_FINGERTIPS = Family(
    name="fingertips",
    needs=("indicator id", "indicator name", "area code", "time period", "value"),
    roles={
        "period": ("time period",),
        "value": ("value",),
        "place_code": ("area code",),
        "place_name": ("area name",),
        "lower": ("lower ci 95.0 limit",),
        "upper": ("upper ci 95.0 limit",),
        "count": ("count",),
        "denominator": ("denominator",),
        "status": ("value note",),
        "indicator": ("indicator name",),
    },
    aside=(
        "indicator id",
        "parent code",
        "parent name",
        "area type",
        "lower ci 99.8 limit",
        "upper ci 99.8 limit",
        "recent trend",
        "compared to *",
        "time period *",
        "new data",
    ),
    totals=("persons", "all ages", "not applicable"),
    statuses=(
        ("Value missing in source data", Status.NOT_AVAILABLE),
        ("Value suppressed for disclosure control due to small count", Status.SUPPRESSED),
        ("Value cannot be calculated as number of cases is too small", Status.SUPPRESSED),
        ("Value not published for data quality reasons", Status.NOT_AVAILABLE),
        ("Value estimated", Status.ESTIMATED),
    ),
    loose_status=True,
)
_NOMIS = Family(
    name="nomis",
    needs=("date", "geography_code", "obs_value"),
    roles={
        "period": ("date_name", "date"),  # 2023-12 may be a year that ends there; its name says so
        "value": ("obs_value",),
        "place_code": ("geography_code",),
        "place_name": ("geography_name",),
        "status": ("obs_status",),
        "indicator": ("variable_name", "item_name", "cell_name", "measures_name"),
    },
    aside=(
        "date*",
        "geography*",
        "*_code",
        "*_type",
        "*_typecode",
        "*_sortorder",
        "obs_*",
        "urn",
        "record_*",
        "measures",
        "variable",
        "item",
        "cell",
    ),
    labels=("{}_name",),
    totals=(*_EVERYBODY, "value"),
    statuses=SDMX_STATUSES,
)
_WORLD_BANK = Family(
    name="world-bank",
    needs=("country code", "indicator name", "year", "value"),
    roles={
        "period": ("year",),
        "value": ("value",),
        "place_code": ("country code",),
        "place_name": ("country name",),
        "indicator": ("indicator name",),
    },
    aside=("indicator code",),
)
_EUROSTAT = Family(
    name="eurostat",
    needs=("geo", "time_period", "obs_value"),
    roles={
        **_SDMX_ROLES,
        "period": ("time_period",),
        "place_code": ("geo",),
        "indicator": ("na_item", "indic_sb", "indic_is", "indic_em", "indic_il", "indic_de", "indic"),
    },
    aside=_SDMX_ASIDE,
    after_value=False,
    totals=("t", "total"),
    statuses=SDMX_STATUSES,
)
_OECD = Family(
    name="oecd",
    needs=("structure_id", "ref_area", "time_period", "obs_value"),
    roles=_SDMX_ROLES,
    aside=_SDMX_ASIDE,
    after_value=False,
    totals=("_t", "_z"),
    statuses=SDMX_STATUSES,
)
_OECD_STAT = Family(
    name="oecd",
    needs=("location", "country", "time", "value", "flag codes"),
    roles={
        "period": ("time",),
        "value": ("value",),
        "place_code": ("location",),
        "place_name": ("country",),
        "status": ("flag codes",),
        "unit": ("unit",),
        "multiplier": ("powercode",),
        "indicator": ("indicator", "subject", "variable", "measure"),
    },
    aside=("* name", "flags", "powercode code", "reference period*", "frequency", "time*"),
    after_value=False,
    totals=("t", "tot", "total"),
    statuses=SDMX_STATUSES,
    version=2,
)
_SDMX = Family(
    name="sdmx",
    needs=("obs_value",),
    roles=_SDMX_ROLES,
    aside=_SDMX_ASIDE,
    after_value=False,
    totals=("_t", "_z"),
    statuses=SDMX_STATUSES,
)
JSON_STAT = Family(
    name="json-stat",
    needs=("period", "place_code", "place_name", "value", "status", "unit"),
    roles={
        "period": ("period",),
        "value": ("value",),
        "place_code": ("place_code",),
        "place_name": ("place_name",),
        "status": ("status",),
        "unit": ("unit",),
        "indicator": ("indicator",),
    },
    totals=(*_EVERYBODY, "all categories*"),
    statuses=SDMX_STATUSES,
    loose_status=True,
)
HEADWAY = Family(  # what this product exports, whatever the format
    name="headway",
    needs=("indicator", "place_code", "period", "value", "status", "known_from"),
    roles={
        name: (name,)
        for name in (
            "indicator",
            "place_code",
            "place_name",
            "period",
            "unit",
            "value",
            "lower",
            "upper",
            "count",
            "denominator",
            "status",
        )
    },
    aside=("indicator_name", "known_from", "publisher", "release", "licence"),
)
FAMILIES = (
    HEADWAY,
    _FINGERTIPS,
    _NOMIS,
    _EUROSTAT,
    _OECD,
    _OECD_STAT,
    _WORLD_BANK,
    _SDMX,
    JSON_STAT,
)
