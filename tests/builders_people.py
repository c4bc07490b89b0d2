"""The cast: an installation, its administrator, a nurse, a director, an analyst, through the real actions."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from headway.kernel.actors import ANYONE, SYSTEM, Actor, By, Reader, RoleName, Via
from headway.kernel.models import LogHead
from headway.people import actions, queries
from headway.people.analysis import NewAccount, NewOrganisation, NewPassword, NewRole
from headway.people.choices import Family, SettingName

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PASSWORD = "three odd words"
# As the hasher of tests writes it: md5 of salt and password.
HASHED = "md5$salt$" + hashlib.md5(b"salt" + PASSWORD.encode()).hexdigest()


def later(**delta: float) -> datetime:
    return MONDAY + timedelta(**delta)


def system(at: datetime = MONDAY) -> By:
    return By(SYSTEM, at, Via.CLI)


def by(account: UUID | None, at: datetime = MONDAY) -> By:
    """Return somebody acting through the web with the roles that hold at the moment."""
    return By(queries.actor_for(account, at) if account else ANYONE, at, Via.WEB)


def reader(account: UUID | None = None, at: datetime = MONDAY) -> Reader:
    return Reader(queries.actor_for(account, at) if account else ANYONE, at)


def system_reader(at: datetime = MONDAY) -> Reader:
    return Reader(SYSTEM, at)


def restore_log_head() -> None:
    """Put back the one row that a migration makes: the flush after a transactional test takes it away."""
    LogHead.objects.get_or_create(pk=1)


def body(name: str = "Example Borough", at: datetime = MONDAY) -> UUID:
    return actions.create_body(
        system(at), new=NewOrganisation(name=name, family=Family.LOCAL_GOVERNMENT, identifier="XX-EXAMPLE")
    )


def opened(*questions: int, at: datetime = MONDAY) -> None:
    """Open some of the five questions; the body must be there."""
    found = queries.organisation(system_reader(at), key=queries.body_key(system_reader(at)))
    name = SettingName.OPENED_QUESTIONS
    actions.set_setting(
        system(at), name=name, value=list(questions), reason="Ready for it.", version=found.version
    )


def organisation(name: str = "Example NHS Trust", family: Family = Family.HEALTH, **more: object) -> UUID:
    new = NewOrganisation(name=name, family=family, **more)  # type: ignore[arg-type]
    return actions.add_organisation(system(), new=new)


def invited(email: str, name: str, role: RoleName | None = None, at: datetime = MONDAY) -> UUID:
    return actions.invite(system(at), new=NewAccount(email=email, name=name, role=role))


def secret_of(account: UUID, at: datetime = MONDAY) -> str:
    """Return the link's secret of the newest invitation."""
    return queries.invitation_secret(queries.invitations(system_reader(at), account=account)[0].key)


def accepted(account: UUID, at: datetime = MONDAY, name: str = "") -> UUID:
    invitation = queries.invitation_by(secret_of(account, at), at=at)
    password = NewPassword(HASHED)
    return actions.accept_invitation(
        By(ANYONE, at, Via.WEB),
        secret=secret_of(account, at),
        name=name or invitation.name,
        password=password,
    )


def person(
    name: str = "Nia Nurse",
    role: RoleName | None = None,
    *,
    scope: UUID | None = None,
    at: datetime = MONDAY,
) -> UUID:
    """Return an active account, with a role for the body or for one scope."""
    email = f"{name.lower().replace(' ', '.')}@example.org"
    new = NewAccount(email=email, name=name, role=role, scope=scope)
    return accepted(actions.invite(system(at), new=new), at)


def granted(account: UUID, role: RoleName, at: datetime = MONDAY, **more: object) -> UUID:
    starts_on = more.pop("starts_on", queries.day_of(at))
    return actions.grant_role(
        system(at),
        account=account,
        new=NewRole(role=role, starts_on=starts_on, **more),  # type: ignore[arg-type]
    )


@dataclass(frozen=True)
class Cast:
    """One body and who works in it."""

    body: UUID
    administrator: UUID
    steward: UUID
    analyst: UUID
    director: UUID  # mission lead
    nurse: UUID  # signed in, no role
    staff: UUID


def cast() -> Cast:
    return Cast(
        body=body(),
        administrator=person("Ada Administrator", RoleName.ADMINISTRATOR),
        steward=person("Stef Steward", RoleName.STEWARD),
        analyst=person("Ana Analyst", RoleName.ANALYST),
        director=person("Dee Director", RoleName.MISSION_LEAD),
        nurse=person("Nia Nurse"),
        staff=person("Sam Staff", RoleName.STAFF),
    )


def actor_of(account: UUID, at: datetime = MONDAY) -> Actor:
    return queries.actor_for(account, at)
