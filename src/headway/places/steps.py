"""Writes about places that are sound only inside an open action."""

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
from headway.places.analysis import NewPlace, NewRelation, check_shape, standard_tiers
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
        _first_tile(here[new.code], new)
    return Counts(len(fresh), _relate_all(rows, here))


@step
def relate(new: NewRelation) -> PlaceRelation:
    """Write one relation of two places; raises Missing, Invalid or Conflict."""
    child, parent = find(new.child), find(new.parent)
    if child == parent:
        sentence = Sentence(_("A place cannot be related to itself."))
        raise Invalid(sentence, {"parent": sentence})
    if not 0 < new.weight <= 1:
        sentence = Sentence(_("The weight is a share: above 0 and at most 1."))
        raise Invalid(sentence, {"weight": sentence})
    if new.kind == RelationKind.WITHIN and parent.tier.rank >= child.tier.rank:
        sentence = Sentence(_("A place can only lie within a place of a wider tier."))
        raise Invalid(sentence, {"parent": sentence})
    if new.valid_from and new.valid_to and new.valid_to < new.valid_from:
        sentence = Sentence(_("The last day must not be before the first."))
        raise Invalid(sentence, {"valid_to": sentence})
    same = PlaceRelation.objects.filter(child=child, parent=parent, kind=new.kind)
    if same.filter(valid_from=new.valid_from).exists():
        raise Conflict(Sentence(_("These places are related in this way already.")))
    return PlaceRelation.objects.create(
        child=child,
        parent=parent,
        kind=new.kind,
        weight=new.weight,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )


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
        column=new.column,
        row=new.row,
        invented=new.invented,
    )


def _first_tile(row: Place, new: NewPlace) -> None:
    """Give a place that has no tile yet the one of the file."""
    if new.column is not None and row.column is None:
        row.column, row.row = new.column, new.row
        row.save(update_fields=["column", "row"])


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
