"""Every read about answers that are owed."""

from headway.answers.queries.inbox import inbox, inbox_count, similar
from headway.answers.queries.now import stand_now
from headway.answers.queries.rows import (
    AnswerRow,
    answer,
    answers,
    by_code,
    code_known,
    given_count,
    given_on,
    last_turn,
    last_turn_of,
    owed,
    owed_to,
    past_clock,
    replies,
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
    "code_known",
    "given_count",
    "given_on",
    "inbox",
    "inbox_count",
    "last_turn",
    "last_turn_of",
    "owed",
    "owed_to",
    "past_clock",
    "pause",
    "pauses",
    "replies",
    "similar",
    "stand_now",
    "story",
    "untold",
]
