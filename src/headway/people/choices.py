"""Families of organisation, states of an account, scopes of a token."""

from enum import StrEnum


class Family(StrEnum):
    """The nine families of domain.md section 5."""

    CENTRAL_GOVERNMENT = "central_government"
    LOCAL_GOVERNMENT = "local_government"
    HEALTH = "health"
    POLICE_AND_JUSTICE = "police_and_justice"
    EDUCATION = "education"
    BUSINESS = "business"
    CIVIL_SOCIETY = "civil_society"
    RESIDENTS = "residents"
    RESEARCH = "research"


class AccountState(StrEnum):
    """invited -> active -> left; left is final."""

    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


class TokenScope(StrEnum):
    """What a token may do; it never has more than its account."""

    READ = "read"
    WRITE = "write"


class MailRhythm(StrEnum):
    """How often somebody wants to hear of something."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class SettingName(StrEnum):
    """What a body can set about itself."""

    NAME = "name"
    LOGO_TEXT = "logo_text"
    LOGO_FILE = "logo_file"
    ACCENT = "accent"
    CONTACT_EMAIL = "contact_email"
    OPENED_QUESTIONS = "opened_questions"
    LANGUAGES = "languages"
    DATA_PROTECTION_CONTACT = "data_protection_contact"
    HOSTING = "hosting"


ACCENT = "#5b2a86"  # the accent of the stylesheet, 9.5 to 1 on white
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on its ground
QUESTIONS = (1, 2, 3, 4, 5)
LANGUAGES = ("en-gb", "cy")
MOST_SUBSCRIPTIONS = 200  # of one account: more is a program
INVITATION_DAYS = 14
TOKEN_DAYS = 365
BLANKED_AFTER_DAYS = 2 * 365
INVITATION_KEPT_DAYS = 30

# What may follow what; left is final.
ACCOUNT_CHANGES: dict[AccountState, frozenset[AccountState]] = {
    AccountState.INVITED: frozenset({AccountState.ACTIVE, AccountState.LEFT}),
    AccountState.ACTIVE: frozenset({AccountState.LEFT}),
    AccountState.LEFT: frozenset(),
}
