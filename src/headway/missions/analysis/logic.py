"""The theory of change as data: nodes, links, what is claimed of a link and what is known about it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from headway.missions.choices import CONTEXT, OUTCOMES, Distance, EvidenceResult, LinkState, NodeKind, Sign

TESTED_FROM = 2  # the least strength that rests on a study


@dataclass(frozen=True, slots=True)
class NodeWords:
    """What a node says; `outcome` is the mission's outcome it stands for, `money` is in minor units."""

    kind: NodeKind
    text: str
    language: str = "en"
    outcome: UUID | None = None
    owner: UUID | None = None  # an office
    money: int | None = None
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class LinkWords:
    """What is claimed of a link: more (or less) of the one brings more of the other, and how."""

    sign: Sign = Sign.MORE
    mechanism: str = ""
    assumption: str = ""
    lag_months: int | None = None
    claimed_by: str = ""
    feedback: bool = False  # runs back against the chain on purpose
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about a link: how strong it is and, apart from that, what it says.

    `strength` runs from 0 (an assertion) to 4 (several consistent causal studies); the table of
    `grades` says each in words and in the scales of others.
    """

    strength: int = 0
    result: EvidenceResult = EvidenceResult.CANNOT_TELL
    why: str = ""  # why this grade
    citation: str = ""
    address: str = ""  # of the citation
    shown_in: str = ""  # the place where it was shown
    place: Distance | None = None
    sector: Distance | None = None
    people: Distance | None = None
    contested: bool = False
    objection: str = ""


@dataclass(frozen=True, slots=True)
class NewNode:
    """A node at its beginning."""

    words: NodeWords
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link at its beginning; which nodes it joins never changes."""

    source: UUID
    target: UUID
    words: LinkWords = field(default_factory=LinkWords)
    key: UUID | None = None


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node that was live then."""

    key: UUID
    words: NodeWords
    headline: bool  # stands for a live headline outcome of the mission
    owner: str  # the office's name
    version: int  # of the Thing, for forms

    @property
    def kind(self) -> NodeKind:
        return self.words.kind

    @property
    def text(self) -> str:
        return self.words.text

    @property
    def is_outcome(self) -> bool:
        return self.words.kind in OUTCOMES

    @property
    def in_chain(self) -> bool:
        """Whether it stands in the chain from inputs to impact, not beside it."""
        return self.words.kind not in CONTEXT


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that was live then, between two live nodes."""

    key: UUID
    source: UUID
    target: UUID
    words: LinkWords
    evidence: Evidence
    graded_at: datetime | None  # nobody has graded it: None
    version: int

    @property
    def state(self) -> LinkState:
        """Claimed, tested by a study, or contested."""
        if self.evidence.contested:
            return LinkState.CONTESTED
        return LinkState.TESTED if self.evidence.strength >= TESTED_FROM else LinkState.CLAIMED


@dataclass(frozen=True, slots=True)
class Logic:
    """The theory of change of one mission as it was known then; nodes in the order of the chain."""

    mission: UUID
    nodes: tuple[NodeRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
