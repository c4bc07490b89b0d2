"""Writes about roles that are sound only inside an open action; the last administrator stays."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from headway.kernel.actions import step
from headway.kernel.actors import By, RoleName
from headway.kernel.errors import Conflict, Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.people.analysis import NewRole
from headway.people.choices import AccountState
from headway.people.models import Account, Office, Organisation, Role
from headway.people.queries import day_of


@step
def lock_administrators(by: By) -> list[Role]:
    """Lock, in order, the rows that make somebody administrator without an end: races end here."""
    rows = (
        Role.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(
            role=RoleName.ADMINISTRATOR, scope=None, ends_on=None, ended_at=None, starts_on__lte=day_of(by.at)
        )
    )
    return [row for row in rows.order_by("pk") if row.account.state != AccountState.LEFT]


@step
def keep_one(administrators: list[Role], *, without: Account | Role) -> None:
    """Raise Conflict when nobody else would be administrator afterwards.

    Only active accounts count, and only roles without an end: a role with dates runs out by itself.
    """
    gone = {row.pk for row in administrators if without in (row, row.account)}
    rest = [row for row in administrators if row.pk not in gone]
    if gone and not any(row.account.state == AccountState.ACTIVE for row in rest):
        raise Conflict(Sentence(_("This is the last administrator. Make somebody else administrator first.")))


@step
def still_administrator(by: By, administrators: list[Role]) -> None:
    """Raise Forbidden when the actor's own role was ended while this request waited."""
    key = by.actor.key
    if key is None or any(row.account.key == key for row in administrators):
        return
    day = day_of(by.at)
    dated = Role.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        account__key=key,
        role=RoleName.ADMINISTRATOR,
        scope=None,
        ended_at=None,
        starts_on__lte=day,
    )
    if not dated.exists():
        raise Forbidden


@step
def grant(account: Account, new: NewRole, *, scope_id: int | None, by: By) -> Role:
    """Write a role of a locked account; raises Invalid, Missing or Conflict."""
    if account.state == AccountState.LEFT:
        raise Conflict(Sentence(_("This account has been closed.")))
    if new.ends_on is not None and new.ends_on < new.starts_on:
        sentence = Sentence(_("The last day must not be before the first."))
        raise Invalid(sentence, {"ends_on": sentence})
    office = Office.objects.filter(thing__key=new.office).first() if new.office else None
    if new.office and office is None:
        raise Missing(Sentence(_("There is no such office.")))
    same = Role.objects.filter(
        account=account, role=new.role, scope_id=scope_id, office=office, ended_at=None
    )
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=new.starts_on)).exists():
        raise Conflict(Sentence(_("This person already holds this role.")))
    return Role.objects.create(
        account=account,
        role=new.role,
        scope_id=scope_id,
        office=office,
        powers=new.powers.strip(),
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        granted_by=by.actor.key,
        granted_at=by.at,
    )


@step
def is_first_set_up() -> bool:
    """Whether nobody ever was administrator here."""
    return not Role.objects.filter(role=RoleName.ADMINISTRATOR).exists()


@step
def body_key() -> UUID | None:
    """Return the key of the body's own organisation, or None before set-up."""
    return Organisation.objects.filter(is_body=True).values_list("thing__key", flat=True).first()


@step
def holds(account: Account, role: RoleName, *, by: By) -> bool:
    """Whether the account has the role for the body already, as after an earlier invitation."""
    rows = Role.objects.filter(account=account, role=role, ended_at=None)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day_of(by.at))).exists()


@step
def end(row: Role, *, on: date | None, by: By) -> None:
    """End a locked role at once, or give it a last day; raises Conflict or Invalid."""
    today = day_of(by.at)
    if row.ended_at is not None or (row.ends_on is not None and row.ends_on < today):
        raise Conflict(Sentence(_("This role has ended already.")))
    if on is None:
        row.ended_at = by.at
    elif on < today or on < row.starts_on:
        sentence = Sentence(_("Choose today or a later day, not before the role begins."))
        raise Invalid(sentence, {"on": sentence})
    else:
        row.ends_on = on
    row.save(update_fields=["ended_at", "ends_on"])
