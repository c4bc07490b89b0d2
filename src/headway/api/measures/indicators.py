"""Indicators: what a figure means, its series, every value as known, every revision, every forecast."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Path, Query, Router

from headway.api import edge
from headway.api.finding import indicator_key, indicator_slug, place_key
from headway.api.measures.cards import AmendedCard, CardTold, IndicatorLine, IndicatorTold, NewIndicatorSent
from headway.api.measures.series import (
    ChartSent,
    Forecasts,
    ForecastTold,
    Observations,
    RevisionTold,
    ScoreTold,
    SeriesFilter,
    SeriesLine,
    SeriesWanted,
    line_of,
    series_told,
)
from headway.api.pages import part
from headway.api.schemas import Address, Asked, Page, Source, Where
from headway.briefs.indicators import indicator_brief, links_of
from headway.briefs.targets import visible_targets
from headway.kernel.errors import Missing
from headway.measures import actions
from headway.measures.analysis import NewIndicator
from headway.measures.queries import (
    Wanted,
    card_history,
    chart_setting,
    chart_settings,
    indicators,
    revisions,
    series_of,
    series_values,
)

router = Router(tags=["indicators"])
AddressPath = Annotated[Address, Path()]


@router.get("/indicators", response=Page[IndicatorLine])
def list_indicators(request: HttpRequest, asked: Query[Asked]) -> Page[IndicatorLine]:
    """List indicators with their cards, by name."""
    rows = indicators(edge.reader(request))
    return part(rows, asked, order=lambda row: (row.name, str(row.indicator)), tell=IndicatorLine.of)


@router.get("/indicators/{indicator}", response=IndicatorTold)
def read_indicator(request: HttpRequest, indicator: AddressPath) -> IndicatorTold:
    """Read one indicator and every version of its card."""
    return told(request, indicator_key(edge.reader(request), indicator))


def told(request: HttpRequest, key: UUID) -> IndicatorTold:
    """Answer one indicator as the reader knows it."""
    history = card_history(edge.reader(request), indicator=key)
    if not history:
        raise Missing
    line = IndicatorLine.of(history[0])
    return IndicatorTold.model_construct(**dict(line), history=[CardTold.of(row) for row in history])


@router.get("/indicators/{indicator}/series", response=Page[SeriesLine])
def list_series(request: HttpRequest, indicator: AddressPath, asked: Query[Asked]) -> Page[SeriesLine]:
    """List the series of an indicator by place and group, with chart setting and target."""
    reader = edge.reader(request)
    key = indicator_key(reader, indicator)
    links = links_of(reader, key)
    charts = chart_settings(reader, wanted=[link.wanted for link in links])
    aims = {(row.place, row.breakdown): row.key for row in visible_targets(reader, indicators={key})}
    lines = [
        line_of(
            Where.of(link.place),
            link.wanted,
            charts[link.wanted],
            aims.get((link.wanted.place, link.wanted.breakdown)),
        )
        for link in links
    ]
    return part(
        lines,
        asked,
        order=lambda line: (line.place.name, line.place.code, line.group),
        tell=lambda line: line,
    )


@router.get("/indicators/{indicator}/observations", response=Observations)
def read_observations(
    request: HttpRequest, indicator: AddressPath, wanted: Query[SeriesFilter]
) -> Observations:
    """Read the values of one series, or of every place, as published, each with its release."""
    reader = edge.reader(request)
    key = indicator_key(reader, indicator)
    if wanted.place is not None:
        asked = {Wanted(key, place_key(reader, wanted.place), wanted.group)}
    else:
        asked = {each for each in series_of(reader, indicators={key}) if each.breakdown == wanted.group}
    found = series_values(reader, wanted=asked)
    ordered = sorted(found.values(), key=lambda columns: columns.place_code)
    sources = list({one.release: one for columns in ordered for one in columns.source}.values())
    numbers = {one.release: number for number, one in enumerate(sources)}
    return Observations(
        releases=[Source.of(one) for one in sources],
        series=[series_told(columns, numbers) for columns in ordered],
    )


@router.get("/indicators/{indicator}/revisions", response=list[RevisionTold])
def list_revisions(
    request: HttpRequest, indicator: AddressPath, wanted: Query[SeriesWanted]
) -> list[RevisionTold]:
    """Read every word on every period of one series, oldest first."""
    reader = edge.reader(request)
    key = indicator_key(reader, indicator)
    series = Wanted(key, place_key(reader, wanted.place), wanted.group)
    return [RevisionTold.of(row) for row in revisions(reader, series=series)]


@router.get("/indicators/{indicator}/forecasts", response=Forecasts)
def list_forecasts(request: HttpRequest, indicator: AddressPath, wanted: Query[SeriesFilter]) -> Forecasts:
    """Read every remembered forecast of one series with its score.

    Where no place is named, it is the first series with a target.
    """
    reader = edge.reader(request)
    slug = indicator_slug(reader, indicator)
    brief = indicator_brief(reader, slug=slug, place=(wanted.place or "").upper(), breakdown=wanted.group)
    seen = brief.outlook.asked if brief.outlook else None
    scores = {found.forecast.made_at: found for found in brief.scored}
    items = []
    for row in brief.past:
        done = scores.get(row.made_at)
        found = ForecastTold.of(row)
        if done is not None:
            found.outcome, found.score = done.outcome, ScoreTold.of(done.score)
        items.append(found)
    return Forecasts(
        place=Where(code=seen.place_code, name=seen.place_name) if seen else None,
        group=seen.wanted.breakdown if seen else "",
        target=seen.target if seen else None,
        items=items,
    )


@router.post("/indicators", response={201: IndicatorTold}, auth=edge.may_write)
def add_indicator(request: HttpRequest, new: Body[NewIndicatorSent]) -> IndicatorTold:
    """Add an indicator with the first version of its card. Needs the role of analyst."""
    wanted = NewIndicator(card=new.card(), slug=new.slug, state=new.state, language=new.language)
    return told(request, actions.add_indicator(edge.by(request), indicator=wanted))


@router.post("/indicators/{indicator}/cards", response={201: IndicatorTold}, auth=edge.may_write)
def amend_card(request: HttpRequest, indicator: AddressPath, card: Body[AmendedCard]) -> IndicatorTold:
    """Write the next version of a card, whole. Needs the role of analyst."""
    key = indicator_key(edge.reader(request), indicator)
    actions.amend_card(
        edge.by(request), indicator=key, card=card.card(), seen=card.version, change_note=card.change_note
    )
    return told(request, key)


@router.post("/indicators/{indicator}/charts", response={201: SeriesLine}, auth=edge.may_write)
def set_chart(request: HttpRequest, indicator: AddressPath, chart: Body[ChartSent]) -> SeriesLine:
    """Say how one series is charted from now on, and why. Needs the role of analyst."""
    reader = edge.reader(request)
    key = indicator_key(reader, indicator)
    wanted = Wanted(key, place_key(reader, chart.place), chart.group)
    actions.set_chart(edge.by(request), series=wanted, chart=chart.chart())
    place = next(link.place for link in links_of(reader, key) if link.wanted == wanted)
    aims = [
        row.key
        for row in visible_targets(reader, indicators={key})
        if (row.place, row.breakdown) == wanted[1:]
    ]
    return line_of(Where.of(place), wanted, chart_setting(reader, series=wanted), aims[-1] if aims else None)
