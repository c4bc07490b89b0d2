"""A barrier as it is handed in, as a letter, as word stems; minutes given back as an estimate."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.frontline.choices import (
    MINUTES,
    TIMES,
    BarrierKind,
    Changer,
    Identity,
    Often,
    RaisedAs,
    Takes,
)
from headway.kernel.sentences import Sentence

LONGEST = 3000
ASKED_MINUTES = 1.5  # what we ask for one barrier: the form is made for 90 seconds on a phone
SHORT = {"rule_cited": 300, "team": 200, "name": 120, "email": 254}
STEM = 6
MOST_STEMS = 40
WORD = re.compile(r"[^\W\d_]{4,}")
# The commonest words of four letters and more, in English and Welsh: they say nothing about what it is.
EVERYWHERE = frozenset(
    """
    that this with from have they their there what when which would could should about because been being
    cannot does done each every even into just like make more most must need only other over same some such
    than them then these those through time very want were where while will your able after again also
    always asked before both down first getting give given goes going have having here however know made
    many much never next nothing often once people really said says since someone something still taking
    take takes trying used using wait ways week work wrong mae maent roedd sydd gyda ddim hynny wedi fydd
    oedd eich ein bod fod rhaid cael
    """.split()  # noqa: SIM905 - a list of hundred literals is harder to read
)


@dataclass(frozen=True, slots=True)
class NewBarrier:
    """What is in somebody's way, in their words; what names somebody goes with the identity they chose."""

    tried: str
    stopped: str
    kind: BarrierKind
    often: Often
    takes: Takes
    changer: Changer = Changer.UNSURE
    raised_as: RaisedAs = RaisedAs.STAFF
    identity: Identity = Identity.ANONYMOUS
    for_whom: str = ""
    rule_cited: str = ""
    rule: UUID | None = None
    team: str = ""
    name: str = ""
    email: str = ""
    mission: UUID | None = None
    place: UUID | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sorting:
    """How who reads first sorts a barrier, and to whom it goes."""

    kind: BarrierKind
    changer: Changer
    to: UUID
    rule: UUID | None = None


def wrong(new: NewBarrier) -> Iterator[tuple[str, Sentence]]:
    """Yield what cannot be used, by field."""
    for name in ("tried", "stopped"):
        if not getattr(new, name).strip():
            yield name, Sentence(_("Say it in a few words."))
    for name in ("tried", "stopped", "for_whom"):
        if len(getattr(new, name)) > LONGEST:
            yield name, Sentence(_("Use at most %(most)s characters."), {"most": LONGEST})
    for name, most in SHORT.items():
        if len(getattr(new, name)) > most:
            yield name, Sentence(_("Use at most %(most)s characters."), {"most": most})
    if new.identity == Identity.TEAM and not new.team.strip():
        yield "team", Sentence(_("Name your team, or send it without a name."))


def proposed(new: NewBarrier) -> NewBarrier:
    """Return it without what the chosen identity does not allow us to keep."""
    kept = {each.name: getattr(new, each.name) for each in fields(new)}
    if new.identity != Identity.NAMED:
        kept |= {"name": "", "email": ""}
    if new.identity == Identity.ANONYMOUS:
        kept["team"] = ""
    return NewBarrier(**kept)


# --- as a letter ---

KINDS: Mapping[str, type] = {
    "kind": BarrierKind,
    "often": Often,
    "takes": Takes,
    "changer": Changer,
    "raised_as": RaisedAs,
    "identity": Identity,
}
KEYS = ("rule", "mission", "place")


def letter_of(new: NewBarrier) -> dict[str, Any]:
    """Return a barrier as a letter holds it.

    >>> sent = NewBarrier("to buy", "a form", BarrierKind.APPROVAL, Often.DAILY, Takes.HOURS)
    >>> new_of(letter_of(sent)) == sent
    True
    """
    return {name: str(value) for name, value in asdict(proposed(new)).items() if value not in (None, "")}


def new_of(content: Mapping[str, str]) -> NewBarrier:
    """Read a letter."""
    known = {each.name for each in fields(NewBarrier)}
    values: dict[str, Any] = {name: value for name, value in content.items() if name in known}
    values |= {name: KINDS[name](values[name]) for name in KINDS if name in values}
    values |= {name: UUID(values[name]) for name in KEYS if name in values}
    return NewBarrier(**values)


# --- who says the same ---


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say what it is about, at most forty.

    >>> sorted(stems("The approvals panel approved it; approving took weeks"))
    ['approv', 'panel', 'took', 'weeks']
    """
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each)
    )
    words = dict.fromkeys(word[:STEM] for word in WORD.findall(plain) if word not in EVERYWHERE)
    return frozenset(list(words)[:MOST_STEMS])


# --- minutes given back ---


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a month, estimated by those who raised it: likely, and between which bounds."""

    low: float
    likely: float
    high: float


def minutes(often: Often, takes: Takes) -> Hours:
    """Return what one barrier costs, in minutes a month.

    >>> minutes(Often.DAILY, Takes.UNDER_15)
    Hours(low=75.0, likely=210.0, high=450.0)
    """
    times, each = TIMES[often], MINUTES[takes]
    low, likely, high = (float(a * b) for a, b in zip(times, each, strict=True))
    return Hours(low, likely, high)


def band(often: Often, takes: Takes) -> str:
    """Return what one barrier costs as its answer keeps it, for sums of many.

    >>> of_band(band(Often.DAILY, Takes.UNDER_15)) == (Often.DAILY, Takes.UNDER_15)
    True
    """
    return f"{often} {takes}"


def of_band(kept: str) -> tuple[Often, Takes]:
    """Read what one barrier costs."""
    often, takes = kept.split()
    return Often(often), Takes(takes)


def hours(counted: Iterable[tuple[Often, Takes, int]]) -> Hours:
    """Return what some barriers cost together, in hours a month.

    Bounds are sums of bounds: those who estimate may all be wrong in the same direction.
    """
    found = [(minutes(often, takes), number) for often, takes, number in counted]
    return Hours(
        sum(each.low * number for each, number in found) / 60,
        sum(each.likely * number for each, number in found) / 60,
        sum(each.high * number for each, number in found) / 60,
    )
