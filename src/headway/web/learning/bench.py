"""The analyst's bench: a panel in, what its columns say, and the estimate with what it stands on."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.studies import StudyBrief, bench_brief, study_brief
from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose, UploadState
from headway.files.queries import UploadRow
from headway.files.queries import upload as find_upload
from headway.flows.studies import keep_study
from headway.kernel.errors import Conflict, Missing
from headway.kernel.sentences import Sentence
from headway.learning import permissions
from headway.learning.analysis import (
    MixFound,
    NewMix,
    NewStudy,
    StudyFound,
    mixed,
    script_of,
    studied,
    table_of,
)
from headway.learning.choices import StudyKind
from headway.learning.queries import MixRow, StudyRow
from headway.learning.queries import study as study_row
from headway.look.adopted import event_picture, grid_picture
from headway.look.charts import Table
from headway.look.mixed import beside_picture, placebo_picture
from headway.look.pdf import can_write_pdf, report_style, write_pdf
from headway.missions.queries import missions
from headway.web import edge
from headway.web.forms import done
from headway.web.learning.bench_forms import AskForm, MixForm, PanelForm
from headway.web.missions.edit import require
from headway.web.people.pages import posted

ask = require_http_methods(["GET", "HEAD", "POST"])
SAMPLE = 5
USED = gettext_noop("This file was used already. Bring it in again to ask something else of it.")


def way(*more: str) -> list[tuple[str, str]]:
    """Return the way to a page of the bench: address, text, address, text."""
    steps = (reverse("learning:index"), _("What we’re trying"), reverse("learning:bench"), _("Bench"), *more)
    return list(zip(steps[::2], steps[1::2], strict=True))


@require_safe
def bench(request: HttpRequest) -> HttpResponse:
    """Print the studies so far, and how to begin one."""
    reader = edge.reader(request)
    brief = bench_brief(reader)
    inside = any(permissions.may_read_study(reader.actor, row.key) for row in missions(reader))
    require(bool(brief.missions) or inside)
    context = {"brief": brief, "crumbs": way()[:1]}
    return render(request, "learning/bench.html", context)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Bring in a panel."""
    own = bench_brief(edge.reader(request)).missions
    require(bool(own))
    choices = [(str(row.key), row.charter.short_title) for row in own]
    form = PanelForm(posted(request), request.FILES or None, missions=choices)

    def write() -> UUID:
        file = form.cleaned_data["file"]
        store.check_size(file.size)
        content = file.read()
        table_of(content)
        details = {"study": form.cleaned_data["title"]}
        details |= {name: form.cleaned_data[name] for name in ("mission", "kind")}
        sent = store.keep(content, file.name)
        return files.receive_upload(edge.by(request), sent=sent, purpose=Purpose.TEST, details=details)

    if done(form, write):
        return redirect("learning:bench-columns", key=form.result)
    return render(request, "learning/bench_new.html", {"form": form, "crumbs": way()}, status=form.status)


@ask
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what the columns are; the estimate is worked out before anything is kept."""
    row = waiting(request, key)
    if request.method == "POST" and "give_up" in request.POST:
        files.cancel_upload(edge.by(request), upload=key)
        return redirect("learning:bench")
    header, rows = table_of(store.get(row.file))
    of_one = row.details.get("kind") == StudyKind.MIX
    form = (MixForm if of_one else AskForm)(
        posted(request), columns=header, initial={"control": "never", "drawn": "no"}
    )

    def write() -> UUID:
        asked, found = worked_out(form, row.details["study"], store.get(row.file))
        mission = UUID(row.details["mission"])
        return keep_study(edge.by(request), mission=mission, upload=key, asked=asked, found=found)

    if done(form, write):
        return redirect("learning:study", key=form.result)
    context = {
        "form": form,
        "title": row.details["study"],
        "sample": sample(header, [list(each.values()) for each in rows[:SAMPLE]]),
        "crumbs": way(),
    }
    return render(request, "learning/bench_columns.html", context, status=form.status)


def worked_out(
    form: AskForm | MixForm, title: str, content: bytes
) -> tuple[NewStudy | NewMix, StudyFound | MixFound]:
    """Return what is asked of a file, and what came out."""
    if isinstance(form, MixForm):
        mix = form.asked(title)
        return mix, mixed(content, mix)
    asked = form.asked(title)
    return asked, studied(content, asked)


def waiting(request: HttpRequest, key: UUID) -> UploadRow:
    """Return an upload that waits for its columns."""
    reader = edge.reader(request)
    row = find_upload(reader, key=key)
    if row.purpose is not Purpose.TEST or "study" not in row.details:
        raise Missing
    require(permissions.may_study(reader.actor, UUID(row.details["mission"])))
    if row.state is not UploadState.RECEIVED:
        raise Conflict(Sentence(USED))
    return row


def sample(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return the first rows of a file as a table."""
    return Table(_("The first rows of the file"), tuple(header), tuple(map(tuple, rows)))


def brief_of(request: HttpRequest, key: UUID) -> StudyBrief:
    """Return a study in sentences."""
    reader = edge.reader(request)
    row = study_row(reader, key=key)
    return study_brief(row, next((each for each in missions(reader) if each.key == row.mission), None))


@require_safe
def study(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print what came out: a sentence, the pictures, and what it stands on."""
    context = shown(request, key)
    return render(request, "learning/study.html", context | {"crumbs": way(), "pdf": can_write_pdf()})


def shown(request: HttpRequest, key: UUID) -> dict[str, object]:
    """Return what the page and the report of a study print."""
    brief = brief_of(request, key)
    return pictures(brief.row) | {
        "brief": brief,
        "style": report_style(),
        "may_take": permissions.may_study(edge.actor(request), brief.row.mission),
    }


def pictures(row: StudyRow | MixRow) -> dict[str, object]:
    """Return the pictures of a study."""
    if isinstance(row, MixRow):
        found = row.found
        return {"beside": beside_picture(found, row.asked), "placebos": placebo_picture(found, row.asked)}
    unit = row.asked.unit_of_outcome
    return {
        "events": event_picture(row.found, unit) if row.found.events else None,
        "grid": grid_picture(row.found),
    }


@require_safe
def report(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out the report as one file of HTML that needs nothing else."""
    text = render_to_string("learning/study_report.html", shown(request, key), request)
    return attached(text.encode(), "study.html", "text/html; charset=utf-8")


@require_safe
def pdf(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out the report as PDF, where the extra that writes it is installed."""
    if not can_write_pdf():
        raise Missing
    text = render_to_string("learning/study_report.html", shown(request, key), request)
    return attached(write_pdf(text), "study.pdf", "application/pdf")


@require_safe
def script(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out the script that works the study out again."""
    row = brief_of(request, key).row
    text = script_of(row.asked, row.found, row.file)
    return attached(text.encode(), "study.py", "text/x-python; charset=utf-8")


@require_safe
def data(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hand out the data as they were brought in, to analysts of the mission."""
    brief = brief_of(request, key)
    require(permissions.may_study(edge.actor(request), brief.row.mission))
    return attached(store.get(brief.row.file), "data.csv", "text/csv; charset=utf-8")


def attached(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
