"""Which totals are not shown: few people, and what would tell them."""

from collections.abc import Sequence

from headway.voice.choices import FLOOR


def withheld(counts: Sequence[int]) -> frozenset[int]:
    """Return the places of the totals of one question that are not shown.

    Totals of one to nine people are not; and where the rest would tell them, the next fewest are not either,
    until two at least, of ten people at least, stay unsaid together.

    >>> sorted(withheld([30, 4, 12, 0]))
    [1, 2]
    """
    order = sorted(range(len(counts)), key=lambda place: counts[place])
    few = [place for place in order if 0 < counts[place] < FLOOR]
    more = [place for place in order if counts[place] >= FLOOR]
    while few and more and (len(few) < 2 or sum(counts[place] for place in few) < FLOOR):
        few.append(more.pop(0))
    return frozenset(few)
