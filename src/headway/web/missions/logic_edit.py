"""Building a theory of change: a table of steps and one of links, with the graph redrawn beside them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.briefs.logic import Link, LogicBrief, Step, history_brief, logic_brief
from headway.kernel.errors import Missing
from headway.missions import actions
from headway.missions.analysis import NewLink, NewNode
from headway.missions.choices import Sign
from headway.missions.queries import outcomes
from headway.people.queries import offices
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions import logic_forms as forms
from headway.web.missions.edit import ask, require
from headway.web.missions.logic import logic_context
from headway.web.people.pages import FormPage, form_page, posted


def crumbs(brief: LogicBrief) -> tuple[str, ...]:
    """The way to a form about a theory of change."""
    slug = brief.row.slug
    return (
        reverse("missions:index"),
        _("Missions"),
        reverse("missions:mission", args=[slug]),
        brief.row.charter.short_title,
        reverse("missions:logic-edit", args=[slug]),
        _("Theory of change"),
    )


def editable(request: HttpRequest, slug: str) -> LogicBrief:
    """Return the theory of change, to somebody who may edit it."""
    brief = logic_brief(edge.reader(request), slug=slug)
    require(brief.may_edit)
    return brief


def step_of(brief: LogicBrief, key: UUID) -> Step:
    """Return one step, or raise Missing."""
    found = [step for step in brief.steps if step.key == key]
    if not found:
        raise Missing
    return found[0]


def link_of(brief: LogicBrief, key: UUID) -> Link:
    """Return one link, or raise Missing."""
    found = [link for link in brief.links if link.key == key]
    if not found:
        raise Missing
    return found[0]


def name_of(link: Link) -> str:
    """Name a link by its ends."""
    return f"{link.source.row.text} → {link.target.row.text}"


def finish(request: HttpRequest, brief: LogicBrief, said: str) -> HttpResponse:
    """Say what happened and go back to the tables."""
    messages.success(request, said)
    return redirect("missions:logic-edit", slug=brief.row.slug)


@require_safe
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the tables of steps and links with the graph as it stands."""
    brief = logic_brief(edge.reader(request), slug=slug)
    require(brief.may_edit or brief.may_grade)
    if brief.row.slug != slug:
        return redirect("missions:logic-edit", slug=brief.row.slug, permanent=True)
    return render(request, "missions/logic_edit.html", logic_context(brief))


# --- steps ---


@ask
def node_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a step."""
    brief = editable(request, slug)
    form = step_form(request, brief, {"language": brief.row.charter.language})

    def write() -> UUID:
        return actions.add_node(edge.by(request), mission=brief.row.key, node=NewNode(form.words()))

    if done(form, write):
        return finish(request, brief, _("The step was added. Link it next to what it leads to."))
    return form_page(request, form, FormPage(_("Add a step"), _("Add the step"), (), crumbs(brief)))


@ask
def node(request: HttpRequest, slug: str, node: UUID) -> HttpResponse:
    """Change a step."""
    brief = editable(request, slug)
    step = step_of(brief, node)
    form = step_form(request, brief, forms.step_texts(step.row.words), step.row.version)

    def write() -> None:
        actions.change_node(
            edge.by(request), mission=brief.row.key, node=node, words=form.words(), version=form.expected
        )

    if done(form, write):
        return finish(request, brief, _("The step was changed. What it said before stays in the history."))
    return form_page(request, form, FormPage(_("Change a step"), _("Save the step"), (), crumbs(brief)))


def step_form(
    request: HttpRequest, brief: LogicBrief, initial: dict[str, object], version: int | None = None
) -> forms.StepForm:
    """Return the form of a step with the outcomes and offices it may name."""
    reader = edge.reader(request)
    return forms.StepForm(
        posted(request),
        outcomes=outcomes(reader, missions={brief.row.key}),
        offices=offices(reader),
        initial=initial,
        version=version,
    )


@ask
def node_retire(request: HttpRequest, slug: str, node: UUID) -> HttpResponse:
    """Retire a step after asking once."""
    brief = editable(request, slug)
    step = step_of(brief, node)
    joined = sum(node in (link.source.key, link.target.key) for link in brief.links)
    intro = (
        step.row.text,
        _("It leaves the picture from now on, with its links (%(n)s).") % {"n": joined},
        _("Pages of earlier days still show it. You can bring it back from the list of changes."),
    )
    act = actions.retire_node
    return sure(
        request,
        brief,
        FormPage(_("Retire this step?"), _("Retire the step"), intro),
        lambda: act(edge.by(request), mission=brief.row.key, node=node),
        _("The step was retired."),
    )


# --- links ---


@ask
def link_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a link."""
    brief = editable(request, slug)
    first = {"language": brief.row.charter.language, "sign": Sign.MORE.value}
    first |= {"source": request.GET.get("from", "")}
    form = forms.NewLinkForm(posted(request), brief=brief, initial=first)

    def write() -> UUID:
        values = form.values()
        new = NewLink(UUID(values["source"]), UUID(values["target"]), form.words())
        return actions.add_link(edge.by(request), mission=brief.row.key, link=new)

    if done(form, write):
        return finish(
            request, brief, _("The link was added. It is a claim until somebody grades its evidence.")
        )
    return form_page(request, form, FormPage(_("Add a link"), _("Add the link"), (), crumbs(brief)))


@ask
def link(request: HttpRequest, slug: str, link: UUID) -> HttpResponse:
    """Change what is claimed of a link."""
    brief = editable(request, slug)
    found = link_of(brief, link)
    form = forms.LinkForm(posted(request), initial=forms.link_texts(found.row), version=found.row.version)

    def write() -> None:
        actions.change_link(
            edge.by(request), mission=brief.row.key, link=link, words=form.words(), version=form.expected
        )

    if done(form, write):
        return finish(request, brief, _("The link was changed. Its evidence stays as it was graded."))
    page = FormPage(_("Change a link"), _("Save the link"), (name_of(found),), crumbs(brief))
    return form_page(request, form, page)


@ask
def link_grade(request: HttpRequest, slug: str, link: UUID) -> HttpResponse:
    """Grade the evidence of a link."""
    brief = logic_brief(edge.reader(request), slug=slug)
    require(brief.may_grade)
    found = link_of(brief, link)
    form = forms.GradeForm(posted(request), initial=forms.grade_texts(found.row), version=found.row.version)

    def write() -> None:
        actions.grade_link(
            edge.by(request),
            mission=brief.row.key,
            link=link,
            evidence=form.evidence(),
            version=form.expected,
        )

    if done(form, write):
        return finish(request, brief, _("The evidence was graded. The grade before stays in the history."))
    intro = [name_of(found)]
    if found.row.words.assumption:
        intro.append(_("What must be true: %(words)s") % {"words": found.row.words.assumption})
    page = FormPage(_("Grade the evidence of a link"), _("Save the grade"), tuple(intro), crumbs(brief))
    return form_page(request, form, page)


@ask
def link_retire(request: HttpRequest, slug: str, link: UUID) -> HttpResponse:
    """Retire a link after asking once."""
    brief = editable(request, slug)
    found = link_of(brief, link)
    intro = (
        name_of(found),
        _("It leaves the picture from now on and keeps its evidence."),
        _("Pages of earlier days still show it. You can bring it back from the list of changes."),
    )
    act = actions.retire_link
    return sure(
        request,
        brief,
        FormPage(_("Retire this link?"), _("Retire the link"), intro),
        lambda: act(edge.by(request), mission=brief.row.key, link=link),
        _("The link was retired."),
    )


# --- undo ---


@ask
def back(request: HttpRequest, slug: str, part: UUID, number: int) -> HttpResponse:
    """Bring back what a step or a link said before, after asking once."""
    brief = editable(request, slug)
    changes = history_brief(edge.reader(request), slug=slug).changes
    found = [
        (change, said) for change, said in changes if (change.now.part, change.now.number) == (part, number)
    ]
    if not found:
        raise Missing
    change, said = found[0]
    intro = (said.text(), _("It will say again what it said after this change. Nothing is deleted."))
    act = actions.bring_back
    version = change.now.version
    return sure(
        request,
        brief,
        FormPage(_("Bring this back?"), _("Bring it back"), intro),
        lambda: act(edge.by(request), mission=brief.row.key, part=part, number=number, version=version),
        _("It was brought back."),
    )


def sure(
    request: HttpRequest, brief: LogicBrief, page: FormPage, act: Callable[[], object], said: str
) -> HttpResponse:
    """Ask once, then act."""
    form = Form(posted(request))
    if done(form, act):
        return finish(request, brief, said)
    here = reverse("missions:logic-edit", args=[brief.row.slug])
    asked = FormPage(page.title, page.submit, page.intro, crumbs(brief), warning=True, cancel=here)
    return form_page(request, form, asked)
