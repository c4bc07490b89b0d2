"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\s+|[^\s]+")
LONGEST = 4000  # words; a longer text is shown as wholly rewritten, for the comparison grows with the square


class Change(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that share what happened to them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One text before and after; equal texts have no other pieces than SAME ones."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether any word differs."""
        return any(piece.change is not Change.SAME for piece in (*self.before, *self.after))


def difference(before: str, after: str) -> Difference:
    """Compare two texts by their words.

    >>> difference("by 2030, all eat", "by 2035, all eat").after[1]
    Piece(change=<Change.NEW: 'new'>, text='2035,')
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > LONGEST and before != after:
        return Difference(pieces([(Change.GONE, before)]), pieces([(Change.NEW, after)]))
    left: list[tuple[Change, str]] = []
    right: list[tuple[Change, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        left.append((Change.SAME if same else Change.GONE, "".join(old[i:j])))
        right.append((Change.SAME if same else Change.NEW, "".join(new[k:m])))
    return Difference(pieces(left), pieces(right))


def pieces(found: Iterable[tuple[Change, str]]) -> tuple[Piece, ...]:
    """Return the pieces that hold anything; pieces of the same kind in a row become one."""
    made: list[Piece] = []
    for change, text in found:
        if not text:
            continue
        if made and made[-1].change is change:
            made[-1] = Piece(change, made[-1].text + text)
        else:
            made.append(Piece(change, text))
    return tuple(made)
