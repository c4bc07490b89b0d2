"""Addresses of missions; the list of missions is the front page. Building one stands under its edit/."""

from django.urls import path

from headway.web.missions import edit, outcomes, packs, views

OUTCOMES = "missions/<slug:slug>/edit/outcomes/"
OUTCOME = f"{OUTCOMES}<uuid:outcome>/"
MEASURE = f"{OUTCOME}measures/<slug:indicator>/<str:place>/"

app_name = "missions"
urlpatterns = [
    path("", views.index, name="index"),
    path("missions/new/", edit.new, name="new"),
    path("missions/import/", packs.choose, name="import"),
    path("missions/import/<str:token>/", packs.preview, name="import-preview"),
    path("missions/new/<uuid:key>/", edit.built, name="built"),
    path("missions/<slug:slug>/", views.mission, name="mission"),
    path("missions/<slug:slug>/pack.zip", packs.download, name="pack"),
    path("missions/<slug:slug>/charter/", views.charter, name="charter"),
    path("missions/<slug:slug>/edit/", edit.edit, name="edit"),
    path("missions/<slug:slug>/edit/charter/", edit.charter, name="edit-charter"),
    path("missions/<slug:slug>/edit/adoption/", edit.adoption, name="adoption"),
    path("missions/<slug:slug>/edit/open/", edit.open_page, name="open"),
    path("missions/<slug:slug>/edit/translations/", edit.translations, name="translations"),
    path(
        "missions/<slug:slug>/edit/translations/<uuid:of>/<slug:field>/",
        edit.translation,
        name="translation",
    ),
    path(f"{OUTCOMES}new/", outcomes.add, name="outcome-new"),
    path(OUTCOME, outcomes.outcome, name="outcome"),
    path(f"{OUTCOME}retire/", outcomes.retire, name="outcome-retire"),
    path(f"{OUTCOME}measures/new/", outcomes.measure_new, name="measure-new"),
    path(MEASURE, outcomes.measure, name="measure"),
    path(f"{MEASURE}drop/", outcomes.measure_drop, name="measure-drop"),
    path(f"{MEASURE}target/", outcomes.measure_target, name="measure-target"),
]
