"""A mission leaves as a pack and comes in as one: keys, versions, vintages, times; persons stay at home."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.files import steps as files
from headway.files.store import Sent
from headway.formats.canonical import read_canonical
from headway.formats.packs import Pack, written
from headway.kernel import archive
from headway.kernel.actions import Done, action
from headway.kernel.actors import By, Reader
from headway.kernel.archive import Kind, Record
from headway.kernel.archive_schema import schema_of
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.models import Thing
from headway.kernel.sentences import Sentence
from headway.measures import archive as measures
from headway.missions import archive as missions
from headway.missions import events, permissions
from headway.missions import queries as mission_queries
from headway.people import archive as people
from headway.places import archive as places
from headway.rhythms import archive as rhythms
from headway.rhythms import queries as rhythms_queries
from headway.targets import archive as targets

KINDS: dict[str, tuple[Kind, ...]] = {
    "places.json": places.KINDS,
    "people.json": people.KINDS,
    "indicators.json": measures.KINDS,
    "targets.json": targets.KINDS,
    "missions.json": missions.KINDS,
    "boards.json": rhythms.KINDS,
    "words.json": archive.WORDS,
}
EVERY = tuple(chain.from_iterable(KINDS.values()))


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many records of a pack were new here, and how many it holds."""

    written: int
    records: int


def pack(reader: Reader, *, slugs: Iterable[str] | None = None) -> Pack:
    """Gather what these missions stand on, or everything; the same data give the same pack.

    Raises
    ------
    Missing
        When no mission that the reader may see has such an address.
    """
    seen = mission_queries.missions(reader)
    asked = [row.slug for row in seen] if slugs is None else list(slugs)
    chosen = {mission_queries.mission(reader, slug=slug).key for slug in asked}
    keys = _with_others(chosen, {row.key for row in seen})
    parts = {"missions.json": list(missions.dump(keys))}
    parts["targets.json"] = list(targets.dump(_wanted(parts, targets.TARGET), missions=keys))
    parts["boards.json"] = list(
        rhythms.dump(_decisions(reader, parts, slugs), None if slugs is None else keys)
    )
    indicators = None if slugs is None else _wanted(parts, measures.INDICATOR) | _cited(parts)
    parts["indicators.json"] = list(measures.dump(indicators))
    contents = [record for record in parts["indicators.json"] if record["record"] == measures.CONTENT]
    parts["indicators.json"] = [each for each in parts["indicators.json"] if each not in contents]
    parts["places.json"] = places.dump(None if slugs is None else places.around(_codes(parts, contents)))
    bodies = _wanted(parts, people.OFFICE) | _wanted(parts, people.ORGANISATION)
    parts["people.json"] = people.dump(None if slugs is None else bodies)
    parts = _inside(parts)
    parts["words.json"] = _words(parts)
    return Pack(
        missions=tuple(sorted(row.slug for row in seen if row.key in keys)),
        parts=parts,
        contents={each["sha256"]: each["text"] for each in contents},
    )


def _named(parts: dict[str, list[Record]], kind: Kind) -> set[str]:
    return archive.named(EVERY, chain.from_iterable(parts.values()), kind.model)


def _wanted(parts: dict[str, list[Record]], kind: Kind) -> set[UUID]:
    return {UUID(key) for key in _named(parts, kind)}


def _cited(parts: dict[str, list[Record]]) -> set[UUID]:
    """Return what decisions cite: indicators among it travel along."""
    return {UUID(each["thing"]) for each in parts["boards.json"] if each["record"] == rhythms.EVIDENCE.name}


def _with_others(chosen: set[UUID], seen: set[UUID]) -> set[UUID]:
    """Return missions with those they name, as far as the reader sees them: a parent, one merged into."""
    found = chosen
    while True:
        named = archive.named(missions.KINDS, missions.dump(found), missions.MISSION.model)
        more = {UUID(key) for key in named} & seen
        if more <= found:
            return found
        found = found | more


def _decisions(reader: Reader, parts: dict[str, list[Record]], slugs: Iterable[str] | None) -> set[UUID]:
    """Return the decisions that travel: of those the reader sees, about the missions or named by them."""
    if slugs is None:
        boards = [row.key for row in rhythms_queries.boards(reader)]
        found = rhythms_queries.decisions(reader, boards=boards)
    else:
        about = [record["key"] for record in parts["missions.json"] if "key" in record]
        named = archive.named(EVERY, parts["missions.json"], Thing)
        found = rhythms_queries.decisions(reader, about=map(UUID, about), keys=map(UUID, named))
    return {row.key for row in found}


def _inside(parts: dict[str, list[Record]]) -> dict[str, list[Record]]:
    """Leave behind what names a mission, a test or another thing that does not travel."""
    keys = {each["key"] for each in chain.from_iterable(parts.values()) if "key" in each}
    kinds = {kind.name: kind for kind in EVERY}
    return {
        name: [each for each in records if _cut_loose(kinds[each["record"]], each, keys)]
        for name, records in parts.items()
    }


def _cut_loose(kind: Kind, record: Record, keys: set[str]) -> bool:
    """Empty what may be empty and names what does not travel; say whether the record still stands."""
    for field in archive.by_key(kind):
        if record.get(field.name) is None or record[field.name] in keys:
            continue
        if not field.null:
            return kind not in rhythms.MAY_NAME_OTHERS
        del record[field.name]
    thing = record.get("thing")
    if isinstance(thing, dict) and thing.get("mission", record.get("key")) not in keys:
        del thing["mission"]
    return True


def _codes(parts: dict[str, list[Record]], contents: list[Record]) -> set[str]:
    """Return the codes of places that records name, and those in the figures."""
    figures = {row.place for each in contents for row in read_canonical(each["text"].encode()).rows()}
    return _named(parts, places.PLACE) | figures


def _words(parts: dict[str, list[Record]]) -> list[Record]:
    keys = [
        UUID(record["key"])
        for record in chain.from_iterable(parts.values())
        if "key" in record and "thing" in record
    ]
    return [record for kind in archive.WORDS for record in archive.dump_of(kind, keys)]


def titles(told: Pack) -> list[str]:
    """Return what the missions of a pack are called, as their latest charters say."""
    latest = {
        record["mission"]: record["title"]
        for record in told.parts.get("missions.json", [])
        if record["record"] == "charter" and not record.get("known_to")
    }
    return sorted(latest.values())


def schemas() -> dict[str, bytes]:
    """Return the JSON Schema of each file of a pack, by the schema's name."""
    return {name.replace(".json", ".schema.json"): written(schema_of(kinds)) for name, kinds in KINDS.items()}


def load_pack(by: By, *, told: Pack) -> Loaded:
    """Bring a pack in, all or nothing; what is here already stays as it is, so twice changes nothing.

    Raises
    ------
    Forbidden
        For somebody who is no administrator.
    Invalid
        Naming the record and the field that cannot be read.
    """
    if not permissions.may_load_pack(by.actor):
        raise Forbidden
    records = list(_checked(told))
    contents = [
        {"record": measures.CONTENT, "sha256": sha256, "text": text} for sha256, text in told.contents.items()
    ]
    staged = measures.stage(contents)
    # Its answer is no word that a key could hand back; sent twice it changes nothing, so it needs none.
    return _load(replace(by, once=None), records=records, staged=staged)


def _checked(told: Pack) -> Iterator[Record]:
    for name, records in told.parts.items():
        known = {kind.name for kind in KINDS.get(name, ())}
        for number, record in enumerate(records, 1):
            if record["record"] not in known:
                facts = {"file": name, "number": number, "value": record["record"]}
                raise Invalid(
                    Sentence(_("%(file)s, record %(number)s: “%(value)s” is no kind of record."), facts)
                )
            yield record


@action(events.PackLoaded)
def _load(by: By, *, records: list[Record], staged: tuple[Sent, ...]) -> Done[Loaded]:
    for sent in staged:
        files.register(sent, by.at)
    places.check(records)
    new = measures.fresh(records)
    written = archive.load(EVERY, people.ready(records))
    measures.rebuild(new, by.at)
    begun = sum(record["record"] == missions.MISSION.name for record in records)
    return Done(events.PackLoaded(missions=begun, records=written), Loaded(written, len(records)))
