"""The conversation as Polis would report it from the same votes, started anew."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headway.engine.opinion import polis_stats
from headway.engine.opinion.findings import Ground, common_ground
from headway.engine.opinion.maps import Map, map_of
from headway.engine.opinion.polis_groups import Grouped, group, who_counts
from headway.engine.opinion.polis_stats import Consensus, Representative
from headway.engine.opinion.reliability import SPLITS, split_half
from headway.engine.opinion.tables import Tables, counts_by, tables
from headway.engine.opinion.votes import Bools, Floats, Ints, Votes


@dataclass(frozen=True, slots=True)
class PolisOptions:
    """What the votes do not say.

    ``moderated`` and ``meta`` name statements that Polis keeps out of its map and lists; ``k`` forces a
    number of groups.
    """

    moderated: Sequence[str] = ()
    meta: Sequence[str] = ()
    k: int | None = None


@dataclass(frozen=True, slots=True)
class AsPolis:
    """What Polis reports: its map, groups and statistics.

    ``grouped.of`` (n,) is the group of each person, -1 for none; ``representative`` has up to five
    statements a group; ``group_informed`` (m,) is group-informed consensus; ``priority`` (m,) how likely a
    statement is to be shown next (before dividing by the sum); ``agree``, ``disagree`` and ``votes`` (g, m)
    are the groups' counts. Polis's own groups also depend on its past states: see the explanation of groups.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    tables: Tables
    map: Map
    grouped: Grouped
    agree: Ints
    disagree: Ints
    votes: Ints
    representative: tuple[tuple[Representative, ...], ...]
    consensus: Consensus
    group_informed: Floats
    priority: Floats
    left_out: Bools

    def common_ground(self) -> tuple[Ground, ...]:
        """Return all statements by the agreement of the group that agrees least, best first."""
        return common_ground(
            self.statements, self.agree.astype(np.float64), self.votes.astype(np.float64), self.left_out
        )

    def membership(self) -> dict[str, str]:
        """Return the group of everybody who has one: for analysts, never for a page."""
        of = self.grouped.of
        return {self.people[at]: str(of[at]) for at in np.flatnonzero(of >= 0).tolist()}


def as_polis(votes: Votes, options: PolisOptions | None = None, told: Tables | None = None) -> AsPolis:
    """Return what Polis would report of some votes, from scratch.

    Parameters
    ----------
    votes : Votes
        The last vote of each person on each statement. Polis starts its clusters from the first people to
        vote; here that is the order of ids, so that the same votes give the same groups.
    options : PolisOptions, optional
    told : Tables, optional
        Of the same votes, where they are at hand.

    Notes
    -----
    Statistics equal Polis's for the same groups. Groups from scratch agree with those that Polis exported
    as far as its history allows.
    """
    options = options or PolisOptions()
    told = told or tables(votes)
    ids = np.array(votes.statements, dtype=object)
    meta = np.isin(ids, list(options.meta))
    left_out = meta | np.isin(ids, list(options.moderated))
    drawn = map_of(votes, told, left_out if left_out.any() else None)
    grouped = group(drawn.people, who_counts(votes), options.k)
    agree, disagree, cast = counts_by(votes, grouped.of, grouped.k)
    shown = polis_stats.tests(agree, disagree, cast)
    passed = (cast - agree - disagree).sum(axis=0)
    return AsPolis(
        people=tuple(map(str, votes.people)),
        statements=votes.statements,
        tables=told,
        map=drawn,
        grouped=grouped,
        agree=agree,
        disagree=disagree,
        votes=cast,
        representative=polis_stats.representative(shown, cast, left_out),
        consensus=polis_stats.consensus(told.agree, told.disagree, told.votes, left_out),
        group_informed=polis_stats.group_informed(agree, cast),
        priority=polis_stats.priority(agree.sum(axis=0), passed, cast.sum(axis=0), drawn.extremity, meta),
        left_out=left_out,
    )


def polis_reliability(votes: Votes, options: PolisOptions, k: int, splits: int = SPLITS) -> float | None:
    """Return the mean split-half agreement of Polis's groups; None where too few people voted enough."""

    def groups_of(half: Votes) -> Ints:
        ids = np.array(half.statements, dtype=object)
        left_out = np.isin(ids, [*options.moderated, *options.meta])
        return group(map_of(half, tables(half), left_out).people, who_counts(half), k).of

    return split_half(votes, k, splits=splits, group=groups_of)
