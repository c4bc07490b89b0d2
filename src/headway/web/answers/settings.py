"""What the steward sets: clocks, what a body can answer a month, pauses; all of it in public."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.answers import actions, permissions
from headway.answers.choices import ClockName, PauseReason
from headway.answers.queries import capacities, clock_days
from headway.answers.queries import pause as pause_row
from headway.kernel.errors import Forbidden, Missing
from headway.people.queries import office_rows, offices_of, organisation
from headway.web import edge
from headway.web.answers import forms, words
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> tuple[str, ...]:
    """The way to these pages."""
    return (
        reverse("answers:index"),
        _("Answers owed"),
        reverse("answers:clocks"),
        _("Clocks and pauses"),
    )


@ask
def clock(request: HttpRequest, name: str) -> HttpResponse:
    """Give a clock other days."""
    reader = edge.reader(request)
    if not permissions.may_set(reader.actor):
        raise Forbidden
    if name not in set(ClockName):
        raise Missing
    which = ClockName(name)
    form = forms.ClockForm(posted(request), initial={"days": clock_days(reader)[which]})
    if done(form, lambda: actions.set_clock(edge.by(request), clock=which, **form.values())):
        messages.success(request, _("The clock was set."))
        return redirect("answers:clocks")
    calendar_days = which == ClockName.CONFIRM
    intro = (
        _("These are calendar days.") if calendar_days else _("These are working days."),
        _("Dates that are fixed already stay as they are."),
    )
    title = _("Change: %(setting)s") % {"setting": words.CLOCKS[which]}
    return form_page(request, form, FormPage(title, _("Save"), intro, crumbs()))


@ask
def capacity(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say how many answers a body can give a month."""
    reader = edge.reader(request)
    if not permissions.may_say_capacity(reader.actor):
        raise Forbidden
    body = organisation(reader, key=key)
    said = capacities(reader).get(key)
    form = forms.CapacityForm(posted(request), initial={"monthly": said.monthly if said else None})
    if done(form, lambda: actions.set_capacity(edge.by(request), organisation=key, **form.values())):
        messages.success(request, _("It was noted. Everybody can see it beside the queue."))
        return redirect("answers:queue")
    intro = (
        body.name,
        _("Questions that wait stand in an open queue: the most affected people first, then the oldest."),
        _("No clock stops for it."),
    )
    page = FormPage(_("How many answers can this body give a month?"), _("Save"), intro, crumbs())
    return form_page(request, form, page)


@ask
def new_pause(request: HttpRequest) -> HttpResponse:
    """Let the clocks of an office stand still, in public."""
    reader = edge.reader(request)
    if not permissions.may_pause(reader.actor, holds=False):
        raise Forbidden
    held = offices_of(reader.actor, reader.at)
    rows = [row for row in office_rows(reader).values() if row.key not in held]
    form = forms.PauseForm(
        posted(request),
        offices=forms.named((row.key, f"{row.organisation_name}: {row.name}") for row in rows),
        initial={"starts_on": edge.today(request)},
    )

    def write() -> UUID:
        values = form.values()
        office, reason = UUID(values.pop("office")), PauseReason(values.pop("reason"))
        return actions.pause_clocks(edge.by(request), office=office, reason=reason, **values)

    if done(form, write):
        messages.success(request, _("The clocks of this office stand still. Everybody can see why."))
        return redirect("answers:clocks")
    intro = (
        _("Working days of a pause do not count. A clock that ran out already stays as it is."),
        _("You cannot pause the clocks of an office that you hold."),
    )
    page = FormPage(_("Pause the clocks of an office"), _("Pause the clocks"), intro, crumbs(), warning=True)
    return form_page(request, form, page)


@ask
def end_pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let the clocks run again from today."""
    reader = edge.reader(request)
    row = pause_row(reader, key=key)
    holds = row.office in offices_of(reader.actor, reader.at)
    if not permissions.may_pause(reader.actor, holds=holds):
        raise Forbidden
    form = Form(posted(request))
    if done(form, lambda: actions.end_pause(edge.by(request), pause=key)):
        messages.success(request, _("The clocks run again from today."))
        return redirect("answers:clocks")
    page = FormPage(
        _("Let the clocks run again?"),
        _("Let them run"),
        (row.office_name, row.note),
        crumbs(),
        cancel=reverse("answers:clocks"),
    )
    return form_page(request, form, page)
