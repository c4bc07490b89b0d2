"""Writes of rhythms that are sound only inside an open action."""

from headway.rhythms.steps.boards import (
    cancel,
    end,
    found,
    hold,
    minute,
    plan,
    set_agenda,
    things_named,
    write_terms,
)
from headway.rhythms.steps.decisions import (
    call_in,
    confirm,
    correct,
    finish,
    make,
    propose,
    review,
    rewrite,
)

__all__ = [
    "call_in",
    "cancel",
    "confirm",
    "correct",
    "end",
    "finish",
    "found",
    "hold",
    "make",
    "minute",
    "plan",
    "propose",
    "review",
    "rewrite",
    "set_agenda",
    "things_named",
    "write_terms",
]
