"""Passkeys of one's own account: allauth's, but for addresses without numbers of the database."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView

from headway.kernel.errors import Missing


class RemovePasskey(RemoveWebAuthnView):
    """Remove one passkey, named by its place in one's own list."""

    def get_object(self, queryset: Any = None) -> Authenticator:
        own = self.get_queryset() if queryset is None else queryset
        number = int(self.kwargs["number"])
        found = list(own.order_by("pk")[number - 1 : number]) if number > 0 else []
        if not found:
            raise Missing
        return found[0]
