"""Panels as everybody reads them: the list, one panel, its draw with the files to do it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.answers.choices import GivenAs
from headway.briefs.beside import BesideBrief, BesideLine
from headway.briefs.panels import PanelBrief, RecommendationLine, panel_brief, panels_brief
from headway.kernel.canonical import digest
from headway.kernel.errors import Forbidden, Missing
from headway.look.charts import Table
from headway.voice.analysis.beside import Share, countable
from headway.voice.analysis.panels import commands
from headway.voice.queries.panels import list_of
from headway.web import edge
from headway.web.answers import words as answer_words
from headway.web.public import public_page
from headway.web.voice import words

FILES = {"portfolio.json": "application/json", "chances.csv": "text/csv", "targets.csv": "text/csv"}


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print every panel."""
    brief = panels_brief(edge.reader(request))
    lines = [(line, words.SITTINGS[line.row.stage]) for line in brief.lines]
    return render(request, "voice/panels.html", {"brief": brief, "lines": lines})


@require_safe
@public_page
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one panel: how far it has come, who was drawn, what it recommends, what was answered."""
    brief = panel_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("voice:panel", slug=brief.row.slug, permanent=True)
    context = {
        "brief": brief,
        "stage": words.SITTINGS[brief.row.stage],
        "targets": targets_table(brief),
        "lines": [told(line) for line in brief.lines],
        "crowd": crowd_table(brief.beside),
        "differ": differing(brief.beside),
        "volunteers": volunteers_table(brief.beside),
    }
    return render(request, "voice/panel.html", context)


def told(line: RecommendationLine) -> dict[str, object]:
    """Return a recommendation with the words of what came of it."""
    reply = line.answer.reply if line.answer else None
    return {
        "line": line,
        "given": answer_words.GIVEN[GivenAs(reply.given_as)] if reply else "",
        "carried": words.CARRIED[line.carried.state] if line.carried else "",
        "traces": [(each, words.traced(each)) for each in line.traces],
    }


def targets_table(brief: PanelBrief) -> Table | None:
    """Return the targets with how many volunteered and were drawn; few volunteers are not told."""
    if not brief.targets:
        return None
    told = set(countable(brief.targets))
    return Table(
        _("Who the panel needs, who volunteered, who was drawn"),
        (_("Feature"), _("At least"), _("At most"), _("Volunteered"), _("Drawn")),
        tuple(
            (
                f"{each.feature}: {each.value}",
                float(each.least),
                float(each.most),
                float(each.people) if each in told else None,
                None if each.drawn is None else float(each.drawn),
            )
            for each in brief.targets
        ),
    )


def crowd_table(brief: BesideBrief) -> Table | None:
    """Return each statement with the panel beside everybody else, in percent."""
    if not brief.lines:
        return None
    return Table(
        _("Who agrees, in percent, those on which the panel differs most first"),
        (
            _("Statement"),
            _("Panel"),
            _("Fair sample: at least"),
            _("Fair sample: at most"),
            *([_("Everybody else, weighted")] if brief.weighted else []),
            _("Everybody else"),
            _("Panel and a fair sample"),
        ),
        tuple(
            (
                line.row.text.text,
                percent(line.found.agree / line.found.votes),
                percent(line.found.fair.least / line.found.votes),
                percent(line.found.fair.most / line.found.votes),
                *([interval(line.found.weighted)] if brief.weighted else []),
                interval(line.found.crowd),
                _("as a fair sample") if line.found.inside else _("differs"),
            )
            for line in brief.lines
        ),
    )


def differing(brief: BesideBrief) -> list[tuple[BesideLine, int, int, int]]:
    """Return the statements on which the panel is outside the range, with share and range in percent."""
    return [
        (
            line,
            round(100 * found.agree / found.votes),
            round(100 * found.fair.least / found.votes),
            round(100 * found.fair.most / found.votes),
        )
        for line in brief.lines
        if not (found := line.found).inside
    ]


def percent(share: float) -> float:
    """Return a share as whole percent."""
    return float(round(100 * share))


def interval(share: Share | None) -> str:
    """Return a share with its interval as text; a dash where it cannot be told."""
    if share is None:
        return "–"
    return _("%(share)s (%(lower)s to %(upper)s)") % {
        "share": round(100 * share.share),
        "lower": round(100 * share.lower),
        "upper": round(100 * share.upper),
    }


def volunteers_table(brief: BesideBrief) -> Table | None:
    """Return who volunteered beside a fair sample of as many people."""
    if not brief.volunteers:
        return None
    return Table(
        _("Who volunteered, and how many of a fair sample would be so"),
        (_("Feature"), _("Volunteered"), _("Fair sample: at least"), _("Fair sample: at most"), _("That is")),
        tuple(
            (
                f"{each.feature}: {each.value}",
                float(each.people),
                float(each.fair.least),
                float(each.fair.most),
                _("as a fair sample")
                if each.inside
                else _("fewer")
                if each.people < each.fair.least
                else _("more"),
            )
            for each in brief.volunteers
        ),
    )


@require_safe
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the draw as far as it has come, with everything somebody needs to do it again."""
    brief = panel_brief(edge.reader(request), slug=slug)
    found, fixed, code = brief.draw, brief.frame, request.GET.get("code", "").strip()[:40]
    public, whole, raised = "", "", 0
    if found is not None and fixed is not None:
        raised = found.raised(fixed.list_hash)
        size, by_household = brief.row.size, fixed.by_household
        public, whole = commands(size, brief.row.lottery, found.seed, by_household=by_household)
    context = {
        "brief": brief,
        "lottery": words.LOTTERIES[brief.row.lottery],
        "portfolio_hash": digest(found.portfolio.encode()) if found else "",
        "position": found.drawn + 1 if found else 0,
        "targets": targets_table(brief),
        "public": public,
        "raised": raised,
        "whole": whole,
        "code": code,
        "chance": 100 * chance if found and (chance := found.chance(code)) is not None else None,
        "drawn_here": found is not None and code in found.members,
    }
    return render(request, "voice/panel_draw.html", context)


@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Hand out the published panels, everybody's chance or the targets, byte by byte as they were used."""
    brief = panel_brief(edge.reader(request), slug=slug)
    if name not in FILES or brief.frame is None:
        raise Missing
    if name == "targets.csv":
        return handed(brief.frame.targets_csv, name)
    if brief.draw is None:
        raise Missing
    return handed(brief.draw.portfolio if name == "portfolio.json" else brief.draw.chances, name)


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the list of volunteers to those who hold the panel, until it reports."""
    brief = panel_brief(edge.reader(request), slug=slug)
    if not brief.may_hold:
        raise Forbidden
    response = handed(list_of(brief.row.key), "people.csv")
    response.headers["Cache-Control"] = "no-store, private"
    return response


def handed(text: str, name: str) -> HttpResponse:
    """Return a file to save."""
    kind = FILES.get(name, "text/csv")
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def crumbs(brief: PanelBrief) -> tuple[str, ...]:
    """The way to a page of a panel."""
    here = reverse("voice:panel", args=[brief.row.slug])
    return (reverse("voice:panels"), _("Panels"), here, brief.row.question.text)
