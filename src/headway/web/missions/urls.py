"""Addresses of missions; the list of missions is the front page."""

from django.urls import path

from headway.web.missions import views

app_name = "missions"
urlpatterns = [
    path("", views.index, name="index"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/charter/", views.charter, name="charter"),
]
