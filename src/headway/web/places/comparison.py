"""An indicator in places side by side, for everybody: by name and where they lie, never by figure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.briefs.comparison import Asked, ComparisonBrief, comparison_brief
from headway.briefs.comparison_words import ORDER, lead
from headway.kernel.things import find
from headway.look.charts import Table
from headway.look.comparison import funnel_of, lines_table, map_of, multiples_of
from headway.look.pictures import Pair
from headway.web import edge
from headway.web.public import public_page


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of the page; None where there is nothing to draw."""

    map: Pair | None
    funnel: Pair | None
    multiples: Pair | None
    table: Table | None


@require_safe
@public_page
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the comparison; old addresses redirect for good."""
    found = find("indicator", slug)
    if found.moved:
        return redirect("places:compare", slug=found.label.slug, permanent=True)
    brief = comparison_brief(edge.reader(request), slug=slug, asked=asked_of(request))
    context = {"brief": brief, "lead": lead(brief), "order": ORDER, "pictures": pictures_of(brief)}
    return render(request, "places/compare.html", context)


def asked_of(request: HttpRequest) -> Asked:
    """Read what was asked for; nothing that is sent can order anything."""
    sent = request.GET
    return Asked(
        tier=sent.get("tier", "")[:40],
        place=sent.get("place", "")[:12],
        group=sent.get("group", "")[:200],
        among=sent.get("among", "")[:40],
    )


def pictures_of(brief: ComparisonBrief) -> Pictures:
    """Draw what there is."""
    address = reverse("targets:indicator", args=[brief.card.slug]) + "?place={}"
    return Pictures(
        map_of(brief, address), funnel_of(brief), multiples_of(brief, address), lines_table(brief)
    )
