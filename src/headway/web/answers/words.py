"""The words of this part: kinds of question, how they stand, as what they are answered, clocks and pauses."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as lazy

from headway.answers.choices import (
    AnswerKind,
    ClockName,
    Due,
    GivenAs,
    PauseReason,
    Standing,
)
from headway.missions.choices import InitiativeOrigin, InitiativeState, OfferKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: Mapping[AnswerKind, "_StrPromise"] = {
    AnswerKind.OFFER: lazy("An offer to take part"),
    AnswerKind.VERDICT: lazy("The owner’s reply to a check"),
    AnswerKind.BARRIER: lazy("Something in the way"),
    AnswerKind.FREEDOM: lazy("A freedom that is asked for"),
    AnswerKind.STATEMENT: lazy("What citizens say together"),
    AnswerKind.RECOMMENDATION: lazy("A panel’s recommendation"),
    AnswerKind.QUESTION: lazy("A question"),
}
OFFERS: Mapping[OfferKind, "_StrPromise"] = {
    OfferKind.TIME: lazy("Time"),
    OfferKind.SPACE: lazy("Space"),
    OfferKind.MONEY: lazy("Money"),
    OfferKind.DATA: lazy("Data"),
    OfferKind.IDEA: lazy("An idea"),
}
OFFERED: Mapping[OfferKind, "_StrPromise"] = {
    OfferKind.TIME: lazy("An offer of time"),
    OfferKind.SPACE: lazy("An offer of space"),
    OfferKind.MONEY: lazy("An offer of money"),
    OfferKind.DATA: lazy("An offer of data"),
    OfferKind.IDEA: lazy("An offer of an idea"),
}
STANDINGS: Mapping[Standing, "_StrPromise"] = {
    Standing.OWED: lazy("Owed"),
    Standing.ACKNOWLEDGED: lazy("Acknowledged"),
    Standing.ROUTED: lazy("Passed to who decides"),
    Standing.GIVEN: lazy("Answered"),
    Standing.CONFIRMED: lazy("Confirmed by who asked"),
    Standing.REOPENED: lazy("Opened again by who asked"),
    Standing.CONTESTED: lazy("Contested by who asked"),
    Standing.WITHDRAWN: lazy("Withdrawn"),
    Standing.NOT_CONFIRMED: lazy("Closed, not confirmed"),
}
GIVEN: Mapping[GivenAs, "_StrPromise"] = {
    GivenAs.FIXED: lazy("Fixed"),
    GivenAs.FREEDOM: lazy("A freedom: go ahead without the rule"),
    GivenAs.TRIAL: lazy("A trial"),
    GivenAs.YES: lazy("Yes"),
    GivenAs.IN_PART: lazy("In part"),
    GivenAs.REFUSED: lazy("No"),
    GivenAs.NOT_YET: lazy("Not yet"),
    GivenAs.NEEDS_HELP: lazy("Needs help to change"),
    GivenAs.EXPLAINED: lazy("Explained"),
}
DUES: Mapping[Due, "_StrPromise"] = {
    Due.ACKNOWLEDGE: lazy("To be acknowledged"),
    Due.ROUTE: lazy("To be passed to who decides"),
    Due.ANSWER: lazy("To be answered"),
    Due.PROMISE: lazy("To be kept as promised"),
}
CLOCKS: Mapping[ClockName, "_StrPromise"] = {
    ClockName.ACKNOWLEDGE: lazy("Acknowledge"),
    ClockName.ROUTE: lazy("Name the office that decides"),
    ClockName.ANSWER_WITHIN: lazy("Answer within one body"),
    ClockName.ANSWER_ACROSS: lazy("Answer across bodies"),
    ClockName.REPLY: lazy("Reply to a check before it is published"),
    ClockName.CONFIRM: lazy("Close when nobody confirms"),
}
PAUSES: Mapping[PauseReason, "_StrPromise"] = {
    PauseReason.VACANCY: lazy("The post is vacant"),
    PauseReason.CLOSURE: lazy("The office is closed"),
}
INITIATIVES: Mapping[InitiativeState, "_StrPromise"] = {
    InitiativeState.IDEA: lazy("Idea"),
    InitiativeState.LIVE: lazy("Live"),
    InitiativeState.SCALED: lazy("Scaled up"),
    InitiativeState.STOPPED: lazy("Stopped"),
}
ORIGINS: Mapping[InitiativeOrigin, "_StrPromise"] = {
    InitiativeOrigin.CHARTER: lazy("The charter"),
    InitiativeOrigin.OFFER: lazy("An offer to take part"),
    InitiativeOrigin.PARTNER: lazy("A partner"),
    InitiativeOrigin.TEST: lazy("A test"),
}
