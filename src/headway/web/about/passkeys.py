"""Passkeys of one's own account: allauth's, but for addresses without numbers of the database."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView

from headway.kernel.errors import Missing


class RemovePasskey(RemoveWebAuthnView):
    """Remove one passkey, named by its place in one's own list."""

    def get_object(self, queryset: Any = None) -> Any:  # noqa: ARG002 - Django hands it over
        kind = Authenticator.Type.WEBAUTHN
        own = list(Authenticator.objects.filter(user=self.request.user, type=kind).order_by("pk"))
        number = int(self.kwargs["number"])
        if not 1 <= number <= len(own):
            raise Missing
        return own[number - 1]
