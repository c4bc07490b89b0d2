"""Pages about the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.people.queries import body_settings
from headway.web import edge
from headway.web.public import public_page


def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(
        request, f"about/{name}.html", {"contact": body_settings(edge.reader(request)).contact_email}
    )


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    return page(request, "about")


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility")


@require_safe
@public_page
def data(request: HttpRequest) -> HttpResponse:
    return page(request, "data")


@require_safe
@public_page
def cookies(request: HttpRequest) -> HttpResponse:
    return page(request, "cookies")
