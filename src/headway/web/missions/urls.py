"""Addresses of missions; the list of missions is the front page. Building one stands under its edit/."""

from django.urls import path

from headway.web.missions import (
    canvas,
    edit,
    initiatives,
    lifecycle,
    logic,
    logic_edit,
    logic_files,
    outcomes,
    packs,
    record,
    taking_part,
    views,
)

OUTCOMES = "missions/<slug:slug>/edit/outcomes/"
INITIATIVES = "missions/<slug:slug>/edit/initiatives/"
OUTCOME = f"{OUTCOMES}<uuid:outcome>/"
LOGIC = "missions/<slug:slug>/edit/logic/"
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
    path("missions/<slug:slug>/charter/", record.charter, name="charter"),
    path("missions/<slug:slug>/charter/one-page/", record.one_page, name="one-page"),
    path("missions/<slug:slug>/edit/canvas/", canvas.begin, name="canvas"),
    path("missions/<slug:slug>/edit/canvas/<slug:step>/", canvas.step, name="canvas-step"),
    path("missions/<slug:slug>/history/", record.history_page, name="history"),
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
    path("missions/<slug:slug>/logic/", logic.logic, name="logic"),
    path("missions/<slug:slug>/logic/history/", logic.history, name="logic-history"),
    path("missions/<slug:slug>/logic/<str:name>", logic_files.file, name="logic-file"),
    path(LOGIC, logic_edit.edit, name="logic-edit"),
    path(f"{LOGIC}files/", logic_files.bring_in, name="logic-import"),
    path(f"{LOGIC}steps/new/", logic_edit.node_new, name="logic-node-new"),
    path(f"{LOGIC}steps/<uuid:node>/", logic_edit.node, name="logic-node"),
    path(f"{LOGIC}steps/<uuid:node>/retire/", logic_edit.node_retire, name="logic-node-retire"),
    path(f"{LOGIC}links/new/", logic_edit.link_new, name="logic-link-new"),
    path(f"{LOGIC}links/<uuid:link>/", logic_edit.link, name="logic-link"),
    path(f"{LOGIC}links/<uuid:link>/grade/", logic_edit.link_grade, name="logic-grade"),
    path(f"{LOGIC}links/<uuid:link>/retire/", logic_edit.link_retire, name="logic-link-retire"),
    path(f"{LOGIC}parts/<uuid:part>/<int:number>/back/", logic_edit.back, name="logic-back"),
]
