"""Pages for what went wrong: what happened, that nothing was lost, what to do next."""

import sys
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

from headway.kernel.errors import Forbidden, Invalid, Refused, Stale
from headway.kernel.outages import is_outage

RETRY_AFTER = "30"
OWN_PAGE = {400, 403, 404, 409, 410, 422}
NOT_SHOWN = {
    "csrfmiddlewaretoken",
    "once",
    "version",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "code",
}


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Turn a refusal of the kernel into its page."""
    status = refusal.status if refusal.status in OWN_PAGE else 400
    context = {
        "sentence": refusal.sentence,
        "fields": list(refusal.fields.values()) if isinstance(refusal, Invalid) else [],
        "sign_in": isinstance(refusal, Forbidden),
        "next": f"?next={quote(request.get_full_path())}" if request.method == "GET" else "",
        "sent": sent(request) if isinstance(refusal, Stale) else [],
        "here": escape_leading_slashes(request.path),
    }
    return render(request, f"errors/{status}.html", context, status=status)


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what a person wrote, so that a refusal never loses it; never secrets."""
    return [
        (name.replace("_", " ").capitalize(), value)
        for name, values in request.POST.lists()
        if name not in NOT_SHOWN
        for value in values
        if isinstance(value, str) and value.strip()
    ]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives both
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives both
    return render(request, "errors/403.html", {"sign_in": True, "next": ""}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django gives both
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - not for people
    """Say how to send a form that came without its proof of origin."""
    return render(request, "errors/csrf.html", {"sent": sent(request)}, status=403)


def fault(_request: HttpRequest) -> HttpResponse:
    """Answer for our own fault, without touching the database."""
    if is_outage(sys.exc_info()[1]):
        return away()
    return alone("errors/500.html", 500)


def away() -> HttpResponse:
    """Say that we cannot read or keep anything at the moment; nothing here needs the database."""
    response = alone("errors/503.html", 503)
    response.headers["Retry-After"] = RETRY_AFTER
    response.headers["Cache-Control"] = "no-store"
    return response


def alone(template: str, status: int) -> HttpResponse:
    """Render a page that stands without the shell."""
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return HttpResponse(render_to_string(template, {"language": language}), status=status)
