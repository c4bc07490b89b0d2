"""Where a request becomes a Reader or a By, and the only file of this door that reads the clock."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.utils.translation.trans_real import parse_accept_lang_header

from headway.kernel.actors import ANYONE, Actor, By, Once, Reader, Via
from headway.kernel.errors import Conflict, Forbidden, Refused
from headway.kernel.sentences import Sentence
from headway.people.queries import actor_for_token

T = TypeVar("T")
EARLIEST = date(1900, 1, 1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ONCE = re.compile(r"[!-~]{1,80}")
LOCALES = {"en": "en-gb", "cy": "cy"}
SAFE = {"GET", "HEAD"}


class Unauthorised(Refused):
    """The token is missing where one is needed, or it opens nothing."""

    status = 401


# --- the clock ---


def clock() -> datetime:
    """Return now in UTC; HEADWAY_NOW stands in for it in demo and test mode only."""
    fixed = "" if settings.PRODUCTION else os.environ.get("HEADWAY_NOW", "")
    if not fixed:
        return datetime.now(UTC)  # noqa: TID251 - the one place of this door
    moment = datetime.fromisoformat(fixed)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.get_default_timezone())
    return moment.astimezone(UTC)


def now(request: HttpRequest) -> datetime:
    """Return the moment of this request, the same however often it is asked."""
    return kept(request, "now", clock)


def kept(request: HttpRequest, name: str, make: Callable[[], T]) -> T:
    """Make something once per request."""
    memory: dict[str, T] = request.__dict__.setdefault("headway_api", {})
    if name not in memory:
        memory[name] = make()
    return memory[name]


# --- who ---


def language(request: HttpRequest) -> str:
    """Return the first of our languages that the program asks for, else English."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    wanted = (code.partition("-")[0] for code, _quality in asked)
    return next((code for code in wanted if code in LOCALES), "en")


def actor(request: HttpRequest) -> Actor:
    """Return who the token stands for; anybody where there is none. A bad token is refused everywhere."""
    return kept(request, "actor", lambda: look_up(request))


def look_up(request: HttpRequest) -> Actor:
    """Read the header `Authorization: Bearer <token>`."""
    header = request.headers.get("Authorization", "").strip()
    if not header:
        return ANYONE
    scheme, _space, secret = header.partition(" ")
    found = actor_for_token(secret.strip(), now(request)) if scheme.lower() == "bearer" else None
    if found is None or not found.signed_in:
        raise Unauthorised(Sentence(_("This token is not valid, or it has ended. Make a new one.")))
    return found


def may_read(request: HttpRequest) -> Actor:
    """What is public is read without a token."""
    return actor(request)


def may_write(request: HttpRequest) -> Actor:
    """Let through a token with the right to write, on a page of today; roles are for the actions."""
    found = actor(request)
    if not found.signed_in:
        raise Unauthorised(Sentence(_("Send a token to change anything: Authorization: Bearer <token>.")))
    if found.read_only:
        raise Forbidden(Sentence(_("This token may read but not write.")))
    if "on" in request.GET:
        raise Conflict(Sentence(_("The past cannot be changed. Leave “on” out.")))
    return found


# --- reading and writing ---


def asked_day(request: HttpRequest) -> date | None:
    """Return the past day asked for with ?on=, None for today.

    Raises
    ------
    Refused
        With status 400, when it is no day, or one that has not come, or before 1900.
    """
    if "on" not in request.GET:
        return None
    text = request.GET["on"].strip()
    last = timezone.localtime(now(request), timezone.get_default_timezone()).date()
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        said = _("“%(given)s” is not a day. Write the year, month and day like this: %(example)s.")
        raise Refused(Sentence(said, {"given": text[:20], "example": last.isoformat()}))
    if not EARLIEST <= day <= last:
        said = _("We cannot show %(day)s. Choose a day from %(earliest)s to %(latest)s.")
        raise Refused(Sentence(said, {"day": day, "earliest": EARLIEST, "latest": last}))
    return None if day == last else day


def reader(request: HttpRequest) -> Reader:
    """Return who reads, in which language, and as of when."""

    def make() -> Reader:
        day = asked_day(request) if request.method in SAFE else None
        at = end_of_day(day) if day else now(request)
        return Reader(actor(request), at, language(request), day)

    return kept(request, "reader", make)


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of a day in the installation's zone."""
    following = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return following.astimezone(UTC) - timedelta(microseconds=1)


def by(request: HttpRequest) -> By:
    """Return who acts, now, and the key that makes a request sent twice count once."""
    return By(actor(request), now(request), Via.API, once(request))


def once(request: HttpRequest) -> Once | None:
    """Read the header Idempotency-Key; its fingerprint is method, path and body.

    Raises
    ------
    Refused
        With status 400, when the key is longer than 80 characters or holds a space.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not ONCE.fullmatch(key):
        raise Refused(Sentence(_("An Idempotency-Key has 1 to 80 characters without spaces.")))
    hashed = hashlib.sha256(f"{request.method}\0{request.path}\0".encode())
    hashed.update(
        multipart_content(request) if request.content_type == "multipart/form-data" else request.body
    )
    return Once(key, hashed.hexdigest())


def multipart_content(request: HttpRequest) -> bytes:
    """Return what a form says, whatever boundary its sender drew this time."""
    hashed = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        for value in values:
            hashed.update(repr((name, value)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            upload.seek(0)
            content = hashlib.sha256(upload.read()).hexdigest()
            upload.seek(0)
            hashed.update(repr((name, upload.name, content)).encode())
    return hashed.digest()
