"""Who acts and who reads; made once per request in a door's edge.py."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class RoleName(StrEnum):
    """The roles of domain.md section 5 that an account can be granted."""

    MISSION_LEAD = "mission_lead"
    ANALYST = "analyst"
    FINANCE_EDITOR = "finance_editor"
    COMMERCIAL_EDITOR = "commercial_editor"
    DECIDER = "decider"
    BOARD = "board"
    STEWARD = "steward"
    RESEARCHER = "researcher"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"
    STAFF = "staff"


class Via(StrEnum):
    """The door an act came through."""

    WEB = "web"
    API = "api"
    CLI = "cli"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role that holds now; without a scope it holds for the whole body."""

    role: RoleName
    scope: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (or the installation itself) with the roles that hold at this moment."""

    key: UUID | None = None
    grants: frozenset[Grant] = frozenset()
    system: bool = False
    read_only: bool = False  # a token without the right to write

    @property
    def signed_in(self) -> bool:
        return self.key is not None

    def has(self, role: RoleName, *scopes: UUID | None) -> bool:
        """Whether a role is held for the whole body or for one of these scopes."""
        return any(
            grant.role == role and (grant.scope is None or grant.scope in scopes) for grant in self.grants
        )


ANYONE = Actor()
SYSTEM = Actor(system=True)


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key and the fingerprint of what was sent with it."""

    key: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, when, through which door."""

    actor: Actor
    at: datetime
    via: Via
    once: Once | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, in which language, and as of when: `at` is both the clock and the knowledge."""

    actor: Actor
    at: datetime
    language: str = "en"
    past: date | None = field(default=None)  # the day asked for with ?on=, in the installation's zone
