"""Places themselves: what counts is the day they are valid on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.places.analysis import TierRow
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation, Tier

PAGE = 500
DEPTH = 12  # tiers are far fewer; a loop in the relations ends here


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place as pages show it."""

    key: UUID
    code: str
    name: str
    tier: str
    tier_name: str
    rank: int
    valid_from: date | None
    valid_to: date | None
    longitude: float | None
    latitude: float | None
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
    "longitude",
    "latitude",
    "invented",
)


def place(reader: Reader, *, code: str) -> PlaceRow:  # noqa: ARG001 - every query takes its reader
    """Return one place by its code, in any case; raises Missing."""
    found = place_rows(Place.objects.filter(code=code.upper()))
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
        rows = rows.filter(valid_on(day_of(reader)))
    if tier:
        rows = rows.filter(tier__code=tier)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(code__istartswith=search))
    return place_rows(rows, limit)


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
    inside = PlaceRelation.objects.filter(valid_on(day), parent__code=code.upper(), kind=kind)
    rows = Place.objects.filter(valid_on(day), pk__in=inside.values("child"))
    return place_rows(rows.filter(tier__code=tier) if tier else rows)


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


def tiers(reader: Reader) -> tuple[TierRow, ...]:  # noqa: ARG001 - every query takes its reader
    """Return the tiers, widest first."""
    return tuple(TierRow(row.code, row.name, row.rank) for row in Tier.objects.all())


def day_of(reader: Reader) -> date:
    """Return the day the reader reads for, in the installation's zone."""
    return reader.past or timezone.localtime(reader.at).date()


def valid_on(day: date) -> Q:
    """Return the filter for rows that are valid on a day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def place_rows(rows: QuerySet[Place], limit: int = PAGE) -> tuple[PlaceRow, ...]:
    """Return places by tier and name, never by a figure."""
    ordered = rows.order_by("tier__rank", "tier__code", "name", "code")
    return tuple(PlaceRow(*row) for row in ordered.values_list(*FIELDS)[:limit])


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
        row.longitude,
        row.latitude,
        row.invented,
    )
