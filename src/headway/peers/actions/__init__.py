"""Every write of peers that is sound alone."""

from headway.peers.actions.circles import (
    close_circle,
    found_circle,
    join_circle,
    leave_circle,
    start_meeting,
    vote_on_note,
    write_note,
)
from headway.peers.actions.know_how import change_help, forget_gone, offer_help, withdraw_help
from headway.peers.actions.stories import (
    commit_draw,
    draw_lot,
    offer_story,
    review_story,
    say_it_reached,
    withdraw_story,
)

__all__ = [
    "change_help",
    "close_circle",
    "commit_draw",
    "draw_lot",
    "forget_gone",
    "found_circle",
    "join_circle",
    "leave_circle",
    "offer_help",
    "offer_story",
    "review_story",
    "say_it_reached",
    "start_meeting",
    "vote_on_note",
    "withdraw_help",
    "withdraw_story",
    "write_note",
]
