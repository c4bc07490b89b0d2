"""The forms of allauth in our words; what they do is allauth's."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
RULE = _("At least 12 characters. Three words that do not belong together are good.")
CODE = _("Code")
MISSING = {
    "login": _("Enter your e-mail address."),
    "email": _("Enter your e-mail address."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your password."),
    "password1": _("Enter a new password."),
    "code": _("Enter the code."),
}
# What allauth itself may answer, so that our catalogue holds it.
ANSWERS = (
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Incorrect code."),
    gettext_noop("Incorrect password."),
    gettext_noop("Please type your current password."),
    gettext_noop("You cannot deactivate two-factor authentication."),
    gettext_noop("Be patient, you are sending too many requests."),
)


def reword(form: forms.Form, labels: dict[str, Any], hints: dict[str, Any] | None = None) -> None:
    """Give fields our labels and hints, and say what is missing rather than that something is."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)
        field.help_text = (hints or {}).get(name, "")
        if name in MISSING:
            field.error_messages["required"] = MISSING[name]


class SignIn(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"login": EMAIL, "password": PASSWORD})


class Confirm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"password": PASSWORD})


class ChangePassword(ChangePasswordForm):
    """The old password and a new one; shown while typing, so once is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        repeated_in_one(self)
        reword(self, {"oldpassword": _("Password until now"), "password1": NEW_PASSWORD}, {"password1": RULE})


class ForgottenPassword(ResetPasswordForm):
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"email": EMAIL})


class NewPassword(ResetPasswordKeyForm):
    """The new password after the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        repeated_in_one(self)
        reword(self, {"password1": NEW_PASSWORD}, {"password1": RULE})


class SecondStep(AuthenticateForm):
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"code": CODE})


class ConfirmCode(ReauthenticateCodeForm):
    """The code of the app once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"code": CODE})


class SwitchOn(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, {"code": CODE})


class AddPasskey(AddWebAuthnForm):
    """A passkey that signs in by itself, and what its owner calls it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]  # every key here is one
        self.fields["name"].widget.attrs["maxlength"] = 60
        reword(
            self,
            {"name": _("What do you call this device?")},
            {"name": _("For example: work laptop. You see it in your list of passkeys.")},
        )

    def clean_name(self) -> str:
        return str(super().clean_name())[:60].replace("\0", "")

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True  # so that the device must have asked for its person
        return dict(super().clean())


def repeated_in_one(form: forms.Form) -> None:
    """Take the second box for a new password away; what was typed can be looked at instead."""
    del form.fields["password2"]
