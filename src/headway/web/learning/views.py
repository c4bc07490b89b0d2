"""Tests as everybody reads them: the register, one test, its draw."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from headway.briefs.learning import (
    TestBrief,
    TestLine,
    may_see_rows,
    register_brief,
    result_words,
    test_brief,
)
from headway.kernel.errors import Missing
from headway.kernel.sentences import Figure, figure
from headway.learning.analysis import Alike, Checked, balanced
from headway.learning.analysis.taken import AT_THE_BENCH
from headway.learning.choices import CHECKS, CHOICES, DESIGNS, SCALES, CheckCode, Phase
from headway.learning.queries import DrawRow, RatingRow, ResultRow
from headway.look.balance import balance_picture
from headway.web import edge
from headway.web.learning import words
from headway.web.learning.findings import used
from headway.web.learning.plan import pairs, way
from headway.web.public import public_page

PERCENT = {CheckCode.ATTRITION, CheckCode.CONTAMINATION}


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print the register: every test, of all missions or of one, in all phases or in one."""
    asked = request.GET.get("phase", "")
    phase = Phase(asked) if asked in set(Phase) else None
    slug = request.GET.get("mission", "")
    brief = register_brief(edge.reader(request), slug=slug, phase=phase)
    context = {
        "brief": brief,
        "lines": [line_of(each) for each in brief.lines],
        "phases": [(each.value, text) for each, text in words.PHASES.items()],
        "asked": asked,
        "slug": slug,
        "designs": [(each, gettext(said.name), said) for each, said in DESIGNS.items()],
    }
    return render(request, "learning/index.html", context)


def line_of(line: TestLine) -> dict[str, object]:
    """Return a test as lists print it."""
    row = line.row
    return {
        "line": line,
        "row": row,
        "phase": words.PHASES[row.phase],
        "design": gettext(DESIGNS[row.design].name),
    }


@require_safe
@public_page
def test(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one test from its question to its decision; old addresses redirect for good."""
    brief = test_brief(edge.reader(request), slug=slug)
    row = brief.row
    if row.slug != slug:
        return redirect("learning:test", slug=row.slug, permanent=True)
    context = {
        "brief": brief,
        "row": row,
        "plan": row.plan,
        "phase": words.PHASES[row.phase],
        "design": DESIGNS[row.design],
        "takes": row.design in AT_THE_BENCH,
        "facts": facts(brief),
        "rule": [(words.READINGS[each], CHOICES[row.plan.rule(each)]) for each in words.READINGS],
        "results": [result_of(brief, each) for each in brief.results],
        "looks": [(each, checks_of(each.checks)) for each in brief.looks],
        "uses": used(brief.uses, brief.labels),
        "ratings": [rating_of(each) for each in brief.ratings],
        "choices": CHOICES,
        "stages": [(each, words.PHASES[each.phase]) for each in brief.stages],
        "crumbs": pairs(way(brief)[:2]),
    }
    return render(request, "learning/test.html", context)


test.__test__ = False  # type: ignore[attr-defined]


def facts(brief: TestBrief) -> list[tuple[object, object]]:
    """Return what a test is in short lines."""
    plan = brief.row.plan
    names = ("outcome", "smallest_change", "treatment", "control", "units", "owner", "decides", "decide_on")
    found: list[tuple[object, object]] = [(words.FIELDS[name], words.value_of(plan, name)) for name in names]
    return [(name, value) for name, value in found if value != ""]


def result_of(brief: TestBrief, found: ResultRow) -> dict[str, object]:
    """Return one result as its page prints it."""
    outcome = found.outcome
    said = (
        (gettext("What we saw"), outcome.saw),
        (gettext("What surprised us"), outcome.surprised),
        (gettext("What we changed"), outcome.changed),
        (gettext("What that means for people or money"), outcome.people),
        (gettext("What was done otherwise than planned"), outcome.deviations),
        (gettext("What it cost"), outcome.costs),
        (gettext("How it was worked out"), outcome.method),
    )
    return {
        "row": found,
        "sentence": result_words(brief.row, found),
        "said": [(title, text) for title, text in said if text],
        "checks": checks_of(outcome.checks),
    }


def checks_of(found: tuple[Checked, ...]) -> list[Mapping[str, object]]:
    """Return checks as pages print them."""
    return [
        {
            "text": gettext(CHECKS[each.code]),
            "passed": each.passed,
            "about": each.about,
            "value": value_of(each),
        }
        for each in found
    ]


def value_of(check: Checked) -> str:
    """Write by how much a check passed or failed."""
    if check.value is None:
        return ""
    if check.code in PERCENT:
        return figure(Figure(100 * check.value, "%"))
    if check.code is CheckCode.SHARES:
        return f"p {figure(Figure(check.value))}"
    return figure(Figure(check.value))


def rating_of(row: RatingRow) -> tuple[RatingRow, str, str, bool]:
    """Return a rating with its scale and level in words, and whether we checked the scale at its source."""
    scale = SCALES[row.scale]
    return row, gettext(scale.name), gettext(scale.levels[row.level - scale.lowest]), scale.verified


@require_safe
@public_page
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Print a draw as far as it has come, with everything somebody needs to do it again."""
    brief = test_brief(edge.reader(request), slug=slug)
    if not brief.row.locked or not brief.row.plan.words.randomised:
        raise Missing
    found = brief.draw
    context = {
        "brief": brief,
        "draw": found,
        "files": may_see_rows(brief),
        "balance": balance_picture(alike) if (alike := alike_of(found)) else None,
        "before": brief.row.phase is Phase.REGISTERED and brief.may.analyse,
        "crumbs": pairs(way(brief)),
    }
    return render(request, "learning/draw.html", context)


def alike_of(found: DrawRow | None) -> tuple[Alike, ...]:
    """Return how far apart the groups are in what was known before, once they are drawn."""
    if found is None or not found.content:
        return ()
    return balanced(found.program, found.list_content, found.content)


@require_safe
def draw_csv(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Hand out the list or the draw as it was hashed."""
    brief = test_brief(edge.reader(request), slug=slug)
    found = brief.draw
    if found is None or not may_see_rows(brief):
        raise Missing
    text = found.list_content if name == "list" else found.content
    if not text:
        raise Missing
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
