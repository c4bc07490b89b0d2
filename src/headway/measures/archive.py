"""Indicators, cards, releases and charts as records that travel, keys and times kept.

Values travel as the contents of their releases and are worked out anew where they arrive: the same
releases give the same table everywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from headway.files import store
from headway.files.store import Sent
from headway.formats.canonical import read_canonical
from headway.kernel import archive
from headway.kernel.actions import step
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.archive import Kind, Record
from headway.kernel.models import Thing
from headway.measures.analysis import intervals, pairs, plan_rebuild
from headway.measures.models import (
    ChartSetting,
    Correction,
    Indicator,
    IndicatorCard,
    Release,
    ReleaseIndicator,
    Series,
)
from headway.measures.queries import ground
from headway.measures.steps import NEW
from headway.measures.steps.bulk import carry_out

INDICATOR = Kind("indicator", Indicator)
CARD = Kind("card", IndicatorCard, natural=("indicator", "version"))
RELEASE = Kind("release", Release, leave=frozenset({"file", "mapping"}))
SPOKEN = Kind("release-indicator", ReleaseIndicator, natural=("release", "indicator"))
SERIES = Kind("series", Series, natural=("indicator", "place", "breakdown"))
CHART = Kind("chart", ChartSetting, natural=("series", "known_from"))
CORRECTION = Kind("correction", Correction, natural=("series", "period_start", "known_from", "known_to"))
KINDS = (INDICATOR, CARD, RELEASE, SPOKEN, SERIES, CHART, CORRECTION)
CONTENT = "content"


def dump(keys: Iterable[UUID] | None = None) -> Iterator[Record]:
    """Yield indicators, all or some, the contents of their releases, the releases, and the charts.

    Indicators that share a release with the wanted ones come along, for a release is one whole, and so
    do those that balance them.
    """
    wanted = Indicator.objects.all() if keys is None else Indicator.objects.filter(thing__key__in=set(keys))
    indicators, releases = _closed(set(wanted.values_list("pk", flat=True)))
    yield from archive.dump(INDICATOR, Indicator.objects.filter(pk__in=indicators))
    yield from archive.dump(CARD, IndicatorCard.objects.filter(indicator__in=indicators))
    rows = Release.objects.filter(pk__in=releases)
    for sha256 in sorted(set(rows.values_list("content_id", flat=True))):
        yield {"record": CONTENT, "sha256": sha256, "text": store.get(sha256).decode()}
    yield from archive.dump(RELEASE, rows)
    yield from archive.dump(SPOKEN, ReleaseIndicator.objects.filter(release__in=releases))
    charts = ChartSetting.objects.filter(series__indicator__in=indicators)
    corrections = Correction.objects.filter(series__indicator__in=indicators)
    kept = {*charts.values_list("series", flat=True), *corrections.values_list("series", flat=True)}
    yield from archive.dump(SERIES, Series.objects.filter(pk__in=kept))
    yield from archive.dump(CHART, charts)
    yield from archive.dump(CORRECTION, corrections)


def _closed(indicators: set[int]) -> tuple[set[int], set[int]]:
    """Return indicators and releases such that no release reaches outside."""
    while True:
        spoken = ReleaseIndicator.objects.filter(indicator__in=indicators)
        releases = set(spoken.values_list("release_id", flat=True))
        spoken = ReleaseIndicator.objects.filter(release__in=releases)
        balancing = IndicatorCard.objects.filter(indicator__in=indicators, balancing__isnull=False)
        reached = set(spoken.values_list("indicator_id", flat=True))
        reached |= set(balancing.values_list("balancing_id", flat=True))
        if reached <= indicators:
            return indicators, releases
        indicators |= reached


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
        if record["record"] == CONTENT:
            data = record["text"].encode()
            read_canonical(data)
            sent = store.keep(data, "record.csv")
            if sent.stored.sha256 != record["sha256"]:
                message = f"the content {record['sha256']} was changed on its way"
                raise ValueError(message)
            staged.append(sent)
    return tuple(staged)


def fresh(records: Iterable[Record]) -> list[Record]:
    """Return the releases that are not here yet: their values are to be worked out once they are."""
    here = set(Thing.objects.filter(kind=RELEASE.name).values_list("key", flat=True))
    return [each for each in records if each["record"] == RELEASE.name and UUID(each["key"]) not in here]


@step
def load(records: Iterable[Record], at: datetime) -> int:
    """Write what is not here yet, with its keys and times, and return how many records were new.

    Parameters
    ----------
    records : what `dump` yields, staged and registered before
    at : when they arrive
    """
    told = list(records)
    new = fresh(told)
    written = archive.load(KINDS, told)
    rebuild(new, at)
    return written


@step
def rebuild(releases: Sequence[Record], at: datetime) -> None:
    """Work out the values of everything that the loaded releases speak of."""
    reader = Reader(SYSTEM, at)
    touched = frozenset(
        pair for each in releases for pair in pairs(ground.read_content(reader, sha256=each["content"]))
    )
    if touched:
        found = ground.vintages(reader, indicators={indicator for indicator, _ in touched}, pairs=touched)
        stored = ground.stored_intervals(reader, pairs=touched)
        carry_out(plan_rebuild(stored, intervals(found)), releases={NEW: NEW})
