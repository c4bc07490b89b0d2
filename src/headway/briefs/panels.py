"""What the pages of panels say: who was drawn and how, what they recommend, what was answered."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.answers.queries import AnswerRow, owed
from headway.briefs.beside import BesideBrief, beside_brief
from headway.briefs.conversations import NO_ONE_SAID, mission_links
from headway.briefs.missions import MissionLink
from headway.kernel.actors import Reader
from headway.kernel.sentences import Figure, Sentence
from headway.people.queries import day_of, office_rows
from headway.voice import permissions
from headway.voice.analysis.panels import Target, told_targets
from headway.voice.choices import Sitting
from headway.voice.queries import ConversationRow, HappenedRow, TraceRow, conversations, traces
from headway.voice.queries.members import confirmed
from headway.voice.queries.panels import (
    CarriedRow,
    DrawRow,
    FrameRow,
    MeetingRow,
    PanelRow,
    RecommendationRow,
    carried,
    draw,
    frame,
    meetings,
    panel,
    panels,
    recommendations,
)


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel in a list."""

    row: PanelRow
    mission: MissionLink | None


@dataclass(frozen=True, slots=True)
class PanelsBrief:
    """Every panel."""

    lines: tuple[PanelLine, ...]
    may_begin: bool

    @property
    def invented(self) -> bool:
        return any(line.row.invented for line in self.lines)

    @property
    def summary(self) -> Sentence:
        """Say how many there are and how many have reported."""
        return Sentence(
            _("%(n)s panel was announced; %(reported)s reported."),
            {"n": len(self.lines), "reported": sum(line.row.reported_at is not None for line in self.lines)},
            plural=_("%(n)s panels were announced; %(reported)s reported."),
            count="n",
        )


def panels_brief(reader: Reader) -> PanelsBrief:
    """Answer the list of panels; three queries whatever their number."""
    links = mission_links(reader)
    lines = (PanelLine(row, links.get(row.mission) if row.mission else None) for row in panels(reader))
    return PanelsBrief(tuple(lines), reader.past is None and permissions.may_begin(reader.actor))


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation: what was decided about it, and how far it is carried out."""

    row: RecommendationRow
    answer: AnswerRow | None
    traces: tuple[TraceRow, ...]
    carried: CarriedRow | None
    confirmed: HappenedRow

    @property
    def late(self) -> bool:
        """Whether its answer is still owed after its last day."""
        return self.answer is not None and self.answer.reply is None and bool(self.answer.passed)


@dataclass(frozen=True, slots=True)
class PanelBrief:
    """One panel."""

    row: PanelRow
    mission: MissionLink | None
    conversation: ConversationRow | None
    office: str  # who owes the answers, by its public name
    frame: FrameRow | None
    draw: DrawRow | None
    meetings: tuple[MeetingRow, ...]
    lines: tuple[RecommendationLine, ...]
    beside: BesideBrief
    may_hold: bool
    may_trace: bool
    today: date

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return targets with how many volunteered and were drawn."""
        if self.frame is None:
            return ()
        if self.draw is None:
            return self.frame.targets
        counts = [each.people for each in self.frame.targets]
        return told_targets(self.frame.targets_csv, counts, self.draw.quotas)

    @property
    def summary(self) -> Sentence:
        """Answer first: how far it has come, with its numbers."""
        if self.row.stage is Sitting.REPORTED:
            return answered(self.lines)
        return self.recruited

    @property
    def recruited(self) -> Sentence:
        """Say how far the draw has come, with its numbers."""
        size = self.row.size
        if self.draw is not None and self.frame is not None:
            return Sentence(
                _(
                    "%(size)s people were drawn by lot from %(people)s volunteers; everybody who could be "
                    "drawn had a chance of at least %(least)s."
                ),
                {
                    "size": size,
                    "people": self.frame.people,
                    "least": Figure(100 * self.draw.least, "%"),
                },
            )
        if self.frame is not None:
            return Sentence(
                _("%(people)s people volunteered for %(size)s places. The lots are not drawn yet."),
                {"people": self.frame.people, "size": size},
            )
        return Sentence(
            _("This panel recruits: %(size)s places will be drawn by lot among those who volunteer."),
            {"size": size},
        )


def answered(lines: tuple[RecommendationLine, ...]) -> Sentence:
    """Say how many recommendations are answered and how many answers are late."""
    given = sum(line.answer is not None and line.answer.reply is not None for line in lines)
    return Sentence(
        _("%(n)s recommendation: %(given)s answered, %(late)s late."),
        {"n": len(lines), "given": given, "late": sum(line.late for line in lines)},
        plural=_("%(n)s recommendations: %(given)s answered, %(late)s late."),
        count="n",
    )


def panel_brief(reader: Reader, *, slug: str) -> PanelBrief:
    """Answer the page of one panel; raises Missing."""
    row = panel(reader, slug=slug)
    made = recommendations(reader, panels={row.key})
    keys = [each.key for each in made]
    answers, done = owed(reader, about=keys), carried(reader, recommendations=keys)
    came, said = traces(reader, of=keys), confirmed(reader, recommendations=keys)
    asked = conversations(reader, keys={row.conversation}) if row.conversation else ()
    fixed, now = frame(reader, panel=row.key), reader.past is None
    return PanelBrief(
        row=row,
        mission=mission_links(reader).get(row.mission) if row.mission else None,
        conversation=next(iter(asked), None),
        office=office_rows(reader, keys=[row.office])[row.office].listed,
        frame=fixed,
        draw=draw(reader, panel=row.key),
        meetings=meetings(reader, panel=row.key),
        lines=tuple(
            RecommendationLine(
                each,
                answers.get(each.key),
                came.get(each.key, ()),
                next(iter(done.get(each.key, ())), None),
                said.get(each.key, NO_ONE_SAID),
            )
            for each in made
        ),
        beside=beside_brief(reader, row, fixed, fixed.targets if fixed else ()),
        may_hold=now and permissions.may_hold(reader.actor, row.mission),
        may_trace=now and permissions.may_trace(reader.actor, row.mission),
        today=day_of(reader.at),
    )
