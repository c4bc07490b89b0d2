"""Addresses of the pages, inside the languages; one line an app."""

from django.urls import include, path

urlpatterns = [
    path("", include("headway.web.about.urls")),
    path("account/", include("headway.web.about.account")),
    path("", include("headway.web.people.urls")),
    path("", include("headway.web.places.urls")),
    path("", include("headway.web.measures.urls")),
    path("", include("headway.web.places.public_urls")),
    path("", include("headway.web.missions.urls")),
    path("", include("headway.web.targets.urls")),
    path("", include("headway.web.answers.urls")),
    path("", include("headway.web.checks.urls")),
    path("", include("headway.web.rhythms.urls")),
    path("", include("headway.web.voice.urls")),
    path("", include("headway.web.frontline.urls")),
    path("", include("headway.web.frontline.rule_urls")),
    path("", include("headway.web.learning.urls")),
    path("", include("headway.web.peers.urls")),
    path("", include("headway.web.capabilities.urls")),
    path("", include("headway.web.setup.urls")),
    path("", include("headway.web.calendar.urls")),
    path("", include("headway.web.search.urls")),
]
