"""What stands outside the languages: style of the body, robots, security contact, health, the API."""

import re
from datetime import timedelta

from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_safe

from headway.files import store
from headway.kernel.errors import Missing
from headway.people.choices import ACCENT
from headway.people.queries import body_settings
from headway.web import edge

PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
HEX = re.compile(r"#[0-9a-fA-F]{6}")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="6" fill="{colour}"/>'
    '<path d="M7 23 L14 15 L18 19 L25 9" fill="none" stroke="#fff" stroke-width="3.5"/></svg>'
)


def accent(request: HttpRequest) -> str:
    """Return the body's own colour, or ours where it has set none that can be read."""
    chosen = body_settings(edge.reader(request)).accent
    return chosen if HEX.fullmatch(chosen) else ACCENT


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The style sheet that makes the pages the body's own."""
    response = HttpResponse(f":root{{--accent:{accent(request)}}}\n", content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(ICON.format(colour=accent(request)), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """Serve the body's logo, and no other stored file; only pictures that cannot carry script."""
    if sha256 != body_settings(edge.reader(request)).logo_file:
        raise Missing
    try:
        data = store.get(sha256)
    except store.DamagedError:
        raise Missing from None
    kind = next((kind for start, kind in PICTURES.items() if data.startswith(start)), "")
    if not kind:
        raise Missing
    response = HttpResponse(data, content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=86400, immutable"
    return response


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Pages of the past and of accounts are not for search engines; the rest is public."""
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /cy/account/",
        "Disallow: /*?on=",
        "Disallow: /*&on=",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: whom to tell about a weakness."""
    contact = body_settings(edge.reader(request)).contact_email or settings.DEFAULT_FROM_EMAIL
    expires = (edge.now(request) + timedelta(days=180)).replace(microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, cy",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say ok when the database answers; anything else is an outage and its page says so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("colours.css", colours, name="colours"),
    path("favicon.svg", icon, name="icon"),
    path("logo/<str:sha256>", logo, name="logo"),
    path("robots.txt", robots),
    path(".well-known/security.txt", security, name="security"),
    path("healthz", health),
    # Told to the provider once, so it stands outside the languages.
    path(
        "account/sign-on/callback/",
        sign_on.callback,
        {"provider_id": "sign-on"},
        name="openid_connect_callback",
    ),
    path("", include("headway.api.urls")),
]
