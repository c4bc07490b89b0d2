"""Tiers, places and relations as records that travel, keys and days kept; outside, a place is its code."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel import archive
from headway.kernel.actions import step
from headway.kernel.archive import Kind, Record
from headway.kernel.errors import Conflict
from headway.kernel.sentences import Sentence
from headway.places.models import (
    ChangeOfControl,
    Layout,
    PeerGroup,
    PeerMember,
    Place,
    PlaceRelation,
    PreElectionPeriod,
    Tier,
    Tile,
)

TIER = Kind("tier", Tier, natural=("code",))
PLACE = Kind("place", Place, natural=("code",))
RELATION = Kind("place-relation", PlaceRelation, natural=("child", "parent", "kind", "valid_from"))
LAYOUT = Kind("layout", Layout, natural=("code",))
TILE = Kind("tile", Tile, natural=("layout", "place"))
GROUP = Kind("peer-group", PeerGroup)
MEMBER = Kind("peer-member", PeerMember, natural=("group", "place"))
PERIOD = Kind("pre-election-period", PreElectionPeriod, natural=("key",))
CHANGE = Kind("change-of-control", ChangeOfControl, natural=("key",))
KINDS = (TIER, PLACE, RELATION, LAYOUT, TILE, GROUP, MEMBER, PERIOD, CHANGE)


def dump(keys: Iterable[UUID] | None = None) -> list[Record]:
    """Return tiers, places, the relations among them, their tiles and the groups that lie wholly inside.

    All of them, or the places with these keys.
    """
    places = Place.objects.all() if keys is None else Place.objects.filter(thing__key__in=set(keys))
    tiles = Tile.objects.filter(place__in=places)
    outside = PeerMember.objects.exclude(place__in=places)
    groups = PeerGroup.objects.exclude(pk__in=outside.values("group"))
    return [
        *archive.dump(TIER, Tier.objects.filter(pk__in=places.values("tier"))),
        *archive.dump(PLACE, places),
        *archive.dump(RELATION, PlaceRelation.objects.filter(child__in=places, parent__in=places)),
        *archive.dump(LAYOUT, Layout.objects.filter(pk__in=tiles.values("layout"))),
        *archive.dump(TILE, tiles),
        *archive.dump(GROUP, groups),
        *archive.dump(MEMBER, PeerMember.objects.filter(group__in=groups)),
        *archive.dump(PERIOD, PreElectionPeriod.objects.filter(place__in=places)),
        *archive.dump(CHANGE, ChangeOfControl.objects.filter(place__in=places)),
    ]


def around(codes: Iterable[str]) -> set[UUID]:
    """Return the keys of places with these codes and of all that they lie within."""
    found: set[int] = set()
    waiting = set(Place.objects.filter(code__in=set(codes)).values_list("pk", flat=True))
    while waiting:
        found |= waiting
        above = PlaceRelation.objects.filter(child__in=waiting).values_list("parent", flat=True)
        waiting = set(above) - found
    return set(Place.objects.filter(pk__in=found).values_list("thing__key", flat=True))


def check(records: Iterable[Record]) -> None:
    """Refuse places that are here as others.

    Raises
    ------
    Conflict
        When a code here means another place.
    """
    here = dict(Place.objects.values_list("code", "name"))
    for record in records:
        code = str(record.get("code", ""))
        if record.get("record") == "place" and here.get(code, record.get("name")) != record.get("name"):
            words = {"code": code, "name": here[code]}
            raise Conflict(Sentence(_("The code %(code)s already means %(name)s here."), words))


@step
def load(records: Iterable[Record]) -> int:
    """Write the records that are not here yet, and return how many.

    A place that is here under the same code stays as it is, whatever its key.
    """
    told = list(records)
    check(told)
    return archive.load(KINDS, told)
