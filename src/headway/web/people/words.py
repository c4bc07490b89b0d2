"""The words of this part: roles, families, states, settings, and a person's history."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop

from headway.kernel import log
from headway.kernel.actors import Reader, RoleName
from headway.kernel.events import KINDS
from headway.kernel.sentences import Sentence
from headway.kernel.workdays import Calendar
from headway.people.choices import AccountState, Family, MailRhythm, SettingName, TokenScope
from headway.people.queries import RoleRow

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ROLES: Mapping[RoleName, "_StrPromise"] = {
    RoleName.MISSION_LEAD: lazy("Mission lead"),
    RoleName.ANALYST: lazy("Analyst"),
    RoleName.FINANCE_EDITOR: lazy("Finance editor"),
    RoleName.COMMERCIAL_EDITOR: lazy("Commercial editor"),
    RoleName.DECIDER: lazy("Decider (holds an office)"),
    RoleName.BOARD: lazy("Board (chair, member or secretary)"),
    RoleName.STEWARD: lazy("Steward of information"),
    RoleName.RESEARCHER: lazy("Researcher"),
    RoleName.ADMINISTRATOR: lazy("Administrator"),
    RoleName.PARTNER: lazy("Partner"),
    RoleName.STAFF: lazy("Staff"),
}
FAMILIES: Mapping[Family, "_StrPromise"] = {
    Family.CENTRAL_GOVERNMENT: lazy("Central government"),
    Family.LOCAL_GOVERNMENT: lazy("Local government"),
    Family.HEALTH: lazy("Health"),
    Family.POLICE_AND_JUSTICE: lazy("Police and justice"),
    Family.EDUCATION: lazy("Education"),
    Family.BUSINESS: lazy("Business"),
    Family.CIVIL_SOCIETY: lazy("Civil society"),
    Family.RESIDENTS: lazy("Residents"),
    Family.RESEARCH: lazy("Research"),
}
CALENDARS: Mapping[Calendar, "_StrPromise"] = {
    Calendar.ENGLAND_AND_WALES: lazy("England and Wales"),
    Calendar.SCOTLAND: lazy("Scotland"),
    Calendar.NORTHERN_IRELAND: lazy("Northern Ireland"),
}
STATES: Mapping[AccountState, "_StrPromise"] = {
    AccountState.INVITED: lazy("Invited"),
    AccountState.ACTIVE: lazy("Active"),
    AccountState.LEFT: lazy("Left"),
}
SCOPES: Mapping[TokenScope, "_StrPromise"] = {
    TokenScope.READ: lazy("Read"),
    TokenScope.WRITE: lazy("Read and write"),
}
SETTINGS: Mapping[SettingName, "_StrPromise"] = {
    SettingName.NAME: lazy("Name of the body"),
    SettingName.LOGO_TEXT: lazy("Short name beside the logo"),
    SettingName.LOGO_FILE: lazy("Logo"),
    SettingName.ACCENT: lazy("Accent colour"),
    SettingName.CONTACT_EMAIL: lazy("Contact for security reports"),
    SettingName.OPENED_QUESTIONS: lazy("Questions that are opened"),
    SettingName.LANGUAGES: lazy("Languages"),
    SettingName.DATA_PROTECTION_CONTACT: lazy("Contact for data protection"),
    SettingName.HOSTING: lazy("Where the server stands, and who runs it"),
}
QUESTIONS: Mapping[int, "_StrPromise"] = {
    1: lazy("1 Are we on course?"),
    2: lazy("2 Who has put in what?"),
    3: lazy("3 What are we learning?"),
    4: lazy("4 What is in the way?"),
    5: lazy("5 What do citizens say?"),
}
RHYTHMS: Mapping[MailRhythm, "_StrPromise"] = {
    MailRhythm.DAILY: lazy("Once a day"),
    MailRhythm.WEEKLY: lazy("Every Monday"),
    MailRhythm.NEVER: lazy("Never"),
}
LANGUAGES: Mapping[str, "_StrPromise"] = {"en-gb": lazy("English"), "cy": lazy("Welsh")}


def setting_text(name: SettingName, value: object) -> str:
    """Write the value of a setting."""
    if isinstance(value, list | tuple):
        words = [QUESTIONS.get(each, LANGUAGES.get(str(each), str(each))) for each in value]
        return ", ".join(str(word) for word in words) or _("None")
    if name == SettingName.LOGO_FILE and value:
        return _("A stored file (%(start)s…)") % {"start": str(value)[:8]}
    return str(value) or _("Not set")


def role_text(row: RoleRow) -> str:
    """Write a role with its scope."""
    name = str(ROLES[row.role])
    return f"{name}, {row.scope_label}" if row.scope_label else name


def role_dates(row: RoleRow) -> Sentence:
    """Write when a role holds or held."""
    if row.ended_at is not None:
        return Sentence(
            noop("From %(start)s. Ended on %(end)s."), {"start": row.starts_on, "end": row.ended_at}
        )
    if row.ends_on is not None:
        return Sentence(noop("From %(start)s to %(end)s."), {"start": row.starts_on, "end": row.ends_on})
    return Sentence(noop("From %(start)s, without an end."), {"start": row.starts_on})


def history(reader: Reader, key: UUID) -> list[tuple[date, Sentence]]:
    """Return what happened to an account or an organisation, newest first."""
    return [
        (row.at.date(), Sentence(KINDS[row.kind].sentence, facts(row.facts)))
        for row in log.about(key, at=reader.at)
    ]


def facts(text: str) -> dict[str, date | str]:
    """Return the facts of an event as a sentence prints them."""
    return {name: spoken(value) for name, value in json.loads(text).items() if value is not None}


def spoken(value: object) -> date | str:
    """Return a day where the text is one."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return str(value)
