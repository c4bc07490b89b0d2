"""Writes that are sound alone."""

from headway.answers.actions.settings import end_pause, pause_clocks, set_capacity, set_clock
from headway.answers.actions.turns import (
    acknowledge,
    confirm,
    contest,
    give,
    note_passed,
    reopen,
    route,
    withdraw,
)
from headway.answers.actions.wording import translate_reply

__all__ = [
    "acknowledge",
    "confirm",
    "contest",
    "end_pause",
    "give",
    "note_passed",
    "pause_clocks",
    "reopen",
    "route",
    "set_capacity",
    "set_clock",
    "translate_reply",
    "withdraw",
]
