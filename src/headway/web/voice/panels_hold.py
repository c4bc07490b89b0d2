"""Holding a panel: announce, fix the list, draw, replace, meet, recommend, report, carry out."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.briefs.panels import PanelBrief, panel_brief
from headway.flows.panels import report_panel
from headway.kernel.errors import Missing
from headway.kernel.things import slugify
from headway.missions.queries import missions
from headway.people.queries import offices
from headway.voice import actions
from headway.voice.analysis.panels import read_frame
from headway.voice.choices import Sitting, Stage
from headway.voice.permissions import may_begin
from headway.voice.queries import conversations
from headway.voice.queries.members import slips
from headway.voice.queries.panels import RecommendationRow, lots, panel, recommendations
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.lots import LotsForm
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import panels_forms as forms
from headway.web.voice.files import codes_file
from headway.web.voice.forms import CarriedForm, TraceForm
from headway.web.voice.outcome import choices
from headway.web.voice.panels import crumbs
from headway.web.voice.people import nobody

ask = require_http_methods(["GET", "HEAD", "POST"])
ADDRESSES = {"new"}  # of pages of ours where a panel's could stand


def held(request: HttpRequest, slug: str, *stages: Sitting) -> PanelBrief:
    """Return a panel that has come so far that something can be done, to those who hold it."""
    brief = panel_brief(edge.reader(request), slug=slug)
    require(brief.may_hold)
    if stages and brief.row.stage not in stages:
        raise Missing
    return brief


def acted(
    request: HttpRequest, brief: PanelBrief, form: Form, page: FormPage, act: Callable[[], object], said: str
) -> HttpResponse:
    """Show a form, or do its act and go back to the panel."""
    if done(form, act):
        messages.success(request, said)
        return redirect("voice:panel", slug=brief.row.slug)
    return form_page(request, form, page)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Announce a panel, which commits the seed of its draw."""
    reader = edge.reader(request)
    require(may_begin(reader.actor))
    form = forms.PanelForm(
        posted(request),
        offices=offices(reader),
        missions=[(str(row.key), row.charter.short_title) for row in missions(reader)],
        conversations=[
            (str(row.key), row.question.text) for row in conversations(reader) if row.stage is not Stage.DRAFT
        ],
    )

    def write() -> UUID:
        made = form.panel(reader.language)
        slug = slugify(made.question)
        told = f"{slug}-panel" if slug in ADDRESSES else slug
        return actions.announce_panel(edge.by(request), panel=replace(made, slug=told))

    if done(form, write):
        messages.success(request, _("The panel was announced, and the hash of its seed is public."))
        return redirect("voice:panel", slug=panel(edge.reader(request), key=form.result).slug)
    intro = (
        _("What you announce stays as it is: people volunteer for it."),
        _(
            "We choose a secret number by chance now and publish its hash, before there is a list. "
            "Nobody, not we either, can change it later to suit somebody."
        ),
    )
    home = (reverse("voice:panels"), _("Panels"))
    return form_page(request, form, FormPage(_("Announce a panel"), _("Announce it"), intro, home))


@ask
def fix_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Fix the list of volunteers and the targets."""
    brief = held(request, slug, Sitting.RECRUITING)
    form = forms.PanelListForm(posted(request), request.FILES or None)

    def write() -> None:
        frame = read_frame(form.people_text(), form.targets_text(), brief.row.size)
        values = form.cleaned_data
        actions.fix_panel_list(
            edge.by(request),
            panel=brief.row.key,
            frame=frame,
            beacon=values["beacon"],
            beacon_on=values["beacon_on"],
        )

    intro = (
        _(
            "Use codes, never names or addresses. Give each volunteer their code: "
            "with it they find their chance."
        ),
        _("Only the hash of the list, its counts and everybody’s chance by code are public."),
        _("The list is fixed once. It is deleted here when the panel has reported: keep your file."),
    )
    page = FormPage(_("Fix the list"), _("Fix the list"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, write, _("The list is fixed and its hash is told."))


def home(brief: PanelBrief) -> str:
    """Return the address of a panel."""
    return reverse("voice:panel", args=[brief.row.slug])


@ask
def lots_drawn(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the panel, after asking once."""
    brief = held(request, slug, Sitting.RECRUITING)
    form = LotsForm(posted(request), beacon=brief.frame.beacon if brief.frame else "")

    def write() -> None:
        by, number = edge.by(request), form.cleaned_data.get("number", "")
        found = lots(edge.reader(request), panel=brief.row.key, number=number)
        actions.draw_panel(by, panel=brief.row.key, lots=found, number=number)

    intro = (_("The lots are drawn once. The secret is shown with them, and anybody can draw them again."),)
    page = FormPage(_("Draw the panel"), _("Draw it"), intro, crumbs(brief), warning=True, cancel=home(brief))
    return acted(request, brief, form, page, write, _("The panel was drawn. Anybody can draw it again."))


@ask
def reserve(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the next reserve come for somebody who leaves."""
    brief = held(request, slug, Sitting.SITTING)
    form = forms.ReplaceForm(posted(request), codes=brief.draw.sits if brief.draw else ())
    act = lambda: actions.replace_member(  # noqa: E731
        edge.by(request), panel=brief.row.key, code=form.cleaned_data["code"]
    )
    intro = (
        _("Each place has a reserve that was drawn with it. If that one left too, the first free one comes."),
    )
    page = FormPage(_("Somebody leaves"), _("Call the reserve"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, act, _("The reserve was called."))


@ask
def meet(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting."""
    brief = held(request, slug, Sitting.RECRUITING, Sitting.SITTING)
    form = forms.MeetingForm(posted(request))
    act = lambda: actions.plan_panel_meeting(edge.by(request), panel=brief.row.key, **form.values())  # noqa: E731
    page = FormPage(_("Plan a meeting"), _("Plan it"), (), crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, act, _("The meeting was planned."))


@ask
def recommend(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what the panel recommends."""
    brief = held(request, slug, Sitting.SITTING)
    form = forms.RecommendationForm(posted(request))

    def write() -> None:
        made = form.recommendation(edge.reader(request).language)
        actions.record_recommendation(edge.by(request), panel=brief.row.key, new=made)

    intro = (_("Everybody can read it at once. Its answer is owed when the panel reports."),)
    page = FormPage(_("Record a recommendation"), _("Record it"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, write, _("The recommendation was recorded."))


@ask
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Report what the panel recommends, after asking once: answers are owed from now on."""
    brief = held(request, slug, Sitting.SITTING)
    form = Form(posted(request))
    n = len(brief.lines)
    owes = ngettext(
        "%(office)s then owes an answer to %(n)s recommendation, within 40 working days unless the body set "
        "another number.",
        "%(office)s then owes answers to %(n)s recommendations, within 40 working days unless the body set "
        "another number.",
        n,
    ) % {"office": brief.office, "n": n}
    intro = (owes, _("The list of volunteers is deleted here; its hash stays."))
    page = FormPage(
        _("Report what the panel recommends?"),
        _("Report it"),
        intro,
        crumbs(brief),
        warning=True,
        cancel=home(brief),
    )
    act = lambda: report_panel(edge.by(request), panel=brief.row.key)  # noqa: E731
    return acted(request, brief, form, page, act, _("The panel has reported. Answers are owed now."))


def recommended(request: HttpRequest, key: UUID) -> tuple[RecommendationRow, PanelBrief]:
    """Return a recommendation with its panel; raises Missing."""
    reader = edge.reader(request)
    rows = recommendations(reader, keys={key})
    if not rows:
        raise Missing
    return rows[0], panel_brief(reader, slug=rows[0].panel_slug)


@ask
def trace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that something changed because of a recommendation."""
    row, brief = recommended(request, key)
    require(brief.may_trace)
    form = TraceForm(posted(request), things=choices(edge.reader(request), row.mission))
    act = lambda: actions.trace_change(edge.by(request), of=key, new=form.trace())  # noqa: E731
    intro = (f"“{row.text.text}”",)
    page = FormPage(_("What changed because of it?"), _("Trace it"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, act, _("It was traced to the recommendation."))


@ask
def slips_made(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a code for each member who has none, and hand them over once as a file."""
    brief = held(request, slug, Sitting.SITTING, Sitting.REPORTED)
    form = Form(posted(request))

    def write() -> tuple[str, ...]:
        # Codes are in no store from which they could be handed over again.
        return actions.make_panel_slips(replace(edge.by(request), once=None), panel=brief.row.key)

    if done(form, write):
        address = request.build_absolute_uri(home(brief))
        return codes_file(slug, ("code", "address"), ((code, address) for code in form.result))
    intro = (
        _("With a code a member can say, without a name, whether what the panel recommended happened."),
        _("You get a file with one code a row. We keep no code, nor who got which: save the file."),
        _("Members who came from the reserve get theirs when you make codes again."),
        _("Codes made so far: %(n)s.") % {"n": slips(edge.reader(request), panel=brief.row.key)},
    )
    page = FormPage(_("Codes for members"), _("Make the codes"), intro, crumbs(brief), cancel=home(brief))
    return form_page(request, form, page)


@ask
def happened(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whether what was recommended happened, as a member with a code."""
    row, brief = recommended(request, key)
    form = forms.HappenedForm(posted(request))

    def write() -> None:
        code, yes = form.cleaned_data["code"], form.cleaned_data["happened"] == "yes"
        actions.confirm_recommendation(nobody(request), recommendation=key, code=code, happened=yes)

    intro = (f"“{row.text.text}”", _("Your code says that you sat on the panel, never who you are."))
    page = FormPage(_("Did it happen?"), _("Say so"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, write, _("Thank you. It was noted, without your name."))


@ask
def carried_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how far a recommendation is carried out."""
    row, brief = recommended(request, key)
    require(brief.may_trace)
    form = CarriedForm(posted(request))

    def write() -> None:
        state, note = form.state_of(), form.cleaned_data["note"]
        actions.note_recommendation(edge.by(request), recommendation=key, state=state, note=note)

    intro = (f"“{row.text.text}”", _("What was said before keeps its date."))
    page = FormPage(_("How far is it carried out?"), _("Note it"), intro, crumbs(brief), cancel=home(brief))
    return acted(request, brief, form, page, write, _("It was noted."))
