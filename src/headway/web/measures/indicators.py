"""Indicators: a new one, the next version of its card, retiring it, and how its charts are drawn."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods

from headway.kernel import things
from headway.kernel.errors import Forbidden, Invalid, Missing
from headway.kernel.sentences import Sentence
from headway.measures import actions, permissions, queries
from headway.measures.analysis import NewIndicator
from headway.measures.choices import RebaseKind, RuleSet
from headway.measures.queries import CardRow, Chart, Rebase, Wanted
from headway.people.queries import offices
from headway.places.queries import places
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.measures.cards import CardForm, ChartForm, card_answers
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


@ask
def new(request: HttpRequest) -> HttpResponse:
    require(request)
    form = CardForm(sent(request), offices=office_pairs(request))
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


@ask
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    require(request)
    row = find(request, slug)
    series = asked_series(request, row.indicator)
    setting = queries.chart_setting(edge.reader(request), series=series)
    lines = "\n".join(line_of(each) for each in setting.rebases)
    answers = {
        "rules": setting.rules.value,
        "screen": setting.screen,
        "fix_after": setting.fix_after,
        "rebases": lines,
    }
    form = ChartForm(sent(request), initial=answers)
    if done(form, lambda: save_chart(request, series, form)):
        messages.success(request, _("The chart is drawn this way from now on."))
        return redirect(page_of(slug))
    place = places(edge.reader(request), keys=[series.place])[0]
    context = {"form": form, "row": row, "place": place, "group": series.breakdown}
    return render(request, "measures/chart.html", context, status=form.status)


def asked_series(request: HttpRequest, indicator: UUID) -> Wanted:
    """Return the series that ?place= and ?group= ask for, else the first that has figures."""
    found = queries.series_of(edge.reader(request), indicators=[indicator])
    code, group = request.GET.get("place", ""), request.GET.get("group", "")
    if code:
        keys = {each.key for each in places(edge.reader(request), codes=[code])}
        found = tuple(each for each in found if each.place in keys and each.breakdown == group)
    if not found:
        raise Missing(Sentence(noop("No figure was ever given for this series.")))
    return found[0]


def save_chart(request: HttpRequest, series: Wanted, form: ChartForm) -> None:
    given = form.values()
    chart = Chart(
        rules=RuleSet(given["rules"]),
        screen=given["screen"],
        fix_after=given["fix_after"],
        rebases=tuple(rebase_of(line) for line in given["rebases"].splitlines() if line.strip()),
        reason=given["reason"],
    )
    actions.set_chart(edge.by(request), series=series, chart=replace(chart))


def line_of(rebase: Rebase) -> str:
    """Write a new start as a line of the form."""
    kind = "break " if rebase.kind == RebaseKind.BREAK else ""
    return f"{rebase.on.isoformat()}: {kind}{rebase.reason}"


def rebase_of(line: str) -> Rebase:
    """Read a new start from a line of the form.

    Raises
    ------
    Invalid
        When there is no day, or no reason.
    """
    found = re.fullmatch(r"\s*(\d{4}-\d{2}-\d{2})\s*:\s*(break\s+)?(\S.*)", line)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        said = Sentence(
            noop("“%(line)s” is not a day, a colon and a reason, such as 2020-04-01: visits stopped."),
            {"line": line.strip()[:60]},
        )
        raise Invalid(said, {"rebases": said})
    return Rebase(day, found[3].strip(), RebaseKind.BREAK if found[2] else RebaseKind.STEP)
