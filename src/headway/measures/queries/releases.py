"""Releases of figures, accepted and undone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.measures.choices import ReleaseState
from headway.measures.models import Release, ReleaseIndicator
from headway.measures.queries.cards import known_cards

PAGE = 200


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """An indicator that a release speaks of, and in how many rows."""

    indicator: UUID
    name: str
    slug: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """One release with its provenance; `state` as it was at the reader's moment."""

    key: UUID
    publisher: str
    title: str
    licence: str
    url: str
    published_at: datetime
    sequence: int
    received_at: datetime
    complete: bool
    invented: bool
    state: ReleaseState
    undone_at: datetime | None
    undone_reason: str
    content: str
    file: str | None
    file_name: str
    mapping: str
    mapping_version: int | None
    indicators: tuple[SpokenOf, ...] = ()


_COLUMNS = {
    "key": "thing__key",
    "content": "content_id",
    "file": "file_id",
    "file_name": "file__name",
    "mapping": "mapping__name",
    "mapping_version": "mapping__version",
}
_NAMES = tuple(name for name in ReleaseRow.__dataclass_fields__ if name != "indicators")


def releases(reader: Reader, *, indicator: UUID | None = None, limit: int = PAGE) -> tuple[ReleaseRow, ...]:
    """Return releases that had come in by the reader's moment, newest publication first; two queries."""
    rows = Release.objects.filter(received_at__lte=reader.at)
    if indicator is not None:
        spoken = ReleaseIndicator.objects.filter(indicator__thing__key=indicator).values("release_id")
        rows = rows.filter(pk__in=spoken)
    return _rows(rows.order_by("-published_at", "-sequence", "-pk")[:limit], reader.at)


def arrived_late(reader: Reader, *, indicator: UUID) -> datetime | None:
    """Return when the last release of an indicator came in that was published by the reader's moment.

    None where none came after that moment, or where those that did were undone; one query.
    """
    spoken = ReleaseIndicator.objects.filter(
        indicator__thing__key=indicator,
        release__state=ReleaseState.ACCEPTED,
        release__published_at__lte=reader.at,
        release__received_at__gt=reader.at,
    )
    last: datetime | None = spoken.aggregate(last=Max("release__received_at"))["last"]
    return last


def last_published(reader: Reader, *, indicators: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when figures of each indicator were last published, as far as they had come in; one query."""
    spoken = ReleaseIndicator.objects.filter(
        Q(release__undone_at__isnull=True) | Q(release__undone_at__gt=reader.at),
        indicator__thing__key__in=set(indicators),
        release__received_at__lte=reader.at,
    )
    found = spoken.values_list("indicator__thing__key").annotate(last=Max("release__published_at"))
    return dict(found)


def changes_of_figures(reader: Reader, *, since: datetime) -> tuple[ReleaseRow, ...]:
    """Return the releases that came in or were undone from a moment on, oldest first; two queries."""
    came = Q(received_at__gte=since) | Q(undone_at__gte=since, undone_at__lte=reader.at)
    rows = Release.objects.filter(came, received_at__lte=reader.at)
    return _rows(rows.order_by("received_at", "pk")[:PAGE], reader.at)


def release(reader: Reader, *, key: UUID) -> ReleaseRow:
    """Return one release.

    Raises
    ------
    Missing
        When there was none at the reader's moment.
    """
    found = _rows(Release.objects.filter(thing__key=key, received_at__lte=reader.at), reader.at)
    if not found:
        raise Missing
    return found[0]


def _rows(found: "QuerySet[Release]", at: datetime) -> tuple[ReleaseRow, ...]:
    names = [_COLUMNS.get(name, name) for name in _NAMES]
    rows: dict[UUID, ReleaseRow] = {}
    for row in found.values_list(*names):
        values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
        undone = values["undone_at"]
        if undone is not None and undone > at:
            values |= {"state": ReleaseState.ACCEPTED, "undone_at": None, "undone_reason": ""}
        values["state"] = ReleaseState(values["state"])
        values |= {name: values[name] or "" for name in ("file_name", "mapping")}
        rows[values["key"]] = ReleaseRow(**values)
    spoken = _spoken(set(rows), at)
    return tuple(replace(row, indicators=spoken.get(key, ())) for key, row in rows.items())


def _spoken(keys: set[UUID], at: datetime) -> dict[UUID, tuple[SpokenOf, ...]]:
    """Return what releases speak of, by the names the indicators had at a moment."""
    name = known_cards(at).filter(indicator=OuterRef("indicator")).values("name")[:1]
    spoken = ReleaseIndicator.objects.filter(release__thing__key__in=keys)
    rows = spoken.annotate(name=Coalesce(Subquery(name), "indicator__thing__label")).order_by("name")
    found: dict[UUID, tuple[SpokenOf, ...]] = {}
    columns = rows.values_list(
        "release__thing__key",
        "indicator__thing__key",
        "name",
        "indicator__thing__slug",
        "rows",
    )
    for key, indicator, name, slug, count in columns:
        found[key] = (*found.get(key, ()), SpokenOf(indicator, name, slug or "", count))
    return found
