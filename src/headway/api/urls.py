"""Addresses of the API; they stand outside the languages but for the page for people."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from headway.api import (
    audit,
    checks,
    findings,
    learning,
    maps,
    panels,
    peers,
    people,
    places,
    studies,
    targets,
    voice,
)
from headway.api.answers import routes as answers
from headway.api.door import api, door, guarded
from headway.api.frontline import barriers, rules
from headway.api.measures import exports, indicators, releases
from headway.api.missions import logic, part
from headway.api.missions import routes as missions
from headway.api.problems import missing
from headway.api.rhythms import routes as rhythms

for parts in (
    missions,
    logic,
    part,
    answers,
    rhythms,
    voice,
    panels,
    learning,
    barriers,
    rules,
    indicators,
    releases,
    exports,
    targets,
    places,
    maps,
    people,
    peers,
    checks,
    findings,
    studies,
    audit,
):
    api.add_router("/v1", parts.router)
patterns, _app, namespace = api.urls


@require_safe
def in_welsh(request: HttpRequest) -> HttpResponse:
    """Print the page for people under the Welsh prefix."""
    return api.docs.render_page(request, api)


urlpatterns = [
    path("api/", (guarded(patterns), "ninja", namespace)),
    re_path(r"^api/(?P<rest>[\s\S]*)\Z", door(missing), name="api-missing"),
    path("cy/api/", in_welsh, name="api-in-welsh"),
]
