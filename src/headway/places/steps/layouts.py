"""Maps of tiles: a map is stored whole, and a later one under its code takes its place."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_noop as _

from headway.formats.errors import Problems
from headway.kernel.actions import step
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.kernel.things import slugify
from headway.places.analysis import NewLayout, PlaceProblem, check_layout
from headway.places.models import Layout, Place, Tile
from headway.places.steps.places import add_places, first_middle


@step
def put_layout(new: NewLayout, *, at: datetime) -> int:
    """Write a map in place of the one under its code; return how many of its places are new.

    Raises
    ------
    Invalid
        When the map has no code that an address can hold.
    Unreadable
        When a place is not here and no tier is given for it, or two stand in one cell.
    """
    if not new.code or slugify(new.code) != new.code:
        sentence = Sentence(_("Give the map a short code of small letters, digits and hyphens."))
        raise Invalid(sentence, {"code": sentence})
    added = _add_places(new, at)
    problems = Problems()
    check_layout(new.tiles, problems)
    here = _here(new)
    for tile in new.tiles:
        if tile.code not in here:
            problems.add(PlaceProblem("place_unnamed", tile.line, "code", tile.code))
    problems.refuse()
    fields = {"name": new.name[:120] or new.code, "shape": new.shape, "source": new.source[:300]}
    Layout.objects.bulk_create([Layout(code=new.code, **fields)], ignore_conflicts=True)
    row = Layout.objects.select_for_update().get(code=new.code)
    Layout.objects.filter(pk=row.pk).update(**fields)
    Tile.objects.filter(layout=row).delete()
    Tile.objects.bulk_create(
        [Tile(layout=row, place=here[tile.code], column=tile.column, row=tile.row) for tile in new.tiles]
    )
    return added


def _add_places(new: NewLayout, at: datetime) -> int:
    """Add the places that the map brings with a tier; a known place keeps its name, which maps abbreviate."""
    here = _here(new)
    for place in new.places:
        if place.code in here:
            first_middle(here[place.code], place)
    fresh = [place for place in new.places if place.code not in here and place.tier]
    return add_places(fresh, at=at).places if fresh else 0


def _here(new: NewLayout) -> Mapping[str, Place]:
    return {row.code: row for row in Place.objects.filter(code__in=[tile.code for tile in new.tiles])}
