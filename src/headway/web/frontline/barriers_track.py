"""The way back of who raised a barrier: by the code alone, which stands in no address and in no log."""

import threading
import time
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from headway.answers.queries import by_code
from headway.briefs.frontline import LeftBrief, left_brief, tracked
from headway.flows.letterbox import post_me_too
from headway.frontline.actions import say_me_too
from headway.frontline.queries import letter_day
from headway.kernel.errors import Invalid, Missing, Refused
from headway.web import edge
from headway.web.answers.asker import WORDS
from headway.web.codes import CodeForm
from headway.web.frontline.barriers_raise import MOST, anybody, ask, from_here, nobody
from headway.web.limits import HERE

FREE = 10  # wrong codes an hour that are answered at once
PAUSE = 1.0  # seconds that every further one waits
WAITING = threading.Semaphore(1)  # of those that wait; a right code never does


@ask
@from_here
def track(request: HttpRequest) -> HttpResponse:
    """Ask for a code; print what became of its barrier, and do what is said with it."""
    if request.method == "POST":
        nobody(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(
            request, "frontline/barrier_track.html", {"form": form}, status=422 if form.errors else 200
        )
    code = form.cleaned_data["code"]
    word = request.POST.get("word", "")
    refused = said(request, code, word) if word in WORDS else ""
    found = opened(request, code)
    if found is None:
        return wrong(request, form)
    context = {**found, "form": form, "code": code, "refused": refused, "done": word in WORDS and not refused}
    return render(request, "frontline/barrier_track.html", context, status=422 if refused else 200)


def opened(request: HttpRequest, code: str) -> Mapping[str, object] | None:
    """Return what a code opens: a letter that waits, a barrier, or where it went; None for a wrong code."""
    reader = edge.reader(request)
    day = letter_day(reader, code=code)
    if day is not None:
        return {"letter": day}
    try:
        asked = by_code(reader, code=code)
        gone: LeftBrief | None = left_brief(reader, key=asked.about.key, held_code=True)
        return {"left": gone} if gone else {"brief": tracked(reader, code=code)}
    except Missing:
        return None


def wrong(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """Say that a code opens nothing; who guesses on waits, and nobody is locked out."""
    form.add_error("code", _("Nothing is kept under this code. Check it and try again."))
    status = 404
    if not HERE.within(request, "track", most=FREE):
        if WAITING.acquire(blocking=False):
            try:
                time.sleep(PAUSE)
            finally:
                WAITING.release()
        else:
            status = 429
    response = render(request, "frontline/barrier_track.html", {"form": form}, status=status)
    if status == 429:
        response.headers["Retry-After"] = "60"
    return response


def said(request: HttpRequest, code: str, word: str) -> str:
    """Confirm, reopen, contest or withdraw with the code; return why not, or nothing."""
    this = WORDS[word]
    why = {"why": request.POST.get("why", "")[:5000]} if this.why else {}
    try:
        asked = by_code(edge.reader(request), code=code)
        this.act(anybody(request), answer=asked.key, code=code, **why)
    except Invalid as refusal:
        return next(iter(refusal.fields.values()), refusal.sentence).text()
    except Missing:
        return ""
    except Refused as refusal:
        return refusal.sentence.text()
    return ""


@ask
@from_here
def me_too(request: HttpRequest, key: str) -> HttpResponse:
    """Say that one has the same in the way: with an account at once, without one by letter."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        raise Missing
    if request.POST.get("identity") == "account" and edge.actor(request).signed_in:
        say_me_too(edge.by(request), barrier=key)  # type: ignore[arg-type]
        messages.success(request, _("It was noted that you have the same in your way."))
        return redirect("frontline:barrier", key=key)
    nobody(request)
    if not HERE.within(request, "barrier", most=MOST):
        return render(request, "frontline/me_too.html", {"many": True, "key": key}, status=429)
    post_me_too(anybody(request), barrier=key, code=form.cleaned_data["code"])  # type: ignore[arg-type]
    return render(request, "frontline/me_too.html", {"key": key})
