"""The three questions: a guided conversation of a team, page by page, and a sheet to print for a meeting."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.flows.three_questions import send_three_questions
from headway.frontline.permissions import may_ask_three_questions
from headway.frontline.queries.barriers import barriers
from headway.frontline.queries.desk import desk
from headway.frontline.queries.rules import rules_under
from headway.kernel.actors import Reader
from headway.missions.queries import missions
from headway.web import edge
from headway.web.forms import done
from headway.web.frontline.asking import free, key_in
from headway.web.frontline.three_forms import PAGES, ThreeForm, with_wants
from headway.web.missions.edit import require
from headway.web.people.pages import posted
from headway.web.public import public_page


@require_safe
@public_page
def start(request: HttpRequest) -> HttpResponse:
    """Say what the three questions are; the page prints as a sheet for a meeting."""
    reader = edge.reader(request)
    may = reader.past is None and may_ask(reader)
    context = {"may_ask": may, "desk": desk(reader), "mission": request.GET.get("mission", "")}
    return render(request, "frontline/three_start.html", context)


def may_ask(reader: Reader) -> bool:
    """Whether this person may send what a team found."""
    return may_ask_three_questions(reader.actor, (row.key for row in missions(reader)))


def form_of(request: HttpRequest, data: object) -> ThreeForm:
    """Return the form with what can be chosen."""
    reader = edge.reader(request)
    known = missions(reader)
    return ThreeForm(
        data,
        initial={"mission": next((row.key for row in known if row.slug == request.GET.get("mission")), "")},
        missions=[(str(row.key), row.charter.short_title) for row in known],
        rules=[(str(row.key), row.title) for row in free(reader)],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the three questions page by page; the last page sends what came of them."""
    reader = edge.reader(request)
    require(may_ask(reader))
    form = form_of(request, posted(request))
    if request.method != "POST" or request.POST.get("page") not in PAGES:
        return shown(request, form_of(request, None), "who")
    page = request.POST["page"]
    form.is_valid()
    if request.POST.get("go") == "back":
        return shown(request, form, PAGES[max(PAGES.index(page) - 1, 0)])
    if page == "check":
        return send(request, form)
    if not form.leave(page):
        form.status = 422
        return shown(request, form, page)
    if page == "who":
        form = form_of(request, with_wants(request.POST, form.said("wants")))
        form.is_valid()
    return shown(request, form, PAGES[PAGES.index(page) + 1])


def shown(request: HttpRequest, form: ThreeForm, page: str) -> HttpResponse:
    """Print one page of the conversation."""
    context = {
        "form": form,
        "page": page,
        "step": PAGES.index(page) + 1,
        "groups": form.groups(page),
        "carried": form.carried(page),
        "found": form.found(edge.reader(request).language) if page == "check" else None,
    }
    return render(request, "frontline/three_page.html", context, status=form.status)


def send(request: HttpRequest, form: ThreeForm) -> HttpResponse:
    """Send what a team found."""
    language = edge.reader(request).language
    for page in PAGES:
        if not form.leave(page):
            form.status = 422
            return shown(request, form, page)
    if done(form, lambda: send_three_questions(edge.by(request), found=form.found(language))):
        messages.success(request, _("It was sent. An office owes you an answer to each."))
        keys = ",".join(json.loads(form.result))
        return redirect(f"{reverse('rules:three-done')}?of={keys}")
    return shown(request, form, "check")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say what came of it, and offer to ask for a freedom where a rule was named."""
    reader = edge.reader(request)
    require(may_ask(reader))
    keys: list[UUID] = [key for text in request.GET.get("of", "").split(",") if (key := key_in(text))]
    rows = barriers(reader, keys=keys[:10])
    under = rules_under(reader, barriers=rows)
    found = [(rows[key], under.get(key)) for key in keys if key in rows]
    return render(request, "frontline/three_done.html", {"found": found})
