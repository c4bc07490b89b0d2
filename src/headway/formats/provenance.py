"""Where figures come from, as JSON-LD in the vocabularies DCAT 3 and PROV-O.

Source: W3C, *Data Catalog Vocabulary* 3 (2024); W3C, *PROV-O* (2013). Stored files are named by their
SHA-256, so that anybody who holds one can check it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date, datetime

MEDIA_TYPE = "application/ld+json"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be had, or once was: its address and kind, or its SHA-256."""

    address: str
    media_type: str = ""
    title: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One release: who published it when, from which file it was read, by which mapping, when."""

    address: str
    publisher: str
    title: str
    licence: str
    url: str
    published_at: datetime
    received_at: datetime
    undone_at: datetime | None
    invented: bool
    record: str  # SHA-256 of the accepted statements
    source: File | None
    mapping: str  # name and version, or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogued:
    """One indicator as a data set."""

    address: str
    title: str
    description: str
    publisher: str
    language: str
    next_release: date | None
    places: tuple[str, ...]
    distributions: tuple[File, ...]
    releases: tuple[Publication, ...]


def provenance(found: Catalogued) -> bytes:
    """Return the JSON-LD of an indicator, its releases, their files and their imports."""
    live = [each for each in found.releases if each.undone_at is None]
    dataset: dict[str, Any] = {
        "@id": found.address,
        "@type": ["dcat:Dataset", "prov:Entity"],
        "dct:title": {"@value": found.title, "@language": found.language},
        "dct:description": {"@value": found.description, "@language": found.language},
        "dct:publisher": _agent(found.publisher),
        "dct:license": sorted({each.licence for each in live}),
        "dct:spatial": list(found.places),
        "dcat:distribution": [_distribution(each) for each in found.distributions],
        "prov:wasDerivedFrom": [{"@id": each.address} for each in live],
    }
    if live:
        dataset["dct:issued"] = _day(min(each.published_at for each in live).date())
        dataset["dct:modified"] = _day(max(each.published_at for each in live).date())
    if found.next_release is not None:
        dataset["dct:available"] = _day(found.next_release)
    graph = [dataset]
    for each in found.releases:
        graph += _release(each)
    return (json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode()


def release_provenance(found: Publication) -> bytes:
    """Return the JSON-LD of one release."""
    return (
        json.dumps({"@context": _CONTEXT, "@graph": _release(found)}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _release(each: Publication) -> list[dict[str, Any]]:
    """Return a release, the record of it, its source file, and the import that made the one of the other."""
    record = {"@id": f"urn:sha256:{each.record}", "@type": "prov:Entity", **_checksum(each.record)}
    done: dict[str, Any] = {
        "@id": f"{each.address}#import",
        "@type": "prov:Activity",
        "prov:endedAtTime": _moment(each.received_at),
        "prov:generated": {"@id": record["@id"]},
    }
    release: dict[str, Any] = {
        "@id": each.address,
        "@type": ["dcat:Dataset", "prov:Entity"],
        "dct:title": each.title,
        "dct:publisher": _agent(each.publisher),
        "dct:license": each.licence,
        "dct:issued": _moment(each.published_at),
        "prov:generatedAtTime": _moment(each.received_at),
        "prov:wasGeneratedBy": {"@id": done["@id"]},
        "prov:hadPrimarySource": {"@id": record["@id"]},
    }
    if each.url:
        release["dcat:landingPage"] = {"@id": each.url}
    if each.invented:
        release["dct:type"] = "invented figures"
    if each.undone_at is not None:
        release["prov:invalidatedAtTime"] = _moment(each.undone_at)
    if each.mapping:
        done["prov:hadPlan"] = {"@type": "prov:Plan", "dct:title": each.mapping}
    nodes = [release, done, record]
    if each.source is not None:
        source: dict[str, Any] = {
            "@id": f"urn:sha256:{each.source.sha256}",
            "@type": ["prov:Entity", "dcat:Distribution"],
        }
        source |= {"dct:title": each.source.title, **_checksum(each.source.sha256)}
        if each.source.address:
            source["dcat:downloadURL"] = {"@id": each.source.address}
        release["prov:wasDerivedFrom"] = {"@id": source["@id"]}
        record["prov:wasDerivedFrom"] = {"@id": source["@id"]}
        done["prov:used"] = {"@id": source["@id"]}
        nodes.append(source)
    return nodes


def _distribution(each: File) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": each.title,
        "dcat:downloadURL": {"@id": each.address},
        "dcat:mediaType": each.media_type,
    }


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Organization", "foaf:name": name}


def _checksum(sha256: str) -> dict[str, Any]:
    return {
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256,
        }
    }


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _moment(at: datetime) -> dict[str, str]:
    return {"@value": at.isoformat(), "@type": "xsd:dateTime"}
