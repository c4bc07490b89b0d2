"""Every write of voice that is sound alone."""

from headway.voice.actions.bringing import import_conversation, import_votes
from headway.voice.actions.conversations import (
    assess_rows,
    change_terms,
    close_conversation,
    draft_conversation,
    keep_result,
    mint_codes,
    open_conversation,
    translate_conversation,
)
from headway.voice.actions.statements import (
    add_statement,
    appeal_hiding,
    decide_appeal,
    hide_statement,
    note_carrying_out,
    publish_statement,
    recast_statements,
    say_something,
    trace_change,
)
from headway.voice.actions.votes import cast_vote, enter_votes, join_conversation, judge_happening

__all__ = [
    "add_statement",
    "appeal_hiding",
    "assess_rows",
    "cast_vote",
    "change_terms",
    "close_conversation",
    "decide_appeal",
    "draft_conversation",
    "enter_votes",
    "hide_statement",
    "import_conversation",
    "import_votes",
    "join_conversation",
    "judge_happening",
    "keep_result",
    "mint_codes",
    "note_carrying_out",
    "open_conversation",
    "publish_statement",
    "recast_statements",
    "say_something",
    "trace_change",
    "translate_conversation",
]
