"""The record of a mission: its charter with every version, and everything that happened to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from headway.briefs.charter import CharterBrief, charter_brief
from headway.briefs.checks.page import checks_of
from headway.briefs.lifecycle import history, state_words
from headway.briefs.missions import mission_brief
from headway.briefs.workbench import may_of
from headway.missions.queries import mission
from headway.web import edge
from headway.web.missions.forms import NAMES
from headway.web.missions.lifecycle_forms import QUESTIONS
from headway.web.public import public_page


@require_safe
@public_page
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the charter with every version and its note, two of them side by side."""
    reader = edge.reader(request)
    before, after = (number_in(request.GET.get(name, "")) for name in ("from", "to"))
    brief = charter_brief(reader, slug=slug, before=before, after=after)
    if brief.mission.row.slug != slug:
        return redirect("missions:charter", slug=brief.mission.row.slug, permanent=True)
    context = {
        "brief": brief,
        "state": state_words(brief.mission.row),
        "parts": parts_of(brief),
        "checks": checks_of(reader, brief.mission.row, brief.mission.frozen),
        "litmus": [(QUESTIONS[each.step][0], each) for each in brief.litmus],
        "may_edit": may_of(reader, brief.mission.row).anything,
    }
    return render(request, "missions/charter.html", context)


def number_in(text: str) -> int | None:
    """Read the number of a version; what is no number is as if it had not been asked for."""
    return int(text) if text.isdecimal() and len(text) < 6 else None


def parts_of(brief: CharterBrief) -> list[tuple[object, object]]:
    """Return what differs between the two versions, under the names that its form uses."""
    if brief.comparison is None:
        return []
    return [(NAMES[each.field], each.difference) for each in brief.comparison.parts]


@require_safe
@public_page
def history_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Print everything that happened to a mission."""
    reader = edge.reader(request)
    row = mission(reader, slug=slug)
    if row.slug != slug:
        return redirect("missions:history", slug=row.slug, permanent=True)
    return render(request, "missions/history.html", {"row": row, "lines": history(reader, row)})


@require_safe
@public_page
def one_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the charter on one page of paper."""
    reader = edge.reader(request)
    brief = mission_brief(reader, slug=slug)
    if brief.row.slug != slug:
        return redirect("missions:one-page", slug=brief.row.slug, permanent=True)
    may = may_of(reader, brief.row).anything
    context = {"brief": brief, "state": state_words(brief.row), "may_edit": may}
    return render(request, "missions/one_page.html", context)
