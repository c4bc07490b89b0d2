#!/usr/bin/env python3
"""Keep the Welsh catalogue whole: .venv/bin/python scripts/messages.py extract|fill FILE|check|compile.

extract   finds every text for people in src/headway and updates the .po; new ones have no translation
fill      puts in the translations of a JSON file {text: translation, or a list of the four plural forms}
check     says what is missing, left over or has other placeholders; exit code 1 when there is something
compile   writes the .mo that the product reads (committed, because gettext is not on every machine)
"""

import ast
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as tokens_of
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "headway"
PO = SOURCE / "locale" / "cy" / "LC_MESSAGES" / "django.po"
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
SEVERAL = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
UNMARKED = SOURCE / "formats" / "errors.py"  # knows nothing of Django: doors translate its MESSAGES
BETWEEN = "\x04"  # stands between a context and its text, as in a .mo
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]|\{\w*\}")
STILL = datetime(2026, 1, 1, tzinfo=UTC)  # a date that does not change makes no differences in git
# The plural forms of Django's own Welsh, so that one rule holds for the whole interface.
START = """msgid ""
msgstr ""
"Language: cy\\n"
"Plural-Forms: nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""


@dataclass
class Found:
    """Texts and the files they stand in; a text with a plural is known by its singular."""

    plurals: dict[str, str] = field(default_factory=dict)
    files: dict[str, set[str]] = field(default_factory=dict)

    def add(self, file: str, text: str, plural: str = "") -> None:
        if not text.strip():
            return
        self.files.setdefault(text, set()).add(file)
        self.plurals[text] = plural or self.plurals.get(text, "")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def names_in(tree: ast.AST) -> set[str]:
    """Return the names that mark one text in a file: the usual ones and those it imports them as."""
    taken = [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for each in node.names
    ]
    return ONE | {each.asname for each in taken if each.asname and each.name in ONE}


def literal(node: ast.expr | None, marks: set[str]) -> str:
    """Return the text of a constant, or of a constant inside _()."""
    if isinstance(node, ast.Call) and name_of(node) in marks and node.args:
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def in_python(source: str) -> Iterator[tuple[str, str]]:
    """Yield (text, plural); a Sentence with `plural=` makes one entry of both, and so does a kept pair."""
    plurals, tree = set(), ast.parse(source)
    marks = names_in(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for one, several in kept_pairs(tree, marks):
        plurals |= {one, several}
        yield one, several
    for call in calls:
        named = {each.arg: each.value for each in call.keywords}
        pair = (call.args[0], named["plural"]) if "plural" in named and call.args else tuple(call.args[:2])
        if (name_of(call) == "Sentence" and "plural" in named) or name_of(call) in SEVERAL:
            one, several = literal(pair[0], marks), literal(pair[1], marks)
            plurals |= {one, several}
            yield one, several
    for call in calls:
        if name_of(call) in marks and literal(call, marks) not in plurals:
            yield literal(call, marks), ""
        elif name_of(call) in WITH_CONTEXT:
            yield BETWEEN.join(literal(each, marks) for each in call.args[:2]), ""


def kept_pairs(tree: ast.AST, marks: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the tuples of two marked texts that both count by %(n)s: they become one Sentence later."""
    for node in ast.walk(tree):
        parts = node.elts if isinstance(node, ast.Tuple) else []
        calls = [each for each in parts if isinstance(each, ast.Call)]
        said = [literal(each, marks) for each in calls if name_of(each) in marks]
        if len(said) == 2 and all("%(n)s" in each for each in said):
            yield said[0], said[1]


def unmarked(source: str) -> Iterator[tuple[str, str]]:
    """Yield the values of the dictionary MESSAGES."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "MESSAGES":
            yield from ((literal(each, set()), "") for each in getattr(node.value, "values", ()))


def in_template(source: str) -> Iterator[tuple[str, str]]:
    """Yield (text, plural) of one Django template."""
    flat = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _line, text, _comments, _context in tokens_of("python", io.BytesIO(flat.encode()), IN_TEMPLATES):
        yield (text, "") if isinstance(text, str) else (text[0], text[1])


def collect() -> Found:
    """Read every Python file and template of the product."""
    found = Found()
    for path in sorted(SOURCE.rglob("*")):
        if "built" in path.parts or path.suffix not in {".py", ".html", ".txt"}:
            continue
        read = unmarked if path == UNMARKED else in_python if path.suffix == ".py" else in_template
        for text, plural in read(path.read_text(encoding="utf-8")):
            found.add(path.relative_to(ROOT).as_posix(), text, plural)
    return found


def key_of(text: str, plural: str) -> str | tuple[str, str]:
    return (text, plural) if plural else text


def load() -> Catalog:
    """Read the catalogue as it is committed."""
    source = PO.read_bytes() if PO.exists() else START.encode()
    return read_po(io.BytesIO(source), locale="cy")


def extract() -> int:
    """Bring the catalogue up to date with the sources; keep every translation that still has its text."""
    known, found = load(), collect()
    fresh = read_po(io.BytesIO(START.encode()), locale="cy")
    for text in sorted(found.files):
        plural = found.plurals[text]
        context, _between, said = text.rpartition(BETWEEN)
        old = known.get(said, context or None)
        string = old.string if old is not None and old.id == key_of(said, plural) else ""
        files = [(file, 0) for file in sorted(found.files[text])]
        fresh.add(key_of(said, plural), string, locations=files, context=context or None)
    save(fresh)
    missing = [message for message in texts(fresh) if not complete(message)]
    say(f"{len(found.files)} texts, {len(missing)} without a translation")
    return 0


def save(catalog: Catalog) -> None:
    """Write the .po in an order that does not depend on where a text stands."""
    catalog.project, catalog.version = "headway", "1"
    catalog.creation_date = catalog.revision_date = STILL
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as out:
        write_po(out, catalog, width=100, include_lineno=False, sort_output=True, ignore_obsolete=True)


def texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings) and not message.fuzzy


def placeholders_differ(message: Message) -> bool:
    """Whether a translation asks for other values; one of several forms may leave the number out."""
    if isinstance(message.id, str):
        return sorted(PLACEHOLDER.findall(message.id)) != sorted(PLACEHOLDER.findall(str(message.string)))
    wanted = set(PLACEHOLDER.findall(" ".join(message.id)))
    return any(not set(PLACEHOLDER.findall(form)) <= wanted for form in message.string or ())


def problems() -> list[str]:
    """Return everything that is wrong with the catalogue, in words."""
    catalog, found = load(), collect()
    messages = texts(catalog)
    wanted = {key_of(text, plural) for text, plural in found.plurals.items()}
    there = {there_as(message) for message in messages}
    told = [
        f"not in the catalogue: {each!r} ({where(found, each)})" for each in sorted(wanted - there, key=str)
    ]
    told += [f"in the catalogue but nowhere else: {each!r}" for each in sorted(there - wanted, key=str)]
    told += [f"without a translation: {message.id!r}" for message in messages if not complete(message)]
    told += [
        f"other placeholders: {message.id!r}"
        for message in messages
        if complete(message) and placeholders_differ(message)
    ]
    if not told and not compiled_is_current(catalog):
        told = ["the .mo is older than the .po: compile"]
    return told


def there_as(message: Message) -> str | tuple[str, str]:
    """Return the key under which `collect` knows a message."""
    if not isinstance(message.id, str):
        return (message.id[0], message.id[1])
    return f"{message.context}{BETWEEN}{message.id}" if message.context else message.id


def where(found: Found, key: str | tuple[str, str]) -> str:
    return ", ".join(sorted(found.files[key if isinstance(key, str) else key[0]]))


def compiled_is_current(catalog: Catalog) -> bool:
    """Whether the committed .mo says what the .po says."""
    mo = PO.with_suffix(".mo")
    if not mo.exists():
        return False
    return entries(mo.read_bytes()) == entries(compiled(catalog))


def entries(mo: bytes) -> dict[object, str]:
    found: dict[object, str] = dict(GNUTranslations(io.BytesIO(mo))._catalog)  # type: ignore[attr-defined]  # noqa: SLF001
    found.pop("", None)
    return found


def compiled(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = STILL
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def check() -> int:
    told = problems()
    say("\n".join(told) or "the Welsh catalogue is complete")
    return 1 if told else 0


def compile_catalogue() -> int:
    PO.with_suffix(".mo").write_bytes(compiled(load()))
    return 0


def fill(path: Path) -> int:
    """Put in what somebody translated, then compile."""
    catalog, given = load(), json.loads(path.read_text(encoding="utf-8"))
    for message in texts(catalog):
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text in given:
            message.string = given[text] if isinstance(given[text], str) else tuple(given[text])
    save(catalog)
    return compile_catalogue()


def main() -> int:
    verbs = {"extract": extract, "check": check, "compile": compile_catalogue}
    match sys.argv[1:]:
        case [verb] if verb in verbs:
            return verbs[verb]()
        case ["fill", file]:
            return fill(Path(file))
    sys.stderr.write(f"{__doc__}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
