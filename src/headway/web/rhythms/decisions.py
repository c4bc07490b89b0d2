"""Decisions: propose, write, make, call in, confirm, finish, review, correct."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.briefs.boards import BoardBrief, DecisionBrief, board_brief, decision_brief
from headway.frontline.queries.freedoms import freedoms
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning.queries import register
from headway.missions.queries import measures_of, missions
from headway.rhythms import actions
from headway.rhythms.choices import DecisionState, EventState
from headway.rhythms.queries import BoardRow, events
from headway.web import edge
from headway.web.forms import done
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.rhythms import forms
from headway.web.rhythms.edit import crumbs, to_boards

ask = require_http_methods(["GET", "HEAD", "POST"])
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OPEN = {EventState.PLANNED, EventState.HELD}


def choices(reader: Reader, row: BoardRow) -> dict[str, object]:
    """Return what a decision of a board can name: its missions, meetings and their figures."""
    seen = [each for each in missions(reader) if each.key in row.missions]
    judged = measures_of(reader, missions={each.key for each in seen})
    return {
        "missions": [(str(each.key), each.charter.short_title) for each in seen],
        "meetings": [each for each in events(reader, boards={row.key}) if each.state in OPEN],
        "figures": sorted(
            {(str(each.indicator), each.card.name) for each in judged}, key=lambda pair: pair[1]
        ),
    }


@ask
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a decision before a board."""
    reader = edge.reader(request)
    brief = board_brief(reader, slug=slug)
    require(brief.may_propose)
    asked = {"about": request.GET.getlist("about"), "kind": request.GET.get("kind", "")}
    first = asked | at_meeting(brief, request)
    form = forms.DecisionForm(posted(request), initial=first, **choices(reader, brief.row))  # type: ignore[arg-type]

    def write() -> UUID:
        return actions.propose_decision(
            edge.by(request), board=brief.row.key, decision=form.decision(others_named(request, reader))
        )

    if done(form, write):
        messages.success(request, _("The decision was proposed. The board makes it."))
        return redirect("rhythms:decision", key=form.result)
    intro = (
        _("Fill in what you know. Before it counts as made, its record must be complete."),
        _("People who work on it see it now; everybody sees it once notice is given or it is made."),
    )
    page = FormPage(_("Propose a decision"), _("Propose it"), intro, crumbs(brief))
    return form_page(request, form, page)


def others_named(request: HttpRequest, reader: Reader) -> list[UUID]:
    """Return what the address names beside missions: a test or a freedom that the decision is about."""
    keys = {UUID(each) for each in request.GET.getlist("about") if KEY.fullmatch(each)}
    if not keys:
        return []
    tests, free = register(reader, keys=keys), freedoms(reader, keys=keys)
    return [*(row.key for row in tests), *(row.key for row in free)]


def at_meeting(brief: BoardBrief, request: HttpRequest) -> dict[str, str]:
    """Return the meeting that the address names, or the next."""
    asked = request.GET.get("meeting", "")
    found = [row for row in (*brief.ahead, *brief.past) if row.on.isoformat() == asked] or brief.ahead
    return {"event": str(found[0].key)} if found else {}


def way(brief: DecisionBrief) -> tuple[str, ...]:
    """The way to a page of a decision."""
    return (
        *to_boards(),
        reverse("rhythms:board", args=[brief.board.slug]),
        brief.board.name,
        reverse("rhythms:decision", args=[brief.row.key]),
        _("Decision"),
    )


def standing(request: HttpRequest, key: UUID, *states: DecisionState) -> DecisionBrief:
    """Return a decision that stands where something can be done."""
    brief = decision_brief(edge.reader(request), key=key)
    if brief.row.state not in states:
        raise Missing
    return brief


@ask
def rewrite(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the next wording of a proposed decision."""
    brief = standing(request, key, DecisionState.PROPOSED)
    require(brief.may_propose)
    offered = choices(edge.reader(request), brief.board)
    form = forms.DecisionForm(
        posted(request),
        initial=forms.decision_texts(brief.row),
        version=brief.row.version,
        **offered,  # type: ignore[arg-type]
    )
    shown = {UUID(each) for each, _name in offered["missions"]}  # type: ignore[attr-defined]
    others = [each for each in brief.row.about if each not in shown]

    def write() -> None:
        actions.rewrite_decision(
            edge.by(request), decision=key, words=form.decision(others), version=form.expected
        )

    if done(form, write):
        messages.success(request, _("The decision was saved."))
        return redirect("rhythms:decision", key=key)
    page = FormPage(_("Write this decision"), _("Save the decision"), (), way(brief))
    return form_page(request, form, page)


@ask
def make(request: HttpRequest, key: UUID) -> HttpResponse:
    """Record that a decision was made, after showing what that means."""
    brief = standing(request, key, DecisionState.PROPOSED)
    require(brief.may_run)
    row = brief.row
    first = {"on": row.event_on or edge.today(request)}
    form = forms.MakeForm(posted(request), initial=first, version=row.version)

    def write() -> None:
        actions.make_decision(
            edge.by(request), decision=key, on=form.cleaned_data["on"], version=form.expected
        )

    if done(form, write):
        messages.success(request, _("The decision was recorded. Everybody can read it."))
        return redirect("rhythms:decision", key=key)
    uses = (
        _("It uses the power of: %(power)s.") % {"power": row.power}
        if row.binding
        else _("It names no power: it will stand as a recommendation.")
    )
    intro = (
        row.title,
        uses,
        _("Its words then stay as they are. A mistake is corrected by a new entry."),
    )
    page = FormPage(
        _("Was this decision made?"),
        _("Record that it was made"),
        intro,
        way(brief),
        warning=True,
        cancel=reverse("rhythms:decision", args=[key]),
    )
    return form_page(request, form, page)


@dataclass(frozen=True, slots=True)
class Saying:
    """A step of a decision that is taken by saying something."""

    title: str
    label: str
    submit: str
    intro: str
    done: str


def say(
    request: HttpRequest, brief: DecisionBrief, words: Saying, act: Callable[[str], object]
) -> HttpResponse:
    """Ask for words, act, and go back to the decision."""
    form = forms.SayForm(posted(request), label=words.label)
    if done(form, lambda: act(form.cleaned_data["text"])):
        messages.success(request, words.done)
        return redirect("rhythms:decision", key=brief.row.key)
    page = FormPage(words.title, words.submit, (brief.row.title, words.intro), way(brief))
    return form_page(request, form, page)


@ask
def call_in(request: HttpRequest, key: UUID) -> HttpResponse:
    """Hold a decision until it was looked at again."""
    brief = standing(request, key, DecisionState.MADE)
    require(brief.may_run)
    words = Saying(
        _("Call this decision in"),
        _("Why should it be looked at again?"),
        _("Call it in"),
        _("It is not in force until the board has confirmed it. Everybody can read your words."),
        _("The decision was called in."),
    )
    by = edge.by(request)
    return say(request, brief, words, lambda text: actions.call_in_decision(by, decision=key, reason=text))


@ask
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a called-in decision stands."""
    brief = standing(request, key, DecisionState.CALLED_IN)
    require(brief.may_run)
    words = Saying(
        _("Confirm this decision"),
        _("What was looked at, and why does it stand?"),
        _("Confirm it"),
        _("It is in force from now on. To decide otherwise, propose another decision."),
        _("The decision stands."),
    )
    by = edge.by(request)
    return say(request, brief, words, lambda text: actions.confirm_decision(by, decision=key, reason=text))


@ask
def finish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that what was decided has been done."""
    brief = standing(request, key, DecisionState.MADE)
    require(brief.may_finish)
    words = Saying(
        _("Has this been done?"),
        _("What was done?"),
        _("It is done"),
        _("Everybody can read your words."),
        _("The decision is marked as done."),
    )
    by = edge.by(request)
    return say(request, brief, words, lambda text: actions.finish_decision(by, decision=key, note=text))


@ask
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Compare what came of a decision with what was expected."""
    brief = standing(request, key, DecisionState.DONE)
    require(brief.may_run)
    expected = brief.row.forecast or _("Nothing was written down when it was made.")
    words = Saying(
        _("What came of this decision?"),
        _("What happened, compared with what was expected?"),
        _("Save the review"),
        _("Expected when it was made: %(expected)s") % {"expected": expected},
        _("The decision was reviewed."),
    )
    by = edge.by(request)
    return say(request, brief, words, lambda text: actions.review_decision(by, decision=key, found=text))


@ask
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add an entry to the record."""
    brief = decision_brief(edge.reader(request), key=key)
    require(brief.may_run)
    if brief.row.state is DecisionState.PROPOSED:
        raise Missing
    words = Saying(
        _("Correct the record"),
        _("What is to be corrected or added?"),
        _("Add the entry"),
        _("What was recorded stays as it is. Your words stand below it with today’s date."),
        _("The entry was added."),
    )
    by = edge.by(request)
    return say(request, brief, words, lambda text: actions.correct_decision(by, decision=key, text=text))
