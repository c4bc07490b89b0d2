"""Targets that this reader may see: those of a draft mission are for the people who work on it."""

from collections.abc import Iterable
from uuid import UUID

from headway.kernel.actors import Reader
from headway.missions.queries import MissionRow, missions
from headway.targets.queries import TargetRow, targets


def visible_targets(
    reader: Reader, *, indicators: Iterable[UUID] = (), keys: Iterable[UUID] = ()
) -> tuple[TargetRow, ...]:
    """Return targets of some indicators or keys; two queries."""
    return of_missions(targets(reader, indicators=indicators, keys=keys), missions(reader))


def of_missions(rows: Iterable[TargetRow], seen: Iterable[MissionRow]) -> tuple[TargetRow, ...]:
    """Return the targets that belong to no mission, or to one that is seen."""
    open_ones = {row.key for row in seen}
    return tuple(row for row in rows if row.mission is None or row.mission in open_ones)
