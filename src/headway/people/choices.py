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
