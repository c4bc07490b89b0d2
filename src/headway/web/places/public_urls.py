"""Addresses of places for everybody."""

from django.urls import path

from headway.web.places import public

app_name = "places"
urlpatterns = [
    path("places/", public.index, name="index"),
    path("places/<str:code>/", public.place, name="place"),
]
