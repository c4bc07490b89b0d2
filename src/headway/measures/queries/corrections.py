"""Corrections that are declared for published figures, as it stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.intervals import known_at
from headway.measures.analysis.corrections import NewCorrection, Where
from headway.measures.choices import CorrectionKind
from headway.measures.models import Correction
from headway.measures.queries.values import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One correction that held, with its figure."""

    series: Wanted
    slug: str
    indicator_name: str
    place_code: str
    place_name: str
    correction: NewCorrection
    known_from: datetime

    @property
    def where(self) -> Where:
        """Return the figure as statements name it."""
        return Where(
            str(self.series.indicator), self.place_code, self.series.breakdown, self.correction.start
        )


_COLUMNS = (
    "series__indicator__thing__key",
    "series__place__thing__key",
    "series__breakdown",
    "series__indicator__thing__slug",
    "series__indicator__thing__label",
    "series__place__code",
    "series__place__name",
    "period_start",
    "kind",
    "expect",
    "reason",
    "amount",
    "told",
    "known_from",
)


def corrections(reader: Reader, *, indicators: Iterable[UUID] | None = None) -> tuple[CorrectionRow, ...]:
    """Return the corrections that held at the reader's moment, by indicator, place and period; one query.

    Parameters
    ----------
    indicators : which indicators; None gives all
    """
    rows = Correction.objects.filter(known_at(reader.at))
    if indicators is not None:
        rows = rows.filter(series__indicator__thing__key__in=set(indicators))
    found = rows.order_by("series__indicator__thing__label", "series__place__name", "period_start", "pk")
    return tuple(_row(columns) for columns in found.values_list(*_COLUMNS))


def _row(columns: tuple[Any, ...]) -> CorrectionRow:
    slug, name, code, place_name, start, kind, expect, reason, amount, told, known_from = columns[3:]
    return CorrectionRow(
        series=Wanted(*columns[:3]),
        slug=slug or "",
        indicator_name=name,
        place_code=code,
        place_name=place_name,
        correction=NewCorrection(
            start=start, kind=CorrectionKind(kind), expect=expect, reason=reason, amount=amount, told=told
        ),
        known_from=known_from,
    )
