"""The draw of which teams see a story first: on record before it is made, for anybody to repeat."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.kernel.actors import Actor
from headway.kernel.errors import Forbidden, Missing
from headway.peers import actions, permissions
from headway.peers.queries import StoryRow
from headway.peers.queries import story as story_of
from headway.web import edge
from headway.web.answers.inbox import pairs
from headway.web.forms import Form, done
from headway.web.peers import forms
from headway.web.peers.stories import ask, crumbs
from headway.web.people.pages import FormPage, form_page, posted


def found(request: HttpRequest, key: UUID, may: Callable[[Actor, UUID], bool]) -> StoryRow:
    """Return a story to who may do something about its draw."""
    reader = edge.reader(request)
    row = story_of(reader, key=key)
    if not may(reader.actor, row.mission):
        raise Forbidden
    return row


def way(row: StoryRow) -> tuple[str, ...]:
    """The way to a page of a draw."""
    return (*crumbs(row), reverse("peers:draw", args=[row.key]), _("Who sees it first?"))


@require_safe
def draw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print what stands on record of a draw, and how to repeat it."""
    row = found(request, key, permissions.may_study)
    may = permissions.may_draw(edge.actor(request), row.mission)
    lines = [(name, team in row.draw.first) for team, name in row.draw.teams] if row.draw else []
    context = {"row": row, "draw": row.draw, "lines": lines, "pairs": pairs(crumbs(row)), "may": may}
    return render(request, "peers/draw.html", context)


@ask
def commit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a draw on record."""
    row = found(request, key, permissions.may_draw)
    if row.draw is not None or row.reviewed_on is not None:
        raise Missing
    form = forms.DrawForm(posted(request))
    if done(form, lambda: actions.commit_draw(edge.by(request), story=key, **form.values())):
        messages.success(request, _("The draw stands on record. Make it when you are ready."))
        return redirect("peers:draw", key=key)
    intro = (
        _("A lot decides which teams see the story first, so that you can study what it does."),
        _("Teams, program, seed and days are put on record now. They cannot be changed or drawn again."),
    )
    return form_page(
        request, form, FormPage(_("Let a lot decide"), _("Put the draw on record"), intro, way(row))
    )


@ask
def make(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make the draw that stands on record."""
    row = found(request, key, permissions.may_draw)
    if row.draw is None or row.draw.drawn_at is not None:
        raise Missing
    known = row.draw.key
    form = Form(posted(request))
    if done(form, lambda: actions.draw_lot(edge.by(request), draw=known)):
        messages.success(request, _("The lot was drawn."))
        return redirect("peers:draw", key=key)
    page = FormPage(
        _("Make the draw?"),
        _("Make the draw"),
        (_("It is made once. The seed is told then, and anybody can repeat it."),),
        way(row),
        cancel=reverse("peers:draw", args=[key]),
    )
    return form_page(request, form, page)
