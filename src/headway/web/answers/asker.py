"""The way back of who asked: by the code they were given, or signed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from headway.answers import actions
from headway.answers.choices import AnswerKind
from headway.briefs.answers import AnswerBrief, answer_brief, followed
from headway.kernel.errors import Forbidden, Missing
from headway.web import edge
from headway.web.answers import forms
from headway.web.codes import private, require_code, typed
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ask = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that who asked can say, and its page."""

    act: Callable[..., object]
    title: "_StrPromise"
    submit: "_StrPromise"
    intro: "_StrPromise"
    why: bool = True
    warning: bool = False


WORDS: Mapping[str, Word] = {
    "confirm": Word(
        actions.confirm,
        lazy("Does the answer hold?"),
        lazy("Yes, it holds"),
        lazy("Everybody will see that who asked confirmed it. Nobody sees who you are."),
        why=False,
    ),
    "reopen": Word(
        actions.reopen,
        lazy("It does not hold"),
        lazy("Open the question again"),
        lazy("The office owes you a new answer, and the clock starts again."),
    ),
    "contest": Word(
        actions.contest,
        lazy("Contest the refusal"),
        lazy("Contest it"),
        lazy("The office must answer again. Everybody sees that the refusal is contested."),
    ),
    "withdraw": Word(
        actions.withdraw,
        lazy("Ask no more?"),
        lazy("Withdraw the question"),
        lazy("Nobody owes you an answer any more. You cannot take this back."),
        why=False,
        warning=True,
    ),
}


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to what it opens."""
    return typed(request, "answers/find.html", to="answers:follow")


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Print how the question of a code stands, to whoever holds it."""
    brief = held(request, code)
    if brief.row.kind == AnswerKind.BARRIER:
        return private(redirect("frontline:track"))  # there the code stands in no address
    context = {"brief": brief, "code": code, "link": request.build_absolute_uri(request.path)}
    return private(render(request, "answers/follow.html", context))


def held(request: HttpRequest, code: str) -> AnswerBrief:
    """Return what a code opens; raises Missing, also for who tries too many."""
    require_code(request, code, "code")
    return followed(edge.reader(request), code=code)


@ask
def say_by_code(request: HttpRequest, code: str, word: str) -> HttpResponse:
    """Confirm, reopen, contest or withdraw, with the code."""
    brief = held(request, code)
    return private(said(request, brief, word, code=code, back=reverse("answers:follow", args=[code])))


@ask
def say(request: HttpRequest, key: UUID, word: str) -> HttpResponse:
    """Confirm, reopen, contest or withdraw what one asked when signed in."""
    brief = answer_brief(edge.reader(request), key=key)
    if not brief.row.mine:
        raise Forbidden
    return said(request, brief, word, code="", back=reverse("answers:answer", args=[key]))


def said(request: HttpRequest, brief: AnswerBrief, word: str, *, code: str, back: str) -> HttpResponse:
    """Print the page of one word, or do it."""
    if word not in WORDS:
        raise Missing
    this = WORDS[word]
    form = (forms.WhyForm if this.why else Form)(posted(request))
    if done(form, lambda: this.act(edge.by(request), answer=brief.row.key, code=code, **form.values())):
        messages.success(request, _("Thank you. It was noted."))
        return redirect(back)
    page = FormPage(str(this.title), str(this.submit), (str(this.intro),), warning=this.warning, cancel=back)
    return form_page(request, form, page)
