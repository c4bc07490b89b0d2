"""The inbox of who holds an office: acknowledge, pass on, answer one or many."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.answers import actions, permissions
from headway.answers.analysis import NewReply
from headway.answers.choices import AnswerKind, Due
from headway.answers.queries import inbox_count, owed_to, similar
from headway.briefs.answers import AnswerBrief, InboxLine, answer_brief, inbox_brief
from headway.briefs.frontline import InboxBarrier, barrier_brief_of, inbox_barriers
from headway.flows.barriers import answer_barriers
from headway.flows.offers import accept_offer
from headway.kernel.errors import Forbidden, Missing
from headway.people.queries import office_rows, offices_of
from headway.web import edge
from headway.web.answers import forms
from headway.web.forms import done
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(brief: AnswerBrief | None = None) -> tuple[str, ...]:
    """The way to a page of the inbox."""
    way = (reverse("answers:inbox"), _("Your inbox"))
    return (*way, reverse("answers:item", args=[brief.row.key]), _("Question")) if brief else way


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Print what one owes by clock, and what one asked; an inbox has no past, what was owed has."""
    account = require_signed_in(request)
    reader = edge.reader(request)
    if reader.past is not None:
        return render(request, "answers/inbox_past.html", {"day": reader.past})
    lines = inbox_brief(reader)
    barriers = inbox_barriers(reader, rows=[line.row for line in lines])
    context = {
        "lines": [(line, barriers.get(line.row.key)) for line in lines],
        "owed": inbox_count(reader),
        "asked": owed_to(reader, account=account),
        "holds": bool(offices_of(reader.actor, reader.at)),
    }
    return render(request, "answers/inbox.html", context)


def owing(request: HttpRequest, key: UUID) -> AnswerBrief:
    """Return a question to who owes it; raises Missing or Forbidden."""
    require_signed_in(request)
    reader = edge.reader(request)
    brief = answer_brief(reader, key=key)
    held = brief.row.office in offices_of(reader.actor, reader.at)
    if not permissions.may_answer(reader.actor, holds=held):
        raise Forbidden
    return brief


@ask
def item(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one question with the form that answers it."""
    brief = owing(request, key)
    reader = edge.reader(request)
    form = forms.ReplyForm(posted(request), kind=brief.row.kind, language=reader.language)
    if done(form, lambda: give(request, brief.row.kind, [key], form.reply())):
        messages.success(request, _("Your answer was published."))
        return redirect("answers:inbox")
    waiting = {each.due for each in brief.row.running}
    context = {
        "brief": brief,
        "form": form,
        "similar": len(similar(reader, key=key)),
        "is_offer": brief.row.kind == AnswerKind.OFFER,
        "barrier": barrier_brief_of(reader, asked=brief.row),
        "acknowledge": Due.ACKNOWLEDGE in waiting,
        "decide": Due.ROUTE in waiting,
        "answerable": bool(brief.row.running),
    }
    return render(request, "answers/item.html", context, status=form.status)


def give(request: HttpRequest, kind: AnswerKind, keys: list[UUID], reply: NewReply) -> UUID:
    """Give one answer; what was joined to a barrier is answered with it."""
    if kind == AnswerKind.BARRIER:
        return answer_barriers(edge.by(request), answers_to=keys, reply=reply)
    return actions.give(edge.by(request), answers=keys, reply=reply)


@require_POST
def acknowledge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that the office has the question."""
    owing(request, key)
    actions.acknowledge(edge.by(request), answer=key)
    messages.success(request, _("The question was acknowledged."))
    return redirect("answers:item", key=key)


@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that this office is the one that decides."""
    brief = owing(request, key)
    actions.route(edge.by(request), answer=key, to=brief.row.office)
    messages.success(request, _("Everybody can see that your office answers."))
    return redirect("answers:item", key=key)


@ask
def route(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pass a question to another office; the steward may, where it landed wrongly."""
    require_signed_in(request)
    reader = edge.reader(request)
    brief = answer_brief(reader, key=key)
    holds = brief.row.office in offices_of(reader.actor, reader.at)
    if not permissions.may_route(reader.actor, holds=holds):
        raise Forbidden
    others = [row for row in office_rows(reader).values() if row.key != brief.row.office]
    named = forms.named((row.key, f"{row.organisation_name}: {row.name}") for row in others)
    form = forms.RouteForm(posted(request), offices=named)
    if done(form, lambda: actions.route(edge.by(request), answer=key, to=UUID(form.values()["to"]))):
        messages.success(request, _("The question was passed on. The other office owes the answer now."))
        return redirect("answers:inbox" if holds else reverse("answers:answer", args=[key]))
    intro = (
        _("The other office owes the answer from now on. Everybody can see who passed it to whom."),
        _("Passing it on gains no time: what is late stays late."),
    )
    page = FormPage(_("Pass it to another office"), _("Pass it on"), intro, crumbs(brief) if holds else ())
    return form_page(request, form, page)


@ask
def accept(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes to an offer: it becomes an initiative."""
    brief = owing(request, key)
    if brief.row.kind != AnswerKind.OFFER:
        raise Missing
    language = edge.reader(request).language
    form = forms.AcceptForm(posted(request))

    def write() -> UUID:
        return accept_offer(
            edge.by(request), answer=key, reply=form.reply(language), words=form.initiative(language)
        )

    if done(form, write):
        messages.success(request, _("The offer is an initiative now. Who offered it can read your answer."))
        return redirect("answers:inbox")
    context = {"form": form, "brief": brief, "crumbs": pairs(crumbs(brief))}
    return render(request, "answers/accept.html", context, status=form.status)


@ask
def many(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give one answer to several questions of one kind."""
    brief = owing(request, key)
    reader = edge.reader(request)
    rows = {brief.row.key, *(row.key for row in similar(reader, key=key))}
    lines = inbox_brief(reader)
    barriers = inbox_barriers(reader, rows=[line.row for line in lines if line.row.key in rows])
    questions = [
        (str(line.row.key), summary(told(line, barriers.get(line.row.key))))
        for line in lines
        if line.row.key in rows
    ]
    form = forms.ManyForm(
        posted(request),
        kind=brief.row.kind,
        language=reader.language,
        questions=questions,
        initial={"answers": [str(key)]},
    )
    if done(form, lambda: give(request, brief.row.kind, form.chosen(), form.reply())):
        count = len(form.chosen())
        said = ngettext("%(n)s question was answered.", "%(n)s questions were answered.", count)
        messages.success(request, said % {"n": count})
        return redirect("answers:inbox")
    intro = (_("Everybody can read the answer. It cannot be changed afterwards."),)
    page = FormPage(_("One answer to several questions"), _("Publish the answer"), intro, crumbs(brief))
    return form_page(request, form, page)


def told(line: InboxLine, barrier: InboxBarrier | None) -> str:
    """Return what was written, to tell questions apart."""
    if barrier is not None and barrier.words is not None:
        return barrier.words.stopped
    return line.words.text if line.words else line.row.about.label


def summary(text: str) -> str:
    """Return the beginning of what somebody wrote."""
    words = " ".join(text.split())
    return words if len(words) <= 120 else words[:119] + "…"


def pairs(way: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return addresses with their texts."""
    return list(zip(way[::2], way[1::2], strict=True))
