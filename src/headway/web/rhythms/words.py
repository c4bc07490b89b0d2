"""The words of boards: seats, states, kinds of decision, and where a Thing that is cited has its page."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from headway.kernel.things import Label
from headway.rhythms.choices import Authority, BoardStanding, DecisionKind, DecisionState, EventState, Seat

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SEATS: Mapping[Seat, "_StrPromise"] = {
    Seat.CHAIR: _("chair"),
    Seat.MEMBER: _("member"),
    Seat.SECRETARY: _("secretary"),
}
STANDINGS: Mapping[BoardStanding, "_StrPromise"] = {
    BoardStanding.DECIDES: _("It has power in law: it decides"),
    BoardStanding.ADVISES: _("It has no power of its own: it advises whoever has"),
}
MEETINGS: Mapping[EventState, "_StrPromise"] = {
    EventState.PLANNED: _("Planned"),
    EventState.HELD: _("Held"),
    EventState.MINUTED: _("Minuted"),
    EventState.CANCELLED: _("Cancelled"),
}
KINDS: Mapping[DecisionKind, "_StrPromise"] = {
    DecisionKind.MOVE_MONEY: _("Moves money"),
    DecisionKind.CHANGE_RULE: _("Changes a rule"),
    DecisionKind.GRANT_FREEDOM: _("Grants a freedom"),
    DecisionKind.START_STOP_TEST: _("Starts or stops a test"),
    DecisionKind.CHANGE_CHARTER: _("Changes a charter: adopts, amends or closes a mission"),
    DecisionKind.ANSWER: _("Gives an answer"),
    DecisionKind.NO_CHANGE: _("Changes nothing"),
}
AUTHORITIES: Mapping[Authority, "_StrPromise"] = {
    Authority.FRONT_LINE: _("Nearer the front line"),
    Authority.CENTRE: _("Nearer the centre"),
    Authority.UNCHANGED: _("It stays where it is"),
}
STATES: Mapping[DecisionState, "_StrPromise"] = {
    DecisionState.PROPOSED: _("Proposed"),
    DecisionState.MADE: _("Made"),
    DecisionState.CALLED_IN: _("Called in"),
    DecisionState.DONE: _("Done"),
    DecisionState.REVIEWED: _("Reviewed"),
}
BY_SLUG = {
    "mission": "missions:mission",
    "indicator": "targets:indicator",
    "board": "rhythms:board",
    "rule": "rules:rule",
    "test": "learning:test",
}
BY_KEY = {"target": "targets:target", "decision": "rhythms:decision", "freedom": "rules:freedom"}


def address(label: Label) -> str:
    """Return the page of a Thing; empty where it has none of its own."""
    if label.kind in BY_SLUG and label.slug:
        return reverse(BY_SLUG[label.kind], args=[label.slug])
    return reverse(BY_KEY[label.kind], args=[label.key]) if label.kind in BY_KEY else ""
