"""Where a mission stands in its life: what brought it there, what can happen next, its whole history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.checks import State, Verdict, verdicts
from headway.briefs.words import amount, by_words
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence, Value
from headway.measures.queries import CardRow, Redefinition, redefinitions
from headway.missions.choices import Ending, MissionState
from headway.missions.queries import (
    AimRow,
    CharterRow,
    ConsultationRow,
    LitmusRow,
    MissionRow,
    StageRow,
    aims,
    charters,
    consultations,
    litmus,
    mission,
    stages,
)
from headway.rhythms.choices import DecisionKind
from headway.rhythms.queries import BoardRow, DecisionRow, boards, decided_about, decisions
from headway.targets.analysis.rows import GoalRow
from headway.targets.queries import goal_history

GUARD = ("C2", "C4", "C8", "C10", "C14")  # none of them "not met" at adoption without a written exception
ENDINGS: Mapping[Ending, str] = {
    Ending.ACHIEVED: _("Closed: achieved"),
    Ending.NOT_ACHIEVED: _("Closed: not achieved"),
    Ending.MERGED: _("Closed: merged into another mission"),
    Ending.ABANDONED: _("Closed: abandoned"),
}
STATES: Mapping[MissionState, str] = {
    MissionState.DRAFT: _("Draft"),
    MissionState.PROPOSED: _("Proposed"),
    MissionState.CONSULTED: _("Consulted"),
    MissionState.ADOPTED: _("Adopted"),
    MissionState.UNDER_REVIEW: _("Under review"),
    MissionState.CLOSED: _("Closed"),
}


def state_words(row: MissionRow) -> Sentence:
    """Say where a mission stands."""
    return Sentence(ENDINGS[row.ending] if row.ending else STATES[row.state])


def why_not(row: DecisionRow, mission: UUID) -> Sentence | None:
    """Say why a decision cannot change the charter of a mission; None when it can."""
    if mission not in row.about:
        return Sentence(_("This decision is about something else. Choose one about this mission."))
    if row.kind is not DecisionKind.CHANGE_CHARTER:
        return Sentence(_("This decision does not change a charter. Choose one that does."))
    if not row.in_force:
        return Sentence(_("This decision is not in force: it is only proposed, or was called in."))
    if not row.binding:
        return Sentence(
            _("This decision names no body or officer whose power it uses. It is a recommendation only.")
        )
    return None


@dataclass(frozen=True, slots=True)
class LifeBrief:
    """What the steps of a mission's life show: its record so far, and what a decision can be cited for."""

    row: MissionRow
    stages: tuple[StageRow, ...]
    litmus: tuple[LitmusRow, ...]
    consultations: tuple[ConsultationRow, ...]
    boards: tuple[BoardRow, ...]
    usable: tuple[DecisionRow, ...]  # decisions that the next step may cite
    guard: tuple[Verdict, ...]  # the checks that adoption asks for

    @property
    def open_checks(self) -> tuple[Verdict, ...]:
        """Return those that are not met."""
        return tuple(each for each in self.guard if each.state is State.NOT_MET)


def life_brief(reader: Reader, *, slug: str, guard: bool = False) -> LifeBrief:
    """Answer the steps of a mission's life; the checks of adoption are judged only when asked for."""
    row = mission(reader, slug=slug)
    known = stages(reader, mission=row.key)
    used = {each.decision for each in known} | {each.decision for each in charters(reader, mission=row.key)}
    found = decisions(reader, missions={row.key})
    judged = verdicts(reader, missions=[row.key]).get(row.key, {}) if guard else {}
    return LifeBrief(
        row=row,
        stages=known,
        litmus=litmus(reader, missions={row.key}).get(row.key, ()),
        consultations=consultations(reader, missions={row.key}).get(row.key, ()),
        boards=tuple(each for each in boards(reader, missions={row.key}) if each.ended_at is None),
        usable=tuple(each for each in found if why_not(each, row.key) is None and each.key not in used),
        guard=tuple(judged[code] for code in GUARD if code in judged),
    )


# --- history ---


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to a mission."""

    on: date
    known_from: datetime
    what: Sentence
    note: str = ""
    decision: UUID | None = None
    target: UUID | None = None


def history(reader: Reader, row: MissionRow) -> tuple[HistoryLine, ...]:
    """Return every version, stage, change of target or measure, and decision, newest first; seven queries."""
    judged = aims(reader, mission=row.key)
    cards = {each.target: each.card for each in judged if each.target is not None}
    goals = goal_history(reader, keys=cards)
    changes = redefinitions(reader, keys={each.indicator for each in judged if each.card.version > 1})
    steps = [
        *(of_version(each) for each in charters(reader, mission=row.key)),
        *(of_stage(each) for each in stages(reader, mission=row.key)),
    ]
    cited = {line.decision for line in steps}  # a decision stands on the line of what it brought
    lines = [
        *steps,
        *(line for key, each in goals.items() for line in of_target(key, cards[key], each)),
        *(of_closing(each) for each in judged if each.closed_at is not None),
        *(of_redefinition(change) for each in changes.values() for change in each),
        *(
            HistoryLine(each.on, each.known_from, Sentence("%(title)s", {"title": each.title}), "", each.key)
            for each in decided_about(reader, thing=row.key)
            if each.key not in cited
        ),
    ]
    return tuple(sorted(lines, key=lambda line: (line.on, line.known_from), reverse=True))


def of_version(row: CharterRow) -> HistoryLine:
    """Say a version of the charter."""
    what = Sentence(_("Version %(number)s of the charter"), {"number": row.version})
    on = row.decided_on or row.known_from.date()
    return HistoryLine(on, row.known_from, what, row.change_note, row.decision)


def of_stage(row: StageRow) -> HistoryLine:
    """Say a stage."""
    if row.ending is not None:
        what = Sentence(ENDINGS[row.ending])
    elif row.before_headway:
        what = Sentence(_("Adopted by %(body)s, before it was entered here"), {"body": row.body})
    elif row.state is MissionState.ADOPTED:
        what = Sentence(_("Adopted by %(body)s"), {"body": row.body})
    else:
        what = Sentence(STATES[row.state])
    return HistoryLine(row.on, row.known_from, what, row.note, row.decision)


def of_target(key: UUID, card: CardRow, goals: tuple[GoalRow, ...]) -> Iterable[HistoryLine]:
    """Say every version of a target: what it was set to, and what it was moved to."""
    for number, goal in enumerate(goals):
        values: dict[str, Value] = {
            "name": card.name,
            "goal": amount(goal.value, card),
            "by": by_words(goal.by),
        }
        if number == 0:
            what = Sentence(_("Target set for “%(name)s”: %(goal)s by %(by)s"), values)
        else:
            before = goals[number - 1]
            values |= {"old": amount(before.value, card), "old_by": by_words(before.by)}
            what = Sentence(
                _("Target moved for “%(name)s”: from %(old)s by %(old_by)s to %(goal)s by %(by)s"), values
            )
        yield HistoryLine(goal.known_from.date(), goal.known_from, what, goal.change_note, target=key)


def of_closing(row: AimRow) -> HistoryLine:
    """Say that a target was closed."""
    assert row.closed_at is not None  # asked of closed ones only
    what = Sentence(_("Target closed for “%(name)s”"), {"name": row.card.name})
    return HistoryLine(row.closed_at.date(), row.closed_at, what, target=row.target)


def of_redefinition(change: Redefinition) -> HistoryLine:
    """Say that an indicator came to count something else."""
    what = Sentence(_("What “%(name)s” counts was changed"), {"name": change.after.name})
    return HistoryLine(
        change.after.known_from.date(), change.after.known_from, what, change.after.change_note
    )
