"""The body and its settings, organisations, offices, teams."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actions import Done, action, bump, lock
from headway.kernel.actors import By
from headway.kernel.errors import Conflict, Forbidden
from headway.kernel.sentences import Sentence
from headway.kernel.workdays import Calendar
from headway.people import analysis, events, permissions
from headway.people.analysis import NewOrganisation, SettingValue
from headway.people.choices import SettingName
from headway.people.models import BodySetting, Office, Organisation, Team
from headway.people.steps import organisations, roles


def _require(by: By, act: str, *scopes: UUID | None) -> None:
    if not permissions.may(by.actor, act, *scopes):
        raise Forbidden


# --- the body and its settings ---


@action(events.BodyCreated)
def create_body(by: By, *, new: NewOrganisation) -> Done[UUID]:
    """Set up the publishing body: once, by the installation itself.

    Raises
    ------
    Forbidden
        When a person asks.
    Conflict
        When there is a body already.
    """
    _require(by, "create_body")
    if roles.body_key() is not None:
        raise Conflict(Sentence(_("The body is set up already.")))
    row = organisations.add_organisation(new, at=by.at, is_body=True)
    BodySetting.objects.create(name=SettingName.NAME, value=row.name, known_from=by.at)
    return Done(events.BodyCreated(about=row.thing.key, family=new.family), row.thing.key)


@action(events.SettingChanged)
def set_setting(by: By, *, name: SettingName, value: SettingValue, reason: str, version: int) -> Done[None]:
    """Change one setting of the body; what was set before keeps its dates.

    Raises
    ------
    Forbidden
        Unless a steward or an administrator asks.
    Conflict
        Before the body is set up; Stale when somebody changed the settings since they were read.
    Invalid
        When the value cannot be used, or there is no reason.
    """
    _require(by, "set_setting")
    key = roles.body_key()
    if key is None:
        raise Conflict(Sentence(_("Set up the body first.")))
    thing = lock(key, expect={key: version})[key]
    why = organisations.required(reason, "reason", 300)
    stored = analysis.checked_setting(name, value)
    BodySetting.objects.filter(name=name, known_to=None).update(known_to=by.at)
    BodySetting.objects.create(name=name, value=stored, reason=why, set_by=by.actor.key, known_from=by.at)
    bump(thing)
    return Done(events.SettingChanged(about=key, setting=name), None)


# --- organisations, offices, teams ---


@action(events.OrganisationAdded)
def add_organisation(by: By, *, new: NewOrganisation) -> Done[UUID]:
    """Add an organisation that takes part; raises Forbidden, or Invalid when its name is taken."""
    _require(by, "add_organisation", new.parent)
    if new.parent is not None:
        lock(new.parent)
    row = organisations.add_organisation(new, at=by.at)
    event = events.OrganisationAdded(about=row.thing.key, family=new.family, parent=new.parent)
    return Done(event, row.thing.key)


@action(events.OrganisationClosed)
def close_organisation(by: By, *, organisation: UUID, on: date) -> Done[None]:
    """Close an organisation; raises Forbidden, or Conflict for the body itself and what is closed."""
    _require(by, "close_organisation", organisation)
    lock(organisation)
    organisations.close(Organisation, key=organisation, on=on)
    return Done(events.OrganisationClosed(about=organisation, on=on), None)


@action(events.OfficeAdded)
def add_office(by: By, *, organisation: UUID, name: str) -> Done[UUID]:
    """Add a post that can owe and decide; raises Forbidden, Invalid, or Conflict when it is closed."""
    _require(by, "add_office", organisation)
    lock(organisation)
    key = organisations.add_unit(Office, organisation=organisation, name=name, at=by.at)
    return Done(events.OfficeAdded(about=key, organisation=organisation), key)


@action(events.OfficeClosed)
def close_office(by: By, *, office: UUID, on: date) -> Done[None]:
    """Close an office; raises Forbidden, or Conflict when it is closed."""
    lock(office)
    _require(by, "close_office", organisations.owner_of(Office, office))
    organisations.close(Office, key=office, on=on)
    return Done(events.OfficeClosed(about=office, on=on), None)


@action(events.CalendarSet)
def set_calendar(by: By, *, organisation: UUID, calendar: Calendar) -> Done[None]:
    """Say whose bank holidays an organisation keeps, for dates fixed from now on; raises Forbidden."""
    _require(by, "set_calendar", organisation)
    lock(organisation)
    organisations.set_calendar(organisation, calendar)
    return Done(events.CalendarSet(about=organisation, calendar=calendar), None)


@action(events.AccountableNamed)
def name_accountable(by: By, *, office: UUID, director: UUID | None) -> Done[None]:
    """Name the office that stands for a small one in public; raises Forbidden, or Invalid."""
    lock(office)
    _require(by, "name_accountable", organisations.owner_of(Office, office))
    organisations.name_accountable(office, director)
    return Done(events.AccountableNamed(about=office, director=director), None)


@action(events.TeamAdded)
def add_team(by: By, *, organisation: UUID, name: str) -> Done[UUID]:
    """Add a team; raises Forbidden, Invalid, or Conflict when the organisation is closed."""
    _require(by, "add_team", organisation)
    lock(organisation)
    key = organisations.add_unit(Team, organisation=organisation, name=name, at=by.at)
    return Done(events.TeamAdded(about=key, organisation=organisation), key)


@action(events.TeamClosed)
def close_team(by: By, *, team: UUID, on: date) -> Done[None]:
    """Close a team; raises Forbidden, or Conflict when it is closed."""
    lock(team)
    _require(by, "close_team", organisations.owner_of(Team, team))
    organisations.close(Team, key=team, on=on)
    return Done(events.TeamClosed(about=team, on=on), None)
