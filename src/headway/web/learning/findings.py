"""The library as everybody reads it: what is known, one finding, many together, the file."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from headway.briefs.findings import Entry, finding_brief, library_brief, synthesis_brief
from headway.briefs.logic_words import RESULTS
from headway.formats.downloads import write_csv
from headway.kernel.errors import Missing
from headway.kernel.sentences import Figure, figure
from headway.kernel.things import Label
from headway.learning.analysis.findings import COLUMNS
from headway.learning.choices import MEASURES, Measure
from headway.learning.queries import FindingRow, UseRow, findings
from headway.look.findings import forest_of, interval_text, short
from headway.missions.analysis.evidence import GRADES
from headway.missions.choices import Distance
from headway.web import edge
from headway.web.public import public_page

LONGEST = 200  # letters of a search


def far_words(row: FindingRow) -> str:
    """Say how far a finding's context is from ours, as far as somebody said."""
    same = gettext("the same place"), gettext("the same sector"), gettext("the same people")
    like = gettext("a similar place"), gettext("a similar sector"), gettext("similar people")
    other = gettext("another kind of place"), gettext("another sector"), gettext("other people")
    told = {Distance.SAME: same, Distance.SIMILAR: like, Distance.DIFFERENT: other}
    words = row.words
    said = [told[far][at] for at, far in enumerate((words.place, words.sector, words.people)) if far]
    return ", ".join(said)


def entry_of(entry: Entry) -> dict[str, object]:
    """Return one line of the library as pages print it."""
    row = entry.finding
    return {
        "entry": entry,
        "result": gettext(RESULTS[entry.result]),
        "strength": gettext(GRADES[entry.strength].words),
        "far": far_words(row),
        "number": effect_words(row),
        "cost": row.words.cost if entry.test else "",
    }


def effect_words(row: FindingRow) -> str:
    """Say the effect of a finding with its interval and measure."""
    words = row.words
    text = interval_text(words.estimate, words.lower, words.upper)
    return f"{gettext(MEASURES[words.measure])}: {text}" if text and words.measure else ""


@require_safe
@public_page
def library(request: HttpRequest) -> HttpResponse:
    """Print what is known, what speaks against the hope first; or what of it fits a search."""
    asked = request.GET.get("q", "")[:LONGEST].strip()
    brief = library_brief(edge.reader(request), asked=asked)
    context = {"brief": brief, "entries": [entry_of(each) for each in brief.entries], "grades": GRADES}
    return render(request, "learning/findings.html", context)


@require_safe
@public_page
def finding(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one finding; old addresses redirect for good."""
    brief = finding_brief(edge.reader(request), slug=slug)
    row = brief.row
    if row.slug != slug:
        return redirect("learning:finding", slug=row.slug, permanent=True)
    facts = [
        (gettext("What was measured"), row.words.outcome),
        (gettext("Effect"), effect_words(row)),
        (gettext("Who took part"), people_words(row)),
        (gettext("Where"), row.words.where),
        (gettext("How far from us"), far_words(row)),
        (gettext("What it cost"), row.words.cost or gettext("Nobody has said")),
    ]
    context = {
        "brief": brief,
        "row": row,
        "result": gettext(RESULTS[row.words.result]),
        "strength": gettext(GRADES[row.words.strength].words),
        "facts": [(name, value) for name, value in facts if value],
        "uses": used(brief.uses, brief.labels),
        "versions": [(each, gettext(GRADES[each.words.strength].words)) for each in brief.versions],
    }
    return render(request, "learning/finding.html", context)


def used(
    found: Iterable[UseRow], named: Mapping[UUID, Label]
) -> list[tuple[UseRow, Label | None, Label | None]]:
    """Return what was changed with the link and the decision."""
    return [(each, named.get(each.link), named.get(each.decision)) for each in found]


def people_words(row: FindingRow) -> str:
    """Say how many took part."""
    n = row.words.people_n
    return gettext("%(n)s people") % {"n": figure(Figure(float(n)))} if n else ""


@require_safe
@public_page
def synthesis(request: HttpRequest) -> HttpResponse:
    """Print what findings of one question say together."""
    asked = request.GET.get("measure", "")
    if asked not in set(Measure):
        raise Missing
    question = request.GET.get("question", "")[:LONGEST]
    brief = synthesis_brief(edge.reader(request), question=question, measure=Measure(asked))
    said = brief.together
    ahead = said.predicted if said else None
    context = {
        "brief": brief,
        "picture": forest_of(brief),
        "measure": gettext(MEASURES[brief.measure]),
        "none": "1" if brief.measure is Measure.RATIO else "0",
        "said": said and {"value": short(said.estimate), "low": short(said.lower), "high": short(said.upper)},
        "next": ahead and {"low": short(ahead[0]), "high": short(ahead[1])},
        "share": said and figure(Figure(float(round(said.i2)), "%")),
        "entries": [entry_of(each) for each in (*brief.rows, *brief.beside)],
    }
    return render(request, "learning/synthesis.html", context)


@require_safe
@public_page
def file(request: HttpRequest) -> HttpResponse:
    """Hand out the findings that count, as the import takes them."""
    held = [row for row in findings(edge.reader(request)) if not row.retracted]
    rows = [[cell_of(asdict(row.words)[name]) for name in COLUMNS] for row in held]
    response = HttpResponse(b"".join(write_csv(COLUMNS, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return response


def cell_of(value: object) -> str | int | float | None:
    """Return a value as a cell: numbers stay numbers, words of a list are text."""
    return value if value is None or isinstance(value, int | float) else str(value)
