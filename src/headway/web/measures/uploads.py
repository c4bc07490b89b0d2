"""Bring in figures: a file or pasted rows, what we understood, what would change, accept or cancel."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose, UploadState
from headway.files.permissions import may_bring_in
from headway.files.queries import UploadRow, mappings
from headway.files.queries import upload as find_upload
from headway.flows import figures as flow
from headway.flows.figures import BroughtIn, Wish
from headway.formats.errors import Unreadable
from headway.formats.packages import parcel
from headway.kernel.errors import Forbidden
from headway.look.charts.model import Table
from headway.measures.choices import IndicatorState
from headway.measures.queries import indicators
from headway.places.queries import places
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.measures import words
from headway.web.measures.forms import AcceptForm, ColumnsForm, FileForm, answers_of, first_answers, sent

ask = require_http_methods(["GET", "HEAD", "POST"])
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NUMBER = 6  # digits of a row's number
MAY_STILL = {UploadState.RECEIVED, UploadState.READ}


def require(request: HttpRequest) -> None:
    """Refuse early, so that nobody fills in a form they may not send; the action decides again."""
    if not may_bring_in(edge.actor(request)):
        raise Forbidden


@ask
def bring_in(request: HttpRequest) -> HttpResponse:
    require(request)
    named = {row.name for row in mappings(edge.reader(request))} | set(flow.builtin_names())
    form = FileForm(sent(request), request.FILES or None, sources=sorted(named))
    if done(form, lambda: receive(request, form)):
        return redirect("measures:columns", form.result)
    return render(request, "measures/bring_in.html", {"form": form}, status=form.status)


def receive(request: HttpRequest, form: FileForm) -> UUID:
    """Put the bytes away, then note the upload."""
    given = form.values()
    if given["file"]:
        store.check_size(given["file"].size)
        data, name = given["file"].read(), given["file"].name
    else:
        data, name = given["pasted"].encode(), "pasted.csv"
        store.check_size(len(data))
    if given["description"]:
        given["description"].seek(0)
        data, name = parcel(data, given["description"].read()), f"{name}.zip"
    kind = WORKBOOK_TYPE if data.startswith(b"PK") else "text/csv"
    return files.receive_upload(
        edge.by(request),
        sent=store.keep(data, name, kind),
        purpose=Purpose.FIGURES,
        details={"source": given["source"]},
    )


@ask
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request)
    reader = edge.reader(request)
    row = find_upload(reader, key=key)
    if row.state not in MAY_STILL:
        return redirect("measures:upload", key)
    wish = flow.wish_of(row.details["wish"]) if "wish" in row.details else None
    part = part_of(request, wish)
    chooser = {"row": row, "sheets": flow.sheets(row), "part": part or flow.Part()}
    try:
        looked = flow.look(reader, row=row, part=part)
    except Unreadable as refusal:
        told = [words.problem_text(each) for each in refusal.problems]
        return render(request, "measures/unreadable.html", chooser | {"problems": told}, status=422)
    live = [each for each in indicators(reader) if each.state != IndicatorState.RETIRED]
    form = ColumnsForm(
        sent(request),
        looked=looked,
        indicators=[(str(each.indicator), each.name) for each in live],
        places=[(each.code, each.name) for each in places(reader)],
        initial=answers_of(wish, looked) if wish else first_answers(looked),
    )
    problems: list[str] = []
    try:
        if done(form, lambda: begin(request, row, form.wish(), looked.rows)):
            return redirect("measures:upload", key)
    except Unreadable as refusal:
        form.status = 422
        problems = [words.problem_text(each) for each in refusal.problems]
    sample = Table(_("The first rows of the file"), looked.header, looked.sample)
    context = chooser | {"form": form, "looked": looked, "problems": problems, "sample": sample}
    context["part"] = looked.part
    context["fields"] = {name: form.part(name) for name in form.groups}
    return render(request, "measures/columns.html", context, status=form.status)


def part_of(request: HttpRequest, wish: Wish | None) -> flow.Part | None:
    """Return the part of the file that was chosen: just now, or when it was last looked at."""
    if "header" in request.GET:
        row = request.GET["header"]
        number = int(row) if row.isdecimal() and 0 < len(row) < LONGEST_NUMBER else 1
        return flow.Part(request.GET.get("sheet") or None, max(number, 1))
    return flow.Part(wish.layout.sheet, wish.layout.header_row) if wish else None


def begin(request: HttpRequest, row: UploadRow, wish: Wish, rows: int) -> None:
    """Check a small file at once; a large one is a job, and the page shows how far it is."""
    if rows <= flow.LARGE_ROWS:
        work(row.key, lambda: flow.check(edge.by(request), key=row.key, wish=wish))
        return
    flow.report(row.key, 1)
    flow.check_upload.enqueue(str(row.key), flow.by_data(edge.by(request)), wish.to_data())


def work(key: UUID, act: Callable[[], Any]) -> Any:
    """Do a piece of work here and now; nobody waits for its progress."""
    try:
        return act()
    finally:
        flow.finished(key)


@require_safe
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request)
    row = find_upload(edge.reader(request), key=key)
    under_way = flow.progress(key)
    if under_way and not under_way.fault and row.state in MAY_STILL:
        return render(request, "measures/working.html", {"row": row, "progress": under_way})
    if row.state == UploadState.ACCEPTED and "release" in row.details:
        return redirect("measures:release", row.details["release"])
    fault = under_way.fault if under_way else ""
    if row.state == UploadState.RECEIVED and not fault:
        return redirect("measures:columns", key)
    return preview(request, row, AcceptForm(**asks(row)), fault)


def preview(request: HttpRequest, row: UploadRow, form: Form, fault: str = "") -> HttpResponse:
    shown = row.preview or {}
    acceptable = row.state == UploadState.READ and not shown.get("unreadable") and shown.get("figures")
    context = {
        "row": row,
        "form": form,
        "shown": shown,
        "fault": fault,
        "acceptable": acceptable,
        "open": row.state in MAY_STILL,
        "problems": problem_table(shown),
        "doubts": doubt_table(shown),
        "tables": example_tables(shown),
    }
    return render(request, "measures/preview.html", context, status=form.status)


def asks(row: UploadRow) -> dict[str, Any]:
    """Return what has to be confirmed before the figures of an upload count."""
    shown = row.preview or {}
    return {"many_gone": bool(shown.get("many_gone")), "doubtful": shown.get("doubtful", 0)}


def problem_table(shown: Mapping[str, Any]) -> Table | None:
    """Return the rows that could not be read, as a table."""
    if not shown.get("problems"):
        return None
    rows = tuple(
        (
            str(each["row"] or "–"),
            _(each["column"]) if each["column"] else "–",
            each["value"] or "–",
            words.message(each["msgid"], each["facts"]),
        )
        for each in shown["problems"]
    )
    return Table(
        _("Rows that we cannot take"), (_("Row"), _("Column"), _("What it says"), _("Why not")), rows
    )


def doubt_table(shown: Mapping[str, Any]) -> Table | None:
    """Return the figures that need a second look, each with its reason."""
    if not shown.get("doubts"):
        return None
    rows = tuple(
        (
            words.period_text(date.fromisoformat(each["start"]), each["length"]),
            f"{each['place']} ({each['group']})" if each["group"] else each["place"],
            each["after"],
            words.doubt_text(each["code"], each["expected"], each["factor"]),
            each["indicator"],
        )
        for each in shown["doubts"]
    )
    caption = _("Figures that need a second look: the first %(shown)s of %(all)s") % {
        "shown": len(rows),
        "all": shown["doubtful"],
    }
    return Table(caption, (_("Period"), _("Place"), _("Figure"), _("Why"), _("Indicator")), rows)


def example_tables(shown: Mapping[str, Any]) -> list[Table]:
    """Return the first lines of what is new, revised and gone."""
    named = {"added": _("New figures"), "revised": _("Revised figures"), "gone": _("Figures that are gone")}
    header = (_("Period"), _("Place"), _("Before"), _("After"), _("Indicator"))
    tables = []
    for kind, title in named.items():
        lines = shown.get("examples", {}).get(kind, [])
        rows = tuple(
            (
                words.period_text(date.fromisoformat(each["start"]), each["length"]),
                f"{each['place']} ({each['group']})" if each["group"] else each["place"],
                each["before"],
                each["after"],
                each["indicator"],
            )
            for each in lines
        )
        if rows:
            said = _("%(title)s: the first %(shown)s of %(all)s")
            caption = said % {"title": title, "shown": len(rows), "all": shown[kind]}
            tables.append(Table(caption, header, rows))
    return tables


@require_POST
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request)
    row = find_upload(edge.reader(request), key=key)
    if row.state == UploadState.ACCEPTED:  # sent twice: the first one counted
        return redirect("measures:upload", key)
    form = AcceptForm(request.POST, **asks(row))
    try:
        if done(form, lambda: finish(request, row, many_may_go=form.values().get("many_may_go", False))):
            said(request, form.result)
            return redirect("measures:upload", key)
    except Unreadable as refusal:
        form.status = 422
        return preview(request, row, form, str(refusal))
    return preview(request, row, form)


def finish(request: HttpRequest, row: UploadRow, *, many_may_go: bool) -> BroughtIn | None:
    """Accept a small file at once; a large one is a job."""
    rows = (row.preview or {}).get("rows", 0)
    if rows <= flow.LARGE_ROWS:
        by = edge.by(request)
        outcome: BroughtIn = work(row.key, lambda: flow.accept(by, key=row.key, many_may_go=many_may_go))
        return outcome
    flow.report(row.key, 1)
    flow.accept_upload.enqueue(str(row.key), flow.by_data(edge.by(request)), many_may_go)
    return None


def said(request: HttpRequest, outcome: BroughtIn | None) -> None:
    """Say what became of the file."""
    if outcome is None:
        return
    if outcome.already:
        messages.success(request, _("This release was here already. Nothing changed."))
        return
    changed = outcome.added + outcome.revised + outcome.gone
    text = ngettext("%(n)s figure changed.", "%(n)s figures changed.", changed) % {"n": changed}
    messages.success(request, _("The release is in. %(text)s") % {"text": text})


@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request)
    form = Form(request.POST)
    if done(form, lambda: files.cancel_upload(edge.by(request), upload=key)):
        flow.finished(key)
        messages.success(request, _("The file was not brought in. Nothing changed."))
    return redirect("measures:releases")
