"""What the page of results says: groups as lists first, common ground with intervals, what divides."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.briefs.conversations import May, may_of
from headway.kernel.actors import Reader
from headway.kernel.sentences import Figure, Sentence
from headway.voice.analysis.equality import EqualityTotals
from headway.voice.analysis.opinions import Common, Group, Opinion, Shares, Speaking
from headway.voice.choices import FLOOR
from headway.voice.queries import (
    ConversationRow,
    SnapshotRow,
    StatementRow,
    Tally,
    Turnout,
    conversation,
    equality_totals,
    snapshots,
    statements,
    tallies,
    turnouts,
)

AGREED = 0.5
SHOWN = 10  # statements in a list of the page; the table holds all
WEAK, FAIR = 0.2, 0.5  # split-half agreement below which groups are called weak, and above which steady


@dataclass(frozen=True, slots=True)
class CommonLine:
    """A statement that every group agrees on; where ballots were copied, also as it was cast."""

    row: StatementRow
    found: Common
    cast: Common | None = None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with what tells it from the others."""

    group: Group
    lines: tuple[tuple[StatementRow, Speaking], ...]


@dataclass(frozen=True, slots=True)
class DivisiveLine:
    """A statement on which groups differ, with each group's votes where they may be shown."""

    row: StatementRow
    shares: tuple[Shares, ...]


@dataclass(frozen=True, slots=True)
class ResultsBrief:
    """What people said together."""

    row: ConversationRow
    kept: SnapshotRow | None
    turnout: Turnout
    common: tuple[CommonLine, ...]
    groups: tuple[GroupLine, ...]
    divisive: tuple[DivisiveLine, ...]
    totals: tuple[tuple[StatementRow, Tally], ...]
    named: Mapping[UUID, StatementRow]
    equality: tuple[EqualityTotals, ...] | None  # None: not asked, or not closed yet
    may: May

    @property
    def opinion(self) -> Opinion | None:
        return self.kept.opinion if self.kept else None

    @property
    def since(self) -> int:
        """How many votes stand now beside those that were worked out."""
        return self.turnout.votes - self.kept.votes if self.kept else self.turnout.votes

    @property
    def summary(self) -> tuple[Sentence, ...]:
        """Say the answer first, with its numbers."""
        if self.kept is None or self.opinion is None:
            return (Sentence(_("Nothing is worked out yet.")),)
        first = Sentence(
            _("%(people)s person cast %(votes)s votes on %(statements)s statements."),
            {"people": self.kept.participants, "votes": self.kept.votes, "statements": len(self.totals)},
            plural=_("%(people)s people cast %(votes)s votes on %(statements)s statements."),
            count="people",
        )
        return (first, groups_said(self.opinion), agreed_said(len(self.common)))

    @property
    def copied(self) -> Sentence | None:
        """Say that many people cast the very same votes, and what that changes; None where nobody did."""
        return copied_said(self.opinion) if self.opinion and self.opinion.copies else None

    @property
    def only_as_cast(self) -> tuple[StatementRow, ...]:
        """Return what has every group behind it only where each copy of a ballot counts."""
        listed = {line.row.key for line in self.common}
        return tuple(
            self.named[each.statement]
            for each in (self.opinion.as_cast if self.opinion else ())
            if each.lower > AGREED and each.statement in self.named and each.statement not in listed
        )

    @property
    def reliability(self) -> Sentence:
        """Say how far the groups can be trusted."""
        return reliability_said(self.opinion) if self.opinion else Sentence("")


def groups_said(opinion: Opinion) -> Sentence:
    """Say how many groups there are, or that there are none."""
    if not opinion.groups:
        return Sentence(_("There are no opinion groups here: views do not fall into groups that hold."))
    return Sentence(
        _("They fall into %(n)s opinion group."),
        {"n": len(opinion.groups)},
        plural=_("They fall into %(n)s opinion groups."),
        count="n",
    )


def copied_said(opinion: Opinion) -> Sentence:
    """Say how many cast copies of one ballot, and how many of the first ten would go if each counted."""
    first = [each.statement for each in opinion.common[:SHOWN]]
    cast = {each.statement for each in opinion.as_cast[:SHOWN]}
    return Sentence(
        _(
            "%(people)s people cast exactly the same votes as others, more than chance would make "
            "(%(ballots)s ballots). In the groups and in what every group agrees on, each of these ballots "
            "counts once. No vote is deleted. With every copy counted, %(kept)s of the first %(shown)s "
            "statements of this list would be among the first %(shown)s."
        ),
        {
            "people": sum(opinion.copies),
            "ballots": len(opinion.copies),
            "kept": sum(key in cast for key in first),
            "shown": len(first),
        },
    )


def agreed_said(count: int) -> Sentence:
    """Say on how much everybody agrees."""
    if not count:
        return Sentence(_("No statement has every group behind it."))
    return Sentence(
        _("%(n)s statement has every group behind it."),
        {"n": count},
        plural=_("%(n)s statements have every group behind them."),
        count="n",
    )


def reliability_said(opinion: Opinion) -> Sentence:
    """Say what split halves show of the groups."""
    if not opinion.groups:
        return Sentence(
            _("We looked for groups by hiding votes and foretelling them: no number of groups did better.")
        )
    if opinion.reliability is None:
        return Sentence(_("Too few people cast enough votes to say how steady the groups are."))
    said = (
        _("weak: take the groups as a rough picture")
        if opinion.reliability < WEAK
        else _("fair: the statements can be trusted more than anybody’s place in a group")
        if opinion.reliability < FAIR
        else _("steady")
    )
    return Sentence(
        _(
            "How steady are the groups? Found twice, each time from half of everybody’s votes, they agree "
            "%(share)s on a scale where 1 is the same and 0 is chance: %(said)s."
        ),
        {"share": Figure(opinion.reliability, places=2), "said": Sentence(said)},
    )


def results_brief(reader: Reader, *, slug: str) -> ResultsBrief:
    """Answer the page of results as they were last worked out; raises Missing."""
    row = conversation(reader, slug=slug)
    kept = snapshots(reader, conversations=[row.key]).get(row.key)
    live = statements(reader, conversations={row.key}, live=True)
    named = {each.key: each for each in live}
    counted = tallies(reader, conversation=row.key)
    opinion = kept.opinion if kept else None
    return ResultsBrief(
        row=row,
        kept=kept,
        turnout=turnouts(reader, conversations={row.key})[row.key],
        common=common_of(opinion, named),
        groups=groups_of(opinion, named),
        divisive=divisive_of(opinion, named),
        totals=tuple((each, counted[each.key]) for each in live if each.key in counted),
        named=named,
        equality=equality_totals(reader, row),
        may=may_of(reader, row),
    )


def common_of(opinion: Opinion | None, named: Mapping[UUID, StatementRow]) -> tuple[CommonLine, ...]:
    """Return what every group agrees on, best first."""
    if opinion is None or opinion.people < FLOOR:
        return ()
    found = (each for each in opinion.common if each.lower > AGREED and each.statement in named)
    cast = {each.statement: each for each in opinion.as_cast}
    return tuple(CommonLine(named[each.statement], each, cast.get(each.statement)) for each in found)


def groups_of(opinion: Opinion | None, named: Mapping[UUID, StatementRow]) -> tuple[GroupLine, ...]:
    """Return each group with the statements that tell it from the others."""
    if opinion is None:
        return ()
    return tuple(
        GroupLine(
            group,
            tuple(
                (named[each.statement], each)
                for each in opinion.of_group(group.name)
                if each.statement in named
            ),
        )
        for group in opinion.groups
    )


def divisive_of(opinion: Opinion | None, named: Mapping[UUID, StatementRow]) -> tuple[DivisiveLine, ...]:
    """Return what the groups differ on most."""
    if opinion is None:
        return ()
    shares = opinion.shares or {}
    return tuple(DivisiveLine(named[key], shares.get(key, ())) for key in opinion.divisive if key in named)[
        :SHOWN
    ]
