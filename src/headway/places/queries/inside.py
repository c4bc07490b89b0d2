"""Which places lie inside some others: what a split by place can be shown for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from headway.kernel.actors import Reader
from headway.places.choices import RelationKind
from headway.places.models import PlaceRelation
from headway.places.queries.places import day_of, valid_on


@dataclass(frozen=True, slots=True)
class InsideRow:
    """A place directly inside another one, and its tier."""

    place: UUID
    tier: str
    tier_name: str
    rank: int


def inside(reader: Reader, *, places: Iterable[UUID]) -> dict[UUID, tuple[InsideRow, ...]]:
    """Return the places directly within some places, or best-fitting them, on the reader's day; one query."""
    rows = PlaceRelation.objects.filter(
        valid_on(day_of(reader)),
        Q(kind=RelationKind.WITHIN) | Q(kind=RelationKind.BEST_FIT),
        parent__thing__key__in=set(places),
    ).values_list(
        "parent__thing__key",
        "child__thing__key",
        "child__tier__code",
        "child__tier__name",
        "child__tier__rank",
    )
    found: dict[UUID, list[InsideRow]] = defaultdict(list)
    for parent, child, tier, tier_name, rank in rows:
        found[parent].append(InsideRow(child, tier, tier_name, rank))
    return {key: tuple(each) for key, each in found.items()}
