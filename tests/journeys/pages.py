"""Every kind of page, found as people find it: by following links, as each person, from the front page."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import APIRequestContext, StorageState

from tests.journeys.installed import Site

STARTS = (
    "/",
    "/account/",
    "/account/inactive/",
    "/account/logout/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-gone/",
    "/account/password/reset/key/done/",
    "/account/reauthenticate/",
)  # beside the front page, what only an act of allauth leads to
NO_PAGE = {
    "colours": "a style sheet",
    "icon": "a picture",
    "logo": "a picture",
    "security": "plain text",
    "audit-head": "JSON",
    "healthz": "plain text",
    "robots.txt": "plain text",
    "targets:csv": "a download",
    "learning:findings-csv": "a download",
    "learning:plan-json": "a download",
    "learning:registry-json": "a download",
    "learning:list-csv": "a download",
    "learning:draw-csv": "a download",
    "learning:begun": "leads on",
    "learning:study-script": "a download",
    "learning:study-data": "a download",
    "learning:study-report": "a download",
    "learning:study-pdf": "a download",
    "measures:file": "a download",
    "measures:export-file": "a download",
    "measures:mission-export-file": "a download",
    "measures:provenance": "a download",
    "checks:about": "leads on",
    "missions:built": "leads on",
    "missions:canvas": "leads on",
    "rhythms:day": "leads on",
    "peers:photo": "a picture",
    "peers:reached": "takes a form only",
    "missions:logic-file": "a download",
    "missions:pack": "a download",
    "measures:accept": "takes a form only",
    "measures:cancel": "takes a form only",
    "mfa_download_recovery_codes": "a download",
    "answers:acknowledge": "takes a form only",
    "voice:join": "takes a form only",
    "voice:vote": "takes a form only",
    "voice:happened": "takes a form only",
    "voice:totals": "a download",
    "voice:statements": "a download",
    "voice:polis": "a download",
    "voice:panel-people": "a download",
    "voice:panel-file": "a download",
    "answers:decide": "takes a form only",
    "frontline:me-too": "takes a form only",
    "frontline:picture": "a picture",
    "frontline:worker": "a script",
    "mfa_login_webauthn": "takes a form only",
    "calendar:feed": "a feed for calendars",
    "openid_connect_login": "leads on",
    "openid_connect_callback": "leads on",
}
IN_A_JOURNEY = {
    "voice:panel-reserve",
    "learning:take",
    "voice:panel-recommend",
    "voice:panel-lots",
    "learning:step",
    "learning:lock",
    "learning:seed",
    "learning:lots",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "answers:follow",
    "answers:say",
    "answers:say_by_code",
    "peers:follow",
    "peers:withdraw-by-code",
    "people:accept",
    "rules:board",
    "rules:review",
    "rules:three-done",
    "voice:mine",
    "voice:equality",
    "voice:say",
    "voice:leave",
    "voice:appeal",
    "voice:decide",
    "voice:open",
    "voice:report",
    "voice:panel-report",
    "people:unfollow",
    "people:stop_mail",
    "setup:begin",
}
VISITS = 3  # of one kind of page: the first person, mission or place need not lead to everything
# What can be done about these hangs on their state and on who looks: everybody looks at all of them.
EVERY_ONE = {
    "capabilities:round",
    "frontline:barrier",
    "learning:draw",
    "learning:test",
    "peers:circle",
    "peers:draw",
    "peers:story",
    "rules:freedom",
    "rules:rule",
    "voice:conversation",
    "voice:panel",
}


def named(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[str]:
    """Yield the name of every address; one without a name goes by its pattern."""
    for each in resolver.url_patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield space + each.name if each.name else pattern
        else:
            yield from named(each, pattern, space + (f"{each.namespace}:" if each.namespace else ""))


def kinds_of_page() -> list[str]:
    """Return the names of all pages, whether or not anything leads to them; a new one is here by itself."""
    return sorted({name for name in named(get_resolver()) if is_page(name)} - IN_A_JOURNEY)


def is_page(name: str) -> bool:
    """Whether an address shows something to a person; of the API only its description does."""
    api = name.startswith(("api", "cy/api", "^api")) and not name.endswith("openapi-view")
    return name not in NO_PAGE and not api


class Links(HTMLParser):
    """The links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@dataclass
class Walk:
    """What following links from the front page led to."""

    site: Site
    found: dict[str, tuple[str, str]] = field(default_factory=dict)  # name: (who, address)
    broken: list[str] = field(default_factory=list)
    only_acts: list[str] = field(default_factory=list)  # addresses that no link leads to
    states: dict[str, StorageState] = field(default_factory=dict)  # cookies of each person
    headers: dict[str, dict[str, str]] = field(default_factory=dict)  # of the page that was found

    def where(self, name: str) -> tuple[str, str]:
        """Return who finds a kind of page, and its address."""
        assert name in self.found, f"no link leads to {name}; or say in pages.py why it is no page"
        return self.found[name]

    def follow(self, who: str, asking: APIRequestContext, more: list[str]) -> None:
        """Follow links as one person, three pages of a kind; `more` is what only an act led to."""
        self.only_acts += more
        seen: Counter[str] = Counter()
        waiting = deque([*STARTS, *self.only_acts])
        queued = set(waiting)
        while waiting:
            address = waiting.popleft()
            name = self.name(address)
            if not is_page(name) or seen[name] >= self.visits(name, who):
                continue
            seen[name] += 1
            answer = asking.get(self.site.url + address)
            if answer.status == 200 and "text/html" in answer.headers["content-type"]:
                landed = answer.url.removeprefix(self.site.url)
                self.found.setdefault(self.name(landed), (who, landed))
                self.headers.setdefault(self.name(landed), answer.headers)
                for link in self.links(answer.url, answer.text()):
                    if link not in queued:
                        queued.add(link)
                        waiting.append(link)
            elif address not in (*STARTS, *self.only_acts):
                self.broken.append(f"{who or 'anybody'}: {answer.status} {address}")

    def visits(self, name: str, who: str) -> int:
        """Return how many pages of a kind one person opens."""
        if name in EVERY_ONE:
            return 30
        return VISITS if name not in self.found or self.found[name][0] == who else 1

    def links(self, base: str, text: str) -> Iterator[str]:
        """Yield the links of a page to this site's pages, in the language without a prefix."""
        for href in Links(text).found:
            parts = urlsplit(urljoin(base, href))
            ours = f"{parts.scheme}://{parts.netloc}" == self.site.url
            if ours and not parts.path.startswith("/cy/") and not PurePosixPath(parts.path).suffix:
                yield f"{parts.path}?{parts.query}" if parts.query else parts.path

    @staticmethod
    def name(address: str) -> str:
        """Return the name of an address, or its pattern, or why it has none."""
        try:
            match = resolve(urlsplit(address).path)
        except Resolver404:
            return f"no address: {address}"
        return match.view_name or match.route
