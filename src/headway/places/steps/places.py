"""Places added from a file or a form, and places that end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.formats.errors import Problems
from headway.kernel import things
from headway.kernel.actions import step
from headway.kernel.errors import Conflict, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.places.analysis import NewPlace, check_shape, standard_tiers
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation, Tier
from headway.places.queries import relation_codes


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import added."""

    places: int
    relations: int


@step
def lock_tiers() -> dict[str, Tier]:
    """Bring in the standard tiers and lock them all: imports of places follow one another."""
    Tier.objects.bulk_create(
        [Tier(code=row.code, name=row.name, rank=row.rank) for row in standard_tiers()], ignore_conflicts=True
    )
    return {row.code: row for row in Tier.objects.select_for_update().order_by("pk")}


@step
def add_places(rows: Sequence[NewPlace], *, at: datetime) -> Counts:
    """Write the places that are not here yet, and their relations; what is here stays as it is.

    Raises
    ------
    Unreadable
        When any row cannot be used; nothing is written then.
    """
    tiers = lock_tiers()
    here = {row.code: row for row in _named(rows)}
    _check(rows, tiers, here)
    fresh = [new for new in rows if new.code not in here]
    for new in fresh:
        here[new.code] = _write(new, tiers[new.tier], at)
    for new in rows:
        first_middle(here[new.code], new)
    return Counts(len(fresh), _relate_all(rows, here))


@step
def retire(code: str, *, on: date) -> Place:
    """Give a place that is here its last day; raises Conflict or Invalid."""
    row = Place.objects.select_for_update().get(code=code)
    if row.valid_to is not None:
        raise Conflict(Sentence(_("This place has its last day already.")))
    if row.valid_from is not None and on < row.valid_from:
        sentence = Sentence(_("The last day must not be before the first."))
        raise Invalid(sentence, {"on": sentence})
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    PlaceRelation.objects.filter(child=row, valid_to=None).exclude(kind=RelationKind.SUCCEEDS).update(
        valid_to=on
    )
    return row


def find(code: str) -> Place:
    """Return a place by its code; raises Missing."""
    row = Place.objects.select_related("tier", "thing").filter(code=code.upper()).first()
    if row is None:
        raise Missing(Sentence(_("There is no place with the code %(code)s."), {"code": code}))
    return row


def key_of(code: str) -> UUID:
    """Return the key of the Thing of a place; raises Missing."""
    return find(code).thing.key


def _named(rows: Iterable[NewPlace]) -> Iterable[Place]:
    codes = {code for new in rows for code in (new.code, new.parent, *new.predecessors)}
    return Place.objects.select_related("tier").filter(code__in=codes)


def _check(rows: Sequence[NewPlace], tiers: dict[str, Tier], here: dict[str, Place]) -> None:
    problems = Problems()
    check_shape(rows, problems)
    ranks = {code: row.tier.rank for code, row in here.items()}
    ranks |= {new.code: tiers[new.tier].rank for new in rows if new.tier in tiers and new.code not in here}
    for new in rows:
        if new.tier not in tiers:
            names = ", ".join(sorted(tiers, key=lambda code: tiers[code].rank))
            problems.add(new.problem("place_tier", "tier", new.tier, tiers=names))
            continue
        _check_known(new, here.get(new.code), problems)
        for column, codes in (
            ("parent", (new.parent,) if new.parent else ()),
            ("predecessors", new.predecessors),
        ):
            for code in codes:
                if code not in ranks:
                    problems.add(new.problem("place_unknown", column, code))
        if ranks.get(new.parent, -1) >= tiers[new.tier].rank and new.parent != new.code:
            problems.add(new.problem("place_not_wider", "parent", new.parent, tier=new.tier))
    problems.refuse()


def _check_known(new: NewPlace, known: Place | None, problems: Problems) -> None:
    """A code means one place for good: another name or tier under it is a mistake in the file."""
    if known is not None and known.name != new.name:
        problems.add(new.problem("place_other_name", "name", new.name, name=known.name))
    if known is not None and known.tier.code != new.tier:
        problems.add(new.problem("place_other_tier", "tier", new.tier, tier=known.tier.code))


def _write(new: NewPlace, tier: Tier, at: datetime) -> Place:
    thing = things.create(things.NewThing(kind="place", label=new.name), at)
    return Place.objects.create(
        thing=thing,
        code=new.code,
        name=new.name,
        tier=tier,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        longitude=new.longitude,
        latitude=new.latitude,
        invented=new.invented,
    )


def first_middle(row: Place, new: NewPlace) -> None:
    """Say where a place lies, where nobody did yet."""
    if new.longitude is not None and row.longitude is None:
        row.longitude, row.latitude = new.longitude, new.latitude
        row.save(update_fields=["longitude", "latitude"])


def _relate_all(rows: Sequence[NewPlace], here: dict[str, Place]) -> int:
    known = relation_codes(new.code for new in rows)
    wanted = [(new, new.parent, RelationKind.WITHIN) for new in rows if new.parent]
    wanted += [(new, old, RelationKind.SUCCEEDS) for new in rows for old in new.predecessors]
    fresh = [
        PlaceRelation(
            child=here[new.code],
            parent=here[code],
            kind=kind,
            valid_from=new.valid_from,
            valid_to=new.valid_to if kind == RelationKind.WITHIN else None,
        )
        for new, code, kind in wanted
        if (new.code, code, kind) not in known
    ]
    PlaceRelation.objects.bulk_create(fresh)
    return len(fresh)
