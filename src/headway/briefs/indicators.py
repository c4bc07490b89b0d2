"""What an indicator's page says: chart, path, forecasts and how past ones did, places, card, revisions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from headway.briefs.gaps import Gaps, gaps_of
from headway.briefs.missions import MissionLink, links_to
from headway.briefs.outlook import Outlook, SeriesAsked, outlooks, values_of
from headway.briefs.targets import of_missions
from headway.formats.periods import Period
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import find
from headway.measures.queries import (
    CardRow,
    CorrectionRow,
    PlaceColumns,
    ReleaseRow,
    Revision,
    SeriesValues,
    Wanted,
    all_places,
    balanced_by,
    card_history,
    cards,
    chart_setting,
    corrections,
    indicators,
    releases,
    revisions,
    series_of,
    series_values,
)
from headway.measures.queries.releases import arrived_late
from headway.missions.queries import measures_of, missions
from headway.places.queries import LayoutRow, PlaceRow, layout_of, places
from headway.targets.analysis import Improve
from headway.targets.analysis.foresight import Scored, scored
from headway.targets.analysis.rows import ForecastRow, GoalRow
from headway.targets.queries import TargetRow, goal_history, past_forecasts, targets


@dataclass(frozen=True, slots=True)
class SeriesLink:
    """One series of an indicator to choose from."""

    wanted: Wanted
    place: PlaceRow


@dataclass(frozen=True, slots=True)
class Balancing:
    """The indicator that would show harm done elsewhere; no outlook where it has no figures."""

    card: CardRow
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class IndicatorBrief:
    """One indicator's page, with one of its series in view."""

    card: CardRow
    cards: tuple[CardRow, ...]
    series: tuple[SeriesLink, ...]
    outlook: Outlook | None
    columns: SeriesValues | None
    scored: tuple[Scored, ...]
    past: tuple[ForecastRow, ...]
    goals: tuple[GoalRow, ...]
    revisions: tuple[Revision, ...]
    releases: tuple[ReleaseRow, ...]
    places: PlaceColumns
    layout: LayoutRow | None  # the map of tiles that shows most of the places
    gaps: Gaps | None
    balancing: Balancing | None
    balances: tuple[CardRow, ...]  # the indicators that this one balances
    corrections: tuple[CorrectionRow, ...]  # of its published figures, of any place
    missions: tuple[MissionLink, ...]
    arrived_late: datetime | None  # figures published by then, of any place, came in here later

    @property
    def invented(self) -> bool:
        """Whether the page must say that its figures are made up."""
        return self.card.invented or bool(self.outlook and self.outlook.invented)


def indicator_brief(reader: Reader, *, slug: str, place: str = "", breakdown: str = "") -> IndicatorBrief:
    """Answer an indicator's page for one place and group; the first with a target where none is asked.

    Raises
    ------
    Missing
        When there is no such indicator, or no such place.
    """
    found = find("indicator", slug).label.key
    if found not in (known := cards(reader, keys={found})):
        raise Missing
    links = links_of(reader, found)
    open_ones = missions(reader)
    goals = of_missions(targets(reader, indicators={found}), open_ones)
    chosen = choose(links, goals, place, breakdown)
    if place and chosen is None and place not in {row.code for row in places(reader)}:
        raise Missing
    target = target_of(goals, chosen)
    picture = None if chosen is None else look_at(reader, known[found], chosen, target)
    columns = None if chosen is None else series_values(reader, wanted={chosen.wanted}).get(chosen.wanted)
    past = past_forecasts(reader, keys={target.key}).get(target.key, ()) if target else ()
    judging = {row.mission for row in measures_of(reader, indicators={found})}
    everywhere = all_places(reader, indicator=found, breakdown=chosen.wanted.breakdown if chosen else "")
    return IndicatorBrief(
        card=known[found],
        cards=card_history(reader, indicator=found),
        series=links,
        outlook=picture,
        columns=columns,
        scored=scored(past, values_of(columns), Improve(known[found].polarity)),
        past=past,
        goals=goal_history(reader, keys={target.key}).get(target.key, ()) if target else (),
        revisions=revisions(reader, series=chosen.wanted) if chosen else (),
        releases=releases(reader, indicator=found),
        places=everywhere,
        layout=layout_of(reader, places=everywhere.place),
        gaps=gaps_in(reader, known[found], chosen, links),
        balancing=balancing_of(reader, known[found], chosen),
        balances=balanced_by(reader, indicator=found),
        corrections=corrections(reader, indicators={found}),
        missions=links_to(reader, [row for row in open_ones if row.key in judging]),
        arrived_late=arrived_late(reader, indicator=found),
    )


def links_of(reader: Reader, indicator: UUID) -> tuple[SeriesLink, ...]:
    """Return the series of an indicator with their places, by name of place, then group."""
    wanted = series_of(reader, indicators={indicator})
    known = {row.key: row for row in places(reader, keys={each.place for each in wanted})}
    links = (SeriesLink(each, known[each.place]) for each in wanted if each.place in known)
    return tuple(sorted(links, key=lambda link: (link.place.name, link.wanted.breakdown)))


def choose(
    links: Sequence[SeriesLink], goals: Sequence[TargetRow], place: str, breakdown: str
) -> SeriesLink | None:
    """Return the series asked for, else the first that has a target, else the first.

    None when no figures of that place are here, or none were on the day that is looked back to.
    """
    if place:
        asked = [link for link in links if (link.place.code, link.wanted.breakdown) == (place, breakdown)]
        return asked[0] if asked else None
    aimed = {(goal.place, goal.breakdown) for goal in goals}
    first = [link for link in links if (link.wanted.place, link.wanted.breakdown) in aimed]
    return next(iter([*first, *links]), None)


def target_of(goals: Sequence[TargetRow], link: SeriesLink | None) -> TargetRow | None:
    """Return the latest target of a series."""
    if link is None:
        return None
    own = [
        goal for goal in goals if (goal.place, goal.breakdown) == (link.wanted.place, link.wanted.breakdown)
    ]
    return own[-1] if own else None


def gaps_in(
    reader: Reader, card: CardRow, chosen: SeriesLink | None, links: Sequence[SeriesLink]
) -> Gaps | None:
    """Hold the place in view against its groups and the places it lies within."""
    if chosen is None:
        return None
    groups = {link.wanted.breakdown for link in links if link.place.key == chosen.place.key}
    return gaps_of(reader, card=card, place=chosen.place, groups=groups)


def balancing_of(reader: Reader, card: CardRow, chosen: SeriesLink | None) -> Balancing | None:
    """Return what balances an indicator, in the same place and group where it has figures, else anywhere."""
    if card.balancing is None or card.balancing not in (known := cards(reader, keys={card.balancing})):
        return None
    other = known[card.balancing]
    links = links_of(reader, other.indicator)
    here = (chosen.place.code, chosen.wanted.breakdown) if chosen else ("", "")
    link = choose(links, (), *here) or choose(links, (), "", "")
    return Balancing(other, None if link is None else look_at(reader, other, link, None))


def look_at(reader: Reader, card: CardRow, link: SeriesLink, target: TargetRow | None) -> Outlook:
    """Answer the series in view."""
    asked = SeriesAsked(
        wanted=link.wanted,
        slug=card.slug,
        place_code=link.place.code,
        place_name=link.place.name,
        card=card,
        chart=chart_setting(reader, series=link.wanted),
    )
    if target is not None:
        asked = replace(
            asked,
            goal=target.goal,
            path=target.path,
            old_path=target.old_path,
            old_goal=target.old_goal,
            forecast=target.forecast,
            target=target.key,
            target_version=target.version,
        )
    return outlooks(reader, [asked])[0]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One line of the list of indicators."""

    card: CardRow
    series: int


def indicator_list(reader: Reader) -> tuple[IndicatorLine, ...]:
    """Answer the list of indicators, by name; two queries."""
    rows = indicators(reader)
    counts: dict[UUID, int] = {}
    for each in series_of(reader, indicators={row.indicator for row in rows}):
        counts[each.indicator] = counts.get(each.indicator, 0) + 1
    return tuple(IndicatorLine(row, counts.get(row.indicator, 0)) for row in rows)


def latest_of(columns: PlaceColumns) -> dict[UUID, tuple[Period, float]]:
    """Return the latest number of each place."""
    return {
        columns.place[at]: (Period(columns.start[at], columns.length[at]), value)
        for at, value in enumerate(columns.value)
        if value is not None
    }
