"""What the page of a theory of change says: steps, links, what they rest on, what is not sound yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from headway.briefs import logic_words as words
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.kernel.translations import Text, Texts, texts
from headway.missions import permissions
from headway.missions.analysis import LinkRow, Logic, NodeRow
from headway.missions.analysis.logic_flaws import Finding, flaws
from headway.missions.analysis.logic_paths import Paths, Reached, paths
from headway.missions.choices import MissionState, NodeKind
from headway.missions.queries import Change, MissionRow, logic, logic_history, mission, worked_on


@dataclass(frozen=True, slots=True)
class Step:
    """A node in the reader's language."""

    row: NodeRow
    text: Text

    @property
    def key(self) -> UUID:
        return self.row.key

    @property
    def kind(self) -> NodeKind:
        return self.row.kind


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the reader's language, with its ends."""

    row: LinkRow
    source: Step
    target: Step
    mechanism: Text
    assumption: Text
    critical: bool  # on every path to at least one headline outcome
    weak: bool  # critical, and no study stands behind it

    @property
    def key(self) -> UUID:
        return self.row.key


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A test that is worth having: a link that an outcome rests on, without a study."""

    link: Link
    outcomes: tuple[Step, ...]
    said: Sentence


@dataclass(frozen=True, slots=True)
class Flawed:
    """What is not sound: one sentence, and where to mend it."""

    finding: Finding
    said: Sentence
    step: Step | None
    link: Link | None


@dataclass(frozen=True, slots=True)
class LogicBrief:
    """One mission's theory of change as known at the reader's moment."""

    row: MissionRow
    title: Text
    short_title: Text
    steps: tuple[Step, ...]
    links: tuple[Link, ...]
    answer: tuple[Sentence, ...]
    reached: tuple[tuple[Step, Sentence], ...]  # headline outcomes, and how each is reached
    suggestions: tuple[Suggestion, ...]
    flaws: tuple[Flawed, ...]
    may_edit: bool
    may_grade: bool

    @property
    def kinds(self) -> tuple[tuple[NodeKind, tuple[Step, ...]], ...]:
        """The steps by kind, in the order of the chain."""
        return tuple(
            (kind, found)
            for kind in NodeKind
            if (found := tuple(step for step in self.steps if step.kind == kind))
        )

    def leaving(self, key: UUID) -> tuple[Link, ...]:
        """The links that start at a step."""
        return tuple(link for link in self.links if link.source.key == key)


def logic_brief(reader: Reader, *, slug: str) -> LogicBrief:
    """Answer the theory of change of one mission; five queries (six where the address is an old one).

    Raises
    ------
    Missing
        When there is no such mission, or not for this reader.
    """
    row = mission(reader, slug=slug)
    found = logic(reader, missions={row.key})[row.key]
    said = texts(
        {row.key, *(node.key for node in found.nodes), *(link.key for link in found.links)},
        language=reader.language,
        at=reader.at,
    )
    ways = paths(found, worked_on(reader, missions={row.key}))
    return brief_of(reader, row, found, ways, said)


def brief_of(reader: Reader, row: MissionRow, found: Logic, ways: Paths, said: Texts) -> LogicBrief:
    """Put a theory of change into words."""
    steps = {
        node.key: Step(node, said.say(node.key, "step", node.text, node.words.language))
        for node in found.nodes
    }
    links = {link.key: link_of(link, steps, ways, said) for link in found.links}
    here = reader.past is None and row.state != MissionState.CLOSED
    return LogicBrief(
        row=row,
        title=said.say(row.key, "title", row.charter.title, row.charter.language),
        short_title=said.say(row.key, "short_title", row.charter.short_title, row.charter.language),
        steps=tuple(steps.values()),
        links=tuple(links.values()),
        answer=words.answer(found, ways, {key: str(step.text) for key, step in steps.items()}),
        reached=tuple((steps[end.node], words.reached(end)) for end in ways.ends),
        suggestions=tuple(suggestions(ways, steps, links)),
        flaws=tuple(flawed(finding, steps, links) for finding in flaws(found)),
        may_edit=here and permissions.may_edit(reader.actor, row.key),
        may_grade=reader.past is None and permissions.may_grade(reader.actor, row.key),
    )


def text_of(said: Texts, row: LinkRow, field: str) -> Text:
    """Return one text of a link in the reader's language."""
    return said.say(row.key, field, getattr(row.words, field), row.words.language)


def link_of(row: LinkRow, steps: Mapping[UUID, Step], ways: Paths, said: Texts) -> Link:
    """Put a link together."""
    return Link(
        row,
        steps[row.source],
        steps[row.target],
        text_of(said, row, "mechanism"),
        text_of(said, row, "assumption"),
        critical=row.key in ways.critical,
        weak=row.key in ways.weak,
    )


def suggestions(ways: Paths, steps: Mapping[UUID, Step], links: Mapping[UUID, Link]) -> Iterable[Suggestion]:
    """Name the tests that are worth having, weakest links first."""
    for key in sorted(ways.weak, key=lambda key: links[key].row.evidence.strength):
        link = links[key]
        ends = tuple(steps[end.node] for end in ways.ends if key in end.critical)
        said = words.suggestion(
            str(link.source.text), str(link.target.text), [str(end.text) for end in ends], link.row.evidence
        )
        yield Suggestion(link, ends, said)


def flawed(finding: Finding, steps: Mapping[UUID, Step], links: Mapping[UUID, Link]) -> Flawed:
    """Say what is not sound, and where."""
    step = steps[finding.nodes[0]] if finding.nodes else None
    link = links[finding.links[0]] if finding.links else None
    named: Sequence[str] = [str(steps[key].text) for key in finding.nodes]
    if link is not None and not named:
        named = [str(link.source.text), str(link.target.text)]
    return Flawed(finding, words.flaw(finding.flaw, named), step, link)


@dataclass(frozen=True, slots=True)
class LogicHistory:
    """All that was changed in a theory of change."""

    row: MissionRow
    changes: tuple[tuple[Change, Sentence], ...]
    names: Mapping[UUID, str]
    may_edit: bool


def history_brief(reader: Reader, *, slug: str) -> LogicHistory:
    """Answer the history of a theory of change, newest first; three queries."""
    row = mission(reader, slug=slug)
    changes = logic_history(reader, mission=row.key)
    names = {change.now.part: change.now.node.text for change in reversed(changes) if change.now.node}
    here = reader.past is None and row.state != MissionState.CLOSED
    return LogicHistory(
        row,
        tuple((change, words.happened(change, names)) for change in changes),
        names,
        here and permissions.may_edit(reader.actor, row.key),
    )


__all__ = [
    "Flawed",
    "Link",
    "LogicBrief",
    "LogicHistory",
    "Reached",
    "Step",
    "Suggestion",
    "history_brief",
    "logic_brief",
]
