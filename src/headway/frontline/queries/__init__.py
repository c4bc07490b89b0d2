"""Every read about what is in the way."""

from headway.frontline.queries.alike import AlikeRow, alike_to, alike_words
from headway.frontline.queries.barriers import (
    EVERYTHING,
    BarrierRow,
    Chosen,
    Page,
    barrier,
    barrier_of,
    barriers,
    ledger,
    of_answers,
)
from headway.frontline.queries.counts import FIXES, Counted, DecidedRow, counted, counted_of, decided
from headway.frontline.queries.desk import (
    DeciderRow,
    DeskRow,
    contacts_kept,
    deciders,
    desk,
    letter_day,
    letters_due,
)
from headway.frontline.queries.words import (
    LeftRow,
    PictureRow,
    WordsRow,
    left,
    may_see_words,
    picture,
    words_of,
)

__all__ = [
    "EVERYTHING",
    "FIXES",
    "AlikeRow",
    "BarrierRow",
    "Chosen",
    "Counted",
    "DecidedRow",
    "DeciderRow",
    "DeskRow",
    "LeftRow",
    "Page",
    "PictureRow",
    "WordsRow",
    "alike_to",
    "alike_words",
    "barrier",
    "barrier_of",
    "barriers",
    "contacts_kept",
    "counted",
    "counted_of",
    "decided",
    "deciders",
    "desk",
    "ledger",
    "left",
    "letter_day",
    "letters_due",
    "may_see_words",
    "of_answers",
    "picture",
    "words_of",
]
