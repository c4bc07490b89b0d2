"""Keeping boards and running their meetings."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.briefs.boards import BoardBrief, EventBrief, board_brief, event_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import slugify
from headway.missions.queries import missions
from headway.people.queries import offices
from headway.rhythms import actions
from headway.rhythms.choices import EventState
from headway.rhythms.permissions import may_keep_boards
from headway.rhythms.queries import boards
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.rhythms import forms
from headway.web.rhythms.views import day_in

ask = require_http_methods(["GET", "HEAD", "POST"])
ADDRESSES = {"new"}  # of pages of ours where a board's could stand


def named_missions(reader: Reader) -> list[tuple[str, str]]:
    """Return the missions this person may see, by key and short name."""
    return [(str(row.key), row.charter.short_title) for row in missions(reader)]


def to_boards() -> tuple[str, ...]:
    return (reverse("rhythms:index"), _("Boards"))


def crumbs(brief: BoardBrief) -> tuple[str, ...]:
    """The way to a page of a board."""
    return (*to_boards(), reverse("rhythms:board", args=[brief.row.slug]), brief.row.name)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Set up a board."""
    reader = edge.reader(request)
    require(may_keep_boards(reader.actor))
    form = forms.BoardForm(posted(request), offices=offices(reader), missions=named_missions(reader))

    def write() -> UUID:
        slug = slugify(form.cleaned_data["name"])
        board = form.board(f"{slug}-board" if slug in ADDRESSES or slug[:4].isdigit() else slug)
        return actions.found_board(edge.by(request), board=board)

    if done(form, write):
        messages.success(request, _("The board was set up."))
        return redirect("rhythms:board", slug=boards(reader, keys={form.result})[0].slug)
    intro = (
        _("A board meets, looks at evidence and decides. Offices sit on it, not persons."),
        _("Everybody can read what it decides, why, and whose power it used."),
    )
    return form_page(request, form, FormPage(_("Set up a board"), _("Set up the board"), intro, to_boards()))


@ask
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version of a board's terms."""
    reader = edge.reader(request)
    brief = board_brief(reader, slug=slug)
    require(brief.may_keep)
    row = brief.row
    form = forms.BoardForm(
        posted(request),
        offices=offices(reader),
        missions=named_missions(reader),
        initial=forms.board_texts(row),
        version=row.version,
    )
    if done(
        form,
        lambda: actions.amend_board(
            edge.by(request), board=row.key, terms=form.board(), version=form.expected
        ),
    ):
        messages.success(request, _("The board was changed. Its terms before stay in its history."))
        return redirect("rhythms:board", slug=row.slug)
    page = FormPage(_("Change this board"), _("Save the board"), (), crumbs(brief))
    return form_page(request, form, page)


@ask
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """End a board, after asking once."""
    brief = board_brief(edge.reader(request), slug=slug)
    require(brief.may_keep)
    form = Form(posted(request))
    if done(form, lambda: actions.end_board(edge.by(request), board=brief.row.key)):
        messages.success(request, _("The board has ended."))
        return redirect("rhythms:board", slug=slug)
    page = FormPage(
        _("End this board?"),
        _("End the board"),
        (brief.row.name, _("It plans and decides nothing any more. Its record stays for everybody.")),
        crumbs(brief),
        warning=True,
        cancel=reverse("rhythms:board", args=[slug]),
    )
    return form_page(request, form, page)


@ask
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan meetings as plain dates."""
    brief = board_brief(edge.reader(request), slug=slug)
    require(brief.may_run)
    form = forms.MeetingsForm(posted(request))

    def write() -> int:
        dates = form.meetings()
        actions.plan_meetings(edge.by(request), board=brief.row.key, meetings=dates)
        return len(dates)

    if done(form, write):
        said = ngettext("%(n)s meeting was planned.", "%(n)s meetings were planned.", form.result)
        messages.success(request, said % {"n": form.result})
        return redirect("rhythms:board", slug=slug)
    page = FormPage(_("When does the board meet?"), _("Plan the meetings"), (), crumbs(brief))
    return form_page(request, form, page)


# --- one meeting ---


def found(request: HttpRequest, slug: str, on: str, *states: EventState) -> EventBrief:
    """Return a meeting that stands where something can be done by this person."""
    brief = event_brief(edge.reader(request), slug=slug, on=day_in(on))
    require(brief.may_run)
    if brief.row.state not in states:
        raise Missing
    return brief


def way(brief: EventBrief) -> tuple[str, ...]:
    """The way to a page of a meeting."""
    slug, on = brief.board.slug, brief.row.on.isoformat()
    return (
        *to_boards(),
        reverse("rhythms:board", args=[slug]),
        brief.board.name,
        reverse("rhythms:meeting", kwargs={"slug": slug, "on": on}),
        _("Meeting"),
    )


def back(slug: str, on: date | str) -> HttpResponse:
    return redirect("rhythms:meeting", slug=slug, on=str(on))


@ask
def agenda(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """Write the agenda."""
    brief = found(request, slug, on, EventState.PLANNED)
    first = {"items": "\n".join(each.text for each in brief.agenda)}
    form = forms.AgendaForm(posted(request), initial=first)
    if done(form, lambda: actions.set_agenda(edge.by(request), meeting=brief.row.key, items=form.agenda())):
        messages.success(request, _("The agenda was saved."))
        return back(slug, on)
    return form_page(request, form, FormPage(_("The agenda"), _("Save the agenda"), (), way(brief)))


@ask
def hold(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """Say that a meeting was held."""
    brief = found(request, slug, on, EventState.PLANNED)
    form = Form(posted(request))
    if done(form, lambda: actions.hold_meeting(edge.by(request), meeting=brief.row.key)):
        messages.success(request, _("The meeting was held. Write its minutes when you are ready."))
        return back(slug, on)
    page = FormPage(
        _("Was this meeting held?"),
        _("It was held"),
        (_("Its agenda then stays as it is."),),
        way(brief),
        cancel=reverse("rhythms:meeting", kwargs={"slug": slug, "on": on}),
    )
    return form_page(request, form, page)


@ask
def cancel(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """Cancel a meeting, after asking once."""
    brief = found(request, slug, on, EventState.PLANNED)
    form = Form(posted(request))
    if done(form, lambda: actions.cancel_meeting(edge.by(request), meeting=brief.row.key)):
        messages.success(request, _("The meeting was cancelled."))
        return redirect("rhythms:board", slug=slug)
    page = FormPage(
        _("Cancel this meeting?"),
        _("Cancel the meeting"),
        (_("Everybody sees that it was planned and cancelled. Plan another for a new date."),),
        way(brief),
        warning=True,
        cancel=reverse("rhythms:meeting", kwargs={"slug": slug, "on": on}),
    )
    return form_page(request, form, page)


@ask
def minutes(request: HttpRequest, slug: str, on: str) -> HttpResponse:
    """Write the minutes; once they stand, add an entry."""
    brief = found(request, slug, on, EventState.HELD, EventState.MINUTED)
    minuted = brief.row.state is EventState.MINUTED
    label = _("What is to be corrected or added?") if minuted else _("What do the minutes say?")
    form = forms.SayForm(posted(request), label=label)
    act = actions.correct_minutes if minuted else actions.minute_meeting

    def write() -> None:
        act(edge.by(request), meeting=brief.row.key, text=form.cleaned_data["text"])

    if done(form, write):
        messages.success(request, _("The record was written."))
        return back(slug, on)
    intro = (
        _("What was minuted stays as it is. Your words stand below it with today’s date.")
        if minuted
        else _("The record then is closed: it can be corrected by a new entry, never changed.")
    )
    title = _("Correct the minutes") if minuted else _("The minutes")
    page = FormPage(title, _("Add the entry") if minuted else _("Close the record"), (intro,), way(brief))
    return form_page(request, form, page)
