"""Who may take part, how statements stand and why one is hidden, how votes came in: data, no code."""

from datetime import timedelta
from enum import IntEnum, StrEnum


class Entry(StrEnum):
    """Who may take part."""

    OPEN = "open"
    CODES = "codes"  # one code a letter
    VERIFIED = "verified"  # whoever is signed in


class Stage(StrEnum):
    """draft -> open -> closed -> reported; a reported one has told who owes an answer to what."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"


class Mode(StrEnum):
    """How somebody took part; all carry equal weight."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    ASSISTED = "assisted"
    IMPORTED = "imported"


OFFLINE = (Mode.PAPER, Mode.PHONE, Mode.ASSISTED)


class Choice(IntEnum):
    """A vote."""

    DISAGREE = -1
    PASS = 0
    AGREE = 1


class StatementStanding(StrEnum):
    """How a statement stands."""

    PENDING = "pending"
    LIVE = "live"
    HIDDEN = "hidden"


class Turn(StrEnum):
    """What can happen to a statement; the last of them is how it stands."""

    WRITTEN = "written"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    APPEALED = "appealed"
    UPHELD = "upheld"  # the steward: it stays hidden
    RESTORED = "restored"  # the steward: it is shown again


STANDS: dict[Turn, StatementStanding] = {
    Turn.WRITTEN: StatementStanding.PENDING,
    Turn.PUBLISHED: StatementStanding.LIVE,
    Turn.HIDDEN: StatementStanding.HIDDEN,
    Turn.APPEALED: StatementStanding.HIDDEN,
    Turn.UPHELD: StatementStanding.HIDDEN,
    Turn.RESTORED: StatementStanding.LIVE,
}
LIVE = frozenset({Turn.PUBLISHED, Turn.RESTORED})
CHANGES: dict[Turn, frozenset[Turn]] = {
    Turn.WRITTEN: frozenset({Turn.PUBLISHED, Turn.HIDDEN}),
    Turn.PUBLISHED: frozenset({Turn.HIDDEN}),
    Turn.HIDDEN: frozenset({Turn.APPEALED}),
    Turn.APPEALED: frozenset({Turn.UPHELD, Turn.RESTORED}),
    Turn.UPHELD: frozenset(),
    Turn.RESTORED: frozenset({Turn.HIDDEN}),
}


class Why(StrEnum):
    """Why a statement is not shown; the last four are not for moderators to choose."""

    PERSONAL = "personal"  # it names or describes a person
    ABUSE = "abuse"
    UNLAWFUL = "unlawful"
    ADVERT = "advert"
    OFF_TOPIC = "off_topic"
    UNCLEAR = "unclear"
    MERGED = "merged"
    SPLIT = "split"
    REWORDED = "reworded"
    ELSEWHERE = "elsewhere"  # it was hidden where the conversation was held


BECAME = frozenset({Why.MERGED, Why.SPLIT, Why.REWORDED})
REASONS = tuple(why for why in Why if why not in BECAME | {Why.ELSEWHERE})


class Lineage(StrEnum):
    """How one statement came from another."""

    MERGE = "merge"
    SPLIT = "split"
    REWORD = "reword"


class CarriedOut(StrEnum):
    """Was it carried out? A small open vocabulary, see docs/reference/carried-out.md."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    DONE = "done"
    DONE_IN_PART = "done-in-part"
    DONE_DIFFERENTLY = "done-differently"
    STOPPED = "stopped"
    REPLACED = "replaced"


class Sitting(StrEnum):
    """recruiting -> sitting -> reported: how far a panel has come."""

    RECRUITING = "recruiting"
    SITTING = "sitting"
    REPORTED = "reported"


class Lottery(StrEnum):
    """What a panel's lottery makes as fair as it can be: everybody's chance, or the least one."""

    LEXIMIN = "leximin"
    MAXIMIN = "maximin"


class Equality(StrEnum):
    """An optional question about oneself, worded as the Government Statistical Service harmonised it."""

    AGE = "age"
    SEX = "sex"
    HEALTH = "health"
    ETHNICITY = "ethnicity"


NOT_SAID = "prefer-not-to-say"
AGES: dict[str, int] = {  # the band, and the age at which one leaves it; nobody leaves the last
    "under-16": 16,
    "16-to-24": 25,
    "25-to-34": 35,
    "35-to-44": 45,
    "45-to-54": 55,
    "55-to-64": 65,
    "65-to-74": 75,
    "75-or-over": 200,
}
EQUALITY: dict[Equality, tuple[str, ...]] = {
    Equality.AGE: (*AGES, NOT_SAID),
    Equality.SEX: ("female", "male", NOT_SAID),
    Equality.HEALTH: ("yes", "no", NOT_SAID),
    Equality.ETHNICITY: ("white", "mixed", "asian", "black", "other", NOT_SAID),
}

LONGEST = 280  # characters of a statement
FLOOR = 10  # totals and groups of fewer people are never shown
EVERY = timedelta(hours=1)  # how often a result is worked out while votes come in
FRESH_SECONDS = 10  # how old the tables may be that choose the next statement
PER_HOUR = 200  # people who may join from one connection: a whole office sits behind one address
STATEMENTS_PER_HOUR = 20
MOST_CODES = 5000  # a print run
FEWEST_SEATS, MOST_SEATS = 3, 500  # of a panel
MOST_VOLUNTEERS = 20_000
PORTFOLIO = 1000  # equally likely panels that are published
