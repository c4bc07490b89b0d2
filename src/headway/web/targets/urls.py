"""Addresses of indicators: the list, THE page of one, its figures as CSV."""

from django.urls import path

from headway.web.targets import edit, views

app_name = "targets"
urlpatterns = [
    path("indicators/", views.index, name="indicators"),
    path("indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("indicators/<slug:slug>/figures.csv", views.figures, name="csv"),
    path("indicators/<slug:slug>/chart/", edit.chart, name="chart"),
    path("targets/<uuid:key>/", edit.target, name="target"),
    path("targets/<uuid:key>/change/", edit.change, name="change"),
    path("targets/<uuid:key>/close/", edit.close, name="close"),
    path("targets/<uuid:key>/path/", edit.path, name="path"),
]
