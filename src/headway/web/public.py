"""The one cache: pages that look the same to everybody who is not signed in, for half a minute."""

import functools
import hashlib
import threading
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PATIENCE = 10.0  # seconds that one reader waits for another's page before computing it too
LOCKS = tuple(threading.Lock() for _ in range(64))


def public_page(view: View[P]) -> View[P]:
    """Keep the page of an anonymous GET; never one that holds a form of ours or a message to somebody."""

    @functools.wraps(view)
    def seen(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.PAGE_CACHE_SECONDS or not cacheable(request):
            return view(request, *args, **kwargs)
        key = key_of(request)
        kept = caches["pages"].get(key)
        if kept is not None:
            return page(kept)
        lock = LOCKS[int(key[-2:], 16) % len(LOCKS)]
        waited = lock.acquire(timeout=PATIENCE)
        try:
            kept = caches["pages"].get(key)
            if kept is not None:
                return page(kept)
            response = view(request, *args, **kwargs)
            keep(request, key, response)
            return response
        finally:
            if waited:
                lock.release()

    return seen


def cacheable(request: HttpRequest) -> bool:
    """Whether nothing in the request makes its answer somebody's own."""
    cookies = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    return request.method in {"GET", "HEAD"} and not cookies and "HX-Request" not in request.headers


def key_of(request: HttpRequest) -> str:
    """Path, query and language; hashed, because a query may be long."""
    asked = "\0".join([request.get_host(), request.get_full_path(), get_language() or ""])
    return hashlib.sha256(asked.encode()).hexdigest()


def keep(request: HttpRequest, key: str, response: HttpResponse) -> None:
    """Keep a whole page; a form's token would be one person's."""
    if response.status_code != 200 or response.streaming or response.cookies or "CSRF_COOKIE" in request.META:
        return
    kept = (response.content, response.headers.get("Content-Type", ""))
    caches["pages"].set(key, kept, settings.PAGE_CACHE_SECONDS)


def page(kept: tuple[bytes, str]) -> HttpResponse:
    content, content_type = kept
    return HttpResponse(content, content_type=content_type)
