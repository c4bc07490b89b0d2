"""Pages that keep the list of places: what is there, import, the shipped United Kingdom, a last day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from headway.formats.errors import Problem, Unreadable
from headway.kernel.errors import Forbidden
from headway.places import actions, permissions, queries
from headway.places.analysis import read_any
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.places.forms import PlacesFileForm, RetireForm

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> tuple[str, str]:
    return reverse("place_list:index"), _("List of places")


def require(request: HttpRequest, act: str) -> None:
    if not permissions.may(edge.actor(request), act):
        raise Forbidden


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request, "import_places")
    reader = edge.reader(request)
    search = request.GET.get("q", "").strip()[:100]
    rows = queries.places(reader, search=search)
    return render(request, "places/list.html", {"rows": rows, "asked": search})


@ask
def import_file(request: HttpRequest) -> HttpResponse:
    require(request, "import_places")
    files = request.FILES if request.method == "POST" else None
    form = PlacesFileForm(posted(request), files, reader=edge.reader(request))
    problems: list[str] = []
    try:
        if done(form, lambda: store(request, form)):
            return stored(request, form.result)
    except Unreadable as refusal:
        form.status = 422
        problems = [problem_text(each) for each in refusal.problems]
        form.add_error("file", _("Nothing was stored. Correct these cells and send the file again."))
    context = {"form": form, "problems": problems}
    return render(request, "places/import.html", context, status=form.status)


@ask
def load_uk(request: HttpRequest) -> HttpResponse:
    require(request, "load_uk_places")
    form = Form(posted(request))
    if done(form, lambda: load(request)):
        return stored(request, form.result)
    intro = (
        _("This adds the United Kingdom, its nations, England’s regions and London’s boroughs, with maps."),
        _("Places that are here already stay as they are."),
    )
    page = FormPage(_("Add the places of the United Kingdom?"), _("Add the places"), intro, crumbs())
    return form_page(request, form, page)


@ask
def retire(request: HttpRequest, code: str) -> HttpResponse:
    require(request, "retire_place")
    row = queries.place(edge.reader(request), code=code)
    form = RetireForm(posted(request))
    if done(form, lambda: actions.retire_place(edge.by(request), code=row.code, **form.values())):
        messages.success(request, _("The place has its last day."))
        return redirect("place_list:index")
    page = FormPage(
        _("Give %(name)s a last day?") % {"name": row.name},
        _("Save the last day"),
        (_("A changed boundary is a new code. The old place stays readable for its time."),),
        crumbs(),
        warning=True,
        cancel=reverse("place_list:index"),
    )
    return form_page(request, form, page)


def load(request: HttpRequest) -> int:
    """Load what is missing of the United Kingdom; nothing changes where all of it is here."""
    return 0 if queries.uk_is_here() else actions.load_uk_places(edge.by(request))


def store(request: HttpRequest, form: PlacesFileForm) -> int:
    """Import what is new; a file that brings nothing new changes nothing, not even the log."""
    found = read_any(form.cleaned_data["file"].read(), form.wanted())
    if not queries.brings_news(found):
        return 0
    return actions.import_places(
        edge.by(request), rows=found.rows, relations=found.relations, layout=found.layout
    )


def stored(request: HttpRequest, added: int) -> HttpResponse:
    said = ngettext("%(n)s place was added.", "%(n)s places were added.", added) % {"n": added}
    messages.success(request, said if added else _("No place is new; relations and maps are stored."))
    return redirect("place_list:index")


def problem_text(problem: Problem) -> str:
    """Write a problem in the language of the page: where, what stands there, what is accepted."""
    accepted = _(problem.msgid).format(**dict(problem.facts))
    where = []
    if problem.row is not None:
        where.append(_("row %(row)s") % {"row": problem.row})
    if problem.column is not None:
        where.append(_("column %(column)s") % {"column": problem.column})
    parts = [", ".join(where)] if where else []
    parts += [f"“{problem.value}”"] if problem.value is not None else []
    return ": ".join([*parts, accepted])
