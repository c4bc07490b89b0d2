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
from headway.voice.actions.panels import (
    announce_panel,
    draw_panel,
    fix_panel_list,
    note_recommendation,
    plan_panel_meeting,
    record_recommendation,
    replace_member,
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
    "announce_panel",
    "appeal_hiding",
    "assess_rows",
    "cast_vote",
    "change_terms",
    "close_conversation",
    "decide_appeal",
    "draft_conversation",
    "draw_panel",
    "enter_votes",
    "fix_panel_list",
    "hide_statement",
    "import_conversation",
    "import_votes",
    "join_conversation",
    "judge_happening",
    "keep_result",
    "mint_codes",
    "note_carrying_out",
    "note_recommendation",
    "open_conversation",
    "plan_panel_meeting",
    "publish_statement",
    "recast_statements",
    "record_recommendation",
    "replace_member",
    "say_something",
    "trace_change",
    "translate_conversation",
]
