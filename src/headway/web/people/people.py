"""Who has an account and what they may do; for administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.kernel.actors import RoleName
from headway.missions import queries as missions
from headway.people import actions, queries
from headway.people.analysis import NewAccount, NewRole
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(key: UUID | None = None, name: str = "") -> tuple[str, ...]:
    found = (reverse("people:index"), _("People and roles"))
    return (*found, reverse("people:person", args=[key]), name) if key else found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    search = forms.SearchForm(request.GET or None)
    asked = search.cleaned_data["q"] if search.is_bound and search.is_valid() else ""
    found = queries.people(edge.reader(request), search=asked)
    rows = [
        (row, words.STATES[row.state], [words.role_text(role) for role in row.roles if role.holds])
        for row in found
    ]
    return render(request, "people/index.html", {"rows": rows, "search": search, "asked": asked})


@ask
def invite(request: HttpRequest) -> HttpResponse:
    require(request, "invite")
    form = forms.InviteForm(posted(request))

    def send() -> UUID:
        values = form.values()
        role = RoleName(values["role"]) if values["role"] else None
        return actions.invite(edge.by(request), new=NewAccount(**values | {"role": role}))

    if done(form, send):
        messages.success(request, _("The invitation is on its way. Its link works for 14 days."))
        return redirect("people:person", key=form.result)
    page = FormPage(
        _("Invite somebody"),
        _("Send the invitation"),
        (_("We send a link by e-mail. With it, the person chooses a password."),),
        crumbs(),
    )
    return form_page(request, form, page)


@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "see_people")
    reader = edge.reader(request)
    row = queries.person(reader, key=key)
    facts = [
        (_("E-mail address"), row.email),
        (_("State"), str(words.STATES[row.state])),
        (_("Account made on"), row.created_at),
    ]
    context = {
        "person": row,
        "facts": facts,
        "roles": [(words.role_text(role), words.role_dates(role), role) for role in row.roles],
        "invitations": [each for each in queries.invitations(reader, account=key) if each.open],
        "tokens": [each for each in queries.tokens(reader, account=key) if each.live],
        "history": words.history(reader, key),
        "own": reader.actor.key == key,
    }
    return render(request, "people/person.html", context)


@ask
def invite_again(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "invite")
    row = queries.person(edge.reader(request), key=key)
    form = Form(posted(request))
    new = NewAccount(email=row.email, name=row.name, language=row.language)
    if done(form, lambda: actions.invite(edge.by(request), new=new)):
        messages.success(request, _("A new invitation is on its way. Its link works for 14 days."))
        return redirect("people:person", key=key)
    page = FormPage(
        _("Invite %(name)s again?") % {"name": row.name},
        _("Send a new invitation"),
        (_("Earlier links stop working."),),
        crumbs(key, row.name),
    )
    return form_page(request, form, page)


@ask
def grant(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "grant_role")
    reader = edge.reader(request)
    row = queries.person(reader, key=key)
    form = forms.GrantForm(
        posted(request),
        initial={"starts_on": edge.today(request)},
        scopes=[
            *((str(each.key), each.charter.short_title) for each in missions.missions(reader)),
            *((str(each.key), each.name) for each in queries.organisations(reader)),
            *((str(each.key), f"{each.name}, {each.organisation_name}") for each in queries.teams(reader)),
        ],
        offices=[
            (str(each.key), f"{each.name}, {each.organisation_name}") for each in queries.offices(reader)
        ],
    )

    def give() -> UUID:
        values = form.values()
        keys = {name: UUID(values[name]) if values[name] else None for name in ("scope", "office")}
        new = NewRole(**values | keys | {"role": RoleName(values["role"])})
        return actions.grant_role(edge.by(request), account=key, new=new)

    if done(form, give):
        messages.success(request, _("The role was granted."))
        return redirect("people:person", key=key)
    page = FormPage(
        _("Grant a role to %(name)s") % {"name": row.name}, _("Grant the role"), crumbs=crumbs(key, row.name)
    )
    return form_page(request, form, page)


@ask
def end_role(request: HttpRequest, key: UUID, role: UUID) -> HttpResponse:
    require(request, "end_role")
    row = queries.person(edge.reader(request), key=key)
    form = forms.EndRoleForm(posted(request))
    if done(form, lambda: actions.end_role(edge.by(request), role=role, **form.values())):
        messages.success(request, _("The role was ended."))
        return redirect("people:person", key=key)
    held = [words.role_text(each) for each in row.roles if each.key == role]
    page = FormPage(
        _("End this role of %(name)s?") % {"name": row.name},
        _("End the role"),
        (*held, _("What was decided under it stays on record.")),
        crumbs(key, row.name),
        warning=True,
        cancel=reverse("people:person", args=[key]),
    )
    return form_page(request, form, page)


@ask
def withdraw(request: HttpRequest, key: UUID, invitation: UUID) -> HttpResponse:
    require(request, "withdraw_invitation")
    row = queries.person(edge.reader(request), key=key)
    form = Form(posted(request))
    if done(form, lambda: actions.withdraw_invitation(edge.by(request), invitation=invitation)):
        messages.success(request, _("The invitation was withdrawn."))
        return redirect("people:person", key=key)
    page = FormPage(
        _("Withdraw the invitation of %(name)s?") % {"name": row.name},
        _("Withdraw the invitation"),
        (_("The link in the mail stops working."),),
        crumbs(key, row.name),
        warning=True,
        cancel=reverse("people:person", args=[key]),
    )
    return form_page(request, form, page)


@ask
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "end_role")
    row = queries.person(edge.reader(request), key=key)
    form = Form(posted(request))
    if done(form, lambda: actions.leave(edge.by(request), account=key)):
        messages.success(request, _("The account was closed."))
        return redirect("people:person", key=key)
    page = FormPage(
        _("Close the account of %(name)s?") % {"name": row.name},
        _("Close the account"),
        (
            _("All roles and tokens end at once. This cannot be undone."),
            _("The name and address are removed two years later."),
        ),
        crumbs(key, row.name),
        warning=True,
        cancel=reverse("people:person", args=[key]),
    )
    return form_page(request, form, page)
