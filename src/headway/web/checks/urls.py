"""Addresses of the checks: the rules, what the steward sets, and the checks of one mission."""

from django.urls import path

from headway.web.checks import settings, views

app_name = "checks"
urlpatterns = [
    path("checks/", views.rules, name="rules"),
    path("checks/about/<uuid:key>/", views.about, name="about"),
    path("checks/<slug:check>/off/", settings.switch_off, name="switch-off"),
    path("checks/<slug:check>/on/", settings.switch_on, name="switch-on"),
    path("checks/<slug:check>/<slug:name>/", settings.threshold, name="threshold"),
    path("missions/<slug:slug>/checks/", views.checks, name="mission"),
]
