"""The words of stories and circles on pages."""

from django.utils.translation import gettext_lazy as _

from headway.peers.choices import Audience, CircleState, ConsentGiven, Signed, StoryState, Voice

VOICES = {
    Voice.BENEFICIARY: _("Somebody the work is for"),
    Voice.COLLEAGUE: _("A colleague"),
}
SIGNED = {
    Signed.TEAM: _("With the name of the team whose work it was"),
    Signed.NAMED: _("With a name"),
}
NOBODY = _("Somebody who gave no name")
AUDIENCES = {
    Audience.TEAM: _("Those whose work it was, and nobody else"),
    Audience.MEMBERS: _("Everybody who signs in here"),
    Audience.PUBLIC: _("Everybody, on a public page"),
}
GIVEN = {
    ConsentGiven.SELF: _("I tell my own story"),
    ConsentGiven.WRITTEN: _("Who tells it agreed in writing"),
    ConsentGiven.SPOKEN: _("Who tells it agreed by word of mouth"),
}
STATES = {
    StoryState.OFFERED: _("Waits for a steward"),
    StoryState.REVIEWED: _("Accepted, waits for its day"),
    StoryState.SHOWN: _("Shown"),
    StoryState.NOT_SHOWN: _("Not shown"),
    StoryState.WITHDRAWN: _("Withdrawn"),
}
CIRCLES = {
    CircleState.FORMING: _("Looks for people"),
    CircleState.MEETING: _("Meets"),
    CircleState.CLOSED: _("Closed"),
}
