"""Indicators: the list, one with its charts, card, forecasts and revisions, and its figures as CSV."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.briefs.charting import kind_words
from headway.briefs.gaps import kept_back, lead_of_groups
from headway.briefs.indicators import IndicatorBrief, indicator_brief, indicator_list
from headway.formats.downloads import write_csv
from headway.kernel.things import find
from headway.look.gaps import groups_table, wider_table
from headway.look.indicator import figures_table, places_table, revisions_table
from headway.look.maps import tiles_picture
from headway.look.pictures import (
    HALF,
    Pair,
    better,
    change_picture,
    fan_picture,
    looks_ahead,
    outlook_picture,
    trajectory_picture,
)
from headway.measures.permissions import may_add_indicator
from headway.web import edge
from headway.web.public import public_page


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print every indicator by name."""
    reader = edge.reader(request)
    lines = indicator_list(reader)
    may = reader.past is None and may_add_indicator(reader.actor)
    return render(request, "targets/indicators.html", {"lines": lines, "may_manage": may})


@dataclass(frozen=True, slots=True)
class Pictures:
    """The charts of one series; None where there is nothing to draw, or nothing that was not drawn above."""

    outlook: Pair | None
    spc: Pair | None
    trajectory: Pair | None
    fan: Pair | None
    tiles: Pair | None
    half: Pair | None = None  # the control chart beside that of what balances it
    balancing: Pair | None = None


@require_safe
@public_page
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one indicator; old addresses redirect for good."""
    reader = edge.reader(request)
    found = find("indicator", slug)
    if found.moved:
        return redirect("targets:indicator", slug=found.label.slug, permanent=True)
    brief = asked(request, slug)
    context = {
        "brief": brief,
        "pictures": pictures_of(brief),
        "better": better(brief.outlook) if brief.outlook else "",
        "figures": figures_table(brief),
        "kind": kind_words(brief.outlook.judgement.chart) if brief.outlook else "",
        "revisions": revisions_table(brief),
        "places": places_table(brief),
        **gap_tables(brief),
        "may_manage": reader.past is None and may_add_indicator(reader.actor),
    }
    return render(request, "targets/indicator.html", context)


def asked(request: HttpRequest, slug: str) -> IndicatorBrief:
    """Return the brief of the series asked for."""
    place, breakdown = request.GET.get("place", ""), request.GET.get("group", "")
    return indicator_brief(edge.reader(request), slug=slug, place=place, breakdown=breakdown)


def gap_tables(brief: IndicatorBrief) -> dict[str, object]:
    """Return the tables of groups and wider places with the sentence before them."""
    gaps = brief.gaps
    if gaps is None:
        return {}
    return {
        "groups": groups_table(gaps, brief.card),
        "groups_lead": lead_of_groups(gaps, brief.card),
        "kept_back": kept_back(gaps.groups),
        "wider": wider_table(gaps, brief.card),
    }


def pictures_of(brief: IndicatorBrief) -> Pictures:
    """Draw the charts of the series in view, and the places."""
    seen = brief.outlook
    address = reverse("targets:indicator", args=[brief.card.slug]) + "?place={}"
    grid = tiles_picture(brief.places, brief.layout, brief.card, address=address)
    if seen is None or not seen.values:
        return Pictures(None, None, None, None, grid)
    beside = brief.balancing.outlook if brief.balancing else None
    beside = beside if beside and beside.values else None
    control, ahead = change_picture(seen, key="spc"), looks_ahead(seen)
    limits = seen.judgement.chart.control or seen.judgement.chart.run
    return Pictures(
        outlook=outlook_picture(seen, key="outlook") if ahead or not limits else control,
        spc=control if ahead and limits else None,
        trajectory=trajectory_picture(seen, key="path"),
        fan=fan_picture(seen, brief.scored, key="fan"),
        tiles=grid,
        half=change_picture(seen, key="half", width=HALF) if beside else None,
        balancing=change_picture(beside, key="balancing", width=HALF) if beside else None,
    )


@require_safe
@public_page
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the figures of the series in view as CSV, with their provenance in every row."""
    brief = asked(request, slug)
    columns = brief.columns
    rows: list[tuple[str | float | None, ...]] = []
    if columns is not None:
        rows = [
            (
                brief.card.name,
                columns.place_code,
                columns.place_name,
                columns.series.breakdown,
                f"{columns.start[at].isoformat()}/{columns.length[at]}",
                columns.value[at],
                columns.lower[at],
                columns.upper[at],
                columns.count[at],
                columns.denominator[at],
                brief.card.unit,
                columns.status[at].value,
                columns.known_from[at].date().isoformat(),
                columns.source[at].publisher,
                columns.source[at].title,
                columns.source[at].licence,
            )
            for at in range(len(columns.start))
        ]
    response = HttpResponse(write_csv(COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


COLUMNS = (
    "indicator",
    "areacd",
    "areanm",
    "group",
    "period",
    "value",
    "lci_95",
    "uci_95",
    "count",
    "denominator",
    "unit",
    "status",
    "known_from",
    "publisher",
    "release",
    "licence",
)
