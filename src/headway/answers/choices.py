"""What is asked, how it stands, as what it is answered, which clocks run: enumerations and their tables."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """What the question is about."""

    OFFER = "offer"  # somebody offers to take part
    VERDICT = "verdict"  # the owner's reply to a check
    BARRIER = "barrier"
    FREEDOM = "freedom"  # somebody asks for a freedom from a rule
    STATEMENT = "statement"  # what citizens said together
    RECOMMENDATION = "recommendation"  # of a panel
    QUESTION = "question"


class Turn(StrEnum):
    """What can happen to a question; the last of them is how it stands."""

    OWED = "owed"
    ACKNOWLEDGED = "acknowledged"
    ROUTED = "routed"  # the office that decides is named: another, or this one
    GIVEN = "given"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How a question stands for a reader: its last turn, or what silence made of it."""

    OWED = "owed"
    ACKNOWLEDGED = "acknowledged"
    ROUTED = "routed"
    GIVEN = "given"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"
    NOT_CONFIRMED = "not_confirmed"  # computed: nobody confirmed in time, it counts as nothing fixed


class GivenAs(StrEnum):
    """As what an answer is given."""

    FIXED = "fixed"
    FREEDOM = "freedom"
    TRIAL = "trial"
    YES = "yes"
    IN_PART = "in_part"
    REFUSED = "refused"  # with the reason; for a barrier also the rule and what instead
    NOT_YET = "not_yet"  # with a date, which is a promise with a clock of its own
    NEEDS_HELP = "needs_help"
    EXPLAINED = "explained"


class ClockName(StrEnum):
    """The clocks that a body sets and publishes; all count working days but the last."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ANSWER_WITHIN = "answer_within"
    ANSWER_ACROSS = "answer_across"
    REPLY = "reply"  # of an owner to a check, before it is published
    CONFIRM = "confirm"  # days of silence after which an answer closes as not confirmed


class Due(StrEnum):
    """What can be past its clock."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ANSWER = "answer"
    PROMISE = "promise"  # the date of a "not yet"


class PauseReason(StrEnum):
    """Why the clocks of an office may stand still, in public."""

    VACANCY = "vacancy"
    CLOSURE = "closure"


# 20 as freedom of information in the UK; 40 as the 56 days of a coroner's report to prevent deaths.
DEFAULT_DAYS: dict[ClockName, int] = {
    ClockName.ACKNOWLEDGE: 2,
    ClockName.ROUTE: 5,
    ClockName.ANSWER_WITHIN: 20,
    ClockName.ANSWER_ACROSS: 40,
    ClockName.REPLY: 10,
    ClockName.CONFIRM: 30,
}
MOST_DAYS = 260  # a working year

OPEN = frozenset({Turn.OWED, Turn.ACKNOWLEDGED, Turn.ROUTED, Turn.REOPENED, Turn.CONTESTED})
ANSWERABLE = frozenset({Turn.ACKNOWLEDGED, Turn.ROUTED, Turn.GIVEN})
CHANGES: dict[Turn, frozenset[Turn]] = {
    Turn.OWED: ANSWERABLE | {Turn.WITHDRAWN},
    Turn.ACKNOWLEDGED: frozenset({Turn.ROUTED, Turn.GIVEN, Turn.WITHDRAWN}),
    Turn.ROUTED: ANSWERABLE | {Turn.WITHDRAWN},
    Turn.GIVEN: frozenset({Turn.CONFIRMED, Turn.REOPENED, Turn.CONTESTED}),
    Turn.CONFIRMED: frozenset({Turn.REOPENED}),
    Turn.REOPENED: ANSWERABLE | {Turn.WITHDRAWN},
    Turn.CONTESTED: ANSWERABLE | {Turn.WITHDRAWN},
    Turn.WITHDRAWN: frozenset(),
}
# As what each kind can be answered. A yes to an offer begins an initiative: that is a flow of its own.
GIVEN_FOR: dict[AnswerKind, tuple[GivenAs, ...]] = {
    AnswerKind.OFFER: (GivenAs.NOT_YET, GivenAs.REFUSED),
    AnswerKind.VERDICT: (GivenAs.EXPLAINED, GivenAs.FIXED),
    AnswerKind.BARRIER: (
        GivenAs.FIXED,
        GivenAs.FREEDOM,
        GivenAs.TRIAL,
        GivenAs.REFUSED,
        GivenAs.NOT_YET,
        GivenAs.NEEDS_HELP,
    ),
    AnswerKind.FREEDOM: (GivenAs.NOT_YET,),  # granting and refusing are flows of their own
    AnswerKind.STATEMENT: (GivenAs.YES, GivenAs.IN_PART, GivenAs.REFUSED, GivenAs.NOT_YET),
    AnswerKind.RECOMMENDATION: (GivenAs.YES, GivenAs.IN_PART, GivenAs.REFUSED, GivenAs.NOT_YET),
    AnswerKind.QUESTION: (GivenAs.EXPLAINED, GivenAs.YES, GivenAs.IN_PART, GivenAs.REFUSED, GivenAs.NOT_YET),
}
