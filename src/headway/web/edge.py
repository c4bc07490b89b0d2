"""Where a request becomes a Reader or a By, and the only file of this door that reads the clock."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from headway.kernel.actors import ANYONE, Actor, By, Once, Reader, Via
from headway.kernel.errors import Conflict, Refused
from headway.kernel.outages import is_outage
from headway.kernel.sentences import Sentence
from headway.people import queries as people
from headway.web import errors
from headway.web.shell import build_shell

T = TypeVar("T")
GetResponse = Callable[[HttpRequest], HttpResponseBase]
EARLIEST = date(1900, 1, 1)
ONCE = re.compile(r"[0-9a-f]{32}")
READING = {"GET", "HEAD", "OPTIONS"}
NOT_CONTENT = {"csrfmiddlewaretoken", "once"}
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


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


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of a day in the installation's zone."""
    next_day = datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())
    return next_day.astimezone(UTC) - timedelta(microseconds=1)


# --- the request ---


def kept(request: HttpRequest, name: str, make: Callable[[], T]) -> T:
    """Make something once per request."""
    memory: dict[str, T] = request.__dict__.setdefault("headway", {})
    if name not in memory:
        memory[name] = make()
    return memory[name]


def now(request: HttpRequest) -> datetime:
    """Return the moment of this request, the same however often it is asked."""
    return kept(request, "now", clock)


def today(request: HttpRequest) -> date:
    """Return the day of this request in the installation's zone."""
    return timezone.localtime(now(request), timezone.get_default_timezone()).date()


def asked_day(request: HttpRequest) -> date | None:
    """Return the past day asked for with ?on=, None for today.

    Raises
    ------
    Refused
        With status 400, when it is no day, or one that has not come, or before 1900.
    """
    text = request.GET.get("on", "").strip()
    if not text:
        return None
    last = today(request)
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(
            Sentence(
                _("“%(given)s” is not a day. Write the year, month and day like this: %(example)s."),
                {"given": text[:20], "example": last.isoformat()},
            )
        )
    if not EARLIEST <= day <= last:
        raise Refused(
            Sentence(
                _("We cannot show %(day)s. Choose a day from %(earliest)s to %(latest)s."),
                {"day": day, "earliest": EARLIEST, "latest": last},
            )
        )
    return None if day == last else day


def actor(request: HttpRequest) -> Actor:
    """Return who asks, with the roles that hold now, whatever day is shown."""

    def look_up() -> Actor:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return ANYONE
        return people.actor_for(user.key, now(request))

    return kept(request, "actor", look_up)


def reader(request: HttpRequest) -> Reader:
    """Return who reads, in which language, and as of when."""

    def make() -> Reader:
        day = asked_day(request)
        at = end_of_day(day) if day else now(request)
        language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
        return Reader(actor(request), at, language, day)

    return kept(request, "reader", make)


def by(request: HttpRequest) -> By:
    """Return who acts, now, and the key that makes a form sent twice count once."""
    return By(actor(request), now(request), Via.WEB, once(request))


def once(request: HttpRequest) -> Once | None:
    """Read the hidden key of a form; the same form with other content is another act.

    A person who goes back, corrects and sends again means the correction, so the content is part of the key.
    """
    key = request.POST.get("once", "")
    if not ONCE.fullmatch(key):
        return None
    sent = [f"{name}={value}" for name, values in request.POST.lists() for value in values]
    sent = sorted(each for each in sent if each.partition("=")[0] not in NOT_CONTENT)
    uploads = [(name, part) for name in request.FILES for part in request.FILES.getlist(name)]
    sent += sorted(f"{name}:{part.name}:{part.size}" for name, part in uploads)
    print_of = hashlib.sha256("\0".join([request.path, *sent]).encode()).hexdigest()
    return Once(f"{key}:{print_of[:32]}", print_of)


def shell(request: HttpRequest) -> dict[str, object]:
    """What every page shows around its content (context processor)."""
    return {"shell": SimpleLazyObject(lambda: kept(request, "shell", lambda: whole_shell(request)))}


def whole_shell(request: HttpRequest) -> object:
    """Build the shell; a page that refuses a bad ?on= still has one, as of now."""
    try:
        seen = reader(request)
    except Refused:
        seen = Reader(actor(request), now(request))
    return build_shell(request, seen, today(request))


# --- middleware ---


class Headers:
    """Outermost: every answer carries its policies, and personal pages are kept by nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY or "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Security-Policy", build_policy())
        if personal(request) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response


def personal(request: HttpRequest) -> bool:
    """Whether a page may show what is somebody's own; files of the style never do."""
    if request.path.startswith(settings.STATIC_URL):
        return False
    account = re.match(r"/(cy/)?account/", request.path) is not None
    return account or settings.SESSION_COOKIE_NAME in request.COOKIES


class Outages:
    """The database is away or the disk is full: say so, and when to come back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # Django itself drops a broken connection when the request ends.
        return errors.away() if is_outage(exception) else None


class Edge:
    """The one handler of refusals, and the guard that keeps pages of the past read-only."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if "on" not in request.GET or request.path.startswith("/api/"):
            return None
        try:
            asked_day(request)
            if request.method not in READING:
                raise Conflict(
                    Sentence(_("This page shows a past day. Go back to today to change anything."))
                )
        except Refused as refusal:
            return errors.refused(request, refusal)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refused) else None
