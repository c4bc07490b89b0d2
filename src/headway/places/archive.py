"""Tiers, places and relations as plain records, out and in again with their keys and days."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.errors import Conflict
from headway.kernel.sentences import Sentence
from headway.places.models import Place, PlaceRelation, Tier

Record: TypeAlias = "dict[str, Any]"


def dump(keys: Iterable[UUID] | None = None) -> list[Record]:
    """Return tiers, places and the relations among them; all of them, or the places with these keys."""
    places = Place.objects.select_related("thing", "tier").order_by("tier__rank", "code")
    if keys is not None:
        places = places.filter(thing__key__in=set(keys))
    rows = list(places)
    relations = PlaceRelation.objects.filter(child__in=rows, parent__in=rows).select_related(
        "child", "parent"
    )
    tiers = {row.tier.code: row.tier for row in rows}
    return [
        *(
            {"kind": "tier", "code": tier.code, "name": tier.name, "rank": tier.rank}
            for tier in tiers.values()
        ),
        *(_place(row) for row in rows),
        *(_relation(row) for row in relations.order_by("child__code", "parent__code", "kind", "valid_from")),
    ]


@step
def load(records: Iterable[Record]) -> int:
    """Write the records that are not here yet, with their keys and days; return how many places.

    A place that is here under the same code stays as it is, whatever its key.

    Raises
    ------
    Conflict
        When a code here means another place.
    """
    tiers = {row.code: row for row in Tier.objects.all()}
    here = {row.code: row for row in Place.objects.select_related("tier")}
    known = set(PlaceRelation.objects.values_list("child__code", "parent__code", "kind", "valid_from"))
    written = 0
    for record in records:
        if record["kind"] == "tier" and record["code"] not in tiers:
            tiers[record["code"]] = Tier.objects.create(
                code=record["code"], name=record["name"], rank=record["rank"]
            )
        elif record["kind"] == "place":
            written += _load_place(record, here, tiers)
        elif record["kind"] == "relation":
            _load_relation(record, here, known)
    return written


def _load_place(record: Record, here: dict[str, Place], tiers: dict[str, Tier]) -> int:
    known = here.get(record["code"])
    if known is not None:
        if known.name != record["name"]:
            words = {"code": known.code, "name": known.name}
            raise Conflict(Sentence(_("The code %(code)s already means %(name)s here."), words))
        return 0
    new = things.NewThing(kind="place", label=record["name"], key=UUID(record["key"]))
    here[record["code"]] = Place.objects.create(
        thing=things.create(new, datetime.fromisoformat(record["born_on"])),
        code=record["code"],
        name=record["name"],
        tier=tiers[record["tier"]],
        valid_from=_day(record["valid_from"]),
        valid_to=_day(record["valid_to"]),
        column=record["column"],
        row=record["row"],
        invented=record["invented"],
    )
    return 1


def _load_relation(
    record: Record, here: dict[str, Place], known: set[tuple[str, str, str, date | None]]
) -> None:
    since = _day(record["valid_from"])
    if (record["child"], record["parent"], record["relation"], since) in known:
        return
    PlaceRelation.objects.create(
        child=here[record["child"]],
        parent=here[record["parent"]],
        kind=record["relation"],
        weight=record["weight"],
        valid_from=since,
        valid_to=_day(record["valid_to"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(row: Place) -> Record:
    return {
        "kind": "place",
        "key": str(row.thing.key),
        "code": row.code,
        "name": row.name,
        "tier": row.tier.code,
        "valid_from": _written(row.valid_from),
        "valid_to": _written(row.valid_to),
        "column": row.column,
        "row": row.row,
        "invented": row.invented,
        "born_on": row.thing.born_on.isoformat(),
    }


def _relation(row: PlaceRelation) -> Record:
    return {
        "kind": "relation",
        "child": row.child.code,
        "parent": row.parent.code,
        "relation": row.kind,
        "weight": row.weight,
        "valid_from": _written(row.valid_from),
        "valid_to": _written(row.valid_to),
    }
