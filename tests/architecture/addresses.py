"""Who may open each address; a new address without a row fails the build.

PUBLIC: anybody, signed in or not. SIGNED_IN: whoever has an account. Else the predicate of an app's
`permissions.py` that decides, as `app.predicate`. One row an address, as Django writes its pattern.
"""

PUBLIC, SIGNED_IN = "public", "signed in"

RULES = {
    "colours.css": PUBLIC,
    "favicon.svg": PUBLIC,
    "robots.txt": PUBLIC,
    ".well-known/security.txt": PUBLIC,
    "healthz": PUBLIC,
    "about/": PUBLIC,
    "accessibility/": PUBLIC,
    "data/": PUBLIC,
    "cookies/": PUBLIC,
    "account/login/": PUBLIC,
    "account/logout/": PUBLIC,
    "account/inactive/": PUBLIC,
    "account/reauthenticate/": SIGNED_IN,
    "account/password/change/": SIGNED_IN,
    "account/password/reset/": PUBLIC,
    "account/password/reset/done/": PUBLIC,
    "account/password/reset/key/done/": PUBLIC,
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": PUBLIC,
    "account/two-step/": SIGNED_IN,
    "account/two-step/authenticate/": PUBLIC,  # the second step of signing in
    "account/two-step/reauthenticate/": SIGNED_IN,
    "account/two-step/app/on/": SIGNED_IN,
    "account/two-step/app/off/": SIGNED_IN,
    "account/two-step/codes/": SIGNED_IN,
    "account/two-step/codes/new/": SIGNED_IN,
    "account/two-step/codes/download/": SIGNED_IN,
}
