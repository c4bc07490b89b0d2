"""Addresses of the pages that keep the list of places."""

from django.urls import path

from headway.web.places import elections, peers, views

app_name = "place_list"
urlpatterns = [
    path("places/keep/", views.index, name="index"),
    path("places/keep/import/", views.import_file, name="import"),
    path("places/keep/uk/", views.load_uk, name="load_uk"),
    path("places/keep/elections/", elections.index, name="elections"),
    path("places/keep/elections/period/", elections.set_period, name="set_period"),
    path(
        "places/keep/elections/period/<uuid:key>/withdraw/", elections.withdraw_period, name="withdraw_period"
    ),
    path("places/keep/elections/change/", elections.record_change, name="record_change"),
    path(
        "places/keep/elections/change/<uuid:key>/withdraw/", elections.withdraw_change, name="withdraw_change"
    ),
    path("places/keep/peers/", peers.index, name="peers"),
    path("places/keep/peers/new/", peers.choose, name="choose_peers"),
    path("places/keep/peers/<uuid:key>/end/", peers.end, name="end_peers"),
    path("places/keep/<str:code>/retire/", views.retire, name="retire"),
]
