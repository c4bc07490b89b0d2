"""What needs one person, by clock: each source gives its tasks, nearest day first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import AnswerKind
from headway.answers.queries import inbox
from headway.briefs.calendar import live_cards, overdue
from headway.briefs.where import Where
from headway.capabilities.choices import RoundState
from headway.capabilities.queries import rounds
from headway.files.choices import Purpose
from headway.files.permissions import may_bring_in
from headway.files.queries import waiting_uploads
from headway.frontline.choices import FreedomState
from headway.frontline.permissions import may_govern_freedom
from headway.frontline.queries.freedoms import freedoms
from headway.kernel.actors import Reader, RoleName
from headway.kernel.errors import Forbidden
from headway.kernel.sentences import Sentence
from headway.learning.choices import Phase
from headway.learning.permissions import may_analyse
from headway.learning.permissions import may_decide as may_decide_test
from headway.learning.permissions import may_draft as may_draft_test
from headway.learning.queries import register_of
from headway.measures.queries import CardRow
from headway.missions.choices import MissionState
from headway.missions.permissions import may_edit
from headway.missions.queries import MissionRow, missions
from headway.peers.permissions import may_review
from headway.peers.queries import to_review
from headway.people.queries import offices_of
from headway.places.queries import day_of
from headway.rhythms.choices import DecisionState, EventState
from headway.rhythms.permissions import may_finish, may_run
from headway.rhythms.queries import boards, decisions, events
from headway.voice.permissions import may_decide_appeals, may_moderate
from headway.voice.queries.waiting import waiting

OWED = {
    AnswerKind.OFFER: _("%(office)s owes an answer to an offer of %(about)s"),
    AnswerKind.VERDICT: _("%(office)s owes a reply to a check: %(about)s"),
    AnswerKind.FREEDOM: _("%(office)s owes an answer to who asks for a freedom: %(about)s"),
}
AHEAD = timedelta(days=14)  # what comes sooner is for today


class TaskKind(StrEnum):
    """What sort of thing is to be done."""

    ANSWER = "answer"
    DECISION = "decision"
    MEETING = "meeting"
    FIGURES = "figures"
    UPLOAD = "upload"
    REVIEW = "review"
    DRAFT = "draft"
    MODERATION = "moderation"
    STORY = "story"
    TEAM = "team"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that needs the person; without a day it has no clock."""

    kind: TaskKind
    sentence: Sentence
    due: date | None
    where: Where


@dataclass(frozen=True, slots=True)
class TodayBrief:
    """Everything that needs the person, by clock: past its day, by day, and without one."""

    today: date
    tasks: tuple[Task, ...]

    @property
    def late(self) -> tuple[Task, ...]:
        """Return what is past its day."""
        return tuple(task for task in self.tasks if task.due and task.due < self.today)

    @property
    def ahead(self) -> tuple[Task, ...]:
        """Return what has its day today or later."""
        return tuple(task for task in self.tasks if task.due and task.due >= self.today)

    @property
    def unclocked(self) -> tuple[Task, ...]:
        """Return what has no day."""
        return tuple(task for task in self.tasks if task.due is None)

    @property
    def sentence(self) -> Sentence:
        """Return the answer first."""
        if not self.tasks:
            return Sentence(_("Nothing needs you today."))
        if not self.late:
            return Sentence(
                _("%(n)s thing needs you."),
                {"n": len(self.tasks)},
                plural=_("%(n)s things need you."),
                count="n",
            )
        return Sentence(
            _("%(n)s thing needs you; %(late)s past its day."),
            {"n": len(self.tasks), "late": len(self.late)},
            plural=_("%(n)s things need you; %(late)s past their day."),
            count="n",
        )


@dataclass(frozen=True)
class Ground:
    """What more than one source reads, read once."""

    reader: Reader
    today: date

    @cached_property
    def offices(self) -> frozenset[UUID]:
        return offices_of(self.reader.actor, self.reader.at)

    @cached_property
    def own_cards(self) -> tuple[CardRow, ...]:
        """Cards whose office this person holds; an analyst keeps those that no office has taken."""
        analyst = self.reader.actor.has(RoleName.ANALYST)
        return tuple(
            card
            for card in live_cards(self.reader)
            if (card.responsible in self.offices if card.responsible else analyst)
        )

    @cached_property
    def missions(self) -> tuple[MissionRow, ...]:
        return missions(self.reader)


def today_brief(reader: Reader) -> TodayBrief:
    """Answer what needs this person.

    Raises
    ------
    Forbidden
        When nobody is signed in.
    """
    if not reader.actor.signed_in:
        raise Forbidden
    ground = Ground(reader, day_of(reader))
    tasks = [task for source in SOURCES for task in source(ground)]
    tasks.sort(key=lambda task: (task.due is None, task.due or date.max, list(TaskKind).index(task.kind)))
    return TodayBrief(ground.today, tuple(tasks))


def answers_owed(ground: Ground) -> Iterator[Task]:
    """Answers that an office of this person owes."""
    for row in inbox(ground.reader):
        words = {"office": row.own_name, "about": row.about.label}
        said = Sentence(OWED.get(row.kind, _("%(office)s owes an answer: %(about)s")), words)
        yield Task(TaskKind.ANSWER, said, row.running[0].on, Where("answer", str(row.key)))


def meetings(ground: Ground) -> Iterator[Task]:
    """Meetings to prepare, and records to write, for those who run a board."""
    run = {row.key for row in boards(ground.reader) if may_run(ground.reader.actor, (row.key, *row.missions))}
    if not run:
        return
    for row in events(ground.reader, boards=run):
        words: dict[str, str | date] = {"board": row.board_name, "day": row.on}
        where = Where("meeting", row.on.isoformat(), row.board_slug)
        if row.state == EventState.PLANNED and ground.today <= row.on <= ground.today + AHEAD:
            said = Sentence(_("Prepare the meeting of %(board)s on %(day)s"), words)
            yield Task(TaskKind.MEETING, said, row.on, where)
        elif row.state == EventState.HELD or (row.state == EventState.PLANNED and row.on < ground.today):
            said = Sentence(_("Write the record of the meeting of %(board)s on %(day)s"), words)
            yield Task(TaskKind.MEETING, said, row.on + AHEAD, where)


def decisions_to_carry_out(ground: Ground) -> Iterator[Task]:
    """Decisions that were made and not carried out, and those whose look back has come."""
    own = {row.key: row for row in boards(ground.reader)}
    for row in decisions(ground.reader, boards=own):
        scopes = (row.board, *own[row.board].missions, *row.about)
        if not may_finish(ground.reader.actor, scopes):
            continue
        words, where = {"title": row.title}, Where("decision", str(row.key))
        if row.state == DecisionState.MADE:
            yield Task(TaskKind.DECISION, Sentence(_("Carry out: %(title)s"), words), None, where)
        elif row.state == DecisionState.DONE and row.review_on and row.review_on <= ground.today + AHEAD:
            said = Sentence(_("Look back at the decision: %(title)s"), words)
            yield Task(TaskKind.DECISION, said, row.review_on, where)


def freedoms_ending(ground: Ground) -> Iterator[Task]:
    """Freedoms that end soon unless a board decides otherwise, for those on the board."""
    if not any(grant.role is RoleName.BOARD for grant in ground.reader.actor.grants):
        return
    for row in freedoms(ground.reader):
        scopes = [row.mission] if row.mission else []
        if row.state is FreedomState.REVIEW_DUE and may_govern_freedom(ground.reader.actor, scopes):
            said = Sentence(_("Decide what becomes of the freedom “%(title)s”"), {"title": row.title})
            yield Task(TaskKind.DECISION, said, row.ends_on, Where("freedom", str(row.key)))


def overdue_figures(ground: Ground) -> Iterator[Task]:
    """Figures that a card of this person promised and that have not come."""
    for late in overdue(ground.reader, ground.own_cards):
        yield Task(TaskKind.FIGURES, late.sentence, late.since, Where("indicator", late.card.slug))


def reviews_due(ground: Ground) -> Iterator[Task]:
    """Cards of this person whose review has come."""
    for card in ground.own_cards:
        if card.review_on and card.review_on <= ground.today + AHEAD:
            said = Sentence(_("Look again at the card of “%(name)s”"), {"name": card.name})
            yield Task(TaskKind.REVIEW, said, card.review_on, Where("card", card.slug))


def uploads(ground: Ground) -> Iterator[Task]:
    """Files that this person sent and has not accepted or cancelled."""
    if not may_bring_in(ground.reader.actor):
        return
    for row in waiting_uploads(ground.reader):
        if row.purpose is Purpose.TEST:
            if "study" in row.details:
                said = Sentence(_("Say what the columns of the file %(name)s are"), {"name": row.name})
                yield Task(TaskKind.UPLOAD, said, None, Where("panel", str(row.key)))
            continue
        said = Sentence(_("Accept or cancel the file %(name)s"), {"name": row.name})
        yield Task(TaskKind.UPLOAD, said, None, Where("upload", str(row.key)))


def drafts(ground: Ground) -> Iterator[Task]:
    """Missions that are still drafts in this person's hand."""
    for row in ground.missions:
        if row.state == MissionState.DRAFT and may_edit(ground.reader.actor, row.key):
            said = Sentence(_("Finish the draft of “%(title)s”"), {"title": row.charter.short_title})
            yield Task(TaskKind.DRAFT, said, None, Where("mission-edit", row.slug))


def tests_in_hand(ground: Ground) -> Iterator[Task]:
    """Results that wait for this person's decision, and tests whose last data have come."""
    actor = ground.reader.actor
    for row in register_of(ground.reader, missions={each.key for each in ground.missions}):
        words, where = {"title": row.plan.title}, Where("test", row.slug)
        if row.phase is Phase.ANALYSED and may_decide_test(actor, row.mission):
            said = Sentence(_("Decide what follows from “%(title)s”"), words)
            yield Task(TaskKind.TEST, said, row.plan.decide_on, where)
        elif row.phase is Phase.RUNNING and may_analyse(actor, row.mission):
            until = row.plan.data_until
            if until is not None and until <= ground.today:
                yield Task(
                    TaskKind.TEST, Sentence(_("Record what came out of “%(title)s”"), words), until, where
                )
        elif row.phase is Phase.DRAFT and may_draft_test(actor, row.mission):
            yield Task(TaskKind.TEST, Sentence(_("Finish the plan of “%(title)s”"), words), None, where)


def stories_waiting(ground: Ground) -> Iterator[Task]:
    """Stories that wait for this steward's review; told as one thing, so that nobody is hurried by a list."""
    if not may_review(ground.reader.actor):
        return
    if waiting := len(to_review(ground.reader)):
        said = Sentence(
            _("Read %(n)s story before it is shown"),
            {"n": waiting},
            plural=_("Read %(n)s stories before they are shown"),
            count="n",
        )
        yield Task(TaskKind.STORY, said, None, Where("stories-to-review"))


def team_rounds(ground: Ground) -> Iterator[Task]:
    """Rounds of this person's own teams: to rate before the last day, and steps of a plan whose day comes."""
    for row in rounds(ground.reader):
        where = Where("round", str(row.key))
        if row.state == RoundState.RATING and not row.mine:
            said = Sentence(
                _("Rate privately what your team is able to do: %(team)s"), {"team": row.team_name}
            )
            yield Task(TaskKind.TEAM, said, row.closes_on, where)
        for step in (step for view in row.views.values() for step in view.steps):
            if row.state == RoundState.AGREED and step.on <= ground.today + AHEAD:
                said = Sentence(_("A step of your team’s plan: %(what)s"), {"what": step.what})
                yield Task(TaskKind.TEAM, said, step.on, where)


def moderation(ground: Ground) -> Iterator[Task]:
    """Statements that wait for a moderator, and appeals that wait for the steward."""
    actor = ground.reader.actor
    for row in waiting(ground.reader):
        where = Where("moderation", row.slug)
        words: dict[str, int | str] = {"n": row.written, "question": row.question}
        if row.written and may_moderate(actor, row.mission):
            many = _("%(n)s statements wait for a moderator: %(question)s")
            said = Sentence(_("%(n)s statement waits for a moderator: %(question)s"), words, many, "n")
            yield Task(TaskKind.MODERATION, said, None, where)
        if row.appealed and may_decide_appeals(actor):
            said = Sentence(_("Somebody appeals against a hidden statement: %(question)s"), words)
            yield Task(TaskKind.MODERATION, said, None, where)


Source = Callable[[Ground], Iterator[Task]]
SOURCES: tuple[Source, ...] = (
    answers_owed,
    meetings,
    decisions_to_carry_out,
    freedoms_ending,
    overdue_figures,
    reviews_due,
    uploads,
    drafts,
    tests_in_hand,
    stories_waiting,
    team_rounds,
    moderation,
)
