"""Releases of figures: the list of all that came in, one of them, and undoing it as a whole."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.files.permissions import may_see_file
from headway.files.queries import stored_bytes
from headway.flows.figures import undo_release
from headway.kernel.errors import Forbidden, Missing
from headway.measures import queries
from headway.measures.permissions import may_import, may_undo_release
from headway.measures.queries import ReleaseRow
from headway.web import edge
from headway.web.forms import done
from headway.web.measures.forms import UndoForm, sent

ask = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    context = {"rows": queries.releases(reader), "may_bring_in": may_import(reader.actor) and not reader.past}
    return render(request, "measures/releases.html", context)


@require_safe
def release(request: HttpRequest, key: UUID) -> HttpResponse:
    reader = edge.reader(request)
    row = queries.release(reader, key=key)
    context = {
        "row": row,
        "content": " ".join(row.content[at : at + 8] for at in range(0, 64, 8)),  # a phone can break it
        "may_undo": may_undo(request, row) and not reader.past,
        "may_see_file": bool(row.file) and may_see_file(reader.actor),
    }
    return render(request, "measures/release.html", context)


def may_undo(request: HttpRequest, row: ReleaseRow) -> bool:
    spoken = frozenset(each.indicator for each in row.indicators)
    return may_undo_release(edge.actor(request), indicators=spoken, state=row.state)


@ask
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    row = queries.release(edge.reader(request), key=key)
    if not may_import(edge.actor(request)):
        raise Forbidden
    form = UndoForm(sent(request))
    if done(form, lambda: undo_release(edge.by(request), release=key, **form.values())):
        messages.success(request, _("The release is undone. It stays in the history."))
        return redirect("measures:release", key)
    return render(request, "measures/undo.html", {"row": row, "form": form}, status=form.status)


@require_safe
def source_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the file as it was sent; it may hold more than the figures, so it is not public."""
    reader = edge.reader(request)
    row = queries.release(reader, key=key)
    if not row.file:
        raise Missing
    found = stored_bytes(reader, sha256=row.file)
    response = HttpResponse(found.data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response
