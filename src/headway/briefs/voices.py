"""Question 5 on a mission's page: who was heard, what they agree on, how much was answered and acted on."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.answers.queries import given_count
from headway.briefs.opinions import AGREED
from headway.kernel.actors import Reader
from headway.kernel.sentences import Sentence
from headway.voice.queries.panels import PanelRow, panels
from headway.voice.queries.section import HeardRow, heard

SHOWN = 5


@dataclass(frozen=True, slots=True)
class VoicesBrief:
    """Section 5; without rows nothing was opened yet."""

    rows: tuple[HeardRow, ...]
    summary: tuple[Sentence, ...]
    panels: tuple[PanelRow, ...] = ()

    @property
    def invented(self) -> bool:
        return any(row.invented for row in self.rows) or any(row.invented for row in self.panels)

    @property
    def open(self) -> tuple[HeardRow, ...]:
        """Return the conversations people can take part in."""
        return tuple(row for row in self.rows if row.closed_at is None)


def voices_brief(reader: Reader, *, mission: UUID) -> VoicesBrief:
    """Answer section 5; two queries without conversations, three with: panels are a noun of their own."""
    rows, drawn = heard(reader, missions=[mission]), panels(reader, missions=[mission])[:SHOWN]
    if not rows:
        return VoicesBrief((), (recruits(drawn),) if drawn else (), drawn)
    common = {each for row in rows for each in agreed(row)}
    owed = common | {each for row in rows for each in telling(row)}
    answered = given_count(reader, about=owed)
    return VoicesBrief(rows[:SHOWN], summary_of(rows, len(common), answered), drawn)


def recruits(drawn: Sequence[PanelRow]) -> Sentence:
    """Say how much panels recommend, where nothing else was heard."""
    return Sentence(
        _("%(n)s panel of people drawn by lot; %(made)s recommendations."),
        {"n": len(drawn), "made": sum(row.recommendations for row in drawn)},
        plural=_("%(n)s panels of people drawn by lot; %(made)s recommendations."),
        count="n",
    )


def agreed(row: HeardRow) -> tuple[UUID, ...]:
    """Return what every group of a conversation agrees on."""
    found = row.opinion.common if row.opinion else ()
    return tuple(each.statement for each in found if each.lower > AGREED)


def telling(row: HeardRow) -> tuple[UUID, ...]:
    """Return what tells the groups of a conversation from each other."""
    if row.opinion is None:
        return ()
    return tuple(each.statement for group in row.opinion.groups for each in row.opinion.of_group(group.name))


def summary_of(rows: Sequence[HeardRow], common: int, answered: int) -> tuple[Sentence, ...]:
    """Say the answer first: people, votes, groups; agreed, answered, acted on."""
    known = [row.opinion for row in rows if row.opinion is not None]
    people = sum(each.people for each in known)
    if not people:
        return (Sentence(_("A conversation is open. Its result is worked out when the first votes are in.")),)
    groups = sum(len(each.groups) for each in known)
    first = Sentence(
        _("%(people)s people, %(votes)s votes, %(groups)s opinion groups."),
        {"people": people, "votes": sum(each.votes for each in known), "groups": groups},
    )
    second = Sentence(
        _("%(common)s statement has every group behind it; %(answered)s answered, %(acted)s acted on."),
        {"common": common, "answered": answered, "acted": sum(row.acted for row in rows)},
        plural=_(
            "%(common)s statements have every group behind them; %(answered)s answered, %(acted)s acted on."
        ),
        count="common",
    )
    return first, second
