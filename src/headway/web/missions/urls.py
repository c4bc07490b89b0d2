"""Addresses of missions; the list of missions is the front page. Building one stands under its edit/."""

from django.urls import path

from headway.web.missions import edit, initiatives, lifecycle, outcomes, packs, taking_part, views

OUTCOMES = "missions/<slug:slug>/edit/outcomes/"
INITIATIVES = "missions/<slug:slug>/edit/initiatives/"
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
    path("missions/<slug:slug>/take-part/", taking_part.take_part, name="take-part"),
    path("missions/<slug:slug>/initiatives/<uuid:key>/", initiatives.initiative, name="initiative"),
    path(f"{INITIATIVES}new/", initiatives.new_initiative, name="initiative-new"),
    path(f"{INITIATIVES}<uuid:key>/", initiatives.change_initiative, name="initiative-change"),
    path(f"{INITIATIVES}<uuid:key>/<slug:to>/", initiatives.move_initiative, name="initiative-move"),
    path("missions/<slug:slug>/edit/", edit.edit, name="edit"),
    path("missions/<slug:slug>/edit/charter/", edit.charter, name="edit-charter"),
    path("missions/<slug:slug>/edit/adoption/", edit.adoption, name="adoption"),
    path("missions/<slug:slug>/edit/litmus/", lifecycle.litmus, name="litmus"),
    path("missions/<slug:slug>/edit/propose/", lifecycle.propose, name="propose"),
    path("missions/<slug:slug>/edit/consultation/", lifecycle.consult, name="consult"),
    path("missions/<slug:slug>/edit/adopt/", lifecycle.adopt, name="adopt"),
    path("missions/<slug:slug>/edit/amend/", lifecycle.amend, name="amend"),
    path("missions/<slug:slug>/edit/review/", lifecycle.review, name="review"),
    path("missions/<slug:slug>/edit/close/", lifecycle.close, name="close"),
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
