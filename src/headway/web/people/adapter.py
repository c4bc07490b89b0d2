"""What allauth asks of this house: no sign-up, sign-in for active accounts alone, no surprise mails."""

from typing import Any, NoReturn
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from headway.kernel.actors import SYSTEM, By, Via
from headway.people import actions, queries
from headway.web import edge


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

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """Return how somebody confirms that it is them, keys under the name they have here."""
        own = {"mfa_reauthenticate:webauthn": _("Use your passkey")}
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [{**each, "description": own.get(each["id"], each["description"])} for each in methods]


class TwoSteps(DefaultMFAAdapter):
    """Passkeys carry the name of the body."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        asked = super().get_public_key_credential_rp_entity()
        return {**asked, "name": queries.body_settings(edge.reader(self.request)).name}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002 - allauth's names
        return _("Passkey")


class SignOn(DefaultSocialAccountAdapter):
    """The body's own sign-on opens an account that is there or invited; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in by an address that the provider has verified; keep nothing else of what it says."""
        sociallogin.account.extra_data = {}
        if sociallogin.state.get("process", "login") != "login":
            raise PermissionDenied
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        verified = [each.email for each in sociallogin.email_addresses if each.verified]
        if not verified:
            turn_away(request, _("Your sign-on does not say that it has checked your e-mail address."))
        account = entered(request, verified[0])
        if account is None:
            turn_away(
                request, _("No account here has the address that your sign-on gave. Ask to be invited.")
            )
        sociallogin.connect(request, get_user_model().objects.get(key=account))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002 - allauth hands it over
        error: Any = None,  # noqa: ARG002
        exception: Any = None,  # noqa: ARG002
        extra_context: Any = None,  # noqa: ARG002
    ) -> None:
        turn_away(request, _("The sign-on did not let you in. Try again, or sign in with your password."))


def entered(request: HttpRequest, email: str) -> UUID | None:
    """Return the account of an address, taking up an invitation that waits; None when there is neither."""
    at = edge.now(request)
    found = queries.account_of_address(email, at=at)
    if found is None or found.invitation is None:
        return found.key if found else None
    return actions.accept_by_sign_on(By(SYSTEM, at, Via.WEB), invitation=found.invitation)


def turn_away(request: HttpRequest, said: str) -> NoReturn:
    messages.error(request, said)
    raise ImmediateHttpResponse(redirect("account_login"))
