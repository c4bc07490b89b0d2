"""What came of a statement: what was traced to it, how far it is carried out, whether it happened."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from headway.briefs.conversations import StatementBrief, statement_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning.queries import register
from headway.missions.queries import initiatives, missions
from headway.rhythms.queries import decisions
from headway.voice import actions
from headway.web import edge
from headway.web.forms import done
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import forms, people
from headway.web.voice.taking import crumbs

ask = require_http_methods(["GET", "HEAD", "POST"])


def traced(request: HttpRequest, key: UUID) -> StatementBrief:
    """Return a statement to whoever says what came of it."""
    brief = statement_brief(edge.reader(request), key=key)
    require(brief.may.trace)
    return brief


def choices(reader: Reader, mission: UUID | None) -> list[tuple[str, str]]:
    """Return what could have changed: charters, initiatives, tests, decisions of the mission, or of all."""
    rows = [row for row in missions(reader) if mission in {None, row.key}]
    keys = {row.key for row in rows}
    found = [(str(row.key), _("Charter: %(name)s") % {"name": row.charter.short_title}) for row in rows]
    found += [
        (str(row.key), _("Initiative: %(name)s") % {"name": row.title.text})
        for row in initiatives(reader, missions=keys)
    ]
    found += [
        (str(row.key), _("Test: %(name)s") % {"name": row.plan.question or row.plan.title})
        for row in register(reader, missions=keys)
    ]
    found += [
        (str(row.key), _("Decision: %(name)s") % {"name": row.title})
        for row in decisions(reader)
        if keys & set(row.about) or mission is None
    ]
    return found


@ask
def trace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that something changed because of a statement."""
    brief = traced(request, key)
    form = forms.TraceForm(posted(request), things=choices(edge.reader(request), brief.row.mission))
    if done(form, lambda: actions.trace_change(edge.by(request), of=key, new=form.trace())):
        messages.success(request, _("It was traced to the statement."))
        return redirect("voice:statement", key=key)
    intro = (f"“{brief.row.text.text}”",)
    page = FormPage(_("What changed because of it?"), _("Trace it"), intro, crumbs(brief.conversation))
    return form_page(request, form, page)


@ask
def carried_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how far what was answered is carried out."""
    brief = traced(request, key)
    form = forms.CarriedForm(posted(request))

    def write() -> None:
        state, note = form.state_of(), form.cleaned_data["note"]
        actions.note_carrying_out(edge.by(request), statement=key, state=state, note=note)

    if done(form, write):
        messages.success(request, _("It was noted. Those who agreed can say whether it is so."))
        return redirect("voice:statement", key=key)
    intro = (f"“{brief.row.text.text}”", _("What was said before keeps its date."))
    page = FormPage(_("How far is it carried out?"), _("Note it"), intro, crumbs(brief.conversation))
    return form_page(request, form, page)


@require_POST
def happened(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whether it happened, as somebody who agreed."""
    brief = statement_brief(edge.reader(request), key=key)
    receipt = people.receipt_of(request, brief.conversation.key)
    word = request.POST.get("happened")
    if not receipt or word not in {"yes", "no"}:
        raise Missing
    actions.judge_happening(people.nobody(request), receipt=receipt, statement=key, happened=word == "yes")
    messages.success(request, _("Thank you. It was noted, without your name."))
    return redirect("voice:statement", key=key)
