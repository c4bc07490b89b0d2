"""What allauth asks of this house: no sign-up, sign-in for active accounts alone, no surprise mails."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts begin with an invitation, never here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth hands it over
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address, counted from the right over our own proxies, for the rate limits.

        Raises
        ------
        PermissionDenied
            When a proxy of ours should have named the client and did not.
        """
        if not settings.TRUSTED_PROXIES:
            return str(request.META["REMOTE_ADDR"])
        passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(passed) < settings.TRUSTED_PROXIES or not passed[-settings.TRUSTED_PROXIES]:
            raise PermissionDenied
        return passed[-settings.TRUSTED_PROXIES]
