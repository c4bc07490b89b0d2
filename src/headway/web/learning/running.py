"""What is done about a locked test: draw, start, watch, result, decision, rating, withdrawal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.briefs.learning import TestBrief, decidable, test_brief
from headway.flows.tests import decide_test
from headway.learning import actions
from headway.learning.analysis import read_list
from headway.learning.choices import CHOICES, Phase, Scale
from headway.people.queries import offices
from headway.web import edge
from headway.web.forms import done
from headway.web.learning import run_forms
from headway.web.learning.plan import way
from headway.web.lots import LotsForm
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted

ask = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_LIST = 5_000_000  # bytes


def brief_for(request: HttpRequest, slug: str, may: str, *phases: Phase) -> TestBrief:
    """Return a test where this person may do something now, or refuse."""
    brief = test_brief(edge.reader(request), slug=slug)
    require(getattr(brief.may, may) and brief.row.phase in phases)
    return brief


def home(brief: TestBrief) -> str:
    return reverse("learning:test", args=[brief.row.slug])


def page_of(brief: TestBrief, title: str, submit: str, *intro: str, warning: bool = False) -> FormPage:
    """Return the words around one form about a test."""
    return FormPage(title, submit, intro, way(brief), warning=warning, cancel=home(brief))


@ask
def seed(request: HttpRequest, slug: str) -> HttpResponse:
    """Commit the seed of the draw."""
    brief = brief_for(request, slug, "analyse", Phase.REGISTERED)
    form = run_forms.SureForm(posted(request))
    if done(form, lambda: actions.commit_seed(edge.by(request), test=brief.row.key)):
        messages.success(request, _("The seed is committed. Now fix the list."))
        return redirect("learning:draw", slug=slug)
    page = page_of(
        brief,
        _("Commit the seed"),
        _("Commit it"),
        _(
            "We choose a secret number by chance and publish its hash now, before there is a list. "
            "Nobody, not we either, can change it later to suit somebody."
        ),
    )
    return form_page(request, form, page)


@ask
def fix_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Fix the list that is drawn from."""
    brief = brief_for(request, slug, "analyse", Phase.REGISTERED)
    form = run_forms.ListForm(posted(request), request.FILES or None)

    def write() -> None:
        values = form.cleaned_data
        actions.fix_list(
            edge.by(request),
            test=brief.row.key,
            roster=read_list(text_of(values["list"])),
            beacon=values["beacon"],
            beacon_on=values["beacon_on"],
        )

    if done(form, write):
        messages.success(request, _("The list is fixed and its hash is told."))
        return redirect("learning:draw", slug=slug)
    intro = [
        _(
            "A CSV file with a column “unit” and, where they are drawn apart or together, “stratum” "
            "and “cluster”."
        ),
        _(
            "Other columns hold a number for each, known before, such as visits last year. They decide "
            "nothing; they show whether the groups are alike."
        ),
    ]
    if brief.personal:
        intro.append(
            _("Use codes, never names or addresses. Only the hash and the counts of this list are public.")
        )
    else:
        intro.append(_("Everybody can download this list."))
    page = page_of(brief, _("Fix the list"), _("Fix the list"), *intro)
    return render(
        request,
        "learning/upload.html",
        {"form": form, "page": page, "crumbs": list(zip(page.crumbs[::2], page.crumbs[1::2], strict=True))},
        status=form.status,
    )


def text_of(file: Any) -> str:
    """Read a file as text, or say that it is none."""
    data = file.read(LONGEST_LIST + 1)
    try:
        return str(data.decode("utf-8-sig")) if len(data) <= LONGEST_LIST else ""
    except UnicodeDecodeError:
        return ""


@ask
def lots(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the lots."""
    brief = brief_for(request, slug, "analyse", Phase.REGISTERED)
    asked = brief.draw.beacon if brief.draw else ""
    form = LotsForm(posted(request), beacon=asked)

    def write() -> None:
        number = form.cleaned_data.get("number", "")
        actions.draw_lots(edge.by(request), test=brief.row.key, number=number)

    if done(form, write):
        messages.success(request, _("The lots are drawn. Anybody can draw them again."))
        return redirect("learning:draw", slug=slug)
    page = page_of(
        brief, _("Draw the lots"), _("Draw"), _("The lots are drawn once. The secret is shown with them.")
    )
    return form_page(request, form, page)


@ask
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the test began."""
    brief = brief_for(request, slug, "run", Phase.REGISTERED)
    form = run_forms.StartForm(posted(request), initial={"on": edge.today(request)})

    def write() -> None:
        actions.start_test(edge.by(request), test=brief.row.key, on=form.cleaned_data["on"])

    if done(form, write):
        messages.success(request, _("The test is running."))
        return redirect("learning:test", slug=slug)
    return form_page(request, form, page_of(brief, _("The test begins"), _("It begins")))


@ask
def watch(request: HttpRequest, slug: str) -> HttpResponse:
    """Record how the test runs."""
    brief = brief_for(request, slug, "analyse", Phase.RUNNING)
    groups = tuple(brief.draw.counts) if brief.draw else ()
    form = run_forms.LookForm(posted(request), groups=groups, guardrails=brief.row.plan.guardrails)

    def write() -> None:
        actions.watch_test(edge.by(request), test=brief.row.key, look=form.look())

    if done(form, write):
        messages.success(request, _("The look was recorded."))
        return redirect("learning:test", slug=slug)
    page = page_of(
        brief,
        _("How does the test run?"),
        _("Record what you saw"),
        _(
            "Numbers of people and what they went through, never the effect: whoever sees it early "
            "stops at the wrong moment."
        ),
    )
    return form_page(request, form, page)


@ask
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what follows, by a decision of the board."""
    brief = brief_for(request, slug, "decide", Phase.ANALYSED)
    reader = edge.reader(request)
    found, boards = decidable(reader, brief.row)
    if not found:
        context = {
            "brief": brief,
            "boards": boards,
            "crumbs": list(zip(way(brief)[::2], way(brief)[1::2], strict=True)),
        }
        return render(request, "learning/undecided.html", context)
    told = brief.recommended
    form = run_forms.RulingForm(
        posted(request),
        decisions=[(str(row.key), f"{row.title}, {row.board_name}") for row in found],
        offices=[(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices(reader)],
        initial={"choice": told.value if told else ""},
        version=brief.row.version,
    )

    def write() -> None:
        decide_test(
            edge.by(request),
            test=brief.row.key,
            decision=UUID(form.cleaned_data["decision"]),
            ruling=form.ruling(),
            version=form.expected,
        )

    if done(form, write):
        messages.success(request, _("What follows from the test is recorded."))
        return redirect("learning:test", slug=slug)
    assert told is not None  # there is a result
    intro = _(
        "The rule set beforehand says: %(choice)s. Going against it needs a reason and a second office."
    )
    page = page_of(
        brief, _("What follows from this test?"), _("Record it"), intro % {"choice": _(CHOICES[told])}
    )
    return form_page(request, form, page)


@ask
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how strong the test is, on a named scale."""
    brief = brief_for(request, slug, "analyse", Phase.ANALYSED, Phase.DECIDED)
    form = run_forms.RatingForm(posted(request))

    def write() -> None:
        values = form.cleaned_data
        scale, level = values["level"].split(":")
        actions.rate_test(
            edge.by(request),
            test=brief.row.key,
            scale=Scale(scale),
            level=int(level),
            reasons=values["reasons"],
        )

    if done(form, write):
        messages.success(request, _("The rating was recorded."))
        return redirect("learning:test", slug=slug)
    page = page_of(
        brief,
        _("How strong is this test?"),
        _("Record the rating"),
        _(
            "Rate how it was done, not what came out. Two people who did not lock its plan should "
            "each rate it."
        ),
    )
    return form_page(request, form, page)


@ask
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """End the test without a result."""
    brief = brief_for(request, slug, "withdraw", Phase.DRAFT, Phase.REGISTERED, Phase.RUNNING)
    form = run_forms.WithdrawForm(posted(request))

    def write() -> None:
        actions.withdraw_test(edge.by(request), test=brief.row.key, reason=form.cleaned_data["reason"])

    if done(form, write):
        messages.success(request, _("The test was withdrawn. Its page stays."))
        return redirect("learning:test", slug=slug)
    page = page_of(
        brief,
        _("Withdraw this test"),
        _("Withdraw it"),
        _("It ends without a result. Its page stays with the plan and your reason."),
        warning=True,
    )
    return form_page(request, form, page)
