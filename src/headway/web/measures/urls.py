"""Addresses of the pages that bring figures in and keep indicators."""

from django.urls import path

from headway.web.measures import corrections, exports, indicators, releases, uploads

app_name = "measures"
urlpatterns = [
    path("figures/", releases.index, name="releases"),
    path("figures/bring-in/", uploads.bring_in, name="bring-in"),
    path("figures/uploads/<uuid:key>/", uploads.upload, name="upload"),
    path("figures/uploads/<uuid:key>/columns/", uploads.columns, name="columns"),
    path("figures/uploads/<uuid:key>/accept/", uploads.accept, name="accept"),
    path("figures/uploads/<uuid:key>/cancel/", uploads.cancel, name="cancel"),
    path("figures/releases/<uuid:key>/", releases.release, name="release"),
    path("figures/releases/<uuid:key>/undo/", releases.undo, name="undo"),
    path("figures/releases/<uuid:key>/file/", releases.source_file, name="file"),
    path("figures/indicators/add/", indicators.new, name="new"),
    path("figures/indicators/<slug:slug>/card/", indicators.card, name="card"),
    path("figures/indicators/<slug:slug>/retire/", indicators.retire, name="retire"),
    path("figures/corrections/", corrections.index, name="corrections"),
    path("figures/indicators/<slug:slug>/corrections/", corrections.declare, name="correct"),
    path("figures/indicators/<slug:slug>/corrections/end/", corrections.end, name="correction-end"),
    path("figures/indicators/<slug:slug>/download/", exports.indicator, name="export"),
    path("figures/indicators/<slug:slug>/download/<slug:form>", exports.indicator_file, name="export-file"),
    path("figures/missions/<slug:slug>/download/", exports.of_mission, name="mission-export"),
    path(
        "figures/missions/<slug:slug>/download/<slug:form>", exports.mission_file, name="mission-export-file"
    ),
    path("figures/releases/<uuid:key>/provenance", exports.release_file, name="provenance"),
]
