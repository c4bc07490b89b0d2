"""The words of rules and freedoms: kinds, states, locks, what a board decides."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from headway.frontline.choices import Expiry, FreedomState, Lock, Officer, RuleKind, RuleState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: Mapping[RuleKind, "_StrPromise"] = {
    RuleKind.LAW: _("Law"),
    RuleKind.POLICY: _("Policy or guidance"),
    RuleKind.APPROVAL: _("Approval or sign-off"),
    RuleKind.FUNDING: _("Condition of funding"),
    RuleKind.DATA: _("Sharing of data"),
    RuleKind.CONTRACT: _("Contract"),
    RuleKind.TARGET: _("Target or measure"),
    RuleKind.OTHER: _("Something else"),
}
STATES: Mapping[RuleState, "_StrPromise"] = {
    RuleState.IN_FORCE: _("In force"),
    RuleState.CHANGED: _("Changed"),
    RuleState.REMOVED: _("Taken away"),
}
LOCKS: Mapping[Lock, "_StrPromise"] = {
    Lock.SAFEGUARDING: _("It keeps people safe from harm"),
    Lock.EQUALITY: _("It is equality law"),
    Lock.FINANCE: _("It is the law on public money"),
    Lock.OTHER_LAW: _("Another law leaves no choice here"),
}
FREEDOMS: Mapping[FreedomState, "_StrPromise"] = {
    FreedomState.ASKED: _("Asked for"),
    FreedomState.GRANTED: _("Granted"),
    FreedomState.REFUSED: _("Refused"),
    FreedomState.LIVE: _("Running"),
    FreedomState.REVIEW_DUE: _("Review due"),
    FreedomState.ENDED: _("Ended"),
    FreedomState.MADE_RULE: _("Became the rule"),
}
COLOURS: Mapping[FreedomState, str] = {
    FreedomState.LIVE: "green",
    FreedomState.MADE_RULE: "green",
    FreedomState.REVIEW_DUE: "yellow",
    FreedomState.REFUSED: "grey",
    FreedomState.ENDED: "grey",
}
EXPIRIES: Mapping[Expiry, "_StrPromise"] = {
    Expiry.END: _("It ends"),
    Expiry.EXTEND: _("It goes on for the same people, until another day"),
    Expiry.SPREAD: _("It goes on for more people or places, until another day"),
    Expiry.PERMANENT: _("The rule itself changes, for everybody"),
}
OFFICERS: Mapping[Officer, "_StrPromise"] = {
    Officer.SECTION_151: _("Section 151 officer"),
    Officer.MONITORING: _("Monitoring officer"),
    Officer.DATA_PROTECTION: _("Data protection officer"),
    Officer.CALDICOTT: _("Caldicott guardian"),
    Officer.CHILDREN: _("Director of children’s services"),
    Officer.ADULTS: _("Director of adults’ services"),
}
