"""Organisations with their offices and teams; everybody reads, administrators write."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.kernel.workdays import Calendar
from headway.people import actions, permissions, queries
from headway.people.analysis import NewOrganisation
from headway.people.choices import Family
from headway.web import edge
from headway.web.forms import done
from headway.web.people import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(key: UUID | None = None, name: str = "") -> tuple[str, ...]:
    found = (reverse("people:organisations"), _("Organisations"))
    return (*found, reverse("people:organisation", args=[key]), name) if key else found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    reader = edge.reader(request)
    rows = [(row, words.FAMILIES[row.family]) for row in queries.organisations(reader, closed=True)]
    may_add = permissions.may(reader.actor, "add_organisation")
    return render(request, "people/organisations.html", {"rows": rows, "may_add": may_add})


@require_safe
def organisation(request: HttpRequest, key: UUID) -> HttpResponse:
    reader = edge.reader(request)
    row = queries.organisation(reader, key=key)
    parent = queries.organisation(reader, key=row.parent) if row.parent else None
    facts: list[tuple[object, ...]] = [(_("Kind"), str(words.FAMILIES[row.family]))]
    may_add = permissions.may(reader.actor, "add_office", key)
    change = (reverse("people:set_calendar", args=[key]), _("Change"), _("Bank holidays of"))
    facts.append((_("Bank holidays of"), str(words.CALENDARS[row.calendar]), *(change if may_add else ())))
    if row.identifier:
        facts.append((_("Identifier"), row.identifier))
    if parent:
        facts.append((_("Part of"), parent.name))
    if row.closed_on:
        facts.append((_("Closed on"), row.closed_on))
    context = {
        "row": row,
        "facts": facts,
        "offices": queries.offices(reader, organisation=key),
        "teams": queries.teams(reader, organisation=key),
        "may_add": may_add,
        "signed_in": reader.actor.signed_in,
    }
    return render(request, "people/organisation.html", context)


@ask
def add(request: HttpRequest) -> HttpResponse:
    require(request, "add_organisation")
    rows = queries.organisations(edge.reader(request))
    form = forms.OrganisationForm(posted(request), parents=[(str(row.key), row.name) for row in rows])

    def write() -> UUID:
        values = form.values()
        parent = UUID(values["parent"]) if values["parent"] else None
        family, calendar = Family(values["family"]), Calendar(values["calendar"])
        new = NewOrganisation(**values | {"parent": parent, "family": family, "calendar": calendar})
        return actions.add_organisation(edge.by(request), new=new)

    if done(form, write):
        messages.success(request, _("The organisation was added."))
        return redirect("people:organisation", key=form.result)
    return form_page(request, form, FormPage(_("Add an organisation"), _("Add"), crumbs=crumbs()))


@ask
def calendar(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say whose bank holidays the organisation keeps."""
    require(request, "set_calendar", key)
    row = queries.organisation(edge.reader(request), key=key)
    form = forms.CalendarForm(posted(request), initial={"calendar": row.calendar.value})

    def write() -> None:
        chosen = Calendar(form.values()["calendar"])
        actions.set_calendar(edge.by(request), organisation=key, calendar=chosen)

    if done(form, write):
        messages.success(request, _("The bank holidays were changed."))
        return redirect("people:organisation", key=key)
    intro = _("Dates that are fixed already stay as they are.")
    page = FormPage(_("Whose bank holidays does it keep?"), _("Save"), (intro,), crumbs(key, row.name))
    return form_page(request, form, page)


@ask
def accountable(request: HttpRequest, key: UUID, unit: UUID) -> HttpResponse:
    """Name the office that stands for a small one in public."""
    require(request, "name_accountable", key)
    reader = edge.reader(request)
    row = queries.organisation(reader, key=key)
    units = queries.offices(reader, organisation=key)
    form = forms.AccountableForm(posted(request), offices=[(str(each.key), each.name) for each in units])

    def write() -> None:
        named = form.values()["director"]
        director = UUID(named) if named else None
        actions.name_accountable(edge.by(request), office=unit, director=director)

    if done(form, write):
        messages.success(request, _("The accountable office was named."))
        return redirect("people:organisation", key=key)
    intro = _(
        "An office that fewer than five people hold is listed in public under the accountable office, "
        "so that no list points at one person."
    )
    title = _("Who is accountable for this office?")
    return form_page(request, form, FormPage(title, _("Save"), (intro,), crumbs(key, row.name)))


@ask
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "close_organisation", key)
    row = queries.organisation(edge.reader(request), key=key)
    title = _("Close %(name)s?") % {"name": row.name}
    return _close(
        request, row, title, lambda on: actions.close_organisation(edge.by(request), organisation=key, on=on)
    )


@ask
def close_office(request: HttpRequest, key: UUID, unit: UUID) -> HttpResponse:
    require(request, "close_office", key)
    row = queries.organisation(edge.reader(request), key=key)
    return _close(
        request,
        row,
        _("Close this office?"),
        lambda on: actions.close_office(edge.by(request), office=unit, on=on),
    )


@ask
def close_team(request: HttpRequest, key: UUID, unit: UUID) -> HttpResponse:
    require(request, "close_team", key)
    row = queries.organisation(edge.reader(request), key=key)
    return _close(
        request, row, _("Close this team?"), lambda on: actions.close_team(edge.by(request), team=unit, on=on)
    )


@ask
def add_office(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "add_office", key)
    intro = _("An office is a post that owes answers and decides, whoever holds it. Offices are public.")
    form = forms.NameForm(posted(request))
    happened = done(form, lambda: actions.add_office(edge.by(request), organisation=key, **form.values()))
    return _added(request, key, form, happened=happened, page=(_("Add an office"), intro))


@ask
def add_team(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "add_team", key)
    intro = _("Teams are seen by people who are signed in. They are never ranked or compared.")
    form = forms.NameForm(posted(request))
    happened = done(form, lambda: actions.add_team(edge.by(request), organisation=key, **form.values()))
    return _added(request, key, form, happened=happened, page=(_("Add a team"), intro))


def _added(
    request: HttpRequest, key: UUID, form: forms.NameForm, *, happened: bool, page: tuple[str, str]
) -> HttpResponse:
    if happened:
        messages.success(request, _("It was added."))
        return redirect("people:organisation", key=key)
    row = queries.organisation(edge.reader(request), key=key)
    title, intro = page
    return form_page(request, form, FormPage(title, _("Add"), (intro,), crumbs(key, row.name)))


def _close(
    request: HttpRequest, row: queries.OrganisationRow, title: str, act: Callable[..., object]
) -> HttpResponse:
    form = forms.CloseForm(posted(request), initial={"on": edge.today(request)})
    if done(form, lambda: act(form.values()["on"])):
        messages.success(request, _("It was closed."))
        return redirect("people:organisation", key=row.key)
    page = FormPage(
        title,
        _("Close"),
        (_("It leaves the lists from that day. What it did stays on record."),),
        crumbs(row.key, row.name),
        warning=True,
        cancel=reverse("people:organisation", args=[row.key]),
    )
    return form_page(request, form, page)
