"""What the pages of freedoms say: who may work without which rule, until when, and what became of it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.choices import Standing
from headway.answers.queries import AnswerRow, owed
from headway.briefs.missions import MissionLink, links_to
from headway.briefs.words import gap_in
from headway.frontline import permissions
from headway.frontline.analysis import CouldShow, could_show
from headway.frontline.choices import RUNNING, FreedomState
from headway.frontline.queries.freedoms import FreedomRow, freedom, freedoms
from headway.frontline.queries.granted import (
    Count,
    FreedomStageRow,
    GrantRow,
    asked_by,
    freedom_counts,
    freedom_stages,
    grant_of,
    watched_past,
)
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.kernel.things import Label, labels
from headway.missions.queries import missions
from headway.people.queries import offices_of
from headway.rhythms.choices import DecisionKind
from headway.rhythms.permissions import may_propose
from headway.rhythms.queries import BoardRow, DecisionRow, boards, decided_about, decisions

REFUSALS = {
    "too_short": _("%(name)s: too few figures to say (%(before)s so far)."),
    "nothing_to_see": _("%(name)s: no figure falls in this time, or it has never moved."),
    "not_finite": _("%(name)s: its figures cannot be computed with."),
}


@dataclass(frozen=True, slots=True)
class FreedomsBrief:
    """Every freedom that this reader may see, in the order of the days they end or were asked for."""

    running: tuple[FreedomRow, ...]
    asked: tuple[FreedomRow, ...]
    over: tuple[FreedomRow, ...]
    counts: Count
    may_ask: bool


@dataclass(frozen=True, slots=True)
class FreedomBrief:
    """One freedom's page."""

    row: FreedomRow
    mission: MissionLink | None
    question: AnswerRow | None
    stages: tuple[FreedomStageRow, ...]
    grant: GrantRow | None
    could_show: tuple[CouldShow, ...]
    decisions: dict[UUID, Label]
    deciding: tuple[DecisionRow, ...]  # in force, and about it
    boards: tuple[BoardRow, ...]  # before which this person may put it
    may_rewrite: bool
    may_link_test: bool
    may_answer: bool
    may_grant_by_board: bool
    may_review: bool

    @property
    def contested(self) -> bool:
        """Whether who asked contests the refusal."""
        return self.question is not None and self.question.standing is Standing.CONTESTED


def freedoms_brief(reader: Reader) -> FreedomsBrief:
    """Answer the list of freedoms; ten queries whatever their number."""
    rows = freedoms(reader)
    running = [row for row in rows if row.state in RUNNING]
    return FreedomsBrief(
        tuple(sorted(running, key=lambda row: (row.ends_on, row.title))),
        tuple(row for row in rows if row.state is FreedomState.ASKED),
        tuple(row for row in rows if row.state not in RUNNING and row.state is not FreedomState.ASKED),
        freedom_counts(rows),
        reader.past is None and permissions.may_ask_freedom(reader.actor),
    )


def freedom_brief(reader: Reader, *, key: UUID) -> FreedomBrief:
    """Answer one freedom's page; raises Missing."""
    row = freedom(reader, key=key)
    question = owed(reader, about=[row.key]).get(row.key)
    stages = freedom_stages(reader, key=row.key)
    made = {each.key for each in decided_about(reader, thing=row.key)}
    deciding = tuple(
        each for each in (decisions(reader, keys=made) if made else ()) if each.in_force and each.binding
    )
    now, actor = reader.past is None, reader.actor
    scopes = tuple(each for each in (row.mission, *(each.board for each in deciding)) if each)
    open_now = now and question is not None and bool(question.running)
    holds = question is not None and question.office in offices_of(actor, reader.at)
    governs = now and permissions.may_govern_freedom(actor, scopes)
    owns = row.rule.owner in offices_of(actor, reader.at)
    ungranted = row.stored in {FreedomState.ASKED, FreedomState.REFUSED}
    asked = actor.key is not None and actor.key == asked_by(row.key)
    return FreedomBrief(
        row=row,
        mission=mission_of(reader, row),
        question=question,
        stages=stages,
        grant=grant_of(reader, key=row.key),
        could_show=tuple(could_show(each, row.starts_on, row.ends_on) for each in watched_past(reader, row)),
        decisions=labels({each.decision for each in stages if each.decision}),
        deciding=deciding,
        boards=boards_for(reader) if open_now or row.stored is FreedomState.GRANTED else (),
        may_rewrite=now and ungranted and permissions.may_rewrite_freedom(actor, asked=asked),
        may_link_test=now
        and row.state in {FreedomState.ASKED, *RUNNING}
        and permissions.may_link_test(actor, asked=asked, holds=owns),
        may_answer=open_now and ungranted and permissions.may_answer_freedom(actor, holds=holds),
        may_grant_by_board=open_now and ungranted and governs and granting(deciding) and not row.officer,
        may_review=governs and row.stored is FreedomState.GRANTED and bool(deciding),
    )


def boards_for(reader: Reader) -> tuple[BoardRow, ...]:
    """Return the boards before which this person may put a decision."""
    if reader.past is not None or not reader.actor.signed_in:
        return ()
    live = (row for row in boards(reader) if row.ended_at is None)
    return tuple(row for row in live if may_propose(reader.actor, (row.key, *row.missions)))


def granting(rows: tuple[DecisionRow, ...]) -> bool:
    """Whether a decision in force grants something."""
    return any(row.kind is DecisionKind.GRANT_FREEDOM for row in rows)


def mission_of(reader: Reader, row: FreedomRow) -> MissionLink | None:
    """Return the link to a freedom's mission."""
    if row.mission is None:
        return None
    found = links_to(reader, [each for each in missions(reader) if each.key == row.mission])
    return found[0] if found else None


def could_show_words(shown: CouldShow) -> Sentence:
    """Say what the time of a freedom would reveal in one indicator, or why that cannot be said."""
    if shown.effect is None:
        words = REFUSALS.get(shown.refused, REFUSALS["not_finite"])
        return Sentence(words, {"name": shown.name, "before": shown.before})
    return Sentence(
        _(
            "%(name)s: a lasting change of %(effect)s or more would be found in 8 of 10 trials, from "
            "%(before)s figures before and %(during)s during. A smaller one would probably be missed."
        ),
        {
            "name": shown.name,
            "effect": gap_in(shown.effect, shown.unit),
            "before": shown.before,
            "during": shown.during,
        },
    )


def protection(row: FreedomRow) -> Sentence:
    """Say who answers for it: the sentence on which a freedom rests."""
    return Sentence(
        _("If you act within it and it goes wrong, %(office)s answers for it, not you."),
        {"office": row.answers_for_name},
    )


def stands(row: FreedomRow) -> Sentence:
    """Say how a freedom stands."""
    values = {"ends": row.ends_on, "starts": row.starts_on, "on": row.on}
    words = {
        FreedomState.ASKED: _("It was asked for and is not answered yet."),
        FreedomState.GRANTED: _("It was granted and begins on %(starts)s."),
        FreedomState.LIVE: _("It runs until %(ends)s and ends by itself unless a board decides otherwise."),
        FreedomState.REVIEW_DUE: _(
            "It ends on %(ends)s unless a board decides before then what becomes of it."
        ),
        FreedomState.REFUSED: _("It was refused on %(on)s."),
        FreedomState.ENDED: _("It ended: a board decided so on %(on)s."),
        FreedomState.MADE_RULE: _("It became the rule for everybody on %(on)s."),
    }[row.state]
    if row.expired:
        words = _("It ended by itself on %(ends)s: nobody decided what becomes of it.")
    return Sentence(words, values)
