"""Relations of places, one from a form or all of a file."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from headway.formats.errors import Problems
from headway.kernel.actions import step
from headway.kernel.errors import Conflict, Invalid
from headway.kernel.sentences import Sentence
from headway.places.analysis import NewRelation
from headway.places.choices import RelationKind
from headway.places.models import Place, PlaceRelation
from headway.places.queries import new_relations
from headway.places.steps.places import find, lock_tiers


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
        source=new.source,
    )


@step
def add_relations(rows: Sequence[NewRelation]) -> int:
    """Write the relations that are not here yet, all or none; return how many.

    Raises
    ------
    Unreadable
        When any row names a place that is not here, or lies within one that is not wider.
    """
    lock_tiers()  # imports of places follow one another
    codes = {code for row in rows for code in (row.child, row.parent)}
    here = {row.code: row for row in Place.objects.select_related("tier").filter(code__in=codes)}
    problems = Problems()
    for row in rows:
        for column, code in (("child", row.child), ("parent", row.parent)):
            if code not in here:
                problems.add(row.problem("place_unknown", column, code))
        if row.kind == RelationKind.WITHIN and not _wider(here.get(row.parent), here.get(row.child)):
            problems.add(row.problem("tie_not_wider", "parent", row.parent, child=row.child))
    problems.refuse()
    fresh = new_relations(rows)
    PlaceRelation.objects.bulk_create(
        [
            PlaceRelation(
                child=here[row.child],
                parent=here[row.parent],
                kind=row.kind,
                weight=row.weight,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source,
            )
            for row in fresh
        ]
    )
    return len(fresh)


def _wider(parent: Place | None, child: Place | None) -> bool:
    return parent is None or child is None or parent.tier.rank < child.tier.rank
