"""What a change of boundaries allows: figures of the places before are joined only when it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from headway.places.choices import Change


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that came before another; `successors` is how many places came after it in all."""

    code: str
    successors: int


def change_of(origins: Sequence[Origin]) -> Change | None:
    """Return what made a place out of the ones before it; None where nothing came before.

    Examples
    --------
    >>> change_of([Origin("E07000026", 1), Origin("E07000028", 1)])
    <Change.MERGED: 'merged'>
    >>> change_of([Origin("E07000026", 2)])
    <Change.REDRAWN: 'redrawn'>
    """
    if not origins:
        return None
    if any(origin.successors != 1 for origin in origins):
        return Change.REDRAWN
    return Change.SAME if len(origins) == 1 else Change.MERGED
