"""Addresses of indicators: the list, THE page of one, its figures as CSV."""

from django.urls import path

from headway.web.targets import views

app_name = "targets"
urlpatterns = [
    path("indicators/", views.index, name="indicators"),
    path("indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("indicators/<slug:slug>/figures.csv", views.figures, name="csv"),
]
