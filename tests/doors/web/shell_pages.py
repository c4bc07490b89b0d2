"""Pages of the tests of the shell: each provokes one thing that the shell has to handle."""

import errno
from uuid import UUID

from django.conf.urls.i18n import i18n_patterns
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from headway.config.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django reads them
from headway.config.urls import urlpatterns as product
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing, Stale
from headway.kernel.sentences import Sentence
from headway.web import edge
from headway.web.public import public_page

MONDAY = "2026-03-02T09:00:00+00:00"
KEY = UUID("3d1c3f6a-8d5b-4c7c-9d53-0a3f4e6b8a10")
REFUSALS = {
    "forbidden": Forbidden(),
    "missing": Missing(),
    "gone": Gone(Sentence("This test was withdrawn.")),
    "conflict": Conflict(Sentence("Somebody answered first.")),
    "stale": Stale(KEY, yours=1, current=2),
    "invalid": Invalid(Sentence("That is no target."), {"value": Sentence("Enter a number.")}),
}
computed: list[str] = []


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    raise REFUSALS[kind]


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


def fault(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def seen(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    return HttpResponse(f"{reader.at.isoformat()} {reader.past} {reader.language}", content_type="text/plain")


@public_page
def counted(request: HttpRequest) -> HttpResponse:
    computed.append(request.get_full_path())
    return HttpResponse(f"computed {len(computed)}")


@public_page
def with_form(request: HttpRequest) -> HttpResponse:
    computed.append("form")
    return render(request, "account/logout.html")


pages = [
    path("refuse/<kind>/", refuse),
    path("away/", away),
    path("full/", full),
    path("fault/", fault),
    path("seen/", seen),
    path("counted/", counted),
    path("with-form/", with_form),
]
urlpatterns = [*i18n_patterns(*pages, prefix_default_language=False), *product]
