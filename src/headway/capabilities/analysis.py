"""Lists of capabilities as data, what writes take, and what may be told of some ratings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.capabilities.choices import (
    LEVELS,
    MIDDLE_FROM,
    MOST_CAPABILITIES,
    SHOWN_FROM,
    How,
    NeededWhen,
    Spread,
)
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.kernel.things import slugify
from headway.kernel.translations import Text

Words = Mapping[str, str]  # a text by language


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing a team may be able to do, with an anchor for each level."""

    code: str
    name: Words
    asks: Words
    anchors: tuple[Words, ...]
    needed_when: NeededWhen | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    """A list of capabilities, where it comes from and under which licence."""

    code: str
    name: Words
    source: str
    licence: str
    capabilities: tuple[Capability, ...]
    data: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewRound:
    """A team, a list, and the last day to rate; without one the team talks instead."""

    team: UUID
    framework: str
    closes_on: date | None = None
    mission: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewStep:
    """One step of a plan."""

    how: How
    what: str
    owner: str
    on: date
    expected: str


@dataclass(frozen=True, slots=True)
class NewView:
    """What a team says together of one capability."""

    level: int | None = None
    needed: int | None = None
    why: str = ""
    artefacts: tuple[UUID, ...] = ()
    steps: tuple[NewStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of some ratings: nothing, how far apart they lie, or also their middle."""

    spread: Spread | None = None
    middle: int | None = None


def told_of(levels: Sequence[int]) -> Told:
    """Return what may be told of the ratings of one capability.

    The middle is the lower median: a level somebody chose, and half of the ratings lie at it or above.
    """
    if len(levels) < SHOWN_FROM:
        return Told()
    ordered = sorted(levels)
    apart = ordered[-1] - ordered[0]
    spread = Spread.CLOSE if apart <= 1 else Spread.SOME if apart == 2 else Spread.WIDE
    middle = ordered[(len(ordered) - 1) // 2] if len(ordered) >= MIDDLE_FROM else None
    return Told(spread, middle)


def said(words: Words, language: str) -> Text:
    """Return a text of a list in a language, or its English with its language marked.

    >>> said({"en": "Learning"}, "cy")
    Text(text='Learning', lang='en')
    """
    if language in words:
        return Text(words[language], "")
    code = "en" if "en" in words else next(iter(words))
    return Text(words[code], code)


# --- lists as data ---


@cache
def shipped() -> Mapping[str, Framework]:
    """Return the lists that come with Headway, by code."""
    folder = files("headway.capabilities") / "data"
    read = [read_framework(each.read_bytes()) for each in folder.iterdir() if each.name.endswith(".json")]
    return {each.code: each for each in sorted(read, key=lambda each: each.code)}


def read_framework(data: bytes) -> Framework:
    """Read a list from a JSON file; raises Invalid with what is wrong."""
    try:
        content = json.loads(data)
    except ValueError:
        raise wrong(_("The file is not JSON.")) from None
    return framework_of(content)


def framework_of(content: Any) -> Framework:
    """Read a list from its data; raises Invalid with what is wrong."""
    if not isinstance(content, dict):
        raise wrong(_("The file must hold one object."))
    code = text_in(content, "code")
    rows = content.get("capabilities")
    if slugify(code) != code:
        raise wrong(_("“code” must be small letters, digits and hyphens."))
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_CAPABILITIES:
        raise wrong(_("“capabilities” must be a list of 1 to 12."))
    found = tuple(capability_of(row) for row in rows)
    if len({each.code for each in found}) != len(found):
        raise wrong(_("Each capability needs a code of its own."))
    return Framework(
        code,
        words_in(content, "name"),
        text_in(content, "source"),
        text_in(content, "licence"),
        found,
        content,
    )


def capability_of(row: Any) -> Capability:
    """Read one capability."""
    if not isinstance(row, dict):
        raise wrong(_("Each capability must be an object."))
    anchors = row.get("anchors")
    if not isinstance(anchors, list) or len(anchors) != len(LEVELS):
        raise wrong(_("Each capability needs five anchors, one for each level."))
    code = text_in(row, "code")
    if slugify(code) != code:
        raise wrong(_("“code” must be small letters, digits and hyphens."))
    when = row.get("needed_when")
    if when is not None and when not in set(NeededWhen):
        raise wrong(_("“needed_when” is none of the words that are known."))
    return Capability(
        code,
        words_in(row, "name"),
        words_in(row, "asks"),
        tuple(words_of(each, "anchors") for each in anchors),
        NeededWhen(when) if when else None,
    )


def text_in(row: Mapping[str, Any], name: str) -> str:
    """Return a text that has to be there."""
    value = row.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > 1000:
        raise wrong(_("“%(name)s” must be a text."), name=name)
    return value


def words_in(row: Mapping[str, Any], name: str) -> Words:
    """Return a text by language that has to be there."""
    return words_of(row.get(name), name)


def words_of(value: Any, name: str) -> Words:
    """Return a text by language, at least one."""
    if not isinstance(value, dict) or not value:
        raise wrong(_("“%(name)s” must be texts by language."), name=name)
    return {str(language): text_in(value, language) for language in value}


def wrong(msgid: str, **values: str) -> Invalid:
    """Return the refusal of a file."""
    sentence = Sentence(msgid, values)
    return Invalid(sentence, {"file": sentence})
