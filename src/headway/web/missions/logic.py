"""The theory of change: its page, its history, its tables to take away."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from headway.briefs.logic import Link, LogicBrief, Step, history_brief, logic_brief
from headway.briefs.logic_words import HEADINGS, KINDS, RESULTS
from headway.kernel.sentences import Sentence
from headway.learning.permissions import may_draft
from headway.look.logic import logic_picture
from headway.missions.analysis.evidence import GRADES, SOURCE, Grade
from headway.missions.choices import Distance, LinkState, Sign
from headway.missions.queries import Change
from headway.web import edge
from headway.web.public import public_page

STATES = {
    LinkState.CLAIMED: gettext_lazy("Claimed"),
    LinkState.TESTED: gettext_lazy("Tested"),
    LinkState.CONTESTED: gettext_lazy("Contested"),
}
DISTANCES = {
    Distance.SAME: gettext_lazy("the same"),
    Distance.SIMILAR: gettext_lazy("similar"),
    Distance.DIFFERENT: gettext_lazy("different"),
}
SIGNS = {
    Sign.MORE: gettext_lazy("More of the one brings more of the other"),
    Sign.LESS: gettext_lazy("More of the one brings less of the other"),
}
FIELDS = {
    "kind": gettext_lazy("Kind"),
    "text": gettext_lazy("Words"),
    "language": gettext_lazy("Language"),
    "outcome": gettext_lazy("Outcome it stands for"),
    "owner": gettext_lazy("Office"),
    "money": gettext_lazy("Money a year"),
    "currency": gettext_lazy("Currency"),
    "sign": gettext_lazy("Direction"),
    "mechanism": gettext_lazy("How it works"),
    "assumption": gettext_lazy("What must be true"),
    "lag_months": gettext_lazy("Months until it shows"),
    "claimed_by": gettext_lazy("Who claims it"),
    "feedback": gettext_lazy("Feedback"),
    "strength": gettext_lazy("Strength of the evidence"),
    "result": gettext_lazy("What the evidence says"),
    "why": gettext_lazy("Why this grade"),
    "citation": gettext_lazy("Study"),
    "address": gettext_lazy("Address of the study"),
    "shown_in": gettext_lazy("Where it was shown"),
    "place": gettext_lazy("Place, beside ours"),
    "sector": gettext_lazy("Sector, beside ours"),
    "people": gettext_lazy("People, beside ours"),
    "contested": gettext_lazy("Somebody objects"),
    "objection": gettext_lazy("The objection"),
}
NAMED: tuple[dict[Any, Any], ...] = (KINDS, RESULTS, DISTANCES, SIGNS)


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link as the page prints it."""

    link: Link
    grade: Sentence
    result: str
    state: str
    far: str


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with the links that start at it."""

    step: Step
    onward: tuple[ShownLink, ...]


@require_safe
@public_page
def logic(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the theory of change: what it rests on, the picture, the same as a list and as a table."""
    brief = logic_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("missions:logic", slug=brief.row.slug, permanent=True)
    begin = edge.reader(request).past is None and may_draft(edge.actor(request), brief.row.key)
    return render(request, "missions/logic.html", {**logic_context(brief), "may_test": begin})


def logic_context(brief: LogicBrief) -> dict[str, object]:
    """Return what the page and its workbench share."""
    links = [shown(link) for link in brief.links]
    return {
        "brief": brief,
        "drawing": drawing(brief),
        "links": links,
        "groups": [
            (
                Sentence(HEADINGS[kind]),
                [
                    ShownStep(step, tuple(each for each in links if each.link.source is step))
                    for step in steps
                ],
            )
            for kind, steps in brief.kinds
        ],
        "grades": GRADES,
        "scales": [scale(grade) for grade in GRADES],
        "source_of_scales": Sentence(SOURCE),
    }


def drawing(brief: LogicBrief) -> SafeString | None:
    """Draw the picture, where there is anything to draw."""
    if not brief.steps:
        return None
    return mark_safe(logic_picture(brief).svg)  # noqa: S308 - look.charts escapes every word


def shown(link: Link) -> ShownLink:
    """Put a link into words."""
    evidence = link.row.evidence
    parts = ((gettext("place"), evidence.place), (gettext("sector"), evidence.sector))
    far = [
        f"{name}: {DISTANCES[value]}"
        for name, value in (*parts, (gettext("people"), evidence.people))
        if value
    ]
    return ShownLink(
        link,
        Sentence(GRADES[evidence.strength].words),
        gettext(RESULTS[evidence.result]),
        str(STATES[link.row.state]),
        "; ".join(far),
    )


def scale(grade: Grade) -> tuple[int, tuple[Sentence, ...]]:
    """Return one row of the table of scales."""
    told = (grade.words, grade.foundations, grade.eef, grade.maryland, grade.taso)
    return grade.strength, tuple(Sentence(words) for words in told)


# --- history ---


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after."""

    name: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change as the history prints it; `back` is whether it can be brought back."""

    change: Change
    said: Sentence
    differences: tuple[Difference, ...]
    back: bool


@require_safe
@public_page
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Print every change of the theory of change, newest first."""
    brief = history_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("missions:logic-history", slug=brief.row.slug, permanent=True)
    changes = [
        ShownChange(
            change,
            said,
            tuple(difference(change, name) for name in change.fields),
            back=brief.may_edit and change.now.live and not change.latest,
        )
        for change, said in brief.changes
    ]
    return render(request, "missions/logic_history.html", {"brief": brief, "changes": changes})


def difference(change: Change, name: str) -> Difference:
    """Write one field before and after."""
    before, now = (value_of(version, name) for version in (change.before, change.now))
    return Difference(str(FIELDS[name]), written(before), written(now))


def value_of(version: Any, name: str) -> object:
    """Return one field of a version, from whichever part has it."""
    for part in (version.node, version.claim, version.evidence):
        if part is not None and hasattr(part, name):
            return getattr(part, name)
    return None


def written(value: object) -> str:
    """Write a value of the history; keys of other things are left to the pages they lead to."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    for names in NAMED:
        if isinstance(value, type(next(iter(names)))):
            return gettext(str(names[value]))
    return str(value) if isinstance(value, str | int) else gettext("another one")
