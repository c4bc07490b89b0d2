"""A new installation: a link that opens its first page once, and the first two acts."""

from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from headway.flows.people import site
from headway.kernel.actors import SYSTEM, Reader
from headway.kernel.errors import Gone
from headway.kernel.sentences import Sentence
from headway.people.queries import body_key

SALT = "setup.begin"
HOUR = 3600
OVER = _("This link no longer works. Run “headway setup --link” again.")


def begin_link() -> str:
    """Return a link that opens the first page for an hour, as long as there is no body."""
    return site() + reverse("setup:begin", args=[signing.dumps("begin", salt=SALT)])


def check_link(token: str, *, at: datetime) -> None:
    """Refuse a link that was not made here, is older than an hour, or comes after the body.

    Raises
    ------
    Gone
        With what to do.
    """
    try:
        signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        raise Gone(Sentence(OVER)) from None
    if body_key(Reader(SYSTEM, at)) is not None:
        raise Gone(Sentence(_("The body is set up already. Sign in instead.")))
