"""Every write of rhythms that is sound alone."""

from headway.rhythms.actions.boards import (
    amend_board,
    cancel_meeting,
    correct_minutes,
    end_board,
    found_board,
    hold_meeting,
    minute_meeting,
    plan_meetings,
    set_agenda,
)
from headway.rhythms.actions.decisions import (
    call_in_decision,
    confirm_decision,
    correct_decision,
    finish_decision,
    make_decision,
    propose_decision,
    review_decision,
    rewrite_decision,
)

__all__ = [
    "amend_board",
    "call_in_decision",
    "cancel_meeting",
    "confirm_decision",
    "correct_decision",
    "correct_minutes",
    "end_board",
    "finish_decision",
    "found_board",
    "hold_meeting",
    "make_decision",
    "minute_meeting",
    "plan_meetings",
    "propose_decision",
    "review_decision",
    "rewrite_decision",
    "set_agenda",
]
