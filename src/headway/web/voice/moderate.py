"""Moderation: what waits, why something is hidden, what becomes another, appeals."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.conversations import StatementBrief, may_of, statement_brief
from headway.kernel.errors import Missing
from headway.kernel.likeness import alike
from headway.voice import actions
from headway.voice.choices import StatementStanding, Turn
from headway.voice.queries import StatementRow, statements
from headway.voice.queries import conversation as the_conversation
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import forms, words
from headway.web.voice.taking import crumbs

ask = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what waits for a moderator and for the steward, and what people vote on."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    may = may_of(reader, row)
    require(may.moderate or may.appeals)
    every = statements(reader, conversations={row.key})
    live = {each.key: each for each in every if each.standing is StatementStanding.LIVE}
    waiting = [each for each in every if each.turn is Turn.WRITTEN] if may.moderate else []
    context = {
        "row": row,
        "may": may,
        "waiting": [(each, near(each, live)) for each in waiting],
        "appeals": [
            (each, words.REASONS[each.why]) for each in every if each.turn is Turn.APPEALED and each.why
        ],
        "live": list(live.values()),
    }
    return render(request, "voice/moderate.html", context)


def near(row: StatementRow, live: dict[UUID, StatementRow]) -> list[StatementRow]:
    """Return what people vote on already and says much the same."""
    others = {key: each.text.text for key, each in live.items() if key != row.key}
    return [live[each.key] for each in alike(row.text.text, others, most=3)]


def waiting(request: HttpRequest, key: UUID) -> StatementBrief:
    """Return a statement to whoever moderates it."""
    brief = statement_brief(edge.reader(request), key=key)
    require(brief.may.moderate)
    return brief


def way(brief: StatementBrief) -> tuple[str, ...]:
    """The way to a page of moderation."""
    slug = brief.conversation.slug
    return (*crumbs(brief.conversation), reverse("voice:moderate", args=[slug]), _("Moderation"))


def acted(
    request: HttpRequest, brief: StatementBrief, form: Form, page: FormPage, act: Callable[[], object]
) -> HttpResponse:
    """Do something about a statement, or print its form."""
    if done(form, act):
        messages.success(request, _("It was done, and stands in the public log."))
        return redirect("voice:moderate", slug=brief.conversation.slug)
    return form_page(request, form, page)


@ask
def publish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let people vote on a statement."""
    brief = waiting(request, key)
    page = FormPage(
        _("Publish this statement?"),
        _("Publish it"),
        (f"“{brief.row.text.text}”", _("People vote on it from now on.")),
        way(brief),
        cancel=reverse("voice:moderate", args=[brief.conversation.slug]),
    )
    act = lambda: actions.publish_statement(edge.by(request), statement=key)  # noqa: E731
    return acted(request, brief, Form(posted(request)), page, act)


@ask
def hide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hide a statement for a reason."""
    brief = waiting(request, key)
    form = forms.HideForm(posted(request))
    intro = (
        f"“{brief.row.text.text}”",
        _("Everybody reads the reason, and not the statement. Its author may ask the steward to look again."),
    )
    page = FormPage(_("Hide this statement"), _("Hide it"), intro, way(brief))
    act = lambda: actions.hide_statement(edge.by(request), statement=key, hiding=form.hiding())  # noqa: E731
    return acted(request, brief, form, page, act)


@ask
def recast(request: HttpRequest, key: UUID) -> HttpResponse:
    """Merge, split or reword a statement."""
    brief = waiting(request, key)
    reader = edge.reader(request)
    live = statements(reader, conversations={brief.conversation.key}, live=True)
    form = forms.RecastForm(posted(request), others=[each for each in live if each.key != key])
    intro = (
        f"“{brief.row.text.text}”",
        _("Votes stay with the words they were cast on. Everybody sees what became of it."),
    )
    page = FormPage(_("Merge, split or reword"), _("Do it"), intro, way(brief))

    def act() -> None:
        actions.recast_statements(edge.by(request), statements=[key], recasting=form.recasting())

    return acted(request, brief, form, page, act)


@ask
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide an appeal as steward."""
    brief = statement_brief(edge.reader(request), key=key)
    require(brief.may.appeals)
    if brief.row.turn is not Turn.APPEALED:
        raise Missing
    form = forms.AppealForm(
        posted(request), label=_("Why?"), help_text=_("Everybody can read this, and its author is told")
    )

    def act() -> None:
        shown, note = form.cleaned_data["shown"] == "yes", form.cleaned_data["note"]
        actions.decide_appeal(edge.by(request), statement=key, shown=shown, note=note)

    intro = (f"“{brief.row.text.text}”", _("Its author says: %(note)s") % {"note": brief.row.note})
    page = FormPage(_("Decide the appeal"), _("Decide"), intro, way(brief))
    return acted(request, brief, form, page, act)
