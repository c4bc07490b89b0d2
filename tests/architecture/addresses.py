"""Who may open each address; a new address without a row fails the build.

PUBLIC: anybody, signed in or not. SIGNED_IN: whoever has an account. Else the predicate of an app's
`permissions.py` that decides, as `app.predicate` or, where an app keeps one table, `app.may act`. One row an address, as Django writes its pattern.
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
    "account/": SIGNED_IN,
    "account/details/": SIGNED_IN,
    "account/tokens/new/": SIGNED_IN,
    "account/tokens/<uuid:key>/end/": "people.may_end_token",
    "account/leave/": "people.may_leave",
    "account/invitation/<str:secret>/": PUBLIC,  # whoever holds the link
    "people/": "people.may see_people",
    "people/invite/": "people.may invite",
    "people/<uuid:key>/": "people.may see_people",
    "people/<uuid:key>/invite-again/": "people.may invite",
    "people/<uuid:key>/grant/": "people.may_grant",
    "people/<uuid:key>/roles/<uuid:role>/end/": "people.may end_role",
    "people/<uuid:key>/invitations/<uuid:invitation>/withdraw/": "people.may withdraw_invitation",
    "people/<uuid:key>/close/": "people.may_leave",
    "organisations/": PUBLIC,
    "organisations/add/": "people.may add_organisation",
    "organisations/<uuid:key>/": PUBLIC,
    "organisations/<uuid:key>/close/": "people.may close_organisation",
    "organisations/<uuid:key>/offices/add/": "people.may add_office",
    "organisations/<uuid:key>/offices/<uuid:unit>/close/": "people.may close_office",
    "organisations/<uuid:key>/teams/add/": "people.may add_team",
    "organisations/<uuid:key>/teams/<uuid:unit>/close/": "people.may close_team",
    "settings/": PUBLIC,  # what the body decided about its pages, with its history
    "settings/history/": PUBLIC,
    "settings/<slug:name>/": "people.may set_setting",
    "places/keep/": "places.may import_places",
    "places/keep/import/": "places.may import_places",
    "places/keep/uk/": "places.may load_uk_places",
    "places/keep/<str:code>/retire/": "places.may retire_place",
    "": PUBLIC,
    "missions/<slug:slug>/": PUBLIC,  # a draft: missions.may_read_draft
    "missions/<slug:slug>/charter/": PUBLIC,
    "indicators/": PUBLIC,
    "indicators/<slug:slug>/": PUBLIC,
    "indicators/<slug:slug>/figures.csv": PUBLIC,
    "search/": PUBLIC,
}
