"""A new installation: a link that opens its first page once, and the first two acts."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from headway.flows.people import site
from headway.kernel.errors import Gone
from headway.kernel.sentences import Sentence

SALT = "setup.begin"
HOUR = 3600
OVER = _("This link no longer works. Run “headway setup --link” again.")


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who publishes, and who sets it up."""

    body: str
    family: str
    name: str
    email: str


def begin_link() -> str:
    """Return a link that opens the first page for an hour, as long as there is no body."""
    return site() + reverse("setup:begin", args=[signing.dumps("begin", salt=SALT)])


def check_link(token: str) -> None:
    """Refuse a link that was not made here or is older than an hour.

    Raises
    ------
    Gone
        With what to do.
    """
    try:
        signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        raise Gone(Sentence(OVER)) from None
