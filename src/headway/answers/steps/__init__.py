"""Writes that are sound only inside an action: questions and their turns, clocks, capacities, pauses."""

from headway.answers.steps.asking import say, withdraw
from headway.answers.steps.owing import Owed, acknowledge, give, note_passed, owe, route, settle
from headway.answers.steps.settings import end_pause, pause_clocks, set_capacity, set_clock

__all__ = [
    "Owed",
    "acknowledge",
    "end_pause",
    "give",
    "note_passed",
    "owe",
    "pause_clocks",
    "route",
    "say",
    "set_capacity",
    "set_clock",
    "settle",
    "withdraw",
]
