"""Places for everybody: the list, and what every mission looks like in one of them."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.briefs.boundaries import Before
from headway.briefs.outlook import Outlook
from headway.briefs.places import place_brief
from headway.look.charts import Picture
from headway.look.maps import joined_picture, locator_picture
from headway.look.pictures import Pair, spark_picture
from headway.places.queries import places
from headway.web import edge
from headway.web.public import public_page


@dataclass(frozen=True, slots=True)
class Line:
    """A series of the place with its picture in little."""

    outlook: Outlook
    spark: Picture


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print the places by tier and name."""
    rows = sorted(places(edge.reader(request)), key=lambda row: (row.rank, row.tier_name, row.name))
    tiers = [(name, list(group)) for name, group in groupby(rows, key=lambda row: row.tier_name)]
    return render(request, "places/index.html", {"tiers": tiers})


@require_safe
@public_page
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Print one place; codes are written in capitals."""
    if code != code.upper():
        return redirect("places:place", code=code.upper(), permanent=True)
    brief = place_brief(edge.reader(request), code=code)
    address = reverse("places:place", args=["CODE"]).replace("CODE", "{}")
    context = {
        "brief": brief,
        "locator": locator_picture(brief.layout, brief.place, address=address) if brief.layout else None,
        "joined": joined_pictures(brief.changed),
        "judged": lines(brief.judged, "judged"),
        "others": lines(brief.others, "other"),
    }
    return render(request, "places/place.html", context)


def joined_pictures(changed: Before | None) -> list[Pair]:
    """Draw each series that the change of the boundary allows to join."""
    if changed is None:
        return []
    return [joined_picture(each, changed.said, key=f"joined-{at}") for at, each in enumerate(changed.series)]


def lines(found: tuple[Outlook, ...], name: str) -> list[Line]:
    """Draw each series in little."""
    return [Line(each, spark_picture(each, key=f"{name}-{at}")) for at, each in enumerate(found)]
