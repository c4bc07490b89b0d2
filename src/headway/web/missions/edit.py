"""Building a mission: draft it, its task list, charter, adoption, opening, translations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.workbench import TextPart, Workbench, workbench
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.things import slugify
from headway.kernel.translations import NewText
from headway.missions import actions
from headway.missions.analysis import NewMission
from headway.missions.choices import MissionState
from headway.missions.permissions import may_begin, may_draft
from headway.missions.queries import missions
from headway.people.queries import offices
from headway.places.queries import places
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions import forms
from headway.web.missions.steps import steps_of
from headway.web.people.pages import FormPage, form_page, posted

ask = require_http_methods(["GET", "HEAD", "POST"])
ADDRESSES = {"new"}  # of pages of ours where a mission's could stand
FIELDS = {
    "title": gettext_lazy("The mission in one sentence"),
    "short_title": gettext_lazy("Short name"),
    "challenge": gettext_lazy("The challenge"),
    "scope": gettext_lazy("Scope"),
    "text": gettext_lazy("Outcome"),
    "for_whom": gettext_lazy("For whom"),
    "step": gettext_lazy("Step of the theory of change"),
    "mechanism": gettext_lazy("How a link works"),
    "assumption": gettext_lazy("What must be true for a link"),
}
LIMITS = {
    "title": 300,
    "short_title": 60,
    "challenge": 5000,
    "scope": 5000,
    "text": 300,
    "for_whom": 200,
    "step": 300,
    "mechanism": 2000,
    "assumption": 2000,
}
NAMES = dict(forms.LANGUAGES)


def crumbs(bench: Workbench) -> tuple[str, ...]:
    """The way to a page of the workbench."""
    slug = bench.row.slug
    return (
        reverse("missions:index"),
        _("Missions"),
        reverse("missions:mission", args=[slug]),
        bench.row.charter.short_title,
        reverse("missions:edit", args=[slug]),
        _("Build this mission"),
    )


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as the sentence it is
    """Refuse early, so that nobody fills in a form they may not send; the action decides again."""
    if not allowed:
        raise Forbidden


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Draft a mission."""
    reader = edge.reader(request)
    require(may_begin(reader.actor))
    known = [row for row in places(reader) if may_draft(reader.actor, row.key)]
    form = forms.DraftForm(
        posted(request),
        reader=reader,
        known=known,
        offices=offices(reader),
        initial={"language": reader.language},
    )

    def write() -> UUID:
        charter, place = form.draft()
        slug = slugify(charter.short_title)
        mission = NewMission(charter, place, slug=f"{slug}-mission" if slug in ADDRESSES else slug)
        return actions.draft_mission(edge.by(request), mission=mission)

    if done(form, write):
        messages.success(request, _("The mission was drafted. Only people who work on it see it so far."))
        return redirect("missions:built", key=form.result)
    intro = (
        _("A mission is one bold outcome, with a date and a place, that many organisations work on."),
        _("Nothing is public until you open the page. You can change every word before that."),
    )
    way = (reverse("missions:index"), _("Missions"))
    return form_page(request, form, FormPage(_("Draft a mission"), _("Save the draft"), intro, way))


@require_safe
def built(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead to the workbench of a mission that was just drafted, whose address only its row knows."""
    rows = [row for row in missions(edge.reader(request)) if row.key == key]
    if not rows:
        raise Missing
    return redirect("missions:edit", slug=rows[0].slug)


@require_safe
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the task list of a mission."""
    bench = workbench(edge.reader(request), slug=slug)
    if bench.row.slug != slug:
        return redirect("missions:edit", slug=bench.row.slug, permanent=True)
    context = {"bench": bench, "into": NAMES[bench.other], "steps": steps_of(bench)}
    return render(request, "missions/edit.html", context)


@ask
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version of the charter."""
    reader = edge.reader(request)
    bench = workbench(reader, slug=slug)
    require(bench.may.charter)
    form = forms.CharterForm(
        posted(request),
        offices=offices(reader),
        noted=bench.row.state != MissionState.DRAFT,
        initial=forms.charter_texts(bench.row.charter),
        version=bench.row.version,
    )

    def write() -> None:
        actions.write_charter(
            edge.by(request),
            mission=bench.row.key,
            charter=form.charter(language=bench.row.charter.language),
            version=form.expected,
            change=form.note(),
        )

    if done(form, write):
        messages.success(request, _("The charter was saved as a new version."))
        return redirect("missions:edit", slug=bench.row.slug)
    intro = (_("Saving makes a new version. Every version stays on the charter page."),)
    return form_page(request, form, FormPage(_("The charter"), _("Save the charter"), intro, crumbs(bench)))


@ask
def adoption(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a mission as adopted before Headway."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.adopt)
    form = forms.AdoptionForm(posted(request))
    if done(
        form,
        lambda: actions.record_adoption(edge.by(request), mission=bench.row.key, **form.values()),
    ):
        messages.success(request, _("The adoption was recorded."))
        return redirect("missions:edit", slug=bench.row.slug)
    intro = (
        _("Record a mission that a body has adopted already."),
        _("From then on the charter changes only by a decision of the board that everybody can read."),
        _("A recorded adoption cannot be taken back."),
    )
    page = FormPage(_("Was this mission adopted?"), _("Record the adoption"), intro, crumbs(bench))
    return form_page(request, form, page)


@ask
def open_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the mission's page public, after asking once."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.open)
    form = Form(posted(request))
    if done(form, lambda: actions.open_mission(edge.by(request), mission=bench.row.key)):
        messages.success(request, _("The page is open. Everybody can read it."))
        return redirect("missions:edit", slug=bench.row.slug)
    intro = (
        bench.row.charter.title,
        _("Everybody will be able to read the charter, its outcomes, their figures, targets and forecasts."),
        _("From today every change stays in the open. The page cannot be made private again."),
    )
    page = FormPage(
        _("Open this page to everybody?"),
        _("Open the page"),
        intro,
        crumbs(bench),
        warning=True,
        cancel=reverse("missions:edit", args=[bench.row.slug]),
    )
    return form_page(request, form, page)


# --- the other language ---


@require_safe
def translations(request: HttpRequest, slug: str) -> HttpResponse:
    """Print every text with how its translation stands."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.edit)
    context = {
        "bench": bench,
        "into": NAMES[bench.other],
        "texts": [(text, FIELDS[text.field]) for text in bench.texts],
    }
    return render(request, "missions/edit_translations.html", context)


@ask
def translation(request: HttpRequest, slug: str, of: UUID, field: str) -> HttpResponse:
    """Translate one text, with the original beside it."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.edit)
    text = text_of(bench, of, field)
    first = {"text": text.translation.text, "approved": text.translation.approved} if text.translation else {}
    form = forms.TranslationForm(posted(request), language=bench.other, limit=LIMITS[field], initial=first)

    def write() -> None:
        said = NewText(field=field, language=bench.other, **form.values())
        actions.translate_text(edge.by(request), mission=bench.row.key, of=of, text=said)

    if done(form, write):
        messages.success(request, _("The translation was saved."))
        return redirect("missions:translations", slug=bench.row.slug)
    context = {
        "form": form,
        "bench": bench,
        "text": text,
        "name": FIELDS[field],
        "into": NAMES[bench.other],
    }
    return render(request, "missions/edit_translation.html", context, status=form.status)


def text_of(bench: Workbench, of: UUID, field: str) -> TextPart:
    """Return one text of the mission, or raise Missing."""
    found = [text for text in bench.texts if (text.of, text.field) == (of, field)]
    if not found:
        raise Missing
    return found[0]
