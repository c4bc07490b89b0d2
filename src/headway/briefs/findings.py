"""The library of findings: what is known, what speaks against the hope first; one finding; many together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import Label, labels
from headway.learning.analysis.findings import Together, matches, standing, together, wanted
from headway.learning.choices import Measure, Phase, Reading
from headway.learning.permissions import may_publish
from headway.learning.queries import (
    FindingRow,
    TestRow,
    UseRow,
    finding,
    finding_versions,
    findings,
    register,
    uses,
)
from headway.missions.choices import Distance, EvidenceResult
from headway.missions.permissions import may_grade
from headway.missions.queries import MissionRow, missions
from headway.rhythms.queries import DecisionRow, decisions

SAID: dict[Reading, EvidenceResult] = {
    Reading.CLEAR: EvidenceResult.HELPS,
    Reading.BETTER: EvidenceResult.HELPS,
    Reading.UNCLEAR: EvidenceResult.CANNOT_TELL,
    Reading.NONE: EvidenceResult.NO_DIFFERENCE,
    Reading.WORSE: EvidenceResult.HARMS,
}
NEAR = {Distance.SAME: 0, Distance.SIMILAR: 1, None: 2, Distance.DIFFERENT: 3}
SHOWN = 5  # beside a draft


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the library: a finding, or a test of ours that has a result."""

    result: EvidenceResult
    finding: FindingRow | None = None
    test: TestRow | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What a search looks at."""
        if self.finding is not None:
            words = self.finding.words
            return words.title, words.outcome, words.question, words.where, words.citation, words.why
        assert self.test is not None  # one of them is there
        plan = self.test.plan
        return plan.title, plan.outcome, plan.treatment

    @property
    def strength(self) -> int | None:
        """How strong it is, where somebody said so."""
        return self.finding.words.strength if self.finding else None

    @property
    def far(self) -> int:
        """How far its context is from ours: the smaller the nearer."""
        if self.finding is None:
            return 0
        words = self.finding.words
        return sum(NEAR[each] for each in (words.place, words.sector, words.people))

    @property
    def order(self) -> tuple[int, int, int]:
        """What speaks against the hope first, then the nearest, then the strongest."""
        return standing(self.result), self.far, -(self.strength or 0)


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
    rows: tuple[FindingRow, ...]
    together: Together | None
    beside: tuple[FindingRow, ...]


def library_brief(reader: Reader, *, asked: str = "") -> LibraryBrief:
    """Return what is known, or what of it fits a search; three queries."""
    rows = findings(reader)
    standing_rows = tuple(row for row in rows if not row.retracted)
    entries = [*(Entry(row.words.result, finding=row) for row in standing_rows), *from_tests(reader)]
    return LibraryBrief(
        asked=asked,
        entries=ordered(entries, asked),
        retracted=tuple(row for row in rows if row.retracted),
        total=len(entries),
        questions=questions(standing_rows),
        may_publish=may_publish(reader.actor),
    )


def known_about(reader: Reader, *, texts: Iterable[str]) -> tuple[Entry, ...]:
    """Return what the library knows about a draft, by its own words; what speaks against it first."""
    return library_brief(reader, asked=" ".join(texts)).entries[:SHOWN]


def from_tests(reader: Reader) -> list[Entry]:
    """Return our tests that have a result."""
    done = (row for row in register(reader) if row.phase in {Phase.ANALYSED, Phase.DECIDED})
    return [Entry(SAID[row.reading], test=row) for row in done if row.reading is not None]


def ordered(entries: Sequence[Entry], asked: str) -> tuple[Entry, ...]:
    """Return the entries that fit a search best, contrary ones first among those; all without one."""
    words = wanted(asked)
    if not words:
        return tuple(sorted(entries, key=lambda each: each.order))
    hits = [(matches(words, each.texts), each) for each in entries]
    least = max(1, (max((n for n, _each in hits), default=0) + 1) // 2)
    return tuple(sorted((each for n, each in hits if n >= least), key=lambda each: each.order))


def questions(rows: Sequence[FindingRow]) -> tuple[Question, ...]:
    """Return the questions that more than one number speaks to, by name."""
    found: dict[tuple[str, Measure], int] = {}
    for row in rows:
        if row.words.counted and row.words.measure:
            key = row.words.question, row.words.measure
            found[key] = found.get(key, 0) + 1
    return tuple(Question(*key, n) for key, n in sorted(found.items()) if n > 1)


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
    """Return what findings of one question say together; raises Missing where there is none."""
    rows = tuple(row for row in findings(reader, question=question) if not row.retracted)
    if not question or not rows:
        raise Missing
    inside = [row for row in rows if row.words.counted and row.words.measure is measure]
    inside.sort(key=lambda row: (standing(row.words.result), row.words.estimate or 0.0))
    return SynthesisBrief(
        question=question,
        measure=measure,
        rows=tuple(inside),
        together=together([(row.key, row.words) for row in inside], measure),
        beside=tuple(row for row in rows if row not in inside),
    )


@dataclass(frozen=True, slots=True)
class WeighBrief:
    """What an analyst chooses from: missions they grade, and decisions in force about them."""

    missions: tuple[MissionRow, ...]
    decisions: tuple[DecisionRow, ...]


def weigh_brief(reader: Reader, *, finding: UUID) -> WeighBrief:
    """Return the missions whose links this reader grades, and what was decided about them or the finding."""
    mine = tuple(row for row in missions(reader) if may_grade(reader.actor, row.key))
    found = decisions(reader, missions=[row.key for row in mine], about=[finding])
    return WeighBrief(mine, tuple(row for row in found if row.in_force))
