"""Account addresses: only those of allauth's pages that Headway uses, so that no unused page can be reached.

Accounts come from invitations, so there is no sign-up, and the steward changes an e-mail address.
"""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.urls import path, re_path

from headway.web.about.passkeys import RemovePasskey

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("two-step/", mfa.index, name="mfa_index"),
    path("two-step/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("two-step/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("two-step/app/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("two-step/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("two-step/codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:number>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/confirm/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-on/", sign_on.login, {"provider_id": "sign-on"}, name="openid_connect_login"),
]
