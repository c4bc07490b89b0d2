"""Figures to take away: which formats there are, and the file in each."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from headway.flows.figures.exports import (
    OF_A_MISSION,
    Addresses,
    Exported,
    ExportFormat,
    export_indicator,
    export_mission,
    export_release,
)
from headway.kernel.errors import Missing
from headway.kernel.things import find
from headway.measures.queries import card, series_of
from headway.missions.queries import measures_of, mission
from headway.web import edge

WORDS = {
    ExportFormat.CSV: (_("CSV"), _("Opens in any spreadsheet and any statistics program")),
    ExportFormat.XLSX: (
        _("Excel workbook (.xlsx)"),
        _("The figures, and a sheet that says what each column is"),
    ),
    ExportFormat.ODS: (_("OpenDocument spreadsheet (.ods)"), _("The same for LibreOffice and others")),
    ExportFormat.CSVW: (
        _("CSV on the Web (.zip)"),
        _("CSV with a description of each column that programs read"),
    ),
    ExportFormat.METADATA: (_("Description of the CSV file (JSON)"), _("The description alone")),
    ExportFormat.PACKAGE: (
        _("Data Package (.zip)"),
        _("CSV with its sources and licences, as Frictionless reads it"),
    ),
    ExportFormat.JSON_STAT: (_("JSON-stat"), _("Values by place, group and period, for programs and charts")),
    ExportFormat.CALENDAR: (_("Dates of releases (iCalendar)"), _("Subscribe to it in your calendar")),
    ExportFormat.PROVENANCE: (
        _("Where the figures come from (JSON-LD)"),
        _("Each release with its publisher, licence and file, in the DCAT and PROV vocabularies"),
    ),
}


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the formats in which an indicator's figures can be had; old addresses redirect for good."""
    found = find("indicator", slug)
    if found.moved:
        return redirect("measures:export", slug=found.label.slug, permanent=True)
    row = card(edge.reader(request), indicator=found.label.key)
    files = [
        (*WORDS[form], reverse("measures:export-file", args=[row.slug, form.value])) for form in ExportFormat
    ]
    context = {"title": row.name, "up": reverse("targets:indicator", args=[row.slug]), "files": files}
    return render(request, "measures/export.html", context | counted(request, {row.indicator}))


@require_safe
def of_mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the formats in which the figures of a mission can be had."""
    row = mission(edge.reader(request), slug=slug)
    files = [
        (*WORDS[form], reverse("measures:mission-export-file", args=[row.slug, form.value]))
        for form in OF_A_MISSION
    ]
    up = reverse("missions:mission", args=[row.slug])
    judged = {each.indicator for each in measures_of(edge.reader(request), missions={row.key})}
    context = {"title": row.charter.title, "up": up, "files": files}
    return render(request, "measures/export.html", context | counted(request, judged))


def counted(request: HttpRequest, keys: set[UUID]) -> dict[str, int]:
    """Return how many series of how many places are sent."""
    found = series_of(edge.reader(request), indicators=keys)
    return {"series": len(found), "places": len({each.place for each in found})}


@require_safe
def indicator_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send the figures of an indicator in one format."""
    key = find("indicator", slug).label.key
    reader, chosen = edge.reader(request), format_of(form)
    return sent(export_indicator(reader, indicator=key, form=chosen, addresses=addresses(request)))


@require_safe
def mission_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send the figures of a mission in one format."""
    reader, chosen = edge.reader(request), format_of(form)
    return sent(export_mission(reader, slug=slug, form=chosen, addresses=addresses(request)))


@require_safe
def release_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send where a release comes from."""
    return sent(export_release(edge.reader(request), key=key, addresses=addresses(request)))


def format_of(text: str) -> ExportFormat:
    """Return the format that an address names; raises Missing."""
    try:
        return ExportFormat(text)
    except ValueError:
        raise Missing from None


def addresses(request: HttpRequest) -> Addresses:
    """Say where things stand on this site."""

    def at(name: str, *words: object) -> str:
        return request.build_absolute_uri(reverse(name, args=words))

    return Addresses(
        indicator=lambda slug: at("targets:indicator", slug),
        mission=lambda slug: at("missions:mission", slug),
        release=lambda key: at("measures:release", key),
        file=lambda key: at("measures:file", key),
        export=lambda slug, form: at("measures:export-file", slug, form.value),
    )


def sent(found: Exported) -> HttpResponse:
    """Return a file as an answer that a browser keeps; calendars and JSON-LD are read where they are."""
    response = HttpResponse(found.data, content_type=found.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response
