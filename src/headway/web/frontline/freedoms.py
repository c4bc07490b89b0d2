"""Freedoms: the list, one freedom, asking, answering, and what a board decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.freedoms import (
    FreedomBrief,
    could_show_words,
    freedom_brief,
    freedoms_brief,
    protection,
    stands,
)
from headway.flows import freedoms as flows
from headway.frontline.actions import freedoms as actions
from headway.frontline.choices import RuleKind
from headway.frontline.permissions import may_ask_freedom
from headway.frontline.queries.freedoms import FreedomRow
from headway.missions.queries import missions
from headway.rhythms.choices import DecisionKind
from headway.web import edge
from headway.web.forms import done
from headway.web.frontline import rule_forms as forms
from headway.web.frontline import rule_words as words
from headway.web.frontline.asking import Asked, choices, first_words, registered
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.public import public_page

ask_ = require_http_methods(["GET", "HEAD", "POST"])


def way(brief: FreedomBrief | None = None) -> tuple[str, ...]:
    """The way to a page of freedoms."""
    up = (reverse("rules:freedoms"), _("Freedoms"))
    return up if brief is None else (*up, reverse("rules:freedom", args=[brief.row.key]), brief.row.title)


def lines(rows: tuple[FreedomRow, ...]) -> list[tuple[FreedomRow, object, str]]:
    """Return freedoms as lists print them."""
    return [(row, words.FREEDOMS[row.state], words.COLOURS.get(row.state, "")) for row in rows]


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print every freedom, and how many became rules."""
    brief = freedoms_brief(edge.reader(request))
    context = {
        "brief": brief,
        "running": lines(brief.running),
        "asked": lines(brief.asked),
        "over": lines(brief.over),
    }
    return render(request, "frontline/freedoms.html", context)


@require_safe
@public_page
def freedom(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one freedom."""
    reader = edge.reader(request)
    brief = freedom_brief(reader, key=key)
    row = brief.row
    shown = brief.grant.could_show if brief.grant else brief.could_show
    context = {
        "brief": brief,
        "state": words.FREEDOMS[row.state],
        "colour": words.COLOURS.get(row.state, ""),
        "stands": stands(row),
        "protection": protection(row),
        "shown": [could_show_words(each) for each in shown],
        "officer": words.OFFICERS[row.officer] if row.officer else "",
        "stages": [
            (each, words.FREEDOMS[each.state], words.EXPIRIES[each.expiry] if each.expiry else "")
            for each in brief.stages
        ],
    }
    return render(request, "frontline/freedom.html", context)


@ask_
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a freedom, from nothing, a rule, a weighing or a barrier."""
    reader = edge.reader(request)
    require(may_ask_freedom(reader.actor, (row.key for row in missions(reader))))
    asked = Asked.of(request.GET)
    form = forms.FreedomForm(
        posted(request), initial=first_words(reader, asked, edge.today(request)), **choices(reader)
    )

    def write() -> UUID:
        wanted = form.freedom(reader, barrier=asked.barrier, weighing=asked.weighing)
        return flows.ask_freedom(edge.by(request), new=wanted)

    if done(form, write):
        messages.success(
            request, _("You asked for a freedom. The office that owns the rule owes you an answer.")
        )
        return redirect("rules:freedom", key=form.result)
    intro = (
        _("A freedom lets some people work without a rule, for a time, under conditions."),
        _("If somebody acts within it and it goes wrong, an office answers for it, not they."),
    )
    return form_page(request, form, FormPage(_("Ask for a freedom"), _("Ask for it"), intro, way()))


@ask_
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write anew what is asked."""
    reader = edge.reader(request)
    brief = freedom_brief(reader, key=key)
    require(brief.may_rewrite)
    row = brief.row
    form = forms.FreedomForm(
        posted(request), initial=forms.freedom_texts(row), version=row.version, **choices(reader, row)
    )

    def write() -> None:
        actions.rewrite_freedom(
            edge.by(request), freedom=key, words=form.freedom(reader), version=form.expected
        )

    if done(form, write):
        messages.success(request, _("What you ask was written anew."))
        return redirect("rules:freedom", key=key)
    page = FormPage(_("Write anew what you ask"), _("Save it"), (), way(brief))
    return form_page(request, form, page)


@ask_
def test(request: HttpRequest, key: UUID) -> HttpResponse:
    """Name the test that studies a freedom, also while it runs."""
    reader = edge.reader(request)
    brief = freedom_brief(reader, key=key)
    require(brief.may_link_test)
    row = brief.row
    form = forms.LinkTestForm(
        posted(request),
        initial={"test": str(row.test.key) if row.test else ""},
        version=row.version,
        tests=registered(reader),
    )

    def write() -> None:
        chosen = form.values()["test"]
        actions.link_test(
            edge.by(request), freedom=key, test=UUID(chosen) if chosen else None, version=form.expected
        )

    if done(form, write):
        messages.success(request, _("Everybody can see which test studies the freedom."))
        return redirect("rules:freedom", key=key)
    intro = (row.title, _("What was named before stays in the history."))
    page = FormPage(_("Which test studies this freedom?"), _("Save the test"), intro, way(brief))
    return form_page(request, form, page)


def deciding(brief: FreedomBrief, *kinds: DecisionKind) -> list[tuple[str, str]]:
    """Return the decisions about a freedom that a board may cite."""
    return [(str(row.key), row.title) for row in brief.deciding if row.kind in kinds]


def printed(brief: FreedomBrief) -> tuple[str, ...]:
    """Return what stands above granting: who answers, and what the time could show."""
    shown = [could_show_words(each).text() for each in brief.could_show]
    return (
        brief.row.title,
        protection(brief.row).text(),
        *(shown or [_("Nothing is known yet of what it could show: its indicators have no figures.")]),
    )


@ask_
def grant(request: HttpRequest, key: UUID) -> HttpResponse:
    """Grant a freedom, as the office that owns the rule."""
    brief = freedom_brief(edge.reader(request), key=key)
    require(brief.may_answer)
    return granting(request, brief, board=False)


@ask_
def board(request: HttpRequest, key: UUID) -> HttpResponse:
    """Grant a freedom by a decision of a board."""
    brief = freedom_brief(edge.reader(request), key=key)
    require(brief.may_grant_by_board)
    return granting(request, brief, board=True)


def granting(request: HttpRequest, brief: FreedomBrief, *, board: bool) -> HttpResponse:
    """Ask what must be said, then grant."""
    row = brief.row
    named = deciding(brief, DecisionKind.GRANT_FREEDOM) if board else []
    form = forms.GrantForm(
        posted(request), decisions=named, law=row.rule.kind is RuleKind.LAW, version=row.version
    )

    def write() -> None:
        by, said = edge.by(request), form.granting()
        if board:
            flows.grant_by_board(
                by, freedom=row.key, decision=UUID(form.values()["decision"]), said=said,
                shown=brief.could_show, version=form.expected,
            )  # fmt: skip
        else:
            flows.grant_freedom(by, freedom=row.key, said=said, shown=brief.could_show, version=form.expected)

    if done(form, write):
        messages.success(request, _("The freedom was granted. Everybody can read its conditions."))
        return redirect("rules:freedom", key=row.key)
    page = FormPage(
        _("Grant this freedom?"),
        _("Grant the freedom"),
        printed(brief),
        way(brief),
        cancel=reverse("rules:freedom", args=[row.key]),
    )
    return form_page(request, form, page)


@ask_
def refuse(request: HttpRequest, key: UUID) -> HttpResponse:
    """Refuse a freedom, with the reason and what can be done instead."""
    brief = freedom_brief(edge.reader(request), key=key)
    require(brief.may_answer)
    form = forms.RefuseForm(posted(request), version=brief.row.version)

    def write() -> None:
        flows.refuse_freedom(edge.by(request), freedom=key, said=form.refusing(), version=form.expected)

    if done(form, write):
        messages.success(request, _("The refusal was published. Who asked may contest it."))
        return redirect("rules:freedom", key=key)
    intro = (brief.row.title, _("Everybody can read why, and what can be done instead."))
    page = FormPage(_("Refuse this freedom?"), _("Refuse the freedom"), intro, way(brief), warning=True)
    return form_page(request, form, page)


@ask_
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write what a board decided about a freedom."""
    brief = freedom_brief(edge.reader(request), key=key)
    require(brief.may_review)
    row = brief.row
    named = deciding(brief, DecisionKind.GRANT_FREEDOM, DecisionKind.CHANGE_RULE)
    form = forms.ReviewForm(
        posted(request), decisions=named, version=row.version, initial={"rule_text": row.rule.text}
    )

    def write() -> None:
        flows.review_freedom(
            edge.by(request), freedom=key, decision=UUID(form.values()["decision"]), new=form.reviewing(),
            version=form.expected,
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("What the board decided stands here."))
        return redirect("rules:freedom", key=key)
    intro = (
        row.title,
        _("One misuse ends nothing: hold it beside what the old rule cost and prevented."),
    )
    page = FormPage(_("What becomes of this freedom?"), _("Save what was decided"), intro, way(brief))
    return form_page(request, form, page)
