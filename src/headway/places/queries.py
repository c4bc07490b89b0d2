"""Every read about places. Places are public facts: what counts is the day they are valid on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.places.analysis import NewPlace, TierRow
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation, Tier

PAGE = 500
DEPTH = 12  # tiers are far fewer; a loop in the relations ends here


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as pages show it; `column` and `row` are its tile, west to east and north to south."""

    key: UUID
    code: str
    name: str
    tier: str
    tier_name: str
    rank: int
    valid_from: date | None
    valid_to: date | None
    column: int | None
    row: int | None
    invented: bool


FIELDS = (
    "thing__key",
    "code",
    "name",
    "tier__code",
    "tier__name",
    "tier__rank",
    "valid_from",
    "valid_to",
    "column",
    "row",
    "invented",
)


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A place related to the one that was asked about, and how."""

    place: PlaceRow
    kind: RelationKind
    weight: float
    valid_from: date | None
    valid_to: date | None


def place(reader: Reader, *, code: str) -> PlaceRow:  # noqa: ARG001 - every query takes its reader
    """Return one place by its code, in any case; raises Missing."""
    found = _rows(Place.objects.filter(code=code.upper()))
    if not found:
        raise Missing
    return found[0]


def places(
    reader: Reader,
    *,
    keys: Iterable[UUID] | None = None,
    codes: Iterable[str] | None = None,
    tier: str = "",
    search: str = "",
    limit: int = PAGE,
) -> tuple[PlaceRow, ...]:
    """Return places by tier and name; named ones whenever valid, others on the reader's day."""
    rows = Place.objects.all()
    if keys is not None:
        rows = rows.filter(thing__key__in=set(keys))
    if codes is not None:
        rows = rows.filter(code__in={code.upper() for code in codes})
    if keys is None and codes is None:
        rows = rows.filter(_valid(day_of(reader)))
    if tier:
        rows = rows.filter(tier__code=tier)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(code__istartswith=search))
    return _rows(rows, limit)


def children(
    reader: Reader,
    *,
    code: str,
    tier: str = "",
    kind: RelationKind = RelationKind.WITHIN,
    on: date | None = None,
) -> tuple[PlaceRow, ...]:
    """Return the places directly within one, or best-fitting it, on a day (the reader's by default)."""
    day = on or day_of(reader)
    inside = PlaceRelation.objects.filter(_valid(day), parent__code=code.upper(), kind=kind)
    rows = Place.objects.filter(_valid(day), pk__in=inside.values("child"))
    return _rows(rows.filter(tier__code=tier) if tier else rows)


def ancestors(reader: Reader, *, code: str, on: date | None = None) -> tuple[PlaceRow, ...]:
    """Return every place that this one lies within, widest first, on a day; one query whatever the depth."""
    day = (on or day_of(reader)).isoformat()
    walk = """
        WITH RECURSIVE up (place_id, depth) AS (
            SELECT thing_id, 0 FROM places_place WHERE code = %s
            UNION
            SELECT r.parent_id, up.depth + 1 FROM places_placerelation r JOIN up ON r.child_id = up.place_id
            WHERE r.kind = %s AND up.depth < %s
              AND (r.valid_from IS NULL OR r.valid_from <= %s) AND (r.valid_to IS NULL OR r.valid_to >= %s)
        )
        SELECT p.*, t.code AS tier_code, t.name AS tier_name, t.rank AS tier_rank, k.key AS place_key
        FROM places_place p JOIN places_tier t ON t.id = p.tier_id JOIN kernel_thing k ON k.id = p.thing_id
        WHERE p.thing_id IN (SELECT place_id FROM up WHERE depth > 0)
        ORDER BY t.rank, p.name
    """
    rows = Place.objects.raw(walk, [code.upper(), RelationKind.WITHIN.value, DEPTH, day, day])
    return tuple(_annotated(row) for row in rows)


def relations(reader: Reader, *, code: str, on: date | None = None) -> tuple[RelationRow, ...]:
    """Return what a place lies in, fits or overlaps on a day; two queries."""
    rows = PlaceRelation.objects.filter(_valid(on or day_of(reader)), child__code=code.upper())
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


def tiles(reader: Reader, *, tier: str, within: str = "", on: date | None = None) -> tuple[PlaceRow, ...]:
    """Return the places of a tier that have a tile, north to south, west to east."""
    day = on or day_of(reader)
    rows = Place.objects.filter(_valid(day), tier__code=tier, column__isnull=False)
    if within:
        inside = PlaceRelation.objects.filter(
            _valid(day), parent__code=within.upper(), kind=RelationKind.WITHIN
        )
        rows = rows.filter(pk__in=inside.values("child"))
    return tuple(PlaceRow(*row) for row in rows.order_by("row", "column", "name").values_list(*FIELDS)[:PAGE])


def tiers(reader: Reader) -> tuple[TierRow, ...]:  # noqa: ARG001 - every query takes its reader
    """Return the tiers, widest first."""
    return tuple(TierRow(row.code, row.name, row.rank) for row in Tier.objects.all())


def unknown(rows: Iterable[NewPlace]) -> bool:
    """Whether an import would add anything: a place, a relation, or a first tile."""
    rows = tuple(rows)
    found = {row.code: row for row in Place.objects.filter(code__in=[new.code for new in rows])}
    related = relation_codes(new.code for new in rows)
    return any(
        new.code not in found
        or (new.column is not None and found[new.code].column is None)
        or (new.parent and (new.code, new.parent, RelationKind.WITHIN) not in related)
        or any((new.code, old, RelationKind.SUCCEEDS) not in related for old in new.predecessors)
        for new in rows
    )


def relation_codes(codes: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return the relations of these places as (child, parent, kind)."""
    rows = PlaceRelation.objects.filter(child__code__in=set(codes))
    return set(rows.values_list("child__code", "parent__code", "kind"))


def day_of(reader: Reader) -> date:
    """Return the day the reader reads for, in the installation's zone."""
    return reader.past or timezone.localtime(reader.at).date()


def _valid(day: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def _rows(rows: QuerySet[Place], limit: int = PAGE) -> tuple[PlaceRow, ...]:
    ordered = rows.order_by("tier__rank", "tier__code", "name", "code")
    return tuple(PlaceRow(*row) for row in ordered.values_list(*FIELDS)[:limit])


def _related(relations: QuerySet[PlaceRelation], other: str) -> tuple[RelationRow, ...]:
    fields = [f"{other}__{name}" for name in FIELDS]
    rows = relations.order_by("kind", f"{other}__name")
    found = rows.values_list("kind", "weight", "valid_from", "valid_to", *fields)[:PAGE]
    return tuple(
        RelationRow(PlaceRow(*rest), RelationKind(kind), weight, since, until)
        for kind, weight, since, until, *rest in found
    )


def _annotated(row: Place) -> PlaceRow:
    extra = row.__dict__  # the columns that the query above adds
    return PlaceRow(
        UUID(str(extra["place_key"])),
        row.code,
        row.name,
        str(extra["tier_code"]),
        str(extra["tier_name"]),
        int(extra["tier_rank"]),
        row.valid_from,
        row.valid_to,
        row.column,
        row.row,
        row.invented,
    )
