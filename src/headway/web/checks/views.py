"""What everybody reads: the checks of one mission, the rules with their numbers, and each change of them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headway.briefs.checks.page import checks_page
from headway.briefs.checks.register import BY_ID, CHECKS
from headway.briefs.checks.shape import Check
from headway.checks import permissions
from headway.checks.choices import THRESHOLDS, Threshold
from headway.checks.queries import SettingRow, settings, settings_history, verdict_of
from headway.kernel.sentences import Sentence
from headway.kernel.things import labels
from headway.web import edge
from headway.web.public import public_page


@require_safe
@public_page
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the checks of one mission."""
    reader = edge.reader(request)
    page = checks_page(reader, slug=slug)
    if page.row.slug != slug:
        return redirect("checks:mission", slug=page.row.slug, permanent=True)
    return render(request, "checks/mission.html", {"page": page, "checks": page.checks})


@require_safe
def about(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead from a verdict, which answers are about, to its place on the page of its mission."""
    reader = edge.reader(request)
    mission, check = verdict_of(reader, key=key)
    return redirect(f"{reverse('checks:mission', args=[labels([mission])[mission].slug])}#{check}")


@dataclass(frozen=True, slots=True)
class Number:
    """A threshold as it holds."""

    name: str
    known: Threshold
    now: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with what the steward set about it."""

    check: Check
    rule: Sentence
    numbers: tuple[Number, ...]
    off: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that the steward set, and when."""

    row: SettingRow
    check: Check
    label: str


@require_safe
@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """Print what the checks ask, the numbers in their rules, and every change of them."""
    reader = edge.reader(request)
    held = settings(reader)
    listed = [
        Rule(
            check,
            check.rule_with(held.limits),
            tuple(
                Number(name, THRESHOLDS[check.id, name], held.limits.of(check.id, name))
                for name in check.thresholds
            ),
            held.off.get(check.id, ""),
        )
        for check in CHECKS
    ]
    changes = [
        Changed(row, BY_ID[row.check], THRESHOLDS[row.check, row.name].label if row.name else "")
        for row in settings_history(reader)
    ]
    may_set = permissions.may_set(reader.actor) and reader.past is None
    context = {"rules": listed, "changes": changes, "may_set": may_set}
    return render(request, "checks/rules.html", context)
