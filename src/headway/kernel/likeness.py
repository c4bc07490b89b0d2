"""Which texts say much the same as a new one: for "somebody may have said this already"."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

K = TypeVar("K")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Alike(Generic[K]):
    """A text that resembles the new one; `share` is 1 for the same words, 0 for none."""

    key: K
    share: float


def alike(text: str, others: Mapping[K, str], *, least: float = 0.35, most: int = 5) -> tuple[Alike[K], ...]:
    """Return the texts most like a new one, the most alike first.

    Weighted Dice coefficient on three-letter pieces of words: a piece that few texts have counts more, so
    that "should be" makes nothing alike. Spelling, word order and endings matter little; meaning is not
    understood.

    >>> said = {1: "Buses should run until midnight", 2: "More trees in every street"}
    >>> [each.key for each in alike("The bus should run till midnight!", said)]
    [1]
    """
    pieces = {key: pieces_of(other) for key, other in others.items()}
    own = pieces_of(text)
    held = Counter(piece for each in (own, *pieces.values()) for piece in each)
    weight = {piece: log(1 + (len(pieces) + 1) / count) for piece, count in held.items()}
    found = [Alike(key, dice(own, each, weight)) for key, each in pieces.items()]
    near = sorted((each for each in found if each.share >= least), key=lambda each: -each.share)
    return tuple(near[:most])


def pieces_of(text: str) -> frozenset[str]:
    """Return the three-letter pieces of a text's words, without accents and case."""
    plain = "".join(
        mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark)
    )
    return frozenset(piece for word in WORD.findall(plain) for piece in threes(f" {word} "))


def threes(word: str) -> Iterable[str]:
    return (word[at : at + 3] for at in range(len(word) - 2))


def dice(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    """Return twice the shared weight over all weight."""
    whole = sum(weight[piece] for piece in one) + sum(weight[piece] for piece in other)
    return 2 * sum(weight[piece] for piece in one & other) / whole if whole else 0.0
