"""Every read about answers that are owed."""

from headway.answers.queries.rows import (
    AnswerRow,
    answer,
    answers,
    by_code,
    given_count,
    inbox,
    last_turn,
    owed,
    owed_to,
    past_clock,
    replies,
    similar,
    untold,
)
from headway.answers.queries.settings import (
    CapacityRow,
    ClockRow,
    capacities,
    clock_days,
    clocks,
    clocks_history,
    pause,
    pauses,
)
from headway.answers.queries.story import StoryRow, story

__all__ = [
    "AnswerRow",
    "CapacityRow",
    "ClockRow",
    "StoryRow",
    "answer",
    "answers",
    "by_code",
    "capacities",
    "clock_days",
    "clocks",
    "clocks_history",
    "given_count",
    "inbox",
    "last_turn",
    "owed",
    "owed_to",
    "past_clock",
    "pause",
    "pauses",
    "replies",
    "similar",
    "story",
    "untold",
]
