"""Figures on their way out: an indicator's, or all those a mission is judged by, in any format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from headway.formats.icalendar import Day, write_calendar
from headway.formats.provenance import (
    MEDIA_TYPE,
    Catalogued,
    File,
    Publication,
    provenance,
    release_provenance,
)
from headway.formats.published import (
    DataSet,
    Figure,
    csv_bytes,
    csvw_metadata,
    csvw_zip,
    data_package,
    json_stat,
)
from headway.formats.spreadsheets import ods_bytes, xlsx_bytes
from headway.formats.statements import breakdown_pairs
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.measures.choices import IndicatorState, ReleaseState
from headway.measures.queries import (
    CardRow,
    ReleaseRow,
    SeriesValues,
    indicators,
    release,
    releases,
    series_of,
    series_values,
)
from headway.missions.queries import measures_of, mission
from headway.people.queries import body_settings


class ExportFormat(StrEnum):
    """In which formats figures leave."""

    CSV = "csv"
    CSVW = "csvw"
    METADATA = "csvw-metadata"
    XLSX = "xlsx"
    ODS = "ods"
    JSON_STAT = "json-stat"
    PACKAGE = "datapackage"
    CALENDAR = "ical"
    PROVENANCE = "json-ld"


MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8; header=present",
    ExportFormat.CSVW: "application/zip",
    ExportFormat.METADATA: "application/csvm+json",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    ExportFormat.JSON_STAT: "application/json",
    ExportFormat.PACKAGE: "application/zip",
    ExportFormat.CALENDAR: "text/calendar; charset=utf-8",
    ExportFormat.PROVENANCE: MEDIA_TYPE,
}
_ENDINGS = {
    ExportFormat.CSV: ".csv",
    ExportFormat.CSVW: "-csvw.zip",
    ExportFormat.METADATA: ".csv-metadata.json",
    ExportFormat.XLSX: ".xlsx",
    ExportFormat.ODS: ".ods",
    ExportFormat.JSON_STAT: ".json",
    ExportFormat.PACKAGE: "-datapackage.zip",
    ExportFormat.CALENDAR: ".ics",
    ExportFormat.PROVENANCE: ".jsonld",
}
_WRITERS: dict[ExportFormat, Callable[[DataSet], bytes]] = {
    ExportFormat.CSV: csv_bytes,
    ExportFormat.CSVW: csvw_zip,
    ExportFormat.METADATA: csvw_metadata,
    ExportFormat.XLSX: xlsx_bytes,
    ExportFormat.ODS: ods_bytes,
    ExportFormat.JSON_STAT: json_stat,
    ExportFormat.PACKAGE: data_package,
}
OF_A_MISSION = tuple(each for each in ExportFormat if each is not ExportFormat.PROVENANCE)


def _name(kind: str) -> Callable[[object], str]:
    return lambda key: f"urn:headway:{kind}:{key}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things stand on the web, as the door knows it; without a door they have names alone."""

    indicator: Callable[[str], str] = field(default=_name("indicator"))  # by slug
    mission: Callable[[str], str] = field(default=_name("mission"))  # by slug
    release: Callable[[UUID], str] = field(default=_name("release"))
    file: Callable[[UUID], str] = field(default=lambda _key: "")  # of a release, as it was sent
    export: Callable[[str, ExportFormat], str] = field(
        default=lambda slug, form: f"urn:headway:{slug}:{form}"
    )


NAMES_ALONE = Addresses()


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to send."""

    name: str
    media_type: str
    data: bytes


def export_indicator(
    reader: Reader, *, indicator: UUID, form: ExportFormat, addresses: Addresses = NAMES_ALONE
) -> Exported:
    """Return every figure of an indicator as known to the reader, or its dates, or where it comes from.

    Raises
    ------
    Missing
        When there was no such indicator at the reader's moment.
    """
    cards = indicators(reader, keys=[indicator])
    if not cards:
        raise Missing
    (card,) = cards
    if form is ExportFormat.PROVENANCE:
        return _file(card.slug, form, provenance(_catalogued(reader, card, addresses)))
    if form is ExportFormat.CALENDAR:
        return _file(card.slug, form, _calendar(reader, card.name, cards, addresses))
    about = _About(card.slug, card.name, card.definition, addresses.indicator(card.slug))
    return _file(card.slug, form, _WRITERS[form](data_set(reader, cards=cards, about=about)))


def export_mission(
    reader: Reader, *, slug: str, form: ExportFormat, addresses: Addresses = NAMES_ALONE
) -> Exported:
    """Return every figure of the indicators that a mission is judged by, or their dates.

    Raises
    ------
    Missing
        When this reader sees no such mission, or the format is none of a mission.
    """
    found = mission(reader, slug=slug)
    if form not in OF_A_MISSION:
        raise Missing
    keys = {row.indicator for row in measures_of(reader, missions={found.key})}
    cards = indicators(reader, keys=keys)
    title = str(found.charter.title)
    if form is ExportFormat.CALENDAR:
        return _file(found.slug, form, _calendar(reader, title, cards, addresses))
    about = _About(found.slug, title, str(found.charter.challenge), addresses.mission(found.slug))
    return _file(found.slug, form, _WRITERS[form](data_set(reader, cards=cards, about=about)))


def export_release(reader: Reader, *, key: UUID, addresses: Addresses = NAMES_ALONE) -> Exported:
    """Return where a release comes from, as JSON-LD.

    Raises
    ------
    Missing
        When there was none at the reader's moment.
    """
    found = _publication(release(reader, key=key), addresses)
    return _file(f"release-{key}", ExportFormat.PROVENANCE, release_provenance(found))


@dataclass(frozen=True, slots=True)
class _About:
    """What a data set is called and said to be."""

    slug: str
    title: str
    description: str
    homepage: str


def data_set(reader: Reader, *, cards: Sequence[CardRow], about: _About) -> DataSet:
    """Return every series of these indicators as known to the reader; four queries."""
    known = {card.indicator: card for card in cards}
    found = series_values(reader, wanted=series_of(reader, indicators=known))
    ordered = sorted(
        found.values(),
        key=lambda each: (known[each.series.indicator].name, each.place_code, each.series.breakdown),
    )
    pairs = {each.series.breakdown: dict(breakdown_pairs(each.series.breakdown)) for each in ordered}
    groups = tuple(sorted({name for each in pairs.values() for name in each}))
    figures = [
        figure
        for each in ordered
        for figure in _figures(each, known[each.series.indicator], groups, pairs[each.series.breakdown])
    ]
    return DataSet(
        name=about.slug,
        title=about.title,
        description=about.description,
        publisher=body_settings(reader).name,
        homepage=about.homepage,
        language=cards[0].language if cards else reader.language,
        issued=reader.at.date(),
        groups=groups,
        figures=tuple(figures),
    )


def _figures(
    series: SeriesValues, card: CardRow, groups: tuple[str, ...], said: dict[str, str]
) -> Iterable[Figure]:
    texts = tuple(said.get(name, "") for name in groups)
    for at, start in enumerate(series.start):
        source = series.source[at]
        yield Figure(
            indicator=card.slug,
            indicator_name=card.name,
            place_code=series.place_code,
            place_name=series.place_name,
            groups=texts,
            period=f"{start.isoformat()}/{series.length[at]}",
            unit=card.unit,
            value=series.value[at],
            lower=series.lower[at],
            upper=series.upper[at],
            count=series.count[at],
            denominator=series.denominator[at],
            status=series.status[at].value,
            known_from=series.known_from[at].isoformat(),
            publisher=source.publisher,
            release=source.title,
            licence=source.licence,
        )


def _file(slug: str, form: ExportFormat, data: bytes) -> Exported:
    return Exported(f"{slug}{_ENDINGS[form]}", MEDIA_TYPES[form], data)


def _calendar(reader: Reader, title: str, cards: Sequence[CardRow], addresses: Addresses) -> bytes:
    """Return the days on which figures were published and will be."""
    days: dict[str, Day] = {}
    for card in cards:
        page = addresses.indicator(card.slug)
        if card.next_release_on is not None and card.state is not IndicatorState.RETIRED:
            uid = f"next-{card.indicator}@headway"
            days[uid] = Day(uid, card.next_release_on, card.name, card.publisher, page)
        for each in releases(reader, indicator=card.indicator):
            if each.state is ReleaseState.ACCEPTED:
                uid = f"release-{each.key}@headway"
                named = f"{each.publisher}: {each.title}"
                days[uid] = Day(uid, each.published_at.date(), named, "", addresses.release(each.key))
    return write_calendar(title, days.values(), reader.at)


def _catalogued(reader: Reader, card: CardRow, addresses: Addresses) -> Catalogued:
    links = series_of(reader, indicators={card.indicator})
    found = series_values(reader, wanted=links)
    offered = [each for each in ExportFormat if each is not ExportFormat.PROVENANCE]
    return Catalogued(
        address=addresses.indicator(card.slug),
        title=card.name,
        description=card.definition,
        publisher=card.publisher or body_settings(reader).name,
        language=card.language,
        next_release=_coming(card, reader.at.date()),
        places=tuple(sorted({each.place_code for each in found.values()})),
        distributions=tuple(
            File(
                addresses.export(card.slug, each), MEDIA_TYPES[each].split(";")[0], card.slug + _ENDINGS[each]
            )
            for each in offered
        ),
        releases=tuple(_publication(each, addresses) for each in releases(reader, indicator=card.indicator)),
    )


def _coming(card: CardRow, today: date) -> date | None:
    on = card.next_release_on
    return on if on is not None and on >= today else None


def _publication(row: ReleaseRow, addresses: Addresses) -> Publication:
    source = None
    if row.file:
        source = File(addresses.file(row.key), title=row.file_name, sha256=row.file)
    return Publication(
        address=addresses.release(row.key),
        publisher=row.publisher,
        title=row.title,
        licence=row.licence,
        url=row.url,
        published_at=row.published_at,
        received_at=row.received_at,
        undone_at=row.undone_at,
        invented=row.invented,
        record=row.content,
        source=source,
        mapping=f"{row.mapping} {row.mapping_version}" if row.mapping else "",
    )
