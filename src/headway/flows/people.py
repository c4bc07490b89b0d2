"""What happens after an act about people: the mail of an invitation, sent by a reaction."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from headway.kernel.actors import ANYONE, Reader
from headway.kernel.errors import Missing
from headway.people.queries import InvitationRow, body_settings, invitation_row, invitation_secret


def site() -> str:
    """Return the address of this installation without a slash: the setting, else its first host."""
    named = str(getattr(settings, "SITE_URL", ""))
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return named.rstrip("/") or (f"https://{host}" if settings.PRODUCTION else f"http://{host}:8000")


def invitation_link(key: UUID, language: str) -> str:
    """Return the whole link of an invitation, to pages in this language."""
    with translation.override(language):
        return site() + reverse("people:accept", args=[invitation_secret(key)])


def send_invitation(key: UUID, at: datetime) -> bool:
    """Send the mail of an invitation that is still open; say whether one went out.

    The Message-ID is fixed by the invitation, so that a mail sent twice is shown once.
    """
    try:
        invitation = invitation_row(key, at=at)
    except Missing:  # settled long ago and dropped
        return False
    if not invitation.open:
        return False
    body = body_settings(Reader(ANYONE, at)).name
    with translation.override(invitation.language):
        mail = EmailMessage(
            subject=_("%(body)s invites you to its missions") % {"body": body},
            body=_text(invitation, body),
            to=[invitation.email],
            headers={"Message-ID": f"<invitation-{invitation.key}@{urlsplit(site()).hostname}>"},
        )
        mail.send()
    return True


def _text(invitation: InvitationRow, body: str) -> str:
    paragraphs = [
        _("Hello %(name)s,") % {"name": invitation.name},
        _("%(body)s has made an account for you on its missions.") % {"body": body},
        _("Open this link to choose a password:"),
        invitation_link(invitation.key, invitation.language),
        _("The link works once, until %(day)s.")
        % {"day": formats.date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")},
        _("If you do not know what this is about, do nothing: no account is opened without you."),
    ]
    return "\n\n".join(paragraphs) + "\n"
