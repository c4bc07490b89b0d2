"""Figures to take away, in the format a program wants, and where each comes from."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query, Router

from headway.api import edge
from headway.api.finding import indicator_key, slug_of
from headway.api.schemas import Address, Received
from headway.flows.figures.exports import (
    Addresses,
    Exported,
    ExportFormat,
    export_indicator,
    export_mission,
    export_release,
)

router = Router(tags=["exports"])
AddressPath = Annotated[Address, Path()]


class Wish(Received):
    """In which format."""

    format: ExportFormat = ExportFormat.CSV


@router.get("/indicators/{indicator}/export")
def export_figures(request: HttpRequest, indicator: AddressPath, wish: Query[Wish]) -> HttpResponse:
    """Read every figure of an indicator as a file, its release dates, or its provenance."""
    reader = edge.reader(request)
    key = indicator_key(reader, indicator)
    return sent(export_indicator(reader, indicator=key, form=wish.format, addresses=addresses(request)))


@router.get("/missions/{mission}/export")
def export_mission_figures(request: HttpRequest, mission: AddressPath, wish: Query[Wish]) -> HttpResponse:
    """Read every figure that a mission is judged by as a file, or their release dates."""
    slug = slug_of("mission", mission)
    reader = edge.reader(request)
    return sent(export_mission(reader, slug=slug, form=wish.format, addresses=addresses(request)))


@router.get("/releases/{uuid:release_key}/provenance")
def read_provenance(request: HttpRequest, release_key: UUID) -> HttpResponse:
    """Read where a release comes from: publisher, licence, file by its SHA-256, import, as JSON-LD."""
    return sent(export_release(edge.reader(request), key=release_key, addresses=addresses(request)))


def addresses(request: HttpRequest) -> Addresses:
    """Say where things stand in this API, and where their pages are."""

    def page(name: str, *words: object) -> str:
        return request.build_absolute_uri(reverse(name, args=words))

    def file(slug: str, form: ExportFormat) -> str:
        return request.build_absolute_uri(f"/api/v1/indicators/{slug}/export?format={form.value}")

    return Addresses(
        indicator=lambda slug: page("targets:indicator", slug),
        mission=lambda slug: page("missions:mission", slug),
        release=lambda key: page("measures:release", key),
        file=lambda key: page("measures:file", key),
        export=file,
    )


def sent(found: Exported) -> HttpResponse:
    """Return a file; CSV names the description of its columns."""
    response = HttpResponse(found.data, content_type=found.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    if found.media_type.startswith("text/csv"):
        response.headers["Link"] = '<?format=csvw-metadata>; rel="describedby"; type="application/csvm+json"'
    return response
