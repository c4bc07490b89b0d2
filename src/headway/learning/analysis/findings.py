"""What a finding says, read from forms and files, found by words, and put together with its like."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_noop as _

from headway.engine.errors import CannotEstimate
from headway.engine.learning import synthesise
from headway.formats.delimited import read_delimited
from headway.formats.downloads import guarded
from headway.formats.errors import MESSAGES, Problem, Problems, shorten
from headway.formats.tables import normalised
from headway.kernel.sentences import Sentence
from headway.learning.choices import SCALES, Measure, Scale
from headway.missions.choices import Distance, EvidenceResult

E = TypeVar("E", bound=StrEnum)
MOST = 1_000  # findings of one file
NORMAL = 1.959963984540054
STRONGEST = 4
SCALE = f"headway {SCALES[Scale.HEADWAY].version}"
LENGTHS = {
    "code": 100,
    "title": 300,
    "question": 200,
    "outcome": 300,
    "where": 300,
    "citation": 500,
    "address": 500,
}
CONTRARY = (
    EvidenceResult.HARMS,
    EvidenceResult.NO_DIFFERENCE,
    EvidenceResult.MIXED,
    EvidenceResult.HELPS,
    EvidenceResult.CANNOT_TELL,
)


@dataclass(frozen=True, slots=True)
class FindingWords:
    """One finding; `code` is its short name in files, `question` what findings are put together by.

    `strength` runs from 0 to 4 on Headway's scale; the interval is the 95 % one. The three distances say how
    far its context is from ours.
    """

    code: str
    title: str
    outcome: str
    result: EvidenceResult
    strength: int
    why: str
    citation: str
    question: str = ""
    measure: Measure | None = None
    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None
    people_n: int | None = None
    where: str = ""
    year: int | None = None
    place: Distance | None = None
    sector: Distance | None = None
    people: Distance | None = None
    cost: str = ""
    address: str = ""
    language: str = "en"

    @property
    def counted(self) -> bool:
        """Whether it can be put together with others."""
        return None not in (self.estimate, self.lower, self.upper) and bool(self.measure and self.question)


COLUMNS = tuple(each.name for each in fields(FindingWords))
NEEDED = ("code", "title", "outcome", "result", "strength", "why", "citation")
FINDING_MESSAGES = {
    "finding_column": _("not a column of this table; these are known: {columns}"),
    "finding_needed": _("a value is needed here"),
    "finding_choice": _("one of: {choices}"),
    "finding_number": _("a number such as 0.25, or an empty cell"),
    "finding_whole": _("a whole number, or an empty cell"),
    "finding_twice": _("the same as in row {first}; each once"),
    "finding_many": _("at most {limit} rows"),
}


@dataclass(frozen=True, slots=True)
class FindingProblem(Problem):
    """A problem in a file of findings; `said` is the sentence of a rule that forms follow too."""

    said: Sentence | None = None

    @property
    def msgid(self) -> str:
        """What is accepted, with ``{names}`` for the facts."""
        if self.said is not None:
            return self.said.text()
        return FINDING_MESSAGES.get(self.code) or MESSAGES[self.code]


def faults(words: FindingWords) -> dict[str, Sentence]:
    """Return what is wrong with a finding, by field; the rules of forms and files."""
    said = asdict(words)
    wrong = {
        name: Sentence(_("Say it in words that everybody can read."))
        for name in ("code", "title", "outcome", "why", "citation")
        if not str(said[name]).strip()
    }
    wrong |= {
        name: Sentence(_("Use at most %(most)s characters."), {"most": most})
        for name, most in LENGTHS.items()
        if len(said[name]) > most
    }
    if not 0 <= words.strength <= STRONGEST:
        wrong["strength"] = Sentence(_("Choose a level from 0 to 4."))
    if words.year is not None and not 1800 <= words.year <= 2200:
        wrong["year"] = Sentence(_("Write the year with four digits."))
    if words.address and not words.address.startswith(("https://", "http://")):
        wrong["address"] = Sentence(_("Write the whole address, with https:// in front."))
    return wrong | interval_faults(words)


def interval_faults(words: FindingWords) -> dict[str, Sentence]:
    """Return what is wrong with its numbers."""
    numbers = (words.estimate, words.lower, words.upper)
    told = [each for each in numbers if each is not None]
    if not told:
        return {}
    if len(told) < len(numbers):
        return {
            "estimate": Sentence(_("Give the effect with both ends of its 95% interval, or none of them."))
        }
    estimate, lower, upper = told
    if not lower <= estimate <= upper or lower == upper:
        return {"lower": Sentence(_("The effect lies between the two ends of its interval."))}
    if words.measure is None:
        return {"measure": Sentence(_("Say what the number is."))}
    if words.measure is Measure.RATIO and lower <= 0:
        return {"lower": Sentence(_("A ratio is above nought."))}
    return {}


# --- files ---


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a file by the names of its columns; what cannot be read is noted."""

    line: int
    values: Mapping[str, str]
    problems: Problems

    def text(self, name: str) -> str:
        said = self.values.get(name, "").strip()
        return said[1:] if guarded(said[1:]) == said else said  # as our own files guard a first sign

    def wrong(self, code: str, name: str, **facts: int | str) -> None:
        found = tuple(facts.items())
        self.problems.add(FindingProblem(code, self.line, name, shorten(self.text(name)) or None, found))

    def one_of(self, name: str, kind: type[E]) -> E | None:
        said = self.text(name).lower().replace(" ", "_")
        if said and said not in set(kind):
            self.wrong("finding_choice", name, choices=", ".join(kind))
        return kind(said) if said in set(kind) else None

    def number(self, name: str) -> float | None:
        said = self.text(name)
        try:
            found = float(said) if said else None
        except ValueError:
            found = math.nan
        if found is not None and not math.isfinite(found):
            self.wrong("finding_number", name)
            return None
        return found

    def whole(self, name: str) -> int | None:
        said = self.text(name)
        if said and not re.fullmatch("[0-9]{1,9}", said):
            self.wrong("finding_whole", name)
            return None
        return int(said) if said else None


def read_findings(data: bytes) -> tuple[FindingWords, ...]:
    """Read a CSV file of findings, one a row.

    Raises
    ------
    Unreadable
        With row, column and value of everything that cannot be read; nothing of it may be used.
    """
    problems = Problems()
    table = read_delimited(data)
    header = [normalised(name).replace(" ", "_") for name in table.header]
    known = (("columns", ", ".join(COLUMNS)),)
    for name in header:
        if name not in COLUMNS:
            problems.add(FindingProblem("finding_column", table.header_row, shorten(name), None, known))
    for name in NEEDED:
        if name not in header:
            problems.add(FindingProblem("finding_needed", table.header_row, name))
    found: list[FindingWords] = []
    first: dict[str, int] = {}
    for number, (line, cells) in enumerate(table.rows(problems), start=1):
        if number > MOST:
            problems.add(FindingProblem("finding_many", line, facts=(("limit", MOST),)))
            break
        row = Cells(line, dict(zip(header, cells, strict=False)), problems)
        words = read_row(row)
        if words.code in first:
            row.wrong("finding_twice", "code", first=first[words.code])
        first.setdefault(words.code, line)
        found.append(words)
    problems.refuse()
    return tuple(found)


def read_row(row: Cells) -> FindingWords:
    """Read one finding and note what the rules refuse."""
    before = row.problems.total
    if not row.text("result"):
        row.wrong("finding_needed", "result")
    if not row.text("strength"):
        row.wrong("finding_needed", "strength")
    texts = ("code", "title", "outcome", "why", "citation", "question", "where", "cost", "address")
    told: dict[str, Any] = {name: row.text(name) for name in texts}
    told |= {name: row.number(name) for name in ("estimate", "lower", "upper")}
    told |= {name: row.whole(name) for name in ("people_n", "year")}
    told |= {name: row.one_of(name, Distance) for name in ("place", "sector", "people")}
    words = FindingWords(
        **told,
        result=row.one_of("result", EvidenceResult) or EvidenceResult.CANNOT_TELL,
        strength=row.whole("strength") or 0,
        measure=row.one_of("measure", Measure),
        language=row.text("language") or "en",
    )
    if row.problems.total == before:
        for name, said in faults(words).items():
            value = shorten(row.text(name)) or None
            row.problems.add(FindingProblem("finding_needed", row.line, name, value, said=said))
    return words


# --- finding ---


def wanted(asked: str) -> frozenset[str]:
    """Return the words of a search that tell findings apart."""
    return frozenset(word for word in re.findall(r"\w+", asked.lower()) if len(word) > 2)


def matches(asked: frozenset[str], texts: Iterable[str]) -> int:
    """Return how many words of a search begin a word of these texts."""
    there = {word for text in texts for word in re.findall(r"\w+", text.lower())}
    return sum(any(word.startswith(stem(each)) for word in there) for each in asked)


def stem(word: str) -> str:
    """Return what stays of a word when its ending changes."""
    return word[: max(4, len(word) - 3)]


def standing(result: EvidenceResult) -> int:
    """Return where a result stands in a list: what speaks against the hope first."""
    return CONTRARY.index(result)


# --- together ---


@dataclass(frozen=True, slots=True)
class Together:
    """What findings of one question say together, in the measure of the findings.

    `predicted` is where the effect in the next place is likely to lie (None with two); `weights` sum to 1.
    """

    n: int
    estimate: float
    lower: float
    upper: float
    predicted: tuple[float, float] | None
    i2: float
    weights: Mapping[UUID, float]


def together(found: Sequence[tuple[UUID, FindingWords]], measure: Measure) -> Together | None:
    """Put findings together, ratios on their logarithms; None where they cannot be."""
    rows = [(key, words) for key, words in found if words.counted and words.measure is measure]
    if len(rows) < 2:
        return None
    numbers = np.array([[words.estimate, words.lower, words.upper] for _key, words in rows], dtype=np.float64)
    told = np.log(numbers) if measure is Measure.RATIO else numbers
    variances = ((told[:, 2] - told[:, 1]) / (2.0 * NORMAL)) ** 2
    try:
        said = synthesise(told[:, 0], variances, knapp_hartung=True)
    except CannotEstimate:
        return None
    back = math.exp if measure is Measure.RATIO else float
    weights = 1.0 / (variances + said.tau2)
    shares = (weights / weights.sum()).tolist()
    return Together(
        n=said.n,
        estimate=back(said.estimate),
        lower=back(said.lower),
        upper=back(said.upper),
        predicted=None if said.predicted is None else (back(said.predicted[0]), back(said.predicted[1])),
        i2=said.i2,
        weights={key: share for (key, _words), share in zip(rows, shares, strict=True)},
    )
