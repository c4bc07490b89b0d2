"""Groups of places that somebody chose to look at side by side, each with the reason."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.places.models import PeerGroup, PeerMember
from headway.places.queries.places import FIELDS, PlaceRow


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A peer group; its places by name."""

    key: UUID
    name: str
    reason: str
    chosen_by: str
    chosen_at: datetime
    version: int
    places: tuple[PlaceRow, ...]


def peer_groups(reader: Reader, *, keys: tuple[UUID, ...] = (), code: str = "") -> tuple[PeerRow, ...]:
    """Return the groups that held at the reader's moment, by name; all, some, or those with a place."""
    rows = PeerGroup.objects.filter(
        Q(thing__gone_on__isnull=True) | Q(thing__gone_on__gt=reader.at), thing__born_on__lte=reader.at
    )
    if keys:
        rows = rows.filter(thing__key__in=keys)
    if code:
        holding = PeerMember.objects.filter(place__code=code.upper()).values("group")
        rows = rows.filter(pk__in=holding)
    found = rows.order_by("thing__label", "pk").values_list(
        "pk",
        "thing__key",
        "thing__label",
        "reason",
        "chosen_by",
        "thing__born_on",
        "thing__version",
    )
    return _with_places(list(found))


def peer_group(reader: Reader, *, key: UUID) -> PeerRow:
    """Return one group; raises Missing."""
    found = peer_groups(reader, keys=(key,))
    if not found:
        raise Missing
    return found[0]


def _with_places(groups: list[tuple[int, UUID, str, str, str, datetime, int]]) -> tuple[PeerRow, ...]:
    members: dict[int, list[PlaceRow]] = defaultdict(list)
    fields = [f"place__{name}" for name in FIELDS]
    rows = PeerMember.objects.filter(group__in=[row[0] for row in groups]).order_by("place__name")
    for group, *place in rows.values_list("group", *fields):
        members[group].append(PlaceRow(*place))
    return tuple(PeerRow(*row[1:], places=tuple(members[row[0]])) for row in groups)
