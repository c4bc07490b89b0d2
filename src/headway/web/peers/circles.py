"""Circles: those that look for people, one's own, and what circles chose to publish."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from headway.kernel.errors import Missing
from headway.peers import actions
from headway.peers.choices import FEWEST, CircleState
from headway.peers.queries import CircleRow, circles, published_notes
from headway.peers.queries import circle as circle_of
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.peers import forms, words
from headway.web.peers.stories import ask
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that a person says of a circle, with its page."""

    act: Callable[..., object]
    title: "_StrPromise"
    submit: "_StrPromise"
    intro: "tuple[_StrPromise, ...]"
    said: "_StrPromise"
    states: frozenset[CircleState]
    member: bool = True
    warning: bool = False


JOIN = Word(
    actions.join_circle,
    lazy("Join this circle?"),
    lazy("Join the circle"),
    (lazy("The other members see your name. Nobody else is told, and nobody notes who comes."),),
    lazy("You are in the circle."),
    frozenset({CircleState.FORMING}),
    member=False,
)
LEAVE = Word(
    actions.leave_circle,
    lazy("Leave this circle?"),
    lazy("Leave the circle"),
    (lazy("Headway forgets that you were in it. What you wrote down stays; it names nobody."),),
    lazy("You have left the circle."),
    frozenset(CircleState),
    warning=True,
)
MEET = Word(
    actions.start_meeting,
    lazy("Does the circle meet now?"),
    lazy("The circle meets"),
    (lazy("Nobody can join any more, so that you know who reads your notes."),),
    lazy("The circle meets. Write down what you find."),
    frozenset({CircleState.FORMING}),
)
CLOSE = Word(
    actions.close_circle,
    lazy("Close this circle?"),
    lazy("Close the circle"),
    (
        lazy("Its members can still read the notes, and choose which are public."),
        lazy("A year from now Headway forgets who was in it."),
    ),
    lazy("The circle is closed."),
    frozenset({CircleState.FORMING, CircleState.MEETING}),
    warning=True,
)


def crumbs(row: CircleRow | None = None) -> tuple[str, ...]:
    """The way to a page of circles."""
    way = (reverse("peers:circles"), _("Circles"))
    return (*way, reverse("peers:circle", args=[row.key]), row.question) if row else way


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print what circles published, and to whoever is signed in the circles that look for people."""
    reader = edge.reader(request)
    rows = circles(reader)
    context = {
        "own": [(row, words.CIRCLES[row.state]) for row in rows if row.member],
        "forming": [row for row in rows if not row.member and row.free],
        "notes": published_notes(reader),
        "may": reader.actor.signed_in and reader.past is None,
    }
    return render(request, "peers/circles.html", context)


@require_safe
def circle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one circle: its question to whoever may join, all of it to its members."""
    reader = edge.reader(request)
    row = circle_of(reader, key=key)
    context = {
        "row": row,
        "state": words.CIRCLES[row.state],
        "now": reader.past is None,
        "enough": len(row.members) >= FEWEST,
        "missing": max(FEWEST - len(row.members), 0),
    }
    return render(request, "peers/circle.html", context)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Ask a question and look for others."""
    require_signed_in(request)
    language = edge.reader(request).language
    form = forms.CircleForm(posted(request))
    if done(form, lambda: actions.found_circle(edge.by(request), circle=form.circle(language))):
        messages.success(
            request, _("Your question is told to everybody who signs in. You are in the circle.")
        )
        return redirect("peers:circle", key=form.result)
    intro = (
        _("A circle is five to eight people with one question, who join by themselves."),
        _("Nobody but its members reads its notes. Nobody notes who comes, and nothing is reported."),
    )
    return form_page(request, form, FormPage(_("Begin a circle"), _("Begin the circle"), intro, crumbs()))


def said(request: HttpRequest, key: UUID, word: Word) -> HttpResponse:
    """Print the page of one word, or do it."""
    require_signed_in(request)
    row = circle_of(edge.reader(request), key=key)
    if row.member != word.member or row.state not in word.states:
        raise Missing
    form = Form(posted(request))
    if done(form, lambda: word.act(edge.by(request), circle=key)):
        messages.success(request, str(word.said))
        return redirect("peers:circles" if word is LEAVE else reverse("peers:circle", args=[key]))
    page = FormPage(
        str(word.title),
        str(word.submit),
        (row.question, *map(str, word.intro)),
        crumbs(row),
        warning=word.warning,
        cancel=reverse("peers:circle", args=[key]),
    )
    return form_page(request, form, page)


@ask
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join, after reading what that means."""
    return said(request, key, JOIN)


@ask
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave, after asking once."""
    return said(request, key, LEAVE)


@ask
def meet(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that the circle meets."""
    return said(request, key, MEET)


@ask
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close the circle, after asking once."""
    return said(request, key, CLOSE)


def own(request: HttpRequest, key: UUID) -> CircleRow:
    """Return a circle to one of its members."""
    require_signed_in(request)
    row = circle_of(edge.reader(request), key=key)
    if not row.member:
        raise Missing
    return row


@ask
def note(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write down what the circle found."""
    row = own(request, key)
    if row.state != CircleState.MEETING:
        raise Missing
    form = forms.NoteForm(posted(request))
    if done(form, lambda: actions.write_note(edge.by(request), circle=key, **form.values())):
        messages.success(request, _("The note was written. The members of the circle read it."))
        return redirect("peers:circle", key=key)
    intro = (
        _("Headway does not keep who wrote it. More than half of you have to agree before it is public."),
    )
    return form_page(
        request, form, FormPage(_("What did you find?"), _("Write the note"), intro, crumbs(row))
    )


@ask
def vote(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Say that a note may be public, or take that back."""
    row = own(request, key)
    found = next((each for each in row.notes if each.number == number and not each.published_on), None)
    if found is None:
        raise Missing
    form = Form(posted(request))
    yes = not found.mine
    if done(form, lambda: actions.vote_on_note(edge.by(request), circle=key, number=number, yes=yes)):
        messages.success(request, _("The note is public.") if form.result else _("Your wish was noted."))
        return redirect("peers:circle", key=key)
    intro = (
        found.text,
        _("It becomes public when more than half of the members want it, and stays so."),
        _("Nobody reads who was in the circle, who wrote it or who agreed."),
    )
    page = FormPage(
        _("May everybody read this note?") if yes else _("Take back that it may be public?"),
        _("Yes, it may be public") if yes else _("Take it back"),
        intro,
        crumbs(row),
        cancel=reverse("peers:circle", args=[key]),
    )
    return form_page(request, form, page)
