"""Saying what is in the way: one page, no account, no script; without a name nobody is looked up."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from headway.answers.analysis import hash_of
from headway.answers.choices import ClockName
from headway.answers.queries import clock_days
from headway.briefs.frontline import open_missions
from headway.flows.barriers import raise_barrier
from headway.flows.letterbox import post_letter
from headway.frontline.choices import Identity
from headway.frontline.queries import alike_words, desk
from headway.frontline.queries.rules import rules
from headway.kernel.actors import ANYONE, By, Once
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.web import edge
from headway.web.frontline.barriers_forms import BarrierForm
from headway.web.limits import HERE
from headway.web.people.pages import posted

WORKER = "built/barrier-worker.js"
MOST = 300  # an hour from one connection: a whole council may sit behind one
ask = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]


def from_here(view: View) -> View:
    """Take posts of our own pages alone, without a cookie: by where the browser says they come from."""

    @csrf_exempt
    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not same_origin(request):
            raise Forbidden(Sentence(noop("Send the form from this site.")))
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return seen


def same_origin(request: HttpRequest) -> bool:
    """Whether a browser says that a form stood on one of our pages."""
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(said) and urlsplit(said).netloc == request.get_host()


def nobody(request: HttpRequest) -> None:
    """Forget who sends: from here on the request has no cookie, no session and no account."""
    request.COOKIES = {}
    request.session = SessionStore()
    request.user = AnonymousUser()


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Send the script that opens the form without signal: from here it may answer for the form alone."""
    found = finders.find(WORKER)
    if found is None:
        raise Missing
    response = HttpResponse(Path(str(found)).read_bytes(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@ask
@from_here
def new(request: HttpRequest) -> HttpResponse:
    """Print the form, what was understood, or that it was sent."""
    if request.method == "POST" and request.POST.get("identity") != Identity.NAMED:
        nobody(request)
    reader = edge.reader(request)
    form = form_of(request)
    step = request.POST.get("step", "")
    first = desk(reader)
    if not form.is_bound or step == "change" or first is None:
        return page(request, form, "frontline/barrier_new.html")
    if not form.is_valid():
        form.status = 422
        return page(request, form, "frontline/barrier_new.html")
    if step != "send":
        said = f"{form.cleaned_data['tried']} {form.cleaned_data['stopped']}"
        return page(request, form, "frontline/barrier_review.html", alike=alike_words(reader, text=said))
    if not HERE.within(request, "barrier", most=MOST):
        form.add_error(None, _("Many barriers came from your connection. Wait an hour, then send it again."))
        form.status = 429
        return page(request, form, "frontline/barrier_new.html")
    return sent(request, form)


def form_of(request: HttpRequest) -> BarrierForm:
    """Return the form, with the mission, rule or place that a page led from."""
    reader = edge.reader(request)
    missions = open_missions(reader)
    slugs = {row.slug: str(row.key) for row in missions}
    known = rules(reader)
    initial = {
        "mission": slugs.get(request.GET.get("mission", ""), ""),
        "rule": next((str(row.key) for row in known if row.slug == request.GET.get("rule")), ""),
        "place": request.GET.get("place", "")[:36],
    }
    return BarrierForm(
        posted(request),
        request.FILES or None,
        initial={name: value for name, value in initial.items() if value},
        missions=[(str(row.key), row.charter.title) for row in missions],
        rules=[(str(row.key), row.title) for row in known],
    )


def page(request: HttpRequest, form: BarrierForm, template: str, **more: object) -> HttpResponse:
    """Print one of the pages of raising, each with who reads it and by when."""
    reader = edge.reader(request)
    days = clock_days(reader)
    context = {
        "form": form,
        "desk": desk(reader),
        "acknowledge": days[ClockName.ACKNOWLEDGE],
        "answer": days[ClockName.ANSWER_WITHIN],
        "confirm": days[ClockName.CONFIRM],
        "hidden": [(name, request.POST[name]) for name in form.fields if name in request.POST],
        **more,
    }
    return render(request, template, context, status=form.status)


def sent(request: HttpRequest, form: BarrierForm) -> HttpResponse:
    """Send it: without a name into the letterbox, else to who reads first; the code is the key."""
    code = form.cleaned_data["code"]
    new_one = form.new(edge.reader(request).language)
    try:
        if new_one.identity == Identity.ANONYMOUS:
            post_letter(anybody(request), new=new_one, code=code, picture=form.plain)
        else:
            by = replace(edge.by(request), once=Once(hash_of(code)))
            raise_barrier(by, new=new_one, code=code, picture=form.plain)
    except Invalid as refusal:
        form.refuse(refusal)
        return page(request, form, "frontline/barrier_new.html")
    return page(request, form, "frontline/barrier_sent.html", code=code, identity=new_one.identity)


def anybody(request: HttpRequest) -> By:
    """Return nobody in particular, acting now."""
    return replace(edge.by(request), actor=ANYONE, once=None)
