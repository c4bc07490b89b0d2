"""The library of findings: what is known, what speaks against the hope first; one finding; many together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import Label, labels
from headway.learning.analysis.findings import Together, matches, standing, together, wanted
from headway.learning.choices import Measure, Phase
from headway.learning.permissions import may_publish
from headway.learning.queries import (
    FindingRow,
    TestRow,
    UseRow,
    finding,
    finding_versions,
    findings,
    finished,
    register,
    register_of,
    uses,
)
from headway.missions.choices import Distance, EvidenceResult
from headway.missions.permissions import may_grade
from headway.missions.queries import MissionRow, missions
from headway.rhythms.queries import DecisionRow, decisions

NEAR = {Distance.SAME: 0, Distance.SIMILAR: 1, None: 2, Distance.DIFFERENT: 3}
SHOWN = 5  # beside a draft


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library: a finding, or what a finished test of ours found."""

    finding: FindingRow
    test: TestRow | None = None

    @property
    def result(self) -> EvidenceResult:
        return self.finding.words.result

    @property
    def texts(self) -> tuple[str, ...]:
        """What a search looks at."""
        words = self.finding.words
        tried = (self.test.plan.treatment,) if self.test else ()
        return words.title, words.outcome, words.question, words.where, words.citation, words.why, *tried

    @property
    def strength(self) -> int:
        """How strong it is."""
        return self.finding.words.strength

    @property
    def far(self) -> int:
        """How far its context is from ours: the smaller the nearer."""
        words = self.finding.words
        return sum(NEAR[each] for each in (words.place, words.sector, words.people))

    @property
    def order(self) -> tuple[int, int, int]:
        """What speaks against the hope first, then the nearest, then the strongest."""
        return standing(self.result), self.far, -self.strength


@dataclass(frozen=True, slots=True)
class Question:
    """A question that more than one finding with a number speaks to."""

    name: str
    measure: Measure
    n: int


@dataclass(frozen=True, slots=True)
class LibraryBrief:
    """What is known; `asked` are the words that were searched for."""

    asked: str
    entries: tuple[Entry, ...]
    retracted: tuple[FindingRow, ...]
    total: int
    questions: tuple[Question, ...]
    may_publish: bool

    @property
    def contrary(self) -> int:
        """How many speak against the hope or saw no difference."""
        against = {EvidenceResult.HARMS, EvidenceResult.NO_DIFFERENCE, EvidenceResult.MIXED}
        return sum(each.result in against for each in self.entries)


@dataclass(frozen=True, slots=True)
class FindingBrief:
    """One finding with its history and what it changed."""

    row: FindingRow
    versions: tuple[FindingRow, ...]
    uses: tuple[UseRow, ...]
    labels: dict[UUID, Label]
    may_publish: bool
    may_weigh: bool
    others: int  # findings of the same question


@dataclass(frozen=True, slots=True)
class SynthesisBrief:
    """What findings of one question say together; those without a number stand beside."""

    question: str
    measure: Measure
    rows: tuple[Entry, ...]
    together: Together | None
    beside: tuple[Entry, ...]


def library_brief(reader: Reader, *, asked: str = "") -> LibraryBrief:
    """Return what is known, or what of it fits a search; four queries."""
    rows = findings(reader)
    entries = [*(Entry(row) for row in rows if not row.retracted), *from_tests(reader)]
    return LibraryBrief(
        asked=asked,
        entries=ordered(entries, asked),
        retracted=tuple(row for row in rows if row.retracted),
        total=len(entries),
        questions=questions(entries),
        may_publish=may_publish(reader.actor),
    )


def known_about(reader: Reader, *, texts: Iterable[str]) -> tuple[Entry, ...]:
    """Return what the library knows about a draft, by its own words; what speaks against it first."""
    return library_brief(reader, asked=" ".join(texts)).entries[:SHOWN]


def from_tests(reader: Reader) -> tuple[Entry, ...]:
    """Return our tests that have a result, as findings."""
    return tuple(Entry(row, test) for test, row in finished(reader, tests=register(reader)))


def ordered(entries: Sequence[Entry], asked: str) -> tuple[Entry, ...]:
    """Return the entries that fit a search best, contrary ones first among those; all without one."""
    words = wanted(asked)
    if not words:
        return tuple(sorted(entries, key=lambda each: each.order))
    hits = [(matches(words, each.texts), each) for each in entries]
    least = max(1, (max((n for n, _each in hits), default=0) + 1) // 2)
    return tuple(sorted((each for n, each in hits if n >= least), key=lambda each: each.order))


def questions(entries: Sequence[Entry]) -> tuple[Question, ...]:
    """Return the questions that more than one number speaks to, by name."""
    asked = {(each.finding.words.question, each.finding.words.measure) for each in entries}
    known = sorted((name, measure) for name, measure in asked if name and measure)
    counted = (
        Question(name, measure, len(comparable([each for each in entries if asks(each, name)], measure)))
        for name, measure in known
    )
    return tuple(each for each in counted if each.n > 1)


def asks(entry: Entry, question: str) -> bool:
    """Whether a finding speaks to a question."""
    return entry.finding.words.question == question


def comparable(entries: Sequence[Entry], measure: Measure) -> list[Entry]:
    """Return those with a number in one measure; in a unit of one's own, those of the commonest outcome."""
    rows = [each for each in entries if each.finding.words.counted and each.finding.words.measure is measure]
    if measure is not Measure.OWN or not rows:
        return rows
    outcomes = [each.finding.words.outcome.strip().casefold() for each in rows]
    common = Counter(outcomes).most_common(1)[0][0]
    return [each for each, outcome in zip(rows, outcomes, strict=True) if outcome == common]


def finding_brief(reader: Reader, *, slug: str) -> FindingBrief:
    """Return one finding; raises Missing."""
    row = finding(reader, slug=slug)
    used = uses(reader, findings={row.key})
    same = [each for each in findings(reader, question=row.words.question) if not each.retracted]
    graders = any(may_grade(reader.actor, each.key) for each in missions(reader))
    return FindingBrief(
        row=row,
        versions=finding_versions(reader, key=row.key),
        uses=used,
        labels=dict(labels({key for each in used for key in (each.link, each.decision)})),
        may_publish=may_publish(reader.actor) and not row.retracted,
        may_weigh=graders and not row.retracted,
        others=len(same) - 1 if row.words.question and not row.retracted else 0,
    )


def synthesis_brief(reader: Reader, *, question: str, measure: Measure) -> SynthesisBrief:
    """Return what findings and our tests of one question say together; raises Missing where there is none."""
    written = (Entry(row) for row in findings(reader, question=question) if not row.retracted)
    ours = (each for each in from_tests(reader) if asks(each, question))
    rows = (*written, *ours)
    if not question or not rows:
        raise Missing
    inside = comparable(rows, measure)
    inside.sort(key=lambda each: (standing(each.result), each.finding.words.estimate or 0.0))
    return SynthesisBrief(
        question=question,
        measure=measure,
        rows=tuple(inside),
        together=together([(each.finding.key, each.finding.words) for each in inside], measure),
        beside=tuple(each for each in rows if each not in inside),
    )


@dataclass(frozen=True, slots=True)
class WeighBrief:
    """What an analyst chooses from: missions they grade, and decisions in force about them."""

    missions: tuple[MissionRow, ...]
    decisions: tuple[DecisionRow, ...]


def weigh_brief(reader: Reader, *, finding: UUID) -> WeighBrief:
    """Return the missions whose links this reader grades, and what was decided on them or the finding."""
    mine = tuple(row for row in missions(reader) if may_grade(reader.actor, row.key))
    keys = [row.key for row in mine]
    tests = [row.key for row in register_of(reader, missions=keys) if row.phase is Phase.DECIDED]
    found = decisions(reader, missions=keys, about=[finding, *tests])
    return WeighBrief(mine, tuple(row for row in found if row.in_force))
