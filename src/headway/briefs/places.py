"""What a place's page says: how missions look here, which goals speak for it, what came before it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from headway.briefs.boundaries import Before, Derived, before, derived
from headway.briefs.coverage import Coverage, coverage
from headway.briefs.missions import MissionBrief, briefs_of
from headway.briefs.outlook import Outlook, SeriesAsked, asked_of, outlooks
from headway.briefs.words import STATUS_LABELS
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.measures.queries import Wanted, cards, chart_settings
from headway.measures.queries.values import series_at
from headway.missions.queries import measures_of, missions
from headway.places.queries import (
    LayoutRow,
    PlaceRow,
    RelationRow,
    ancestors,
    children,
    layout_with,
    place,
    predecessors,
    relations,
    successors,
)
from headway.targets.analysis import Status


@dataclass(frozen=True, slots=True)
class PlaceBrief:
    """One place's page; the sentences in the order they are read."""

    place: PlaceRow
    lead: tuple[Sentence, ...]
    within: tuple[PlaceRow, ...]
    relations: tuple[RelationRow, ...]
    children: tuple[PlaceRow, ...]
    before: tuple[RelationRow, ...]
    after: tuple[RelationRow, ...]
    changed: Before | None
    missions: tuple[MissionBrief, ...]  # of this place
    judged: tuple[Outlook, ...]  # what missions judge here, whoever's mission it is
    others: tuple[Outlook, ...]  # every other series of this place
    derived: tuple[Derived, ...]  # worked out from areas that overlap it
    goals: tuple[Coverage, ...]  # of wide places: whether they speak for this one
    layout: LayoutRow | None  # the map that shows it


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
    came_from, after = predecessors(reader, code=here.code), successors(reader, code=here.code)
    return PlaceBrief(
        place=here,
        lead=tuple(lead_words(here, after, found[: len(judged)], len(rest))),
        within=within,
        relations=relations(reader, code=here.code),
        children=children(reader, code=here.code),
        before=came_from,
        after=after,
        changed=before(reader, here=here, came_from=came_from, own=found),
        missions=briefs_of(reader, own) if own else (),
        judged=found[: len(judged)],
        others=found[len(judged) :],
        derived=derived(reader, here=here, own=found),
        goals=coverage(reader, here=here, within=within, seen=seen),
        layout=layout_with(reader, place=here.key),
    )


def others_asked(reader: Reader, here: PlaceRow, seen: set[Wanted]) -> tuple[SeriesAsked, ...]:
    """Return the whole-population series of a place that no mission judges."""
    all_here = series_at(reader, places=[here.key])
    wanted = {each for each in all_here if each not in seen and not each.breakdown}
    known = cards(reader, keys={each.indicator for each in wanted})
    charts = chart_settings(reader, wanted=wanted)
    rows = (
        SeriesAsked(each, card.slug, here.code, here.name, card, charts[each])
        for each in wanted
        if (card := known.get(each.indicator)) is not None
    )
    return tuple(sorted(rows, key=lambda row: row.card.name))


def lead_words(
    here: PlaceRow, after: Sequence[RelationRow], judged: Sequence[Outlook], others: int
) -> Iterable[Sentence]:
    """Say the answer first: whether the place still is, and how what missions judge here stands."""
    if here.valid_to is not None:
        yield ended_words(here, after)
    if judged:
        yield status_counts(judged)
    elif others:
        one = _("No mission is judged by figures of %(place)s; %(n)s series of it is here.")
        many = _("No mission is judged by figures of %(place)s; %(n)s series of it are here.")
        yield Sentence(one, {"place": here.name, "n": others}, plural=many, count="n")
    else:
        yield Sentence(_("No figures are here for %(place)s yet."), {"place": here.name})


def ended_words(here: PlaceRow, after: Sequence[RelationRow]) -> Sentence:
    """Say when a place ended, and what replaced it."""
    facts = {
        "place": here.name,
        "day": here.valid_to or "",
        "names": ", ".join(row.place.name for row in after),
    }
    if not after:
        return Sentence(_("%(place)s ended on %(day)s. Nobody has said yet what replaced it."), facts)
    return Sentence(_("%(place)s ended on %(day)s. It was replaced by %(names)s."), facts)


def status_counts(judged: Sequence[Outlook]) -> Sentence:
    """Say how many series are judged, and how many of them stand how."""
    counts = Counter(each.status or Status.CANNOT_TELL for each in judged)
    parts = [
        Sentence("%(n)s %(how)s", {"n": counts[status], "how": HOW[status]})
        for status in STATUS_LABELS
        if counts[status]
    ]
    listed = parts[0]
    for part in parts[1:]:
        listed = Sentence("%(before)s, %(after)s", {"before": listed, "after": part})
    one = _("Missions judge %(n)s series here: %(listed)s.")
    many = _("Missions judge %(n)s series here, each by its own path: %(listed)s.")
    return Sentence(one, {"n": len(judged), "listed": listed}, plural=many, count="n")


HOW = {
    Status.AHEAD: Sentence(_("ahead of its path")),
    Status.ON_COURSE: Sentence(_("on course")),
    Status.BEHIND: Sentence(_("behind its path")),
    Status.CANNOT_TELL: Sentence(_("where we cannot tell")),
}
