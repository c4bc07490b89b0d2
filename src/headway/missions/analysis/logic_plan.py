"""What a file would change in a theory of change, or all that is wrong with it; a file retires nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from headway.formats.errors import Problems
from headway.kernel.sentences import Sentence
from headway.missions.analysis.logic import Evidence, LinkWords, Logic, NodeWords
from headway.missions.analysis.logic_rules import evidence_faults, link_faults, node_faults
from headway.missions.analysis.logic_tables import LinkRecord, LogicProblem, StepRecord, Tables

COLUMNS = {"money": "money_minor"}  # fields that files call by another name
NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step to add or to change; `version` is that of a live one."""

    id: str
    words: NodeWords
    key: UUID | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A link to add or to change, its ends by key or by the id of a planned step."""

    source: str
    target: str
    words: LinkWords
    evidence: Evidence
    graded: bool  # the file says something new about the evidence
    claimed: bool  # and about the claim
    key: UUID | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a file changes."""

    steps: tuple[PlannedStep, ...]
    links: tuple[PlannedLink, ...]
    same: int  # steps and links that the file leaves as they are

    @property
    def parts(self) -> "tuple[PlannedStep | PlannedLink, ...]":
        """Every step and link that the file adds or changes."""
        return (*self.steps, *self.links)

    @property
    def added(self) -> int:
        """How many steps and links are new."""
        return sum(part.version is None for part in self.parts)

    @property
    def changed(self) -> int:
        """How many say something else."""
        return len(self.parts) - self.added

    @property
    def graded(self) -> int:
        """How many grades the file sets."""
        return sum(link.graded for link in self.links)


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may name: outcomes and offices by their words, in any case."""

    outcomes: Mapping[str, UUID]
    offices: Mapping[str, UUID]
    may_grade: bool


@dataclass(slots=True)
class Planning:
    """A plan in the making."""

    current: Logic
    known: Known
    problems: Problems = field(default_factory=Problems)

    def wrong(self, record: StepRecord | LinkRecord, code: str, column: str, value: str) -> None:
        """Note a problem of a row."""
        self.problems.add(LogicProblem(code, record.line, column, value))

    def faults(self, record: StepRecord | LinkRecord, found: Mapping[str, Sentence]) -> None:
        """Note the rules that a row breaks."""
        for name, said in found.items():
            column = COLUMNS.get(name, name)
            self.problems.add(LogicProblem("toc_rule", record.line, column, None, (), said))

    def named(self, text: str, names: Mapping[str, UUID]) -> UUID | None:
        """Find an outcome or an office by its key or its words."""
        key = as_key(text)
        return key if key in names.values() else names.get(text.casefold())

    def words(self, record: StepRecord) -> NodeWords:
        """Return what a step says, with what it names."""
        outcome = self.named(record.outcome, self.known.outcomes) if record.outcome else None
        owner = self.named(record.owner, self.known.offices) if record.owner else None
        if record.outcome and outcome is None:
            self.wrong(record, "toc_outcome", "outcome", record.outcome)
        if record.owner and owner is None:
            self.wrong(record, "toc_office", "owner", record.owner)
        words = NodeWords(
            record.kind, record.text, record.language, outcome, owner, record.money, record.currency
        )
        self.faults(record, node_faults(words))
        return words

    def step(self, record: StepRecord) -> PlannedStep | None:
        """Plan one step; None where nothing changes."""
        words, key = self.words(record), as_key(record.id)
        here = next((node for node in self.current.nodes if node.key == key), None)
        if here is None and key is None:  # a short name: the same words again are the same step
            same = (node for node in self.current.nodes if (node.kind, node.text) == (words.kind, words.text))
            here = next(same, None)
        if here is None:
            return PlannedStep(record.id, words, key)
        return None if here.words == words else PlannedStep(record.id, words, here.key, here.version)

    def link(self, record: LinkRecord, ends: Mapping[str, str]) -> PlannedLink | None:
        """Plan one link; None where nothing changes."""
        source, target = ends.get(record.source), ends.get(record.target)
        for name, end, column in ((record.source, source, "from"), (record.target, target, "to")):
            if end is None:
                self.wrong(record, "toc_step", column, name)
        self.faults(record, link_faults(record.words) | evidence_faults(record.evidence))
        if source is None or target is None:
            return None
        pair = (as_key(source), as_key(target))
        here = next((link for link in self.current.links if (link.source, link.target) == pair), None)
        graded = record.evidence != (here.evidence if here else NOTHING_KNOWN)
        claimed = here is None or record.words != here.words
        if graded and not self.known.may_grade:
            self.wrong(record, "toc_grade", "strength", str(record.evidence.strength))
        if not graded and not claimed:
            return None
        said = (source, target, record.words, record.evidence, graded, claimed)
        return PlannedLink(*said, here.key, here.version) if here else PlannedLink(*said)


def plan(tables: Tables, current: Logic, known: Known) -> Plan:
    """Work out what a file would change.

    Raises
    ------
    Unreadable
        With row and column of everything that is wrong; then nothing of the file may be used.
    """
    work = Planning(current, known)
    planned = [(record, work.step(record)) for record in tables.steps]
    ends = {str(node.key): str(node.key) for node in current.nodes}
    ends |= {record.id: end_of(record, step, current) for record, step in planned}
    links = [work.link(record, ends) for record in tables.links]
    work.problems.refuse()
    return Plan(
        tuple(step for _record, step in planned if step),
        tuple(link for link in links if link),
        sum(step is None for _record, step in planned) + sum(link is None for link in links),
    )


def end_of(record: StepRecord, step: PlannedStep | None, current: Logic) -> str:
    """Return how a link names a step of the file: by its key where it has one, else by its id."""
    if step is not None:
        return str(step.key or step.id)
    here = (node for node in current.nodes if (node.kind, node.text) == (record.kind, record.text))
    return record.id if as_key(record.id) else str(next(here).key)


def as_key(text: str) -> UUID | None:
    """Read a key; other texts are none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def by_words(pairs: Iterable[tuple[str, UUID]]) -> dict[str, UUID]:
    """Return names in any case with their keys."""
    return {name.casefold(): key for name, key in pairs}
