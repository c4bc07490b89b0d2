"""Addresses of what teams are able to do."""

from django.urls import path

from headway.web.capabilities import lists, views

ROUND = "capabilities/<uuid:key>/"

app_name = "capabilities"
urlpatterns = [
    path("capabilities/", views.index, name="index"),
    path("capabilities/lists/", lists.index, name="lists"),
    path("capabilities/lists/install/", lists.install, name="install"),
    path("capabilities/begin/<uuid:team>/", views.begin, name="begin"),
    path(ROUND, views.team_round, name="round"),
    path(f"{ROUND}rate/", views.rate, name="rate"),
    path(f"{ROUND}agree/", views.agree, name="agree"),
    path(f"{ROUND}review/", views.review, name="review"),
    path(f"{ROUND}<slug:capability>/edit/", views.edit, name="edit"),
]
