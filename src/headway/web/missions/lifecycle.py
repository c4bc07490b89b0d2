"""The steps of a mission's life: litmus, proposal, consultation, and what a board's decision settles."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.briefs.lifecycle import LifeBrief, life_brief
from headway.briefs.workbench import May, may_of
from headway.flows.adoption import adopt_mission
from headway.flows.amendments import amend_charter
from headway.flows.closing import close_mission
from headway.kernel.errors import Missing
from headway.missions import actions
from headway.missions.choices import MissionState
from headway.missions.queries import missions
from headway.people.queries import offices
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions import lifecycle_forms as forms
from headway.web.missions.edit import require
from headway.web.missions.forms import charter_texts
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.rhythms.forms import SayForm

ask = require_http_methods(["GET", "HEAD", "POST"])
IN_FORCE = (MissionState.ADOPTED, MissionState.UNDER_REVIEW)
TO_ADOPT = (MissionState.CONSULTED, MissionState.UNDER_REVIEW)


def found(
    request: HttpRequest, slug: str, *states: MissionState, guard: bool = False
) -> tuple[LifeBrief, May]:
    """Return a mission that stands where a step can be taken, and who may take it."""
    reader = edge.reader(request)
    brief = life_brief(reader, slug=slug, guard=guard)
    if states and brief.row.state not in states:
        raise Missing
    return brief, may_of(reader, brief.row)


def crumbs(brief: LifeBrief) -> tuple[str, ...]:
    """The way to a step of a mission's life."""
    slug = brief.row.slug
    return (
        reverse("missions:index"),
        _("Missions"),
        reverse("missions:mission", args=[slug]),
        brief.row.charter.short_title,
        reverse("missions:edit", args=[slug]),
        _("Build this mission"),
    )


def back(brief: LifeBrief) -> HttpResponse:
    return redirect("missions:edit", slug=brief.row.slug)


@ask
def litmus(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the four questions."""
    brief, may = found(request, slug)
    require(may.edit and brief.row.state != MissionState.CLOSED)
    form = forms.LitmusForm(posted(request), initial=forms.litmus_texts(brief.litmus))
    row = brief.row

    def write() -> None:
        actions.answer_litmus(
            edge.by(request), mission=row.key, answers=form.answers(), language=row.charter.language
        )

    if done(form, write):
        messages.success(request, _("The answers were saved."))
        return back(brief)
    intro = (
        _("Four questions of the OECD help to tell whether a mission is the right form at all."),
        _("Leave an answer empty if you cannot give it: the page then says “not assessed”."),
    )
    page = FormPage(_("Should this be a mission?"), _("Save the answers"), intro, crumbs(brief))
    return form_page(request, form, page)


@ask
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a draft, after asking once."""
    brief, may = found(request, slug, MissionState.DRAFT)
    require(may.edit)
    form = Form(posted(request))
    if done(form, lambda: actions.propose_mission(edge.by(request), mission=brief.row.key)):
        messages.success(request, _("The mission is proposed. Next, ask people about it."))
        return back(brief)
    intro = (
        brief.row.charter.title,
        _("From now on a change of its date or scope needs a note that says what changed and why."),
    )
    page = FormPage(
        _("Propose this mission?"),
        _("Propose it"),
        intro,
        crumbs(brief),
        cancel=reverse("missions:edit", args=[slug]),
    )
    return form_page(request, form, page)


@ask
def consult(request: HttpRequest, slug: str) -> HttpResponse:
    """Record who was asked."""
    brief, may = found(request, slug)
    require(may.edit and brief.row.state not in {MissionState.DRAFT, MissionState.CLOSED})
    form = forms.ConsultationForm(posted(request))

    def write() -> None:
        actions.record_consultation(edge.by(request), mission=brief.row.key, consultation=form.consultation())

    if done(form, write):
        messages.success(request, _("The consultation was recorded."))
        return back(brief)
    intro = (_("Everybody can read who was asked, how they were found, and what changed because of it."),)
    page = FormPage(_("Who was asked about it?"), _("Record the consultation"), intro, crumbs(brief))
    return form_page(request, form, page)


@ask
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to look at an adopted mission again."""
    brief, may = found(request, slug, MissionState.ADOPTED)
    require(may.review)
    form = SayForm(posted(request), label=_("Why is it looked at again?"))

    def write() -> None:
        actions.begin_review(edge.by(request), mission=brief.row.key, reason=form.cleaned_data["text"])

    if done(form, write):
        messages.success(request, _("The mission is under review."))
        return back(brief)
    intro = (_("It goes on as it is until the board adopts it again, amends it or closes it."),)
    page = FormPage(_("Review this mission"), _("Begin the review"), intro, crumbs(brief))
    return form_page(request, form, page)


# --- by decision ---


def by_decision(request: HttpRequest, brief: LifeBrief, form: Form, page: FormPage) -> HttpResponse:
    """Print a step that cites a decision; where none can be cited, say how to come to one."""
    context = {
        "form": form,
        "page": page,
        "crumbs": list(zip(page.crumbs[::2], page.crumbs[1::2], strict=True)),
        "brief": brief,
    }
    return render(request, "missions/by_decision.html", context, status=form.status)


@ask
def adopt(request: HttpRequest, slug: str) -> HttpResponse:
    """Adopt a mission by decision, with the checks beside it."""
    brief, may = found(request, slug, *TO_ADOPT, guard=True)
    require(may.decide)
    row = brief.row
    form = forms.AdoptForm(
        posted(request), usable=brief.usable, open_checks=brief.open_checks, version=row.version
    )

    def write() -> None:
        adopt_mission(
            edge.by(request),
            mission=row.key,
            decision=form.cited,
            version=form.expected,
            exceptions=form.exceptions(),
        )

    if done(form, write):
        messages.success(request, _("The mission is adopted."))
        return redirect("missions:mission", slug=row.slug)
    intro = (
        row.charter.title,
        _("From now on its charter changes only by a decision of the board, with a note for everybody."),
    )
    page = FormPage(_("Adopt this mission"), _("Adopt it"), intro, crumbs(brief), warning=True)
    return by_decision(request, brief, form, page)


@ask
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version of an adopted charter by decision."""
    brief, may = found(request, slug, *IN_FORCE)
    require(may.decide)
    row = brief.row
    form = forms.AmendForm(
        posted(request),
        usable=brief.usable,
        offices=offices(edge.reader(request)),
        initial=charter_texts(row.charter),
        version=row.version,
    )

    def write() -> None:
        amend_charter(
            edge.by(request),
            mission=row.key,
            decision=form.cited,
            charter=form.charter(language=row.charter.language),
            change=form.change(),
            version=form.expected,
        )

    if done(form, write):
        messages.success(request, _("The charter was amended. The version before stays beside it."))
        return redirect("missions:charter", slug=row.slug)
    intro = (_("Everybody can read the old and the new words side by side, with your note."),)
    page = FormPage(_("Amend this charter"), _("Amend it"), intro, crumbs(brief))
    return by_decision(request, brief, form, page)


@ask
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """End a mission by decision."""
    brief, may = found(request, slug, *IN_FORCE)
    require(may.decide)
    row, reader = brief.row, edge.reader(request)
    others = [(str(each.key), each.charter.title) for each in missions(reader) if each.key != row.key]
    form = forms.CloseForm(posted(request), usable=brief.usable, others=others, version=row.version)

    def write() -> None:
        close_mission(
            edge.by(request),
            mission=row.key,
            decision=form.cited,
            closing=form.closing(),
            version=form.expected,
        )

    if done(form, write):
        messages.success(request, _("The mission is closed. Its page stays for everybody."))
        return redirect("missions:mission", slug=row.slug)
    intro = (row.charter.title, _("A closed mission cannot be opened again."))
    page = FormPage(_("Close this mission"), _("Close it"), intro, crumbs(brief), warning=True)
    return by_decision(request, brief, form, page)
