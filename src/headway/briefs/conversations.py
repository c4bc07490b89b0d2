"""What the pages of conversations say: what is asked, how many took part, what they said, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import GivenAs
from headway.answers.queries import AnswerRow, owed
from headway.briefs.missions import MissionLink, links_to
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.missions.queries import missions
from headway.people.queries import office_rows
from headway.voice import permissions
from headway.voice.choices import Stage, StatementStanding
from headway.voice.queries import (
    CarryingRow,
    ConversationRow,
    HappenedRow,
    StatementRow,
    Tally,
    TieRow,
    TraceRow,
    Turnout,
    assessment,
    carryings,
    conversation,
    conversations,
    happenings,
    statement,
    statements,
    tallies,
    ties,
    traces,
    turnouts,
)
from headway.voice.queries.panels import PanelRow, panels

NOBODY = Turnout(0, 0, ())
NO_ONE_SAID = HappenedRow()


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in a list."""

    row: ConversationRow
    turnout: Turnout
    mission: MissionLink | None


@dataclass(frozen=True, slots=True)
class ConversationsBrief:
    """Every conversation: those one can take part in, those that ended, drafts for who works on them."""

    now: tuple[ConversationLine, ...]
    ended: tuple[ConversationLine, ...]
    drafts: tuple[ConversationLine, ...]
    may_begin: bool

    @property
    def invented(self) -> bool:
        return any(each.row.invented for each in (*self.now, *self.ended, *self.drafts))


def conversations_brief(reader: Reader) -> ConversationsBrief:
    """Answer the list of conversations; six queries whatever their number."""
    rows = conversations(reader)
    counted = turnouts(reader, conversations={row.key for row in rows})
    links = mission_links(reader)
    lines = [
        ConversationLine(row, counted.get(row.key, NOBODY), links.get(row.mission) if row.mission else None)
        for row in rows
    ]
    return ConversationsBrief(
        tuple(line for line in lines if line.row.takes_part),
        tuple(line for line in lines if not line.row.takes_part and line.row.stage is not Stage.DRAFT),
        tuple(line for line in lines if line.row.stage is Stage.DRAFT),
        reader.past is None and permissions.may_begin(reader.actor),
    )


def mission_links(reader: Reader) -> dict[UUID, MissionLink]:
    """Return the links to the missions this reader may see; two queries."""
    rows = missions(reader)
    return dict(zip((row.key for row in rows), links_to(reader, rows), strict=True))


@dataclass(frozen=True, slots=True)
class May:
    """What this person may do with a conversation."""

    hold: bool
    moderate: bool
    appeals: bool
    assess: bool
    enter: bool
    integrity: bool
    trace: bool

    @property
    def anything(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def may_of(reader: Reader, row: ConversationRow) -> May:
    """Return what this person may do; nothing on a past page."""
    now, actor = reader.past is None, reader.actor
    return May(
        hold=now and permissions.may_hold(actor, row.mission),
        moderate=now and permissions.may_moderate(actor, row.mission),
        appeals=now and permissions.may_decide_appeals(actor),
        assess=now and permissions.may_assess(actor),
        enter=now and permissions.may_enter(actor, row.mission),
        integrity=now and permissions.may_see_integrity(actor),
        trace=now and permissions.may_trace(actor, row.mission),
    )


@dataclass(frozen=True, slots=True)
class TakingBrief:
    """What somebody reads before and while they vote."""

    row: ConversationRow
    turnout: Turnout
    mission: MissionLink | None
    office: str  # who owes the answers, by its public name
    live: tuple[StatementRow, ...]
    waiting: int  # statements that wait for a moderator
    rows_allowed: bool  # votes will be published person by person
    panels: tuple[PanelRow, ...]  # drawn by lot and asked the same
    may: May

    @property
    def summary(self) -> Sentence:
        """Say how many took part."""
        if not self.turnout.people:
            return Sentence(_("Nobody has voted yet."))
        return Sentence(
            _("%(people)s person has cast %(votes)s votes."),
            {"people": self.turnout.people, "votes": self.turnout.votes},
            plural=_("%(people)s people have cast %(votes)s votes."),
            count="people",
        )


def taking_brief(reader: Reader, *, slug: str) -> TakingBrief:
    """Answer the page of one conversation; raises Missing."""
    row = conversation(reader, slug=slug)
    every = statements(reader, conversations={row.key})
    assessed = assessment(reader, conversation=row.key)
    links = mission_links(reader) if row.mission else {}
    return TakingBrief(
        row=row,
        turnout=turnouts(reader, conversations={row.key})[row.key],
        mission=links.get(row.mission) if row.mission else None,
        office=office_name(reader, row),
        live=tuple(each for each in every if each.standing is StatementStanding.LIVE),
        waiting=sum(each.standing is StatementStanding.PENDING for each in every),
        rows_allowed=assessed is not None and assessed.allowed,
        panels=panels(reader, conversations={row.key}),
        may=may_of(reader, row),
    )


def office_of(reader: Reader, row: ConversationRow) -> UUID | None:
    """Return the office that owes the answers: the one named, or the one that leads the mission."""
    if row.terms.office is not None or row.mission is None:
        return row.terms.office
    return next((each.charter.lead_key for each in missions(reader) if each.key == row.mission), None)


def office_name(reader: Reader, row: ConversationRow) -> str:
    """Return the public name of who owes the answers; empty where nobody is named."""
    key = office_of(reader, row)
    return office_rows(reader, keys=[key])[key].listed if key else ""


# --- what was done about it ---


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One statement: you said, we decided, it happened."""

    row: StatementRow
    answer: AnswerRow | None
    traces: tuple[TraceRow, ...]
    carrying: CarryingRow | None
    happened: HappenedRow

    @property
    def decided(self) -> bool:
        return self.answer is not None and self.answer.reply is not None


@dataclass(frozen=True, slots=True)
class DoneBrief:
    """What was done about what people said, statement by statement."""

    row: ConversationRow
    lines: tuple[DoneLine, ...]
    may: May

    @property
    def summary(self) -> Sentence:
        """Say how many are answered and carried out."""
        if not self.lines:
            return Sentence(_("No answer is owed yet: that begins when the result is reported."))
        answered = sum(line.decided for line in self.lines)
        yes = sum(
            1
            for line in self.lines
            if line.answer and line.answer.reply and line.answer.reply.given_as in YES
        )
        return Sentence(
            _("An answer is owed to %(n)s statement: %(answered)s answered, %(yes)s with yes or in part."),
            {"n": len(self.lines), "answered": answered, "yes": yes},
            plural=_(
                "Answers are owed to %(n)s statements: %(answered)s answered, %(yes)s with yes or in part."
            ),
            count="n",
        )


YES = frozenset({GivenAs.YES, GivenAs.IN_PART})


def done_brief(reader: Reader, *, slug: str) -> DoneBrief:
    """Answer the list of what was done; raises Missing."""
    row = conversation(reader, slug=slug)
    every = statements(reader, conversations={row.key})
    return DoneBrief(row, done_lines(reader, every), may_of(reader, row))


def done_lines(reader: Reader, rows: Sequence[StatementRow], *, every: bool = False) -> tuple[DoneLine, ...]:
    """Return those of some statements to which an answer is owed or something was traced."""
    keys = [row.key for row in rows]
    answers, came = owed(reader, about=keys), traces(reader, of=keys)
    carried, said = carryings(reader, statements=keys), happenings(reader, statements=keys)
    return tuple(
        DoneLine(
            row,
            answers.get(row.key),
            came.get(row.key, ()),
            carried.get(row.key),
            said.get(row.key, NO_ONE_SAID),
        )
        for row in rows
        if every or row.key in answers or row.key in came
    )


@dataclass(frozen=True, slots=True)
class StatementBrief:
    """One statement: its totals, where it came from, what came of it."""

    row: StatementRow
    conversation: ConversationRow
    line: DoneLine
    tally: Tally | None
    came_from: tuple[tuple[StatementRow, TieRow], ...]
    became: tuple[tuple[StatementRow, TieRow], ...]
    may: May


def statement_brief(reader: Reader, *, key: UUID, author: UUID | None = None) -> StatementBrief:
    """Answer the page of one statement; raises Missing."""
    row = statement(reader, key=key, author=author)
    home = conversation(reader, key=row.conversation)
    tied = ties(reader, statements=[key])
    others = {
        each.key: each
        for each in statements(
            reader, keys={other for tie in tied for other in (tie.statement, tie.comes_from)}
        )
    }
    return StatementBrief(
        row=row,
        conversation=home,
        line=done_lines(reader, [row], every=True)[0],
        tally=tallies(reader, conversation=home.key).get(key),
        came_from=tuple((others[tie.comes_from], tie) for tie in tied if tie.statement == key),
        became=tuple((others[tie.statement], tie) for tie in tied if tie.comes_from == key),
        may=may_of(reader, home),
    )
