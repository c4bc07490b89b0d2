"""How places lie in one another, overlap, and came after one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from headway.kernel.actors import Reader
from headway.places.analysis import NewPlace, NewRelation, Origin
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation
from headway.places.queries.places import DEPTH, FIELDS, PAGE, PlaceRow, day_of, valid_on


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A place related to the one that was asked about, and how."""

    place: PlaceRow
    kind: RelationKind
    weight: float
    valid_from: date | None
    valid_to: date | None
    source: str = ""


def relations(reader: Reader, *, code: str, on: date | None = None) -> tuple[RelationRow, ...]:
    """Return what a place lies in, fits or overlaps on a day; two queries."""
    rows = PlaceRelation.objects.filter(valid_on(on or day_of(reader)), child__code=code.upper())
    return _related(rows.exclude(kind=RelationKind.SUCCEEDS), "parent")


def successors(reader: Reader, *, code: str) -> tuple[RelationRow, ...]:  # noqa: ARG001 - as above
    """Return the places that came after this one, with the share of their people that came from it."""
    return _related(
        PlaceRelation.objects.filter(parent__code=code.upper(), kind=RelationKind.SUCCEEDS), "child"
    )


def predecessors(reader: Reader, *, code: str) -> tuple[RelationRow, ...]:  # noqa: ARG001 - as above
    """Return the places that this one came from."""
    return _related(
        PlaceRelation.objects.filter(child__code=code.upper(), kind=RelationKind.SUCCEEDS), "parent"
    )


def parents(reader: Reader, *, keys: Iterable[UUID]) -> dict[UUID, tuple[PlaceRow, ...]]:
    """Return what each of these places lies directly within on the day, by name; one query."""
    rows = PlaceRelation.objects.filter(
        valid_on(day_of(reader)), child__thing__key__in=set(keys), kind=RelationKind.WITHIN
    )
    fields = [f"parent__{name}" for name in FIELDS]
    found: dict[UUID, list[PlaceRow]] = {}
    for child, *parent in rows.order_by("parent__name").values_list("child__thing__key", *fields):
        found.setdefault(child, []).append(PlaceRow(*parent))
    return {child: tuple(above) for child, above in found.items()}


def lying_in(reader: Reader, *, codes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the codes of all that each of these places lies within on the day; a query for each depth."""
    found = {code: {code} for code in codes}
    day, waiting = valid_on(day_of(reader)), set(found)
    for _depth in range(DEPTH):
        rows = PlaceRelation.objects.filter(day, child__code__in=waiting, kind=RelationKind.WITHIN)
        pairs = list(rows.values_list("child__code", "parent__code"))
        for above in found.values():
            above |= {parent for child, parent in pairs if child in above}
        if not pairs:
            break
        waiting = {parent for _child, parent in pairs}
    return {code: frozenset(above - {code}) for code, above in found.items()}


def overlapping(reader: Reader, *, code: str) -> tuple[RelationRow, ...]:
    """Return the places that overlap this one on the day, each with the share of its own people in here."""
    rows = PlaceRelation.objects.filter(
        valid_on(day_of(reader)), parent__code=code.upper(), kind=RelationKind.OVERLAPS
    )
    return _related(rows, "child")


def origins(reader: Reader, *, code: str) -> tuple[Origin, ...]:
    """Return the places before this one, each with the number of places that came after it; two queries."""
    before = [row.place.code for row in predecessors(reader, code=code)]
    counted = PlaceRelation.objects.filter(parent__code__in=before, kind=RelationKind.SUCCEEDS)
    counts = counted.order_by().values_list("parent__code").annotate(Count("pk"))
    return tuple(Origin(*row) for row in sorted(counts))


def unknown(rows: Iterable[NewPlace]) -> bool:
    """Whether an import would add anything: a place, a relation, or where a place lies."""
    rows = tuple(rows)
    found = {row.code: row for row in Place.objects.filter(code__in=[new.code for new in rows])}
    related = relation_codes(new.code for new in rows)
    return any(
        new.code not in found
        or (new.longitude is not None and found[new.code].longitude is None)
        or (new.parent and (new.code, new.parent, RelationKind.WITHIN) not in related)
        or any((new.code, old, RelationKind.SUCCEEDS) not in related for old in new.predecessors)
        for new in rows
    )


def relation_codes(codes: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return the relations of these places as (child, parent, kind)."""
    rows = PlaceRelation.objects.filter(child__code__in=set(codes))
    return set(rows.values_list("child__code", "parent__code", "kind"))


def new_relations(rows: Iterable[NewRelation]) -> tuple[NewRelation, ...]:
    """Return the relations that are not here yet."""
    rows = tuple(rows)
    found = PlaceRelation.objects.filter(child__code__in={row.child for row in rows})
    known = set(found.values_list("child__code", "parent__code", "kind", "valid_from"))
    return tuple(row for row in rows if (row.child, row.parent, row.kind, row.valid_from) not in known)


def _related(relations: QuerySet[PlaceRelation], other: str) -> tuple[RelationRow, ...]:
    fields = [f"{other}__{name}" for name in FIELDS]
    rows = relations.order_by("kind", f"{other}__name")
    found = rows.values_list("kind", "weight", "valid_from", "valid_to", "source", *fields)[:PAGE]
    return tuple(
        RelationRow(PlaceRow(*rest), RelationKind(kind), weight, since, until, source)
        for kind, weight, since, until, source, *rest in found
    )
