"""Boards as everybody reads them: the list, one board, one meeting, one decision."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from headway.briefs.boards import DecisionBrief, board_brief, boards_brief, decision_brief, event_brief
from headway.kernel.errors import Missing
from headway.rhythms.choices import DecisionState, EventState
from headway.rhythms.queries import events
from headway.web import edge
from headway.web.public import public_page
from headway.web.rhythms import words


def day_in(text: str) -> date:
    """Read the day of an address, or raise Missing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Missing from None


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print every board with its next meeting, and what was decided last."""
    brief = boards_brief(edge.reader(request))
    return render(request, "rhythms/index.html", {"brief": brief, "latest": lines(brief.latest)})


def lines(rows: object) -> list[dict[str, object]]:
    """Return decisions as lists print them."""
    return [
        {"row": row, "state": words.STATES[row.state], "kind": words.KINDS[row.kind]}
        for row in rows  # type: ignore[attr-defined]
    ]


@require_safe
@public_page
def day(request: HttpRequest, on: str) -> HttpResponse:
    """Lead to the meeting of a day, or list those of it."""
    found = [
        row for row in events(edge.reader(request), on=day_in(on)) if row.state is not EventState.CANCELLED
    ]
    if not found:
        raise Missing
    if len(found) == 1:
        return redirect("rhythms:meeting", slug=found[0].board_slug, on=on)
    return render(request, "rhythms/day.html", {"meetings": found, "on": found[0].on})


@require_safe
@public_page
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one board; old addresses redirect for good."""
    brief = board_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("rhythms:board", slug=brief.row.slug, permanent=True)
    context = {
        "brief": brief,
        "standing": words.STANDINGS[brief.row.standing],
        "law": gettext(brief.row.law.name),
        "members": [(each, words.SEATS[each.seat]) for each in brief.row.members],
        "past": [(each, words.MEETINGS[each.state]) for each in brief.past],
        "proposed": lines(brief.proposed),
        "to_do": lines(brief.to_do),
        "finished": lines(brief.finished),
    }
    return render(request, "rhythms/board.html", context)


@require_safe
@public_page
def meeting(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """Print one meeting: agenda, decisions, minutes, what is still to do."""
    brief = event_brief(edge.reader(request), slug=slug, on=day_in(on))
    context = {
        "brief": brief,
        "state": words.MEETINGS[brief.row.state],
        "decisions": lines(brief.decisions),
        "to_do": lines(brief.to_do),
    }
    return render(request, "rhythms/meeting.html", context)


@require_safe
@public_page
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one decision with its whole record."""
    brief = decision_brief(edge.reader(request), key=key)
    row = brief.row
    context = {
        "brief": brief,
        "state": words.STATES[row.state],
        "facts": facts(brief),
        "said": said(brief),
        "about": [(each, words.address(each)) for each in brief.about],
        "evidence": [(each, words.address(each)) for each in brief.evidence],
        "stages": [(each, words.STATES[each.state]) for each in brief.stages],
        "may_call_in": may_call_in(brief, edge.today(request)),
        "proposed": row.state is DecisionState.PROPOSED,
    }
    return render(request, "rhythms/decision.html", context)


def may_call_in(brief: DecisionBrief, today: date) -> bool:
    """Whether this person may call the decision in now."""
    until = brief.row.call_in_until
    return brief.may_run and brief.row.state is DecisionState.MADE and until is not None and today <= until


def facts(brief: DecisionBrief) -> list[tuple[str, object]]:
    """Return what a decision is in short lines."""
    row = brief.row
    found: list[tuple[str, object]] = [
        (gettext("What it does"), words.KINDS[row.kind]),
        (gettext("Where authority moves"), words.AUTHORITIES[row.authority]),
        (gettext("Whose power it uses"), row.power or gettext("None is named: a recommendation")),
        (gettext("Where that power is written down"), row.power_source),
        (gettext("Made on"), row.decided_on),
        (gettext("To be reviewed on"), row.review_on),
        (gettext("Can be called in until"), row.call_in_until),
    ]
    return [(name, value) for name, value in found if value]


def said(brief: DecisionBrief) -> list[tuple[str, str]]:
    """Return the record in the order of the English regulations, and what we ask for besides."""
    row = brief.row
    found = [
        (gettext("Why?"), row.reasons),
        (gettext("What else was considered, and why was it rejected?"), row.alternatives),
        (gettext("Which conflicts of interest were declared?"), row.conflicts),
        (gettext("Dispensation"), row.dispensation),
        (gettext("Who may do it from now on?"), row.delegations),
        (gettext("What is expected of it?"), row.forecast),
    ]
    return [(title, text) for title, text in found if text]
