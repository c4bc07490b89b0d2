"""One's own account, and the page that an invitation leads to."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_safe

from headway.files.permissions import may_bring_in
from headway.kernel.errors import Gone
from headway.kernel.sentences import Sentence
from headway.people import actions, permissions, queries
from headway.people.choices import TokenScope
from headway.places import permissions as place_permissions
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> tuple[str, str]:
    return reverse("people:account"), _("Your account")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    key = require_signed_in(request)
    reader = replace(edge.reader(request), at=edge.now(request))
    person = queries.person(reader, key=key)
    details = reverse("people:details")
    facts = [
        (_("Name"), person.name, details, _("Change"), _("name")),
        (_("E-mail address"), person.email),
        (_("Language of mails"), str(words.LANGUAGES[person.language]), details, _("Change"), _("language")),
        (_("Mails"), _("Today, and what you follow"), reverse("people:mails"), _("Choose"), _("mails")),
        (_("Password"), "••••••••", reverse("account_change_password"), _("Change"), _("password")),
        (
            _("Two steps"),
            _("A code from an app"),
            reverse("mfa_index"),
            _("Set up"),
            _("two steps"),
        ),
        (
            _("Passkeys"),
            _("Sign in with a finger, a face or a PIN"),
            reverse("mfa_list_webauthn"),
            _("Set up"),
            _("passkeys"),
        ),
    ]
    roles = [(words.role_text(row), words.role_dates(row), row) for row in person.roles]
    tokens = queries.tokens(reader, account=key)
    context = {
        "facts": facts,
        "roles": roles,
        "tokens": tokens,
        "may_see_people": permissions.may(reader.actor, "see_people"),
        "may_set": permissions.may(reader.actor, "set_setting"),
        "may_keep_places": place_permissions.may(reader.actor, "import_places"),
        "may_set_elections": place_permissions.may(reader.actor, "set_pre_election_period"),
        "may_bring_in": may_bring_in(reader.actor),
    }
    return render(request, "people/account.html", context)


@ask
def details(request: HttpRequest) -> HttpResponse:
    key = require_signed_in(request)
    person = queries.person(edge.reader(request), key=key)
    form = forms.ProfileForm(posted(request), initial={"name": person.name, "language": person.language})
    if done(form, lambda: actions.change_profile(edge.by(request), account=key, **form.values())):
        messages.success(request, _("Your details were changed."))
        return redirect("people:account")
    return form_page(request, form, FormPage(_("Change your details"), _("Save"), crumbs=crumbs()))


@ask
def new_token(request: HttpRequest) -> HttpResponse:
    require_signed_in(request)
    form = forms.TokenForm(posted(request))

    def make() -> actions.MadeToken:
        values = form.values()
        # The secret is shown in the answer alone and kept nowhere, so this form has no key to repeat it by.
        by = replace(edge.by(request), once=None)
        return actions.make_token(by, **values | {"scope": TokenScope(values["scope"])})

    if done(form, make):
        return render(request, "people/token.html", {"secret": form.result.secret})
    intro = (
        _("A token lets a program read or write in your name. It can never do more than you."),
        _("You see it once, on the next page. Keep it like a password."),
    )
    return form_page(request, form, FormPage(_("Make a token"), _("Make the token"), intro, crumbs()))


@ask
def end_token(request: HttpRequest, key: UUID) -> HttpResponse:
    require_signed_in(request)
    form = Form(posted(request))
    if done(form, lambda: actions.end_token(edge.by(request), token=key)):
        messages.success(request, _("The token was ended."))
        return redirect("people:account")
    page = FormPage(
        _("End this token?"),
        _("End the token"),
        (_("Programs that use it will be refused from now on."),),
        crumbs(),
        warning=True,
        cancel=reverse("people:account"),
    )
    return form_page(request, form, page)


@ask
def leave(request: HttpRequest) -> HttpResponse:
    key = require_signed_in(request)
    form = Form(posted(request))
    if done(form, lambda: actions.leave(edge.by(request), account=key)):
        logout(request)
        messages.success(request, _("Your account is closed."))
        return redirect("/")
    page = FormPage(
        _("Close your account?"),
        _("Close my account"),
        (
            _("Your roles and tokens end at once. You cannot undo this."),
            _("Your name and address are removed two years later. What you decided stays on record."),
        ),
        crumbs(),
        warning=True,
        cancel=reverse("people:account"),
    )
    return form_page(request, form, page)


@ask
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = queries.invitation_by(secret, at=edge.now(request))
    form = forms.AcceptForm(posted(request), initial={"name": invitation.name})

    def take_up() -> UUID:
        values = form.values()
        password = queries.new_password(values["password"], email=invitation.email, name=values["name"])
        by = edge.by(request)
        return actions.accept_invitation(by, secret=secret, name=values["name"], password=password)

    if not invitation.open and request.method != "POST":
        raise Gone(Sentence(noop("This invitation no longer works. Sign in, or ask for a new one.")))
    if done(form, take_up):
        messages.success(request, _("Your account is ready. Sign in with your new password."))
        return redirect("account_login")
    intro = (
        _("You sign in with %(email)s.") % {"email": invitation.email},
        _("Choose how your name is written, and a password."),
    )
    return form_page(request, form, FormPage(_("Set up your account"), _("Set up my account"), intro))
