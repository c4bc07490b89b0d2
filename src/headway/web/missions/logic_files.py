"""Theories of change as files: taken away by anybody, brought in by the lead after a preview."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from headway.briefs.logic import LogicBrief
from headway.formats.errors import Problem, Unreadable
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.missions import actions
from headway.missions.analysis import Logic
from headway.missions.analysis.logic_files import tables_document, write_document, write_links, write_steps
from headway.missions.analysis.logic_plan import Known, Plan, by_words, plan
from headway.missions.analysis.logic_tables import Tables, read_document, read_tables
from headway.missions.permissions import may_grade
from headway.missions.queries import logic, mission, outcomes
from headway.people.queries import offices
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.measures.words import problem_text
from headway.web.missions.edit import ask
from headway.web.missions.logic_edit import crumbs, editable
from headway.web.people.pages import posted
from headway.web.public import public_page

BIGGEST = 1_000_000  # bytes of one file; a thousand links take a third of it
FILES: Mapping[str, tuple[Callable[[Logic], bytes], str]] = {
    "steps.csv": (write_steps, "text/csv; charset=utf-8"),
    "links.csv": (write_links, "text/csv; charset=utf-8"),
    "logic.json": (write_document, "application/json"),
}


@require_safe
@public_page
def file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Hand out the steps, the links or both."""
    if name not in FILES:
        raise Missing
    reader = edge.reader(request)
    row = mission(reader, slug=slug)
    write, kind = FILES[name]
    response = HttpResponse(write(logic(reader, missions={row.key})[row.key]), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{row.slug}-{name}"'
    return response


class FilesForm(Form):
    """What comes in: two tables, or one document."""

    steps = forms.FileField(
        label=gettext_lazy("Steps (CSV)"),
        help_text=gettext_lazy(
            "Columns: id, kind and text; also language, outcome, owner, money_minor, currency"
        ),
        required=False,
    )
    links = forms.FileField(
        label=gettext_lazy("Links (CSV)"),
        help_text=gettext_lazy("Columns: from and to; also what is claimed and what is known"),
        required=False,
    )
    document = forms.FileField(
        label=gettext_lazy("Both in one file (JSON)"),
        help_text=gettext_lazy("As it is handed out on the page of the theory of change"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, and files that nobody could have written."""
        super().clean()
        given = [name for name in ("steps", "links", "document") if self.cleaned_data.get(name)]
        if not given:
            self.add_error("steps", _("Choose a file."))
        for name in given:
            if self.cleaned_data[name].size > BIGGEST:
                self.add_error(name, _("The file is larger than a megabyte."))
        return self.cleaned_data

    def tables(self) -> Tables:
        """Read what came."""
        read = {name: found.read() for name, found in self.values().items() if found}
        if "document" in read:
            return read_document(read["document"])
        return read_tables(read.get("steps", b""), read.get("links", b""))


class AcceptForm(Form):
    """The second sending: what was read the first time travels with the page."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=BIGGEST)
    seen = forms.CharField(widget=forms.HiddenInput)


@ask
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Read files, show what they would change, and take them in when that is accepted."""
    brief = editable(request, slug)
    if "content" in request.POST:
        return accept(request, brief)
    form = FilesForm(posted(request), request.FILES or None)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        try:
            tables = form.tables()
            return preview(request, brief, tables, planned(edge.reader(request), brief, tables))
        except Unreadable as refusal:
            problems = said(refusal)
    form.status = 422 if form.is_bound else 200
    return page(request, brief, form, problems)


def planned(reader: Reader, brief: LogicBrief, tables: Tables) -> Plan:
    """Work out what files would change."""
    key = brief.row.key
    known = Known(
        by_words((row.text, row.key) for row in outcomes(reader, missions={key})),
        by_words((row.name, row.key) for row in offices(reader)),
        may_grade(reader.actor, key),
    )
    return plan(tables, logic(reader, missions={key})[key], known)


def preview(request: HttpRequest, brief: LogicBrief, tables: Tables, found: Plan) -> HttpResponse:
    """Show what would be added and changed; nothing is written yet."""
    form = AcceptForm(initial={"content": tables_document(tables), "seen": digest(request, brief)})
    context = {"brief": brief, "plan": found, "form": form, "crumbs": pairs(brief), "tables": tables}
    return render(request, "missions/logic_preview.html", context)


def accept(request: HttpRequest, brief: LogicBrief) -> HttpResponse:
    """Take in what was shown, or say what stands against it by now."""
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return page(request, brief, FilesForm(), [_("Choose the file again.")], status=422)
    try:
        tables = read_document(form.values()["content"].encode())
        found = planned(edge.reader(request), brief, tables)
    except Unreadable as refusal:
        return page(request, brief, FilesForm(), said(refusal), status=422)
    if form.values()["seen"] != digest(request, brief):
        messages.info(
            request, _("Somebody changed the theory of change meanwhile. This is what would change now.")
        )
        return preview(request, brief, tables, found)
    if done(form, lambda: actions.import_logic(edge.by(request), mission=brief.row.key, plan=found)):
        messages.success(request, _("The file was taken in. You can undo each change in the history."))
        return redirect("missions:logic-edit", slug=brief.row.slug)
    return page(request, brief, FilesForm(), [_("Choose the file again.")], status=form.status)


def digest(request: HttpRequest, brief: LogicBrief) -> str:
    """Say in a few characters what a preview was made against."""
    key = brief.row.key
    return hashlib.sha256(write_document(logic(edge.reader(request), missions={key})[key])).hexdigest()


def said(refusal: Unreadable) -> list[str]:
    """Write the first problems, and how many more there are."""
    shown = [problem_text(each) for each in refusal.problems if isinstance(each, Problem)]
    more = refusal.total - len(shown)
    return [*shown, _("And %(n)s more.") % {"n": more}] if more > 0 else shown


def page(
    request: HttpRequest, brief: LogicBrief, form: FilesForm, problems: list[str], status: int = 0
) -> HttpResponse:
    """Print the form, with what is wrong in the files above it."""
    context = {"brief": brief, "form": form, "problems": problems, "crumbs": pairs(brief)}
    return render(request, "missions/logic_import.html", context, status=status or form.status)


def pairs(brief: LogicBrief) -> list[tuple[str, str]]:
    """Return the way here as pairs."""
    way = crumbs(brief)
    return list(zip(way[::2], way[1::2], strict=True))
