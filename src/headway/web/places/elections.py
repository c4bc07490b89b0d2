"""Pages on which stewards set pre-election periods and record changes of control."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.places import actions, permissions, queries
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.places.forms import ChangeForm, PeriodForm
from headway.web.places.views import require

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> tuple[str, str]:
    return reverse("place_list:elections"), _("Elections and changes of control")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request, "set_pre_election_period")
    reader = edge.reader(request)
    context = {
        "periods": queries.quiet_periods(reader),
        "changes": queries.changes_of_control(reader),
        "today": edge.today(request),
        "may": permissions.may(reader.actor, "set_pre_election_period") and reader.past is None,
    }
    return render(request, "places/elections.html", context)


@ask
def set_period(request: HttpRequest) -> HttpResponse:
    require(request, "set_pre_election_period")
    form = PeriodForm(posted(request))
    if done(form, lambda: actions.set_pre_election_period(edge.by(request), **form.values())):
        messages.success(request, _("The pre-election period is set."))
        return redirect("place_list:elections")
    intro = (
        _("On these days digests and new signals of the place wait. Figures that were announced go on."),
    )
    return form_page(
        request, form, FormPage(_("Set a pre-election period"), _("Set the period"), intro, crumbs())
    )


@ask
def record_change(request: HttpRequest) -> HttpResponse:
    require(request, "record_change_of_control")
    form = ChangeForm(posted(request))
    if done(form, lambda: actions.record_change_of_control(edge.by(request), **form.values())):
        messages.success(request, _("The change of control is recorded."))
        return redirect("place_list:elections")
    intro = (
        _("The pages of the place’s missions stand still as of that day, and say so to everybody."),
        _("Each moves on when the new administration adopts it again, amends it or closes it."),
        _("Nothing is called late for 100 days."),
    )
    page = FormPage(_("Record a change of control"), _("Record the change"), intro, crumbs(), warning=True)
    return form_page(request, form, page)


@ask
def withdraw_period(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "withdraw_pre_election_period")
    form = Form(posted(request))
    page = FormPage(
        _("Withdraw this pre-election period?"),
        _("Withdraw the period"),
        (_("Digests and new signals of the place start again at once."),),
        crumbs(),
        warning=True,
        cancel=reverse("place_list:elections"),
    )
    return withdrawn(
        request, form, page, lambda: actions.withdraw_pre_election_period(edge.by(request), key=key)
    )


@ask
def withdraw_change(request: HttpRequest, key: UUID) -> HttpResponse:
    require(request, "withdraw_change_of_control")
    form = Form(posted(request))
    page = FormPage(
        _("Withdraw this change of control?"),
        _("Withdraw the change"),
        (_("Pages that stand still because of it move on at once."),),
        crumbs(),
        warning=True,
        cancel=reverse("place_list:elections"),
    )
    return withdrawn(
        request, form, page, lambda: actions.withdraw_change_of_control(edge.by(request), key=key)
    )


def withdrawn(request: HttpRequest, form: Form, page: FormPage, act: Callable[[], object]) -> HttpResponse:
    if done(form, act):
        messages.success(request, _("It was withdrawn."))
        return redirect("place_list:elections")
    return form_page(request, form, page)
