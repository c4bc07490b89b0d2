"""Kinds of event this app writes; facts hold keys, kinds, numbers and dates. A vote's never says which."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import Digest
from headway.kernel.events import Event
from headway.voice.choices import CarriedOut, Lineage, Mode, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationDrafted(Event):
    """A conversation was begun as a draft."""

    kind: ClassVar[str] = "voice.conversation_drafted"
    sentence: ClassVar[str] = _("The conversation was drafted.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationChanged(Event):
    """A conversation got its next wording or rules."""

    kind: ClassVar[str] = "voice.conversation_changed"
    sentence: ClassVar[str] = _("Version %(version)s of the conversation’s terms was written.")
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened(Event):
    """People can take part."""

    kind: ClassVar[str] = "voice.conversation_opened"
    sentence: ClassVar[str] = _("The conversation was opened.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationClosed(Event):
    """Nobody can vote any more."""

    kind: ClassVar[str] = "voice.conversation_closed"
    sentence: ClassVar[str] = _("The conversation was closed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationReported(Event):
    """Answers are owed to what people said."""

    kind: ClassVar[str] = "voice.conversation_reported"
    sentence: ClassVar[str] = _("The result was reported; answers are owed to %(owed)s statements.")
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationTranslated(Event):
    """A text of a conversation got its words in another language."""

    kind: ClassVar[str] = "voice.conversation_translated"
    sentence: ClassVar[str] = _("A text of the conversation was put into another language.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsAssessed(Event):
    """A steward recorded whether votes may be published as rows."""

    kind: ClassVar[str] = "voice.rows_assessed"
    sentence: ClassVar[str] = _("The steward recorded whether votes may be published person by person.")
    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesMinted(Event):
    """A print run of invitation codes was made."""

    kind: ClassVar[str] = "voice.codes_minted"
    sentence: ClassVar[str] = _("%(count)s invitation codes were made.")
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Event):
    """Somebody takes part, under a pseudonym."""

    kind: ClassVar[str] = "voice.joined"
    sentence: ClassVar[str] = _("Somebody joined.")
    participant: UUID
    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Voted(Event):
    """A pseudonym voted on a statement; the vote itself is not in the log."""

    kind: ClassVar[str] = "voice.voted"
    sentence: ClassVar[str] = _("Somebody voted.")
    participant: UUID
    statement: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualityTold(Event):
    """Somebody answered optional questions about themselves; neither who nor what is in the log."""

    kind: ClassVar[str] = "voice.equality_told"
    sentence: ClassVar[str] = _("Somebody answered optional questions about themselves.")


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesEntered(Event):
    """A sheet of votes was entered for somebody who took part on paper, by telephone or with help."""

    kind: ClassVar[str] = "voice.votes_entered"
    sentence: ClassVar[str] = _("%(count)s votes of one person were entered for them.")
    participant: UUID
    mode: Mode
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWritten(Event):
    """A statement was written."""

    kind: ClassVar[str] = "voice.statement_written"
    sentence: ClassVar[str] = _("Statement %(number)s was written.")
    conversation: UUID
    number: int
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPublished(Event):
    """A moderator let a statement be voted on."""

    kind: ClassVar[str] = "voice.statement_published"
    sentence: ClassVar[str] = _("The statement was published.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHidden(Event):
    """A moderator hid a statement, for a reason."""

    kind: ClassVar[str] = "voice.statement_hidden"
    sentence: ClassVar[str] = _("The statement was hidden.")
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecast(Event):
    """Statements became others: merged, split or reworded."""

    kind: ClassVar[str] = "voice.statement_recast"
    sentence: ClassVar[str] = _("The statement became another.")
    how: Lineage
    became: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HidingAppealed(Event):
    """Who wrote a hidden statement asked the steward to look again."""

    kind: ClassVar[str] = "voice.hiding_appealed"
    sentence: ClassVar[str] = _("Who wrote the statement asked the steward to look again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Event):
    """The steward looked at a hidden statement again."""

    kind: ClassVar[str] = "voice.appeal_decided"
    sentence: ClassVar[str] = _("The steward decided the appeal.")
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotTaken(Event):
    """The groups and their statements were worked out and kept."""

    kind: ClassVar[str] = "voice.snapshot_taken"
    sentence: ClassVar[str] = _("Result %(number)s was worked out from %(votes)s votes.")
    number: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTraced(Event):
    """Something was traced to what people said."""

    kind: ClassVar[str] = "voice.change_traced"
    sentence: ClassVar[str] = _("Something was traced to the statement.")
    to: UUID
    charter_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingOutNoted(Event):
    """It was said how far what was answered is carried out."""

    kind: ClassVar[str] = "voice.carrying_out_noted"
    sentence: ClassVar[str] = _("It was noted how far this is carried out.")
    state: CarriedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningJudged(Event):
    """Somebody who is concerned said whether it happened; what they said is not in the log."""

    kind: ClassVar[str] = "voice.happening_judged"
    sentence: ClassVar[str] = _("Somebody concerned said whether it happened.")
    participant: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationImported(Event):
    """A conversation held elsewhere was brought in."""

    kind: ClassVar[str] = "voice.conversation_imported"
    sentence: ClassVar[str] = _("The conversation was brought in with %(votes)s votes.")
    statements: int
    participants: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesImported(Event):
    """Votes of many people that were collected elsewhere were brought into a conversation."""

    kind: ClassVar[str] = "voice.votes_imported"
    sentence: ClassVar[str] = _("%(votes)s votes of %(participants)s people were brought in.")
    participants: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAnnounced(Event):
    """A panel was announced, with the hash of the seed of its draw."""

    kind: ClassVar[str] = "voice.panel_announced"
    sentence: ClassVar[str] = _("The panel was announced and the seed of its draw committed.")
    commitment: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelListFixed(Event):
    """The list of volunteers and the targets of a panel were fixed."""

    kind: ClassVar[str] = "voice.panel_list_fixed"
    sentence: ClassVar[str] = _("The list of the draw was fixed: %(people)s volunteers.")
    people: int
    list_hash: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDrawn(Event):
    """A panel was drawn by lot."""

    kind: ClassVar[str] = "voice.panel_drawn"
    sentence: ClassVar[str] = _("The panel was drawn by lot.")
    portfolio: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMemberReplaced(Event):
    """Somebody left a panel and the next reserve came; the log holds no code."""

    kind: ClassVar[str] = "voice.panel_member_replaced"
    sentence: ClassVar[str] = _("Somebody left the panel and the next reserve came.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMeetingPlanned(Event):
    """A day was fixed on which a panel meets."""

    kind: ClassVar[str] = "voice.panel_meeting_planned"
    sentence: ClassVar[str] = _("A meeting of the panel was planned for %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMade(Event):
    """A panel recommends something."""

    kind: ClassVar[str] = "voice.recommendation_made"
    sentence: ClassVar[str] = _("Recommendation %(number)s was made.")
    panel: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationCarriedOut(Event):
    """It was said how far a recommendation is carried out."""

    kind: ClassVar[str] = "voice.recommendation_carried_out"
    sentence: ClassVar[str] = _("It was noted how far the recommendation is carried out.")
    state: CarriedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelReported(Event):
    """A panel reported; answers are owed to its recommendations."""

    kind: ClassVar[str] = "voice.panel_reported"
    sentence: ClassVar[str] = _("The panel reported; answers are owed to %(owed)s recommendations.")
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSlipsMade(Event):
    """Members of a panel were given codes to say later whether it happened; the log holds none."""

    kind: ClassVar[str] = "voice.panel_slips_made"
    sentence: ClassVar[str] = _("%(count)s members of the panel were given a code.")
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationConfirmed(Event):
    """A member of the panel said whether it happened; what they said is not in the log."""

    kind: ClassVar[str] = "voice.recommendation_confirmed"
    sentence: ClassVar[str] = _("A member of the panel said whether it happened.")
    slip: UUID
