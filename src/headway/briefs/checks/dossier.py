"""One mission's facts, as far as the checks read them.

A field that is None belongs to a part of Headway that keeps nothing yet; its check then says that it cannot
tell. The part that comes later fills the field in `briefs.checks.gathering`, and the check stays as it is.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from headway.kernel.sentences import Sentence
from headway.kernel.translations import Named
from headway.measures.choices import Level, Polarity
from headway.missions.choices import MissionState
from headway.targets.analysis.ambition import Ambition
from headway.targets.analysis.rows import ForecastRow, GoalRow, PathRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An outcome that holds now."""

    key: UUID
    text: Named
    headline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How a headline measure is split: by the places of one tier, or by the groups of one grouping."""

    name: str  # of the tier or the grouping, as people say it
    shown: int
    of: int | None = None  # places of the tier in all; None for groups
    gap: float | None = None  # between the farthest two groups of the last period they share


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A series that an outcome is judged by: what its card says, its figures in brief, its target."""

    outcome: UUID
    indicator: UUID
    name: Named
    unit: str = ""
    level: Level = Level.OUTCOME
    polarity: Polarity = Polarity.INCREASE
    lacking: tuple[str, ...] = ()  # fields of the card that are empty
    responsible: str = ""  # the office that owns the data
    next_release_on: date | None = None
    points: int = 0
    latest: float | None = None
    baseline: date | None = None  # the day the path starts from, or the sum
    goal: GoalRow | None = None
    path: PathRow | None = None
    before_path: int = (
        0  # figures of the path's span that were known when it was agreed, the last ones in a row
    )
    after_path: int = 0  # figures that came since
    forecast: ForecastRow | None = None
    ambition: Ambition | None = None
    balanced: bool = False  # its card names a measure that would worsen if this one were gamed
    tiers: tuple[Split, ...] = ()
    groups: tuple[Split, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTarget:
    """A target that rests on those who deliver, with the grades of what it counts."""

    measure: Named
    observable: int | None
    verifiable: int | None
    learning: bool = False  # its card says that it may only be used to learn


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """The theory of change in brief."""

    unreached: tuple[Named, ...] = ()  # headline outcomes that no funded initiative leads to
    bare: int = 0  # links without an assumption
    unproven: int = 0  # links without a grade of evidence
    unproven_critical: int = 0  # those of them that lie on every path to a headline outcome
    critical_to: Named | None = None  # such an outcome
    links: int = 0
    weak: frozenset[UUID] = frozenset()  # critical links that rest on little


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A live initiative."""

    outside: bool  # started by somebody other than the mission's owner
    paths: frozenset[UUID] = frozenset()  # what it stands on in the theory of change
    money: float | None = None  # None: not recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A live promise that puts something in: money, people, data or powers."""

    families: frozenset[str]  # kinds of organisation that put something in
    departments: frozenset[str] = frozenset()  # accountable departments among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What citizens said before adoption."""

    on: date
    people: int | None = None
    recruited: str = ""  # how people were found
    changes: int = 0  # of the charter that trace to it
    replied: bool = False
    missing: str = ""  # a group that nobody of took part


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What citizens said in conversations, and when something came of it: a change, an answer."""

    votes: int
    heard_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """Money that is marked for the mission."""

    lines: int = 0
    fiscal_event: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers:
    """The log of what is in the way."""

    open: bool
    undecided_kinds: tuple[str | Sentence, ...] = ()  # kinds of barrier without a named decider
    clock: bool = True
    decided_on: tuple[date, ...] = ()
    raised: int = 0
    granted: int = 0  # of those that were decided, something changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Litmus:
    """The four questions before a mission is chosen: challenge, support, objective, commitment."""

    unanswered: tuple[str, ...] = ()  # which of the four have no answer with evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the checks read of one mission, as known on a day."""

    on: date
    mission: UUID
    state: MissionState
    deadline: date | None = None
    closed_on: date | None = None
    adopted_on: date | None = None
    opened: bool = False  # its page is public
    lead: str = ""  # the office that leads
    lead_key: UUID | None = None
    powers: bool = False  # what the lead may decide is written down
    review_on: date | None = None
    ends_when: str = ""  # the conditions on which the mission closes
    outcomes: tuple[Outcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    unit_targets: tuple[UnitTarget, ...] = ()
    logic: Logic | None = None
    initiatives: tuple[Initiative, ...] | None = None
    litmus: Litmus | None = None
    before_headway: bool = False
    commitments: tuple[Commitment, ...] | None = None
    hearings: tuple[Hearing, ...] | None = None
    money: Money | None = None
    tested: frozenset[UUID | None] | None = None  # links with a registered test; None: no mission has any
    tests: int = 0  # registered, on a link of the theory of change or on none
    barriers: Barriers | None = None
    voices: Voices | None = None

    @property
    def headline(self) -> tuple[Measure, ...]:
        """Return the measures of the headline outcomes; of all outcomes where none is marked."""
        marked = {each.key for each in self.outcomes if each.headline}
        return tuple(each for each in self.measures if each.outcome in marked) if marked else self.measures
