"""Kinds of event this app writes; facts hold keys, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.events import Event
from headway.missions.choices import Ending, EvidenceResult, InitiativeOrigin, InitiativeState, OfferKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionDrafted(Event):
    """A mission was begun; its page is private until it is opened."""

    kind: ClassVar[str] = "missions.mission_drafted"
    sentence: ClassVar[str] = _("The mission was drafted.")
    place: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionOpened(Event):
    """A mission's page became public."""

    kind: ClassVar[str] = "missions.mission_opened"
    sentence: ClassVar[str] = _("The mission's page was opened to everybody.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecorded(Event):
    """A mission that existed before was entered as adopted."""

    kind: ClassVar[str] = "missions.adoption_recorded"
    sentence: ClassVar[str] = _("The mission was recorded as adopted on %(adopted_on)s.")
    adopted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LitmusAnswered(Event):
    """Questions of the litmus record were answered."""

    kind: ClassVar[str] = "missions.litmus_answered"
    sentence: ClassVar[str] = _("Answers of the litmus record were written: %(answers)s.")
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionProposed(Event):
    """A draft was proposed."""

    kind: ClassVar[str] = "missions.mission_proposed"
    sentence: ClassVar[str] = _("The mission was proposed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRecorded(Event):
    """People were asked about the charter."""

    kind: ClassVar[str] = "missions.consultation_recorded"
    sentence: ClassVar[str] = _("A consultation of %(people)s people was recorded.")
    people: int
    ended_on: date
    consulted: bool  # the mission counts as consulted from now on


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionAdopted(Event):
    """A board adopted the mission, for the first time or after a review."""

    kind: ClassVar[str] = "missions.mission_adopted"
    sentence: ClassVar[str] = _("The mission was adopted by a decision of %(on)s.")
    decision: UUID
    on: date
    exceptions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterAmended(Event):
    """A board amended an adopted charter."""

    kind: ClassVar[str] = "missions.charter_amended"
    sentence: ClassVar[str] = _("Version %(version)s of the charter was adopted by a decision of %(on)s.")
    decision: UUID
    on: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBegun(Event):
    """An adopted mission is looked at again."""

    kind: ClassVar[str] = "missions.review_begun"
    sentence: ClassVar[str] = _("A review of the mission began.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionClosed(Event):
    """A board ended the mission."""

    kind: ClassVar[str] = "missions.mission_closed"
    sentence: ClassVar[str] = _("The mission was closed by a decision of %(on)s.")
    decision: UUID
    on: date
    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterWritten(Event):
    """The charter got its next version."""

    kind: ClassVar[str] = "missions.charter_written"
    sentence: ClassVar[str] = _("Version %(version)s of the charter was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeAdded(Event):
    """The mission got an outcome."""

    kind: ClassVar[str] = "missions.outcome_added"
    sentence: ClassVar[str] = _("An outcome was added.")
    outcome: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRetired(Event):
    """An outcome no longer holds."""

    kind: ClassVar[str] = "missions.outcome_retired"
    sentence: ClassVar[str] = _("An outcome was retired.")
    outcome: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChosen(Event):
    """An outcome is judged by a series from now on."""

    kind: ClassVar[str] = "missions.measure_chosen"
    sentence: ClassVar[str] = _("An outcome got a measure.")
    outcome: UUID
    indicator: UUID
    place: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDropped(Event):
    """An outcome is no longer judged by a series."""

    kind: ClassVar[str] = "missions.measure_dropped"
    sentence: ClassVar[str] = _("An outcome lost a measure.")
    outcome: UUID
    indicator: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTranslated(Event):
    """A text of the mission got a translation."""

    kind: ClassVar[str] = "missions.text_translated"
    sentence: ClassVar[str] = _("A text of the mission was translated.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeAdded(Event):
    """The theory of change got a node."""

    kind: ClassVar[str] = "missions.node_added"
    sentence: ClassVar[str] = _("A step was added to the theory of change.")
    node: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeChanged(Event):
    """A node of the theory of change says something else."""

    kind: ClassVar[str] = "missions.node_changed"
    sentence: ClassVar[str] = _("A step of the theory of change was changed.")
    node: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRetired(Event):
    """A node left the theory of change; its links are not shown while it is gone."""

    kind: ClassVar[str] = "missions.node_retired"
    sentence: ClassVar[str] = _("A step of the theory of change was retired.")
    node: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAdded(Event):
    """The theory of change got a link."""

    kind: ClassVar[str] = "missions.link_added"
    sentence: ClassVar[str] = _("A link was added to the theory of change.")
    link: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanged(Event):
    """Something else is claimed of a link."""

    kind: ClassVar[str] = "missions.link_changed"
    sentence: ClassVar[str] = _("A link of the theory of change was changed.")
    link: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRetired(Event):
    """A link left the theory of change."""

    kind: ClassVar[str] = "missions.link_retired"
    sentence: ClassVar[str] = _("A link of the theory of change was retired.")
    link: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGraded(Event):
    """The evidence of a link was graded; strength runs from 0 to 4."""

    kind: ClassVar[str] = "missions.link_graded"
    sentence: ClassVar[str] = _("The evidence of a link was graded %(strength)s on the scale from 0 to 4.")
    link: UUID
    strength: int
    result: EvidenceResult


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBroughtBack(Event):
    """A node or a link says again what it said before."""

    kind: ClassVar[str] = "missions.part_brought_back"
    sentence: ClassVar[str] = _("A part of the theory of change was brought back as it was before.")
    part: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicImported(Event):
    """Nodes and links came in from a file, all at once."""

    kind: ClassVar[str] = "missions.logic_imported"
    sentence: ClassVar[str] = _(
        "A file went into the theory of change: %(nodes)s steps and %(links)s links were added or changed."
    )
    nodes: int
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLoaded(Event):
    """A mission pack was brought in from files."""

    kind: ClassVar[str] = "missions.pack_loaded"
    sentence: ClassVar[str] = _("A pack of %(missions)s missions was brought in: %(records)s new records.")
    missions: int
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Event):
    """Somebody offered to take part; the mission's lead office owes an answer."""

    kind: ClassVar[str] = "missions.offer_made"
    sentence: ClassVar[str] = _("Somebody offered to take part; the answer is owed by %(answer_by)s.")
    mission: UUID
    offered: OfferKind
    answer: UUID
    office: UUID
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(Event):
    """An offer was taken up and became an initiative."""

    kind: ClassVar[str] = "missions.offer_accepted"
    sentence: ClassVar[str] = _("The offer was taken up and became an initiative.")
    answers: tuple[UUID, ...]
    initiative: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeBegun(Event):
    """Something begins for the mission."""

    kind: ClassVar[str] = "missions.initiative_begun"
    sentence: ClassVar[str] = _("An initiative was entered.")
    mission: UUID
    origin: InitiativeOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeChanged(Event):
    """What an initiative is was written anew."""

    kind: ClassVar[str] = "missions.initiative_changed"
    sentence: ClassVar[str] = _("Version %(number)s of the initiative was written.")
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeMoved(Event):
    """An initiative went live, grew or ended."""

    kind: ClassVar[str] = "missions.initiative_moved"
    sentence: ClassVar[str] = _("The initiative moved on.")
    state: InitiativeState


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsForgotten(Event):
    """Who to write to about answered offers was blanked because its time was up."""

    kind: ClassVar[str] = "missions.contacts_forgotten"
    sentence: ClassVar[str] = _("Contact details of answered offers were blanked because their time was up.")
    contacts: int
