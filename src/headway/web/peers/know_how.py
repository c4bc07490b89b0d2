"""Who knows how: search by words, one's own offers, and withdrawing them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.kernel.errors import Missing
from headway.peers import actions
from headway.peers.queries import HelpRow, own_help, search_help
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.peers import forms
from headway.web.peers.stories import ask
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in


def crumbs() -> tuple[str, str]:
    """The way to a page of who knows how."""
    return reverse("peers:know-how"), _("Who knows how?")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print who offers help, by name, to whoever is signed in."""
    require_signed_in(request)
    reader = edge.reader(request)
    search = forms.SearchForm(request.GET)
    asked = search.cleaned_data["q"].strip() if search.is_valid() else ""
    context = {
        "rows": search_help(reader, search=asked),
        "own": own_help(reader),
        "search": search,
        "asked": asked,
        "now": reader.past is None,
    }
    return render(request, "peers/know_how.html", context)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Offer help, in one's own words."""
    require_signed_in(request)
    language = edge.reader(request).language
    form = forms.HelpForm(posted(request))
    if done(form, lambda: actions.offer_help(edge.by(request), help=form.help(language))):
        messages.success(request, _("Thank you. Everybody who signs in can find it."))
        return redirect("peers:know-how")
    intro = (
        _("Everybody who signs in here can find it, with your name. Nobody else can."),
        _("You can withdraw it at any time. It is no duty, and nobody counts it."),
    )
    return form_page(request, form, FormPage(_("Offer help"), _("Offer it"), intro, crumbs()))


def mine(request: HttpRequest, key: UUID) -> HelpRow:
    """Return an own offer of help, or raise Missing."""
    require_signed_in(request)
    found = next((row for row in own_help(edge.reader(request)) if row.key == key), None)
    if found is None:
        raise Missing
    return found


@ask
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write an offer of help anew."""
    row = mine(request, key)
    language = edge.reader(request).language
    form = forms.HelpForm(posted(request), initial={"text": row.text, "reach": row.reach})
    if done(form, lambda: actions.change_help(edge.by(request), key=key, help=form.help(language))):
        messages.success(request, _("Your offer was changed."))
        return redirect("peers:know-how")
    return form_page(request, form, FormPage(_("Change your offer"), _("Save"), (), crumbs()))


@ask
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Withdraw an offer of help, after asking once."""
    row = mine(request, key)
    form = Form(posted(request))
    if done(form, lambda: actions.withdraw_help(edge.by(request), key=key)):
        messages.success(request, _("Your offer was withdrawn. Its words are gone."))
        return redirect("peers:know-how")
    page = FormPage(
        _("Withdraw this offer?"),
        _("Withdraw it"),
        (row.text, _("Its words are removed at once.")),
        crumbs(),
        warning=True,
        cancel=reverse("peers:know-how"),
    )
    return form_page(request, form, page)
