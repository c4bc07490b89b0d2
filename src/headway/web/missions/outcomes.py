"""Building a mission's outcomes: what people should notice, what it is judged by, the target of each."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from headway.briefs.outlook import asked_of, outlooks
from headway.briefs.workbench import MeasurePart, OutcomePart, Workbench, workbench
from headway.flows.goals import set_goal
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.kernel.things import labels
from headway.measures.choices import IndicatorState
from headway.measures.permissions import may_add_indicator
from headway.measures.queries import CardRow, indicators, series_of
from headway.missions import actions
from headway.missions.analysis import NewOutcome, SeriesChoice
from headway.places.queries import places
from headway.targets.analysis.rows import NewTarget
from headway.targets.queries import TargetRow, targets
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions import forms
from headway.web.missions.edit import ask, crumbs, require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.targets.edit import follows
from headway.web.targets.forms import GoalForm


def part_of(request: HttpRequest, slug: str, outcome: UUID) -> tuple[Workbench, OutcomePart]:
    """Return the workbench and one outcome, to somebody who may edit it."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.edit)
    found = [part for part in bench.outcomes if part.row.key == outcome]
    if not found:
        raise Missing
    return bench, found[0]


def outcome_crumbs(bench: Workbench, part: OutcomePart) -> tuple[str, ...]:
    """The way to a page below an outcome."""
    return (*crumbs(bench), reverse("missions:outcome", args=[bench.row.slug, part.row.key]), _("Outcome"))


@ask
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an outcome."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.edit)
    first = {"language": bench.row.charter.language, "headline": not bench.outcomes}
    form = forms.OutcomeForm(posted(request), initial=first)
    act = actions.add_outcome
    if done(form, lambda: act(edge.by(request), mission=bench.row.key, outcome=NewOutcome(**form.values()))):
        messages.success(request, _("The outcome was added. Say next what it is judged by."))
        return redirect("missions:outcome", slug=bench.row.slug, outcome=form.result)
    return form_page(request, form, FormPage(_("Add an outcome"), _("Add the outcome"), (), crumbs(bench)))


@require_safe
def outcome(request: HttpRequest, slug: str, outcome: UUID) -> HttpResponse:
    """Print one outcome with what it is judged by."""
    bench, part = part_of(request, slug, outcome)
    context = {"bench": bench, "part": part}
    return render(request, "missions/edit_outcome.html", context)


@ask
def retire(request: HttpRequest, slug: str, outcome: UUID) -> HttpResponse:
    """Retire an outcome after asking once."""
    bench, part = part_of(request, slug, outcome)
    form = Form(posted(request))
    act = actions.retire_outcome
    if done(form, lambda: act(edge.by(request), mission=bench.row.key, outcome=outcome)):
        messages.success(request, _("The outcome was retired."))
        return redirect("missions:edit", slug=bench.row.slug)
    page = FormPage(
        _("Retire this outcome?"),
        _("Retire the outcome"),
        (
            part.row.text,
            _("It leaves the mission’s page from now on, with its measures."),
            _("Pages of earlier days still show it. It cannot be brought back: add it anew if you need it."),
        ),
        outcome_crumbs(bench, part),
        warning=True,
        cancel=reverse("missions:outcome", args=[bench.row.slug, outcome]),
    )
    return form_page(request, form, page)


# --- what it is judged by ---


@ask
def measure_new(request: HttpRequest, slug: str, outcome: UUID) -> HttpResponse:
    """Choose an indicator, then the place and the group."""
    reader = edge.reader(request)
    bench, part = part_of(request, slug, outcome)
    live = [card for card in indicators(reader) if card.state != IndicatorState.RETIRED]
    chosen = request.GET.get("indicator", "")
    card = next((card for card in live if card.slug == chosen), None)
    if card is not None:
        return series_page(request, bench, part, card)
    form = forms.IndicatorForm(request.GET if "indicator" in request.GET else None, cards=live)
    form.is_valid()
    context = {"form": form, "bench": bench, "part": part, "any": bool(live)}
    context["may_add"] = may_add_indicator(reader.actor)
    return render(request, "missions/edit_measure_new.html", context)


def series_page(request: HttpRequest, bench: Workbench, part: OutcomePart, card: CardRow) -> HttpResponse:
    """Second step: for which place and group."""
    reader = edge.reader(request)
    known = series_of(reader, indicators={card.indicator})
    where = places(reader, keys={each.place for each in known}) if known else ()
    groups = sorted({each.breakdown for each in known})
    own = next((row.code for row in where if row.code == bench.row.place_code), "")
    form = forms.SeriesForm(
        posted(request), reader=reader, known=where, groups=groups, initial={"place": own}
    )

    def write() -> None:
        values = form.values()
        choice = SeriesChoice(card.indicator, values["found"].key, values.get("breakdown", ""))
        actions.choose_measure(edge.by(request), mission=bench.row.key, outcome=part.row.key, choice=choice)

    if done(form, write):
        messages.success(request, _("The outcome has a measure. Set its target next."))
        values = form.values()
        return redirect(
            measure_address(bench, part, card.slug, values["found"].code, values.get("breakdown", ""))
        )
    here = ngettext("Figures are here for %(n)s place.", "Figures are here for %(n)s places.", len(where))
    none = _("There are no figures of this indicator yet. The measure waits until somebody brings them in.")
    intro = (card.name, here % {"n": len(where)} if where else none)
    title = _("For which place and group?")
    page = FormPage(title, _("Choose this measure"), intro, outcome_crumbs(bench, part))
    return form_page(request, form, page)


def measure_address(bench: Workbench, part: OutcomePart, slug: str, place: str, group: str) -> str:
    """Return the address of a measure's page."""
    address = reverse("missions:measure", args=[bench.row.slug, part.row.key, slug, place])
    return f"{address}?group={quote(group)}" if group else address


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure of one outcome, found by its address."""

    bench: Workbench
    part: OutcomePart
    measure: MeasurePart

    @property
    def here(self) -> str:
        row = self.measure.row
        return measure_address(self.bench, self.part, row.slug, row.place_code, row.breakdown)

    @property
    def crumbs(self) -> tuple[str, ...]:
        return (*outcome_crumbs(self.bench, self.part), self.here, _("Measure"))

    @property
    def name(self) -> str:
        row = self.measure.row
        named = f"{row.card.name}, {row.place_name}"
        return f"{named}, {row.breakdown}" if row.breakdown else named


def judged(request: HttpRequest, slug: str, outcome: UUID, indicator: str, place: str) -> Judged:
    """Return the measure at an address, to somebody who may edit it."""
    bench, part = part_of(request, slug, outcome)
    asked = (indicator, place, request.GET.get("group", ""))
    for measure in part.measures:
        if (measure.row.slug, measure.row.place_code, measure.row.breakdown) == asked:
            return Judged(bench, part, measure)
    raise Missing


@require_safe
def measure(request: HttpRequest, slug: str, outcome: UUID, indicator: str, place: str) -> HttpResponse:
    """Print one measure: its figures, target, path, chart."""
    found = judged(request, slug, outcome, indicator, place)
    seen = outlooks(edge.reader(request), [asked_of(found.measure.row)])[0]
    way = found.crumbs[:-2]
    context = {
        "found": found,
        "seen": seen,
        "crumbs": list(zip(way[::2], way[1::2], strict=True)),
        "query": request.GET.urlencode(),
    }
    return render(request, "missions/edit_measure.html", context)


@ask
def measure_drop(request: HttpRequest, slug: str, outcome: UUID, indicator: str, place: str) -> HttpResponse:
    """Stop judging the outcome by a series, after asking once."""
    found = judged(request, slug, outcome, indicator, place)
    row = found.measure.row
    form = Form(posted(request))

    def write() -> None:
        actions.drop_measure(
            edge.by(request),
            mission=found.bench.row.key,
            outcome=outcome,
            indicator=row.indicator,
            series=(row.place, row.breakdown),
        )

    if done(form, write):
        messages.success(request, _("The outcome is no longer judged by this measure."))
        return redirect("missions:outcome", slug=found.bench.row.slug, outcome=outcome)
    page = FormPage(
        _("Stop judging the outcome by this measure?"),
        _("Drop the measure"),
        (
            found.name,
            _("It leaves the mission’s page from now on. Pages of earlier days still show it."),
            _("The figures, the target and its history stay, and you can choose the measure again."),
        ),
        found.crumbs,
        warning=True,
        cancel=found.here,
    )
    return form_page(request, form, page)


@ask
def measure_target(
    request: HttpRequest, slug: str, outcome: UUID, indicator: str, place: str
) -> HttpResponse:
    """Set the target of a measure, or take one that the series has already."""
    found = judged(request, slug, outcome, indicator, place)
    row, reader = found.measure.row, edge.reader(request)
    if row.target is not None:
        return redirect("targets:target", key=row.target)
    standing = standing_targets(reader, found)
    taken = request.POST.get("take", "")
    form = GoalForm(
        None if taken else posted(request),
        reader=reader,
        unit=row.card.unit,
        initial={"by": found.bench.row.charter.deadline},
    )
    if taken and (aim := next((aim for aim, _label in standing if str(aim.key) == taken), None)):
        take(request, found, aim)
        messages.success(request, _("The outcome is judged by this target from now on."))
        return redirect(found.here)

    def write() -> UUID:
        new = NewTarget(
            row.indicator, row.place, form.values()["label"], form.goal(), row.breakdown,
            mission=found.bench.row.key,
        )  # fmt: skip
        return set_goal(edge.by(request), mission=found.bench.row.key, outcome=outcome, target=new)

    if done(form, write):
        messages.success(request, " ".join([_("The target was set."), follows()]))
        return redirect("targets:target", key=form.result)
    way = found.crumbs
    context = {
        "form": form,
        "found": found,
        "standing": standing,
        "unit": row.card.unit,
        "crumbs": list(zip(way[::2], way[1::2], strict=True)),
    }
    return render(request, "missions/edit_goal.html", context, status=form.status)


def standing_targets(reader: Reader, found: Judged) -> list[tuple[TargetRow, str]]:
    """Return the open targets that the series has already, with their public names."""
    row = found.measure.row
    rows = [
        aim
        for aim in targets(reader, indicators={row.indicator})
        if (aim.place, aim.breakdown) == (row.place, row.breakdown)
    ]
    named = labels(aim.key for aim in rows)
    return [(aim, named[aim.key].label) for aim in rows]


def take(request: HttpRequest, found: Judged, aim: TargetRow) -> None:
    """Judge the outcome by a target that the series has already."""
    row = found.measure.row
    choice = SeriesChoice(row.indicator, row.place, row.breakdown, target=aim.key)
    actions.choose_measure(
        edge.by(request), mission=found.bench.row.key, outcome=found.part.row.key, choice=choice
    )
