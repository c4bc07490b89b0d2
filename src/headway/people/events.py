"""Kinds of event about people and the body. Facts hold keys, kinds and dates, never a name or an address."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.actors import RoleName
from headway.kernel.events import Event
from headway.kernel.workdays import Calendar
from headway.people.choices import Family, MailRhythm, SettingName, TokenScope


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCreated(Event):
    kind: ClassVar[str] = "people.body_created"
    sentence: ClassVar[str] = _("The body was set up.")
    family: Family


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAdded(Event):
    kind: ClassVar[str] = "people.organisation_added"
    sentence: ClassVar[str] = _("An organisation was added.")
    family: Family
    parent: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationClosed(Event):
    kind: ClassVar[str] = "people.organisation_closed"
    sentence: ClassVar[str] = _("The organisation closed on %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAdded(Event):
    kind: ClassVar[str] = "people.office_added"
    sentence: ClassVar[str] = _("An office was added.")
    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeClosed(Event):
    kind: ClassVar[str] = "people.office_closed"
    sentence: ClassVar[str] = _("The office closed on %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSet(Event):
    kind: ClassVar[str] = "people.calendar_set"
    sentence: ClassVar[str] = _("It was said whose bank holidays the organisation keeps.")
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountableNamed(Event):
    kind: ClassVar[str] = "people.accountable_named"
    sentence: ClassVar[str] = _("The office that answers for this one in public was named.")
    director: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamAdded(Event):
    kind: ClassVar[str] = "people.team_added"
    sentence: ClassVar[str] = _("A team was added.")
    organisation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamClosed(Event):
    kind: ClassVar[str] = "people.team_closed"
    sentence: ClassVar[str] = _("The team closed on %(on)s.")
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInvited(Event):
    kind: ClassVar[str] = "people.account_invited"
    sentence: ClassVar[str] = _("Somebody was invited.")
    invitation: UUID
    role: RoleName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Event):
    kind: ClassVar[str] = "people.invitation_withdrawn"
    sentence: ClassVar[str] = _("The invitation was withdrawn.")
    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    kind: ClassVar[str] = "people.invitation_accepted"
    sentence: ClassVar[str] = _("The invitation was accepted.")
    invitation: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Event):
    kind: ClassVar[str] = "people.profile_changed"
    sentence: ClassVar[str] = _("The name or language of an account was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    kind: ClassVar[str] = "people.role_granted"
    sentence: ClassVar[str] = _("A role was granted from %(starts_on)s.")
    key: UUID
    role: RoleName
    scope: UUID | None
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Event):
    kind: ClassVar[str] = "people.role_ended"
    sentence: ClassVar[str] = _("A role was ended.")
    key: UUID
    role: RoleName
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLeft(Event):
    kind: ClassVar[str] = "people.account_left"
    sentence: ClassVar[str] = _("An account was closed.")
    roles: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade(Event):
    kind: ClassVar[str] = "people.token_made"
    sentence: ClassVar[str] = _("A token for a program was made.")
    key: UUID
    scope: TokenScope
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEnded(Event):
    kind: ClassVar[str] = "people.token_ended"
    sentence: ClassVar[str] = _("A token for a program was ended.")
    key: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(Event):
    kind: ClassVar[str] = "people.setting_changed"
    sentence: ClassVar[str] = _("A setting of the body was changed.")
    setting: SettingName


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed(Event):
    kind: ClassVar[str] = "people.subscribed"
    sentence: ClassVar[str] = _("Somebody asked to be told of changes.")
    key: UUID
    rhythm: MailRhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribed(Event):
    kind: ClassVar[str] = "people.unsubscribed"
    sentence: ClassVar[str] = _("Somebody no longer wants to be told of changes.")
    key: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSent(Event):
    kind: ClassVar[str] = "people.digest_sent"
    sentence: ClassVar[str] = _("A digest of changes up to %(until)s was sent.")
    key: UUID
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayMailChosen(Event):
    kind: ClassVar[str] = "people.today_mail_chosen"
    sentence: ClassVar[str] = _("Somebody chose how often Today comes by mail.")
    rhythm: MailRhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayMailSent(Event):
    kind: ClassVar[str] = "people.today_mail_sent"
    sentence: ClassVar[str] = _("The mail of Today for %(until)s was sent.")
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalForgotten(Event):
    kind: ClassVar[str] = "people.personal_forgotten"
    sentence: ClassVar[str] = _("Personal details were blanked because their time was up.")
    accounts: int
    invitations: int
