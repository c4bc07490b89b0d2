"""One small installation in which every role has somebody; accounts are made when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from headway.kernel.actors import ANYONE, SYSTEM, By, Reader, RoleName, Via
from headway.people import queries
from headway.people.models import Account
from tests import builders_people as build
from tests.builders_people import MONDAY

ANONYMOUS = "anonymous"  # nobody is signed in
SIGNED_IN = "signed_in"  # an account without a role
ELSEWHERE = "elsewhere"  # every role, but for another organisation alone
INSTALLATION = "installation"  # the command line and the clock
ROLES = (ANONYMOUS, SIGNED_IN, *(role.value for role in RoleName), ELSEWHERE, INSTALLATION)
NOBODY: frozenset[str] = frozenset()
NAMELESS = frozenset({ANONYMOUS, INSTALLATION})  # an act that carries an account is refused
EVERYBODY = frozenset(ROLES)
MEMBERS = EVERYBODY - {ANONYMOUS, INSTALLATION}  # whoever is signed in


def only(*roles: RoleName) -> frozenset[str]:
    """Return these roles and the installation itself."""
    return frozenset({role.value for role in roles} | {INSTALLATION})


@dataclass
class World:
    """A body with a standing administrator, and whoever is asked for."""

    body: UUID
    administrator: UUID
    accounts: dict[str, UUID] = field(default_factory=dict)

    def account(self, role: str) -> UUID | None:
        """Return somebody who holds exactly this role; None for the two that have no account."""
        if role in {ANONYMOUS, INSTALLATION}:
            return None
        if role not in self.accounts:
            self.accounts[role] = self._made(role)
        return self.accounts[role]

    def _made(self, role: str) -> UUID:
        name = f"Somebody {role.replace('_', ' ').title()}"
        if role == ELSEWHERE:
            account = build.person(name)
            other = build.organisation("Elsewhere")
            for each in RoleName:
                build.granted(account, each, scope=other)
            return account
        return build.person(name, None if role == SIGNED_IN else RoleName(role))

    def by(self, role: str) -> By:
        if role == INSTALLATION:
            return By(SYSTEM, MONDAY, Via.CLI)
        account = self.account(role)
        return By(queries.actor_for(account, MONDAY) if account else ANYONE, MONDAY, Via.WEB)

    def reader(self, role: str) -> Reader:
        return Reader(self.by(role).actor, MONDAY)


def world() -> World:
    body = build.body()
    return World(body, build.person("Ada Administrator", RoleName.ADMINISTRATOR))


def everybody() -> World:
    """Make the world with somebody for every role, to serve many tests."""
    made = world()
    for role in ROLES:
        made.account(role)
    return made


def session(account: UUID) -> str:
    """Sign an account in and return the key of its session, which serves many clients."""
    client = Client()
    client.force_login(Account.objects.get(key=account))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def client(session: str = "", **how: Any) -> Client:
    """Return a browser with a session, or with none: nobody is signed in."""
    made = Client(**how)
    if session:
        made.cookies[settings.SESSION_COOKIE_NAME] = session
    return made


@dataclass(frozen=True)
class Row:
    """One action in one state: who may, how it is done, and what makes the state.

    `prepare` gets the world and returns what `run` needs; `run` gets the world, who acts and that.
    `raises` is the refusal that even those who may get in this state.
    """

    action: str
    allowed: frozenset[str]
    run: Callable[[World, By, Any], object]
    state: str = "ordinary"
    prepare: Callable[[World], Any] = lambda _world: None
    raises: type[Exception] | None = None

    def __str__(self) -> str:
        return f"{self.action}, {self.state}"
