"""What stands around the content of every page: name, navigation, languages, banners."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.kernel.actors import Reader
from headway.people.queries import body_settings

# Address names in the order of pages.md; a part that is not built yet has no address and no link.
NAVIGATION = (
    ("missions:index", _("Missions")),
    ("places:index", _("Places")),
    ("learning:index", _("What we’re trying")),
    ("frontline:index", _("What’s in the way")),
    ("voice:index", _("Have your say")),
    ("rhythms:index", _("Boards")),
)
SIDE = (("search:index", _("Search")),)
SIDE_SIGNED_IN = (("people:today", _("Today")), ("people:account", _("Your account")))
PREFIX = re.compile(r"^/(?:cy)(?=/|$)")


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `current` marks where the reader is."""

    href: str
    text: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The same page in one language."""

    code: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything that base.html prints besides its blocks."""

    name: str
    short: str  # what stands in the header, beside the logo
    logo: str
    colours: str
    home: str
    demo: bool
    unreviewed: bool
    signed_in: bool
    past: date | None
    today: date
    here: str
    navigation: tuple[Link, ...]
    side: tuple[Link, ...]
    api: str
    languages: tuple[Language, ...]


def build_shell(request: HttpRequest, reader: Reader, today: date) -> Shell:
    """Put the shell together for one request; one query, for the settings of the body."""
    body = body_settings(reader)
    active = get_language() or settings.LANGUAGE_CODE
    signed_in = reader.actor.signed_in
    return Shell(
        name=body.name,
        short=body.logo_text or body.name,
        logo=reverse("logo", args=[body.logo_file]) if body.logo_file else "",
        colours=body.accent.lstrip("#"),
        home=home(),
        demo=settings.MODE == "demo",
        unreviewed=active == "cy",
        signed_in=signed_in,
        past=reader.past,
        today=today,
        here=without_day(request),
        navigation=links(request, NAVIGATION),
        side=links(request, (*SIDE, *(SIDE_SIGNED_IN if signed_in else ()))),
        api=address("api-1.0.0:openapi-view"),
        languages=tuple(
            Language(code.partition("-")[0], name, in_language(request.get_full_path(), code), code == active)
            for code, name in settings.LANGUAGES
            if code in body.languages
        ),
    )


def home() -> str:
    """Return the front page in the active language."""
    return "/cy/" if get_language() == "cy" else "/"


def links(request: HttpRequest, wanted: tuple[tuple[str, object], ...]) -> tuple[Link, ...]:
    """Return links to those parts that exist."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return tuple(
        Link(href, str(text), part(here) == part(name) if part(name) != "people" else here == name)
        for name, text in wanted
        if (href := address(name))
    )


def part(name: str) -> str:
    """Return the app of an address name."""
    return name.partition(":")[0]


def address(name: str) -> str:
    """Return the address of a page by its name; empty where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def in_language(path: str, code: str) -> str:
    """Return the same address in another language; it need not resolve, so error pages keep theirs."""
    bare = escape_leading_slashes(PREFIX.sub("", path) or "/")  # two slashes would lead to another host
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def without_day(request: HttpRequest) -> str:
    """Return this address without ?on=, for the way back to today."""
    query = request.GET.copy()
    query.pop("on", None)
    path = escape_leading_slashes(request.path)
    return f"{path}?{query.urlencode()}" if query else path
