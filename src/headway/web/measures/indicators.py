"""Indicators: a new one, the next version of its card, retiring it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.kernel import things
from headway.kernel.errors import Forbidden
from headway.measures import actions, permissions, queries
from headway.measures.analysis import NewIndicator
from headway.measures.choices import IndicatorState
from headway.measures.queries import CardRow
from headway.people.queries import offices
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.measures.cards import CardForm, card_answers
from headway.web.measures.forms import Pairs, sent

ask = require_http_methods(["GET", "HEAD", "POST"])


def require(request: HttpRequest) -> None:
    """Refuse early, so that nobody fills in a form they may not send; the action decides again."""
    if not permissions.may_import(edge.actor(request)):
        raise Forbidden


def find(request: HttpRequest, slug: str) -> CardRow:
    found = things.find("indicator", slug)
    return queries.card(edge.reader(request), indicator=found.label.key)


def page_of(slug: str) -> str:
    """Return the public page of an indicator, or the list of releases before there is one."""
    try:
        return reverse("targets:indicator", args=[slug])
    except NoReverseMatch:
        return reverse("measures:releases")


def office_pairs(request: HttpRequest) -> Pairs:
    return [(str(each.key), each.name) for each in offices(edge.reader(request))]


def other_pairs(request: HttpRequest, but: CardRow | None = None) -> Pairs:
    """Return the live indicators that could balance one."""
    live = [row for row in queries.indicators(edge.reader(request)) if row.state != IndicatorState.RETIRED]
    return [(str(row.indicator), row.name) for row in live if but is None or row.indicator != but.indicator]


@ask
def new(request: HttpRequest) -> HttpResponse:
    require(request)
    form = CardForm(sent(request), offices=office_pairs(request), others=other_pairs(request))
    if done(form, lambda: actions.add_indicator(edge.by(request), indicator=NewIndicator(card=form.card()))):
        messages.success(request, _("The indicator is added. Bring its figures in next."))
        return redirect("measures:bring-in")
    context = {"form": form, "title": _("Add an indicator"), "submit": _("Add the indicator")}
    return render(request, "measures/card.html", context, status=form.status)


@ask
def card(request: HttpRequest, slug: str) -> HttpResponse:
    require(request)
    row = find(request, slug)
    form = CardForm(
        sent(request),
        offices=office_pairs(request),
        others=other_pairs(request, row),
        amending=True,
        initial=card_answers(row),
        version=row.version,
    )
    if done(
        form,
        lambda: actions.amend_card(
            edge.by(request),
            indicator=row.indicator,
            card=form.card(),
            seen=form.expected,
            change_note=form.cleaned_data["change_note"],
        ),
    ):
        said = _("Version %(version)s of the card is saved.") % {"version": form.result}
        messages.success(request, said)
        return redirect(page_of(slug))
    context = {
        "form": form,
        "row": row,
        "title": _("Change the card of %(name)s") % {"name": row.name},
        "submit": _("Save the next version"),
        "history": queries.card_history(edge.reader(request), indicator=row.indicator),
    }
    return render(request, "measures/card.html", context, status=form.status)


@ask
def retire(request: HttpRequest, slug: str) -> HttpResponse:
    require(request)
    row = find(request, slug)
    form = Form(sent(request))
    if done(form, lambda: actions.retire_indicator(edge.by(request), indicator=row.indicator)):
        messages.success(request, _("The indicator is retired. Its figures stay."))
        return redirect(page_of(slug))
    return render(request, "measures/retire.html", {"form": form, "row": row}, status=form.status)
