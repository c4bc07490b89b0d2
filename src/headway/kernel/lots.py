"""Lots in public: a secret whose hash is told before there is a list, and a number that comes after it."""

import secrets
from datetime import date

from django.utils.translation import gettext_noop as _

from headway.kernel.canonical import digest
from headway.kernel.errors import Invalid
from headway.kernel.sentences import Sentence

DIGITS = 13  # of the hash that is the seed: a whole number that every program can hold


def new_secret() -> str:
    """Return 256 random bits; their SHA-256 is what is told first."""
    return secrets.token_hex(32)


def seed_of(secret: str, list_hash: str, number: str) -> int:
    """Return the seed that a secret, a list and a later public number make together."""
    text = f"{secret}:{list_hash}:{number.strip()}"
    return int(digest(text.encode())[:DIGITS], 16)


def check_beacon(beacon: str, beacon_on: date | None, today: date) -> None:
    """Refuse a public number that does not come later than the list; there may be none."""
    if bool(beacon.strip()) != (beacon_on is not None):
        said = Sentence(_("Name the number and its day, or neither."))
        raise Invalid(said, {"beacon": said})
    if beacon_on is not None and beacon_on <= today:
        said = Sentence(_("The number must be published later than today."))
        raise Invalid(said, {"beacon_on": said})


def check_number(beacon: str, beacon_on: date | None, number: str, today: date) -> None:
    """Refuse a number that was not named, or that cannot have been published yet."""
    wrong = None
    if beacon_on is not None and today < beacon_on:
        wrong = Sentence(_("The number is published on %(day)s. Draw then."), {"day": beacon_on})
    elif bool(beacon) != bool(number.strip()):
        wrong = Sentence(_("Enter the public number that was named when the list was fixed, and no other."))
    if wrong is not None:
        raise Invalid(wrong, {"number": wrong})
