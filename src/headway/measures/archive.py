"""Indicators, cards, releases and charts as records that travel between installations, keys and times kept.

Values travel as the contents of their releases and are worked out anew where they arrive: the same
releases give the same table everywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from headway.files import store
from headway.files.store import Sent
from headway.formats.canonical import read_canonical
from headway.kernel.actions import step
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.canonical import plain
from headway.kernel.models import Thing
from headway.measures.analysis import intervals, pairs, plan_rebuild
from headway.measures.models import (
    ChartSetting,
    Indicator,
    IndicatorCard,
    Release,
    ReleaseIndicator,
    Series,
)
from headway.measures.queries import ground
from headway.measures.steps import NEW
from headway.measures.steps.bulk import carry_out

Record = dict[str, Any]
DAYS = ("review_on", "next_release_on")
MOMENTS = ("known_from", "known_to", "published_at", "received_at", "undone_at", "retired_at", "born_on")
CARD = tuple(
    field.name
    for field in IndicatorCard._meta.concrete_fields  # noqa: SLF001 - Django's documented door
    if field.name not in {"id", "indicator", "responsible"}
)
RELEASE = (
    "publisher",
    "title",
    "licence",
    "url",
    "published_at",
    "sequence",
    "received_at",
    "complete",
    "invented",
    "accepted_by",
    "state",
    "undone_at",
    "undone_by",
    "undone_reason",
)
CHART = ("rules", "screen", "fix_after", "rebases", "reason", "set_by", "known_from", "known_to")


def dump(keys: Iterable[UUID]) -> Iterator[Record]:
    """Yield indicators, the contents of their releases, the releases, and the charts, in loading order.

    Indicators that share a release with the wanted ones come along: a release is one whole.
    """
    indicators, releases = _closed(set(keys))
    for indicator in Indicator.objects.filter(pk__in=indicators).select_related("thing").order_by("pk"):
        yield _indicator(indicator)
    rows = (
        Release.objects.filter(pk__in=releases).select_related("thing").order_by("published_at", "sequence")
    )
    for release in rows:
        yield {
            "kind": "content",
            "sha256": release.content_id,
            "text": store.get(release.content_id).decode(),
        }
        yield _release(release)
    charts = ChartSetting.objects.filter(series__indicator__in=indicators).order_by("series", "known_from")
    for chart in charts.select_related("series__place", "series__indicator__thing"):
        series = chart.series
        yield _written(chart, CHART) | {
            "kind": "chart",
            "indicator": str(series.indicator.thing.key),
            "place": series.place.code,
            "breakdown": series.breakdown,
        }


def _closed(keys: set[UUID]) -> tuple[set[int], set[int]]:
    """Return indicators and releases such that no release reaches outside."""
    indicators = set(Indicator.objects.filter(thing__key__in=keys).values_list("pk", flat=True))
    while True:
        spoken = ReleaseIndicator.objects.filter(indicator__in=indicators)
        releases = set(spoken.values_list("release_id", flat=True))
        reached = ReleaseIndicator.objects.filter(release__in=releases).values_list("indicator_id", flat=True)
        if set(reached) <= indicators:
            return indicators, releases
        indicators |= set(reached)


def _written(row: Any, names: Sequence[str]) -> Record:
    return {name: plain_value(getattr(row, name)) for name in names}


def plain_value(value: Any) -> Any:
    """Return a value as JSON data; floats stay numbers, for they are read back."""
    return value if isinstance(value, float | list) else plain(value)


def _indicator(row: Indicator) -> Record:
    thing = row.thing
    cards = IndicatorCard.objects.filter(indicator=row).select_related("responsible__thing")
    return {
        "kind": "indicator",
        "key": str(thing.key),
        "slug": thing.slug,
        "label": thing.label,
        "language": thing.language,
        "born_on": thing.born_on.isoformat(),
        "state": row.state,
        "retired_at": plain(row.retired_at),
        "cards": [
            _written(card, CARD)
            | {"responsible": str(card.responsible.thing.key) if card.responsible else None}
            for card in cards.order_by("version")
        ],
    }


def _release(row: Release) -> Record:
    spoken = ReleaseIndicator.objects.filter(release=row).select_related("indicator__thing")
    return _written(row, RELEASE) | {
        "kind": "release",
        "key": str(row.thing.key),
        "born_on": row.thing.born_on.isoformat(),
        "content": row.content_id,
        "indicators": {str(each.indicator.thing.key): each.rows for each in spoken},
    }


def stage(records: Iterable[Record]) -> tuple[Sent, ...]:
    """Put the contents of releases into the store of files, before the transaction.

    The flow registers what comes back (`files.steps.register`) before it calls `load`.

    Raises
    ------
    ValueError
        When a content is not the one its hash names.
    """
    staged = []
    for record in records:
        if record["kind"] == "content":
            data = record["text"].encode()
            read_canonical(data)
            sent = store.keep(data, "record.csv")
            if sent.stored.sha256 != record["sha256"]:
                message = f"the content {record['sha256']} was changed on its way"
                raise ValueError(message)
            staged.append(sent)
    return tuple(staged)


@step
def load(records: Iterable[Record], at: datetime) -> int:
    """Write what is not here yet, with its keys and times, and return how many records were new.

    Parameters
    ----------
    records : what `dump` yields, staged and registered before
    at : when they arrive
    """
    told = list(records)
    new = sum(_load_indicator(each) for each in told if each["kind"] == "indicator")
    fresh = [each for each in told if each["kind"] == "release" and _load_release(each)]
    _rebuild(fresh, at)
    return new + len(fresh) + sum(_load_chart(each) for each in told if each["kind"] == "chart")


def _read(record: Record, names: Sequence[str]) -> Record:
    found = {name: record[name] for name in names}
    for name in set(names) & set(MOMENTS):
        found[name] = parse_datetime(found[name]) if found[name] else None
    for name in set(names) & set(DAYS):
        found[name] = parse_date(found[name]) if found[name] else None
    return found


def _thing(record: Record, kind: str, label: str) -> Thing | None:
    """Write a Thing with its old key, or None where it is here already."""
    if Thing.objects.filter(key=record["key"]).exists():
        return None
    return Thing.objects.create(
        key=UUID(record["key"]),
        kind=kind,
        slug=record.get("slug"),
        label=label,
        language=record.get("language", "en"),
        born_on=datetime.fromisoformat(record["born_on"]),
    )


def _load_indicator(record: Record) -> bool:
    thing = _thing(record, "indicator", record["label"])
    if thing is None:
        return False
    thing.gone_on = parse_datetime(record["retired_at"]) if record["retired_at"] else None
    thing.save(update_fields=["gone_on"])
    indicator = Indicator.objects.create(thing=thing, state=record["state"], retired_at=thing.gone_on)
    for card in record["cards"]:
        office = card["responsible"] and Thing.objects.filter(key=card["responsible"], kind="office").first()
        IndicatorCard.objects.create(
            indicator=indicator, responsible_id=office.pk if office else None, **_read(card, CARD)
        )
    return True


def _load_release(record: Record) -> bool:
    thing = _thing(record, "release", record["title"])
    if thing is None:
        return False
    release = Release.objects.create(thing=thing, content_id=record["content"], **_read(record, RELEASE))
    numbers = dict(Indicator.objects.values_list("thing__key", "pk"))
    ReleaseIndicator.objects.bulk_create(
        ReleaseIndicator(release=release, indicator_id=numbers[UUID(key)], rows=rows)
        for key, rows in record["indicators"].items()
    )
    return True


def _rebuild(releases: Sequence[Record], at: datetime) -> None:
    """Work out the values of everything that the loaded releases speak of."""
    reader = Reader(SYSTEM, at)
    touched = frozenset(
        pair for each in releases for pair in pairs(ground.read_content(reader, sha256=each["content"]))
    )
    if touched:
        found = ground.vintages(reader, indicators={indicator for indicator, _ in touched}, pairs=touched)
        stored = ground.stored_intervals(reader, pairs=touched)
        carry_out(plan_rebuild(stored, intervals(found)), releases={NEW: NEW})


def _load_chart(record: Record) -> bool:
    series = Series.objects.filter(
        indicator__thing__key=record["indicator"],
        place__code=record["place"],
        breakdown=record["breakdown"],
    ).first()
    values = _read(record, CHART)
    if series is None or ChartSetting.objects.filter(series=series, known_from=values["known_from"]).exists():
        return False
    ChartSetting.objects.create(series=series, **values)
    return True
