"""A chance in one of five phrases and in tenths."""

import math
from enum import StrEnum

from headway.engine.errors import CannotEstimate


class ChanceWords(StrEnum):
    """The five phrases; the value is the English text."""

    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EITHER_WAY = "could go either way"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"


class NotAChance(CannotEstimate):
    """A number outside nought to one. Numbers: ``chance``."""

    code = "not_a_chance"


def chance_words(chance: float) -> ChanceWords:
    """Return the phrase for a chance between 0 and 1.

    Below 10 % very unlikely, from 10 to below 30 unlikely, from 30 to 70 could go either way, over 70 to
    90 likely, over 90 very likely: the same words for a chance and, mirrored, for its opposite.

    Examples
    --------
    >>> chance_words(0.3).value, chance_words(0.9).value
    ('could go either way', 'likely')
    """
    _check(chance)
    if chance < 0.1:
        return ChanceWords.VERY_UNLIKELY
    if chance < 0.3:
        return ChanceWords.UNLIKELY
    if chance <= 0.7:
        return ChanceWords.EITHER_WAY
    return ChanceWords.LIKELY if chance <= 0.9 else ChanceWords.VERY_LIKELY


def tenths(chance: float) -> int:
    """Return the chance out of ten, halves rounded up: 7 for "7 in 10"; 0 reads "less than 1 in 10"."""
    _check(chance)
    return math.floor(chance * 10.0 + 0.5)


def _check(chance: float) -> None:
    if not 0.0 <= chance <= 1.0:
        raise NotAChance(chance=chance)
