"""Addresses of barriers: the ledger, the form, the way back by code, sorting, the desk."""

from django.urls import path

from headway.web.frontline import barriers, barriers_raise, barriers_sort, barriers_track

BARRIER = "barriers/<uuid:key>/"

app_name = "frontline"
urlpatterns = [
    path("barriers/", barriers.index, name="index"),
    path("barriers/new/", barriers_raise.new, name="new"),
    path("barriers/new/worker.js", barriers_raise.worker, name="worker"),
    path("barriers/track/", barriers_track.track, name="track"),
    path("barriers/safe/", barriers.safe, name="safe"),
    path("barriers/desk/", barriers_sort.desk_page, name="desk"),
    path("barriers/desk/<slug:kind>/", barriers_sort.decider, name="decider"),
    path(BARRIER, barriers.barrier, name="barrier"),
    path(f"{BARRIER}picture/", barriers.shown_picture, name="picture"),
    path(f"{BARRIER}me-too/", barriers_track.me_too, name="me-too"),
    path(f"{BARRIER}sort/", barriers_sort.sort, name="barrier-sort"),
    path(f"{BARRIER}join/", barriers_sort.join, name="barrier-join"),
    path(f"{BARRIER}part/", barriers_sort.part, name="barrier-part"),
    path(f"{BARRIER}summary/", barriers_sort.summary, name="barrier-summary"),
    path(f"{BARRIER}out/", barriers_sort.take_out, name="barrier-out"),
]
