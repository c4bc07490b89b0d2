"""Addresses of places for everybody."""

from django.urls import path

from headway.web.places import comparison, public

app_name = "places"
urlpatterns = [
    path("places/", public.index, name="index"),
    path("places/<str:code>/", public.place, name="place"),
    path("indicators/<slug:slug>/places/", comparison.compare, name="compare"),
]
