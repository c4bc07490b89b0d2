"""The words of barriers: kinds, who could change it, how often, how long, as whom, with which name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from headway.frontline.choices import (
    BarrierKind,
    Changer,
    Exit,
    Identity,
    Often,
    RaisedAs,
    Shown,
    Takes,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: Mapping[BarrierKind, "_StrPromise"] = {
    BarrierKind.APPROVAL: lazy("An approval"),
    BarrierKind.POLICY: lazy("Policy or guidance"),
    BarrierKind.TOOL: lazy("IT or a tool"),
    BarrierKind.DATA: lazy("Sharing of data"),
    BarrierKind.FUNDING: lazy("A funding rule"),
    BarrierKind.CONTRACT: lazy("A contract"),
    BarrierKind.LAW: lazy("A law"),
    BarrierKind.TARGET: lazy("A target or a metric"),
    BarrierKind.SKILLS: lazy("Skills or staff"),
    BarrierKind.CULTURE: lazy("Fear or culture"),
    BarrierKind.OTHER_BODY: lazy("Another body"),
}
CHANGERS: Mapping[Changer, "_StrPromise"] = {
    Changer.UNSURE: lazy("I do not know"),
    Changer.TEAM: lazy("My own team"),
    Changer.ORGANISATION: lazy("My organisation"),
    Changer.PARTNER: lazy("A partner"),
    Changer.PLACE_BOARD: lazy("A board for the place"),
    Changer.NATIONAL: lazy("A national body"),
}
OFTEN: Mapping[Often, "_StrPromise"] = {
    Often.MANY_A_DAY: lazy("Several times a day"),
    Often.DAILY: lazy("About every day"),
    Often.WEEKLY: lazy("About every week"),
    Often.MONTHLY: lazy("About every month"),
    Often.YEARLY: lazy("A few times a year"),
}
TAKES: Mapping[Takes, "_StrPromise"] = {
    Takes.SECONDS: lazy("Under a minute"),
    Takes.UNDER_5: lazy("1 to 5 minutes"),
    Takes.UNDER_15: lazy("5 to 15 minutes"),
    Takes.UNDER_30: lazy("15 to 30 minutes"),
    Takes.UNDER_60: lazy("30 minutes to an hour"),
    Takes.HOURS: lazy("1 to 3 hours"),
    Takes.DAY: lazy("Half a day or more"),
}
RAISED_AS: Mapping[RaisedAs, "_StrPromise"] = {
    RaisedAs.STAFF: lazy("Somebody who works for the body"),
    RaisedAs.PARTNER: lazy("A partner"),
    RaisedAs.COMMUNITY: lazy("A community group"),
    RaisedAs.RESIDENT: lazy("A resident"),
    RaisedAs.SUPPLIER: lazy("A supplier"),
}
IDENTITIES: Mapping[Identity, "_StrPromise"] = {
    Identity.ANONYMOUS: lazy("No. Send it without a name"),
    Identity.TEAM: lazy("My team only"),
    Identity.NAMED: lazy("Yes. Send it with my name"),
}
EXITS: Mapping[Exit, "_StrPromise"] = {
    Exit.SAFEGUARDING: lazy("Safeguarding"),
    Exit.WHISTLEBLOWING: lazy("Whistleblowing"),
}
SHOWN: Mapping[Shown, "_StrPromise"] = {
    Shown.WAITING: lazy("Waiting for an answer"),
    Shown.ANSWERED: lazy("Answered"),
    Shown.CONFIRMED: lazy("Confirmed by who raised it"),
    Shown.NOT_CONFIRMED: lazy("Closed, not confirmed"),
}
