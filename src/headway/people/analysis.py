"""What is handed in, and pure work on it: addresses, contrast, settings. No database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop as _

from headway.kernel.actors import RoleName
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence
from headway.kernel.workdays import Calendar
from headway.people.choices import (
    ACCENT,
    LANGUAGES,
    LEAST_CONTRAST,
    QUESTIONS,
    Family,
    MailRhythm,
    SettingName,
)

SettingValue: TypeAlias = "str | list[int] | list[str]"

DEFAULTS: Mapping[SettingName, SettingValue] = {
    SettingName.NAME: "Headway",
    SettingName.LOGO_TEXT: "",
    SettingName.LOGO_FILE: "",
    SettingName.ACCENT: ACCENT,
    SettingName.CONTACT_EMAIL: "",
    SettingName.OPENED_QUESTIONS: [1],
    SettingName.LANGUAGES: list(LANGUAGES),
    SettingName.DATA_PROTECTION_CONTACT: "",
    SettingName.HOSTING: "",
}
LONGEST = {SettingName.NAME: 80, SettingName.LOGO_TEXT: 40, SettingName.HOSTING: 200}
WEAK = {
    "password_too_short": _("Use at least 12 characters. Three words that do not belong together are good."),
    "password_too_common": _("This password is on lists that attackers try first. Choose another."),
    "password_too_similar": _("This password is too close to your name or e-mail address. Choose another."),
}


@dataclass(frozen=True, slots=True)
class BodySettings:
    """What the body has set about itself, with the defaults where nothing is set."""

    name: str
    logo_text: str
    logo_file: str  # SHA-256 of a stored file; empty: none
    accent: str  # #rrggbb
    contact_email: str
    opened_questions: tuple[int, ...]
    languages: tuple[str, ...]
    data_protection_contact: str = ""
    hosting: str = ""  # where the server stands and who runs it, in words


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What an organisation is added with; `key` is given by imports, which keep keys."""

    name: str
    family: Family
    identifier: str = ""
    parent: UUID | None = None
    key: UUID | None = None
    calendar: Calendar = Calendar.ENGLAND_AND_WALES


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who is invited, and the first role where there is one."""

    email: str
    name: str
    language: str = LANGUAGES[0]
    role: RoleName | None = None
    scope: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to be granted; `powers` says in words what may be decided under it."""

    role: RoleName
    starts_on: date
    ends_on: date | None = None  # the last day it holds
    scope: UUID | None = None
    office: UUID | None = None
    powers: str = ""


@dataclass(frozen=True, slots=True)
class NewPassword:
    """A password that passed the rules, hashed before any transaction, for hashing is slow."""

    hashed: str


def address(text: str, field: str = "email") -> str:
    """Return an e-mail address as it is kept: lower case, no spaces around.

    Raises
    ------
    Invalid
        When it is not an address.
    """
    cleaned = text.strip().lower()
    try:
        validate_email(cleaned)
    except ValidationError:
        sentence = Sentence(_("Enter an e-mail address such as name@example.org."))
        raise Invalid(sentence, {field: sentence}) from None
    return cleaned


def contrast_on_white(colour: str) -> float:
    """Return the contrast ratio of a colour #rrggbb on white, 1 to 21.

    Notes
    -----
    Source: W3C, WCAG 2.2 (2023), definitions of relative luminance and contrast ratio.

    >>> round(contrast_on_white("#000000"), 1), round(contrast_on_white("#ffffff"), 1)
    (21.0, 1.0)
    """
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def checked_setting(name: SettingName, value: SettingValue) -> SettingValue:
    """Return a setting's value in the form it is stored.

    Raises
    ------
    Invalid
        When the value cannot be used; the field is called ``value``.
    """
    if isinstance(value, list):
        return _checked_list(name, value)
    text = " ".join(value.split())
    if name in LONGEST and len(text) > LONGEST[name]:
        _refuse(Sentence(_("Use %(most)s characters or fewer."), {"most": LONGEST[name]}))
    if name == SettingName.NAME and not text:
        _refuse(Sentence(_("Enter the name of the body.")))
    if name == SettingName.ACCENT:
        return _checked_accent(text)
    if name in {SettingName.CONTACT_EMAIL, SettingName.DATA_PROTECTION_CONTACT} and text:
        return address(text, "value")
    if name == SettingName.LOGO_FILE and text and not re.fullmatch(r"[0-9a-f]{64}", text):
        _refuse(Sentence(_("That file is not stored here. Upload it again.")))
    return text


def body(found: Mapping[str, SettingValue]) -> BodySettings:
    """Return the settings with defaults for what is not set."""
    values = {name: found.get(name.value, default) for name, default in DEFAULTS.items()}
    return BodySettings(
        name=str(values[SettingName.NAME]),
        logo_text=str(values[SettingName.LOGO_TEXT]),
        logo_file=str(values[SettingName.LOGO_FILE]),
        accent=str(values[SettingName.ACCENT]),
        contact_email=str(values[SettingName.CONTACT_EMAIL]),
        opened_questions=tuple(int(number) for number in values[SettingName.OPENED_QUESTIONS]),
        languages=tuple(str(code) for code in values[SettingName.LANGUAGES]),
        data_protection_contact=str(values[SettingName.DATA_PROTECTION_CONTACT]),
        hosting=str(values[SettingName.HOSTING]),
    )


def _checked_list(name: SettingName, value: list[int] | list[str]) -> SettingValue:
    if name == SettingName.OPENED_QUESTIONS and set(value) <= set(QUESTIONS):
        return sorted({int(number) for number in value})
    if name == SettingName.LANGUAGES and LANGUAGES[0] in value and set(value) <= set(LANGUAGES):
        return [code for code in LANGUAGES if code in value]
    return _refuse(Sentence(_("Choose from the list.")))


def _checked_accent(text: str) -> str:
    colour = text.lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        _refuse(Sentence(_("Enter a colour as # and six digits or letters, such as #5b2a86.")))
    ratio = contrast_on_white(colour)
    if ratio < LEAST_CONTRAST:
        _refuse(
            Sentence(
                _("This colour has a contrast of %(ratio)s to 1 on white. Choose a darker one, 4.5 or more."),
                {"ratio": f"{int(ratio * 10) / 10}"},
            )
        )
    return colour


def _refuse(sentence: Sentence) -> NoReturn:
    raise Invalid(sentence, {"value": sentence})


def covered_until(rhythm: MailRhythm, today: date) -> date:
    """Return the last whole day that a mail of today covers: yesterday, or the last Sunday before today.

    >>> covered_until(MailRhythm.WEEKLY, date(2026, 3, 2)), covered_until(MailRhythm.WEEKLY, date(2026, 3, 8))
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1))
    """
    return today - timedelta(days=1 if rhythm == MailRhythm.DAILY else today.isoweekday())
