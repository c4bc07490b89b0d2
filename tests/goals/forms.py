"""The forms of a page as a browser would send them, values nobody expects, and texts that try to run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

KEPT = {"csrfmiddlewaretoken"}  # the test client is not asked for it
BUTTONS = {"submit", "button", "image", "reset"}
ODD = (
    "", " ", "0", "-1", "1e999", "NaN", "Infinity", "0x10", "٣", "１２", "1,5", "9" * 40, "-0", "null", "None", "[]",
    "{}", "true", "2026-02-30", "9999-12-31", "0000-00-00", "31", "13", "\0", "a\0b", "\u202eabc", "\ufeff", "%s%n",
    "{0.__class__}", "{{7*7}}", "' OR 1=1 --", "../../etc/passwd", "C:\\x", "\r\nSet-Cookie: a=b", "é" * 500,
    "🜁" * 200, "x" * 30_000, "00000000-0000-4000-8000-000000000000", "<script>alert(1)</script>", "a\nb\nc",
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)
FILES = (
    b"",
    b"\0" * 10,
    b"code,name\n",
    b"PK\x03\x04",
    b"{",
    b"\xff\xfe",
    b"a" * 5000,
    b'{"layout":"odd-r","hexes":{}}',
)


@dataclass
class Field:
    """One control: what it holds at first, and what it offers."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: bool = False
    mode: str = ""  # the keyboard it asks for

    @property
    def usual(self) -> str:
        """Return what a person would write into an empty control."""
        if self.value or not self.written:
            return self.value
        parts = {"_day": "1", "_month": "6", "_year": "2030"}
        part = next((text for end, text in parts.items() if self.name.endswith(end)), "")
        return part or ("5" if self.mode in {"numeric", "decimal"} else "Something")

    @property
    def prose(self) -> bool:
        """Whether any words will do: no number, no part of a date, no address."""
        parts = self.name.endswith(("_day", "_month", "_year"))
        return self.kind in {"text", "textarea"} and not self.mode and not parts

    @property
    def written(self) -> bool:
        """Whether a person writes words into it."""
        return self.kind in {"text", "textarea", "search", "email", "url", "tel", "password"}


@dataclass
class PageForm:
    """A form of a page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def first(self) -> dict[str, Any]:
        """Return what a person sends who changes nothing; a list offers its first real choice."""
        sent: dict[str, Any] = {}
        for each in self.fields:
            if each.kind in {"checkbox", "radio"}:
                if each.checked or (each.kind == "radio" and each.name not in sent):
                    sent[each.name] = each.value or "on"
            elif each.kind == "select":
                real = [option for option in each.options if option]
                sent[each.name] = each.value or (real[0] if real else "")
            elif each.kind != "file":
                sent[each.name] = each.usual
        return sent


class Forms(HTMLParser):
    """Every form in a page's markup."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[PageForm] = []
        self.form: PageForm | None = None
        self.open: Field | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = PageForm(said.get("action", ""), said.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.open:
            self.open.options.append(said.get("value", ""))
            if "selected" in said:
                self.open.value = said.get("value", "")
        elif "name" in said and said["name"] not in KEPT and said.get("type") not in BUTTONS:
            self._control(tag, said)

    def _control(self, tag: str, said: Mapping[str, str]) -> None:
        kinds = {"select": "select", "textarea": "textarea", "input": said.get("type", "text")}
        if tag in kinds and self.form:
            found = Field(
                said["name"],
                kinds[tag],
                said.get("value", ""),
                [],
                "checked" in said,
                said.get("inputmode", ""),
            )
            self.form.fields.append(found)
            self.open = found if tag != "input" else None

    def handle_data(self, data: str) -> None:
        if self.open and self.open.kind == "textarea":
            self.open.value += data.removeprefix("\n") if not self.open.value else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag in {"select", "textarea"}:
            self.open = None


def anything(each: Field) -> st.SearchStrategy[Any]:
    """Return what may be sent for a field: what stands there, what it offers, or what nobody expects."""
    if each.kind == "file":
        return st.sampled_from(FILES).map(lambda data: SimpleUploadedFile("a.csv", data))
    offered = st.sampled_from([*each.options, each.value]) if each.options else st.just(each.value)
    return st.one_of(offered, offered, st.sampled_from(ODD), TEXT)


def sendings(form: PageForm) -> st.SearchStrategy[dict[str, Any]]:
    """Return sendings of a form; now and then a field is missing or comes twice."""
    filled = st.fixed_dictionaries({each.name: anything(each) for each in form.fields})
    mostly = filled.map(lambda odd: {**form.first(), **odd})
    one = st.sampled_from(form.fields or [Field("x", "text")]).flatmap(
        lambda each: anything(each).map(lambda value: {**form.first(), each.name: value})
    )
    without = st.sampled_from([each.name for each in form.fields] or ["x"]).map(
        lambda name: {key: value for key, value in form.first().items() if key != name}
    )
    twice = mostly.map(
        lambda sent: {key: [value, value] for key, value in sent.items() if not is_file(value)}
    )
    return st.one_of(one, one, one, mostly, without, twice)


def is_file(value: object) -> bool:
    return isinstance(value, SimpleUploadedFile)


# --- texts that try to run ---

BASES = (
    "<script>{a}</script>", "<ScRiPt>{a}</sCrIpT>", '"><script>{a}</script>', "'><script>{a}</script>",
    "</title><script>{a}</script>", "</textarea><script>{a}</script>", "</style><script>{a}</script>",
    "--><script>{a}</script>", "]]><script>{a}</script>", "<script src=//x.example/{n}.js></script>",
    "<img src=x onerror={a}>", '"><img src=x onerror={a}>', "'><img src=x onerror={a}>", "<img/src=x/onerror={a}>",
    "<img src=x onerror\n={a}>", "<svg onload={a}>", "<svg><script>{a}</script></svg>", "<svg/onload={a}>",
    '"><svg onload={a}>', "</text><svg onload={a}>", "</svg><script>{a}</script>", "</desc><script>{a}</script>",
    "<svg><animate onbegin={a} attributeName=x dur=1s>", "<math><mi xlink:href=javascript:{a}>x</mi></math>",
    "<body onload={a}>", "<iframe src=javascript:{a}>", '<iframe srcdoc="<script>{a}</script>">',
    "<object data=javascript:{a}>", "<embed src=javascript:{a}>", "<a href=javascript:{a}>x</a>",
    '"><a href="javascript:{a}">x</a>', "<a href=JaVaScRiPt:{a}>x</a>", "<a href='&#106;avascript:{a}'>x</a>",
    "<form action=javascript:{a}><button>x</button></form>", "<button formaction=javascript:{a}>x</button>",
    "<input autofocus onfocus={a}>", '" autofocus onfocus={a} x="', "' autofocus onfocus={a} x='",
    '" onmouseover={a} x="', "<details open ontoggle={a}>", "<video><source onerror={a}></video>",
    "<audio src=x onerror={a}>", "<marquee onstart={a}>", "<select autofocus onfocus={a}>", "<keygen autofocus onfocus={a}>",
    "<style>@import'javascript:{a}';</style>", "<link rel=stylesheet href=javascript:{a}>", "<base href=javascript:{a}//>",
    "<meta http-equiv=refresh content='0;url=javascript:{a}'>", "javascript:{a}", "data:text/html,<script>{a}</script>",
    "{{{{constructor.constructor('{a}')()}}}}", "{{% debug %}}<script>{a}</script>", "${{{a}}}", "<%= {a} %>",
    "\\u003cscript\\u003e{a}\\u003c/script\\u003e", "＜script＞{a}＜/script＞", "<scr\0ipt>{a}</scr\0ipt>",
    "<template><script>{a}</script></template>", "&lt;script&gt;{a}&lt;/script&gt;",
)  # fmt: skip
PAYLOADS = tuple(base.format(a=f"alert({number})", n=number) for number, base in enumerate(BASES))
ADDRESSES = {"href", "src", "action", "formaction", "data", "xlink:href", "content", "srcdoc", "background"}
RUNS = ("javascript:", "vbscript:", "data:text/html")
FOREIGN = {"iframe", "object", "embed", "base", "math", "marquee", "keygen", "audio", "video", "animate"}


class Injected(HTMLParser):
    """What a page's markup would run or load that we did not write."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in {"script", "style"} else ""
        if tag in FOREIGN:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            target = (value or "").strip().lower()
            if name.startswith("on") or (name in ADDRESSES and target.startswith(RUNS)):
                self.found.append(f"<{tag} {name}={value}>")
            if "x.example" in target and name in ADDRESSES:
                self.found.append(f"<{tag} {name}={value}>")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and "alert(" in data:
            self.found.append(f"<{self.inside}>{data[:60]}")
