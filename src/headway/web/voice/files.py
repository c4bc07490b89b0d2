"""What others take away: totals, statements, rows where they are allowed, a card, a poster."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from headway.briefs.opinions import results_brief
from headway.formats.downloads import Cell, write_csv
from headway.formats.polis_writing import write_polis
from headway.kernel.errors import Missing
from headway.look.qr import qr
from headway.voice.queries import assessment, tallies, ties
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import statements as all_statements
from headway.voice.queries.export import polis_export, rows_published
from headway.web import edge
from headway.web.public import public_page

ON_A_CARD = 3
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same votes give the same file


@require_safe
@public_page
def open_data(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what may be downloaded, what may not and why, and how results are worked out."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    context = {
        "row": row,
        "rows": rows_published(reader, row),
        "assessed": assessment(reader, conversation=row.key),
        "card": request.build_absolute_uri(reverse("voice:card", args=[slug])),
    }
    return render(request, "voice/open_data.html", context)


def table(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return a table to download."""
    response = HttpResponse(b"".join(write_csv(head, rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def codes_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """Return codes to download this once; no store keeps them."""
    response = table(f"codes-{name}", head, rows)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_safe
def totals(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the totals of each statement; those of fewer than ten votes are empty."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    counted = tallies(reader, conversation=row.key)
    live = all_statements(reader, conversations={row.key}, live=True)
    head = ("statement", "key", "text", "language", "agree", "disagree", "pass", "matters_a_lot")
    rows = (
        (
            each.number,
            str(each.key),
            each.text.text,
            each.language,
            tally.agree,
            tally.disagree,
            tally.passed,
            tally.important,
        )
        for each in live
        if (tally := counted.get(each.key)) is not None
    )
    return table(f"{slug}-totals", head, rows)


@require_safe
def statements(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the statements with how they stand and where they came from."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    every = all_statements(reader, conversations={row.key})
    tied = ties(reader, statements={each.key for each in every})
    came = {tie.statement: (tie.how.value, tie.number) for tie in tied}
    head = (
        "statement",
        "key",
        "text",
        "language",
        "seed",
        "written_on",
        "standing",
        "why",
        "came_by",
        "came_from",
    )
    rows = (
        (
            each.number,
            str(each.key),
            each.text.text,
            each.language,
            "yes" if each.seed else "no",
            each.written_at.date(),
            each.standing.value,
            each.why.value if each.why else "",
            *came.get(each.key, ("", None)),
        )
        for each in every
    )
    return table(f"{slug}-statements", head, rows)


@require_safe
def polis(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the votes in the format of Polis, where an assessment and the notice allow it."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    if not rows_published(reader, row):
        raise Missing
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in write_polis(polis_export(reader, row)).items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-polis.zip"'
    return response


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its hint knows no captured slug
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a card that other sites may show: words and one link, no form, no cookie."""
    brief = results_brief(edge.reader(request), slug=slug)
    address = request.build_absolute_uri(reverse("voice:conversation", args=[brief.row.slug]))
    context = {"brief": brief, "shown": brief.common[:ON_A_CARD], "address": address}
    return render(request, "voice/card.html", context)


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a poster with the address as a square code."""
    row = the_conversation(edge.reader(request), slug=slug)
    address = request.build_absolute_uri(reverse("voice:conversation", args=[row.slug]))
    title = _("Square code of %(address)s") % {"address": address}
    context = {"row": row, "address": address, "code": mark_safe(qr(address, title))}  # noqa: S308 - ours
    return render(request, "voice/poster.html", context)
