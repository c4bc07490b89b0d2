"""Addresses of the pages about people and the body."""

from django.urls import path

from headway.web.people import account, mails, organisations, people, settings

app_name = "people"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/details/", account.details, name="details"),
    path("account/tokens/new/", account.new_token, name="new_token"),
    path("account/tokens/<uuid:key>/end/", account.end_token, name="end_token"),
    path("account/mails/", mails.index, name="mails"),
    path("account/mails/today/", mails.today, name="today_mail"),
    path("account/mails/follow/<str:kind>/<slug:slug>/", mails.follow, name="follow"),
    path("account/mails/<uuid:key>/stop/", mails.unfollow, name="unfollow"),
    path("mails/stop/<str:secret>/", mails.stop, name="stop_mail"),
    path("today/", mails.today_page, name="today"),
    path("account/leave/", account.leave, name="leave"),
    path("account/invitation/<str:secret>/", account.accept, name="accept"),
    path("people/", people.index, name="index"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<uuid:key>/", people.person, name="person"),
    path("people/<uuid:key>/invite-again/", people.invite_again, name="invite_again"),
    path("people/<uuid:key>/grant/", people.grant, name="grant"),
    path("people/<uuid:key>/roles/<uuid:role>/end/", people.end_role, name="end_role"),
    path("people/<uuid:key>/invitations/<uuid:invitation>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<uuid:key>/close/", people.close, name="close"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/add/", organisations.add, name="add_organisation"),
    path("organisations/<uuid:key>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:key>/calendar/", organisations.calendar, name="set_calendar"),
    path(
        "organisations/<uuid:key>/offices/<uuid:unit>/accountable/",
        organisations.accountable,
        name="name_accountable",
    ),
    path("organisations/<uuid:key>/close/", organisations.close, name="close_organisation"),
    path("organisations/<uuid:key>/offices/add/", organisations.add_office, name="add_office"),
    path(
        "organisations/<uuid:key>/offices/<uuid:unit>/close/", organisations.close_office, name="close_office"
    ),
    path("organisations/<uuid:key>/teams/add/", organisations.add_team, name="add_team"),
    path("organisations/<uuid:key>/teams/<uuid:unit>/close/", organisations.close_team, name="close_team"),
    path("settings/", settings.index, name="settings"),
    path("settings/history/", settings.history, name="settings_history"),
    path("settings/<slug:name>/", settings.change, name="setting"),
]
