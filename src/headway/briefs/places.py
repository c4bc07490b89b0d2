"""What a place's page says: what every mission looks like here, and every measure known here."""

from dataclasses import dataclass

from headway.briefs.missions import MissionBrief, briefs_of
from headway.briefs.outlook import Outlook, SeriesAsked, asked_of, outlooks
from headway.kernel.actors import Reader
from headway.measures.queries import Wanted, cards, chart_settings
from headway.measures.queries.values import series_at
from headway.missions.queries import measures_of, missions
from headway.places.queries import (
    PlaceRow,
    RelationRow,
    ancestors,
    children,
    place,
    predecessors,
    relations,
    successors,
)


@dataclass(frozen=True, slots=True)
class PlaceBrief:
    """One place's page."""

    place: PlaceRow
    within: tuple[PlaceRow, ...]
    relations: tuple[RelationRow, ...]
    children: tuple[PlaceRow, ...]
    before: tuple[RelationRow, ...]
    after: tuple[RelationRow, ...]
    missions: tuple[MissionBrief, ...]  # of this place
    judged: tuple[Outlook, ...]  # what missions judge here, whoever's mission it is
    others: tuple[Outlook, ...]  # every other series of this place
    covered: tuple[str, ...]  # codes of this place and of all it lies in


def place_brief(reader: Reader, *, code: str) -> PlaceBrief:
    """Answer a place's page; the number of queries does not grow with what is there.

    Raises
    ------
    Missing
        When there is no such place.
    """
    here = place(reader, code=code)
    within = ancestors(reader, code=here.code)
    seen = missions(reader)
    own = tuple(row for row in seen if row.place_code == here.code)
    public = {row.key for row in seen}  # what a draft is judged by stays with those who work on it
    measures = measures_of(reader, places={here.key})
    judged = {asked.wanted: asked for asked in (asked_of(row) for row in measures if row.mission in public)}
    rest = others_asked(reader, here, set(judged))
    found = outlooks(reader, (*judged.values(), *rest))
    return PlaceBrief(
        place=here,
        within=within,
        relations=relations(reader, code=here.code),
        children=children(reader, code=here.code),
        before=predecessors(reader, code=here.code),
        after=successors(reader, code=here.code),
        missions=briefs_of(reader, own) if own else (),
        judged=found[: len(judged)],
        others=found[len(judged) :],
        covered=(here.code, *(row.code for row in within)),
    )


def others_asked(reader: Reader, here: PlaceRow, seen: set[Wanted]) -> tuple[SeriesAsked, ...]:
    """Return the whole-population series of a place that no mission judges."""
    all_here = series_at(reader, place=here.key)
    wanted = {each for each in all_here if each not in seen and not each.breakdown}
    known = cards(reader, keys={each.indicator for each in wanted})
    charts = chart_settings(reader, wanted=wanted)
    rows = (
        SeriesAsked(each, card.slug, here.code, here.name, card, charts[each])
        for each in wanted
        if (card := known.get(each.indicator)) is not None
    )
    return tuple(sorted(rows, key=lambda row: row.card.name))
