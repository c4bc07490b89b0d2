"""States of boards, events and decisions, and the legal profiles a board may have: data, no code."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class BoardStanding(StrEnum):
    """Whether a board has power in law, or advises whoever has."""

    DECIDES = "decides"
    ADVISES = "advises"


class Seat(StrEnum):
    """What an office does on a board."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"


class EventState(StrEnum):
    """planned -> held -> minuted; a planned one may be cancelled."""

    PLANNED = "planned"
    HELD = "held"
    MINUTED = "minuted"
    CANCELLED = "cancelled"


class DecisionKind(StrEnum):
    """What a decision does."""

    MOVE_MONEY = "move_money"
    CHANGE_RULE = "change_rule"
    GRANT_FREEDOM = "grant_freedom"
    START_STOP_TEST = "start_stop_test"
    CHANGE_CHARTER = "change_charter"
    ANSWER = "answer"
    NO_CHANGE = "no_change"


class Authority(StrEnum):
    """Where a decision moves authority."""

    FRONT_LINE = "front_line"
    CENTRE = "centre"
    UNCHANGED = "unchanged"


class DecisionState(StrEnum):
    """proposed -> made -> (called in -> made again) -> done -> reviewed."""

    PROPOSED = "proposed"
    MADE = "made"
    CALLED_IN = "called_in"
    DONE = "done"
    REVIEWED = "reviewed"


CHANGES: dict[DecisionState, frozenset[DecisionState]] = {
    DecisionState.PROPOSED: frozenset({DecisionState.MADE}),
    DecisionState.MADE: frozenset({DecisionState.CALLED_IN, DecisionState.DONE}),
    DecisionState.CALLED_IN: frozenset({DecisionState.MADE}),
    DecisionState.DONE: frozenset({DecisionState.REVIEWED}),
    DecisionState.REVIEWED: frozenset(),
}
IN_FORCE = frozenset({DecisionState.MADE, DecisionState.DONE, DecisionState.REVIEWED})
WITHOUT_FORECAST = frozenset({DecisionKind.ANSWER, DecisionKind.NO_CHANGE})  # nothing to expect of them


class ProfileCode(StrEnum):
    """The law a board works under."""

    ENGLAND_EXECUTIVE = "england-executive"
    ENGLAND_COMMITTEE = "england-committee"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    WHITEHALL = "whitehall"


@dataclass(frozen=True, slots=True)
class LegalProfile:
    """Who holds power under one law, and what its decisions must show.

    Written from the law as its authors know it and not checked by a lawyer: a body confirms it.
    """

    name: str
    holders: str  # who usually holds the power
    source: str  # where that power is written down
    notice_days: int = 0  # clear days of public notice before a key decision; 0: none in law
    notice_source: str = ""
    call_in: str = ""  # who may ask for a decision to be looked at again


PROFILES: dict[ProfileCode, LegalProfile] = {
    ProfileCode.ENGLAND_EXECUTIVE: LegalProfile(
        _("England: leader or mayor and cabinet"),
        _("full council, cabinet, a cabinet member, or an officer with delegated power"),
        _("Local Government Act 2000, part 1A, and the council’s constitution"),
        28,
        _("SI 2012/2089, regulation 9"),
        _("an overview and scrutiny committee"),
    ),
    ProfileCode.ENGLAND_COMMITTEE: LegalProfile(
        _("England: committee system"),
        _("full council, a committee, or an officer with delegated power"),
        _("Local Government Act 1972, section 101, and the council’s constitution"),
    ),
    ProfileCode.WALES: LegalProfile(
        _("Wales: leader and cabinet"),
        _("full council, cabinet, a cabinet member, or an officer with delegated power"),
        _("Local Government Act 2000, part 2, and the council’s constitution"),
        call_in=_("an overview and scrutiny committee"),
    ),
    ProfileCode.SCOTLAND: LegalProfile(
        _("Scotland: council and committees"),
        _("the council, a committee, or an officer with delegated power"),
        _("Local Government (Scotland) Act 1973, section 56, and the scheme of delegation"),
    ),
    ProfileCode.NORTHERN_IRELAND: LegalProfile(
        _("Northern Ireland: council and committees"),
        _("the council, a committee, an executive, or an officer with delegated power"),
        _("Local Government Act (Northern Ireland) 2014, and the council’s constitution"),
        call_in=_("15% of the councillors"),
    ),
    ProfileCode.WHITEHALL: LegalProfile(
        _("Whitehall: ministers and accounting officers"),
        _("the Secretary of State, a minister, or the accounting officer for money"),
        _("the Act that gives the power, or Managing Public Money"),
    ),
}
