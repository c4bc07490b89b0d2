"""Drafting a charter in small steps, with the checks beside it; every step is saved, so it can wait."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.briefs.checks import State, Verdict, verdicts
from headway.briefs.workbench import Workbench, workbench
from headway.flows.goals import set_goal
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.measures.queries import indicators
from headway.missions import actions
from headway.missions.analysis import Charter, NewOutcome, SeriesChoice
from headway.missions.choices import MissionState
from headway.missions.queries import CharterRow, MeasureRow
from headway.people.queries import offices
from headway.places.queries import place
from headway.targets.analysis.rows import Goal, NewTarget
from headway.web import edge
from headway.web.forms import DayField, Form, done
from headway.web.missions.edit import ask, require
from headway.web.missions.forms import TEXT, lines
from headway.web.people.pages import posted
from headway.web.targets.forms import FigureField

BESIDE = 5  # checks shown at most
URGENT = (State.NOT_MET, State.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Step:
    """One small step: its question, what helps to answer it, and whether it was answered."""

    name: str
    title: Any
    help: Any
    answered: Callable[[Workbench], bool]
    checks: tuple[str, ...]  # that it can clear


def first_measure(bench: Workbench) -> MeasureRow | None:
    """Return the first series that an outcome is judged by."""
    return next((each.row for part in bench.outcomes for each in part.measures), None)


def has_target(bench: Workbench) -> bool:
    found = first_measure(bench)
    return found is not None and found.target is not None


STEPS = (
    Step(
        "challenge",
        _("What is the problem, and why is it still there?"),
        _("Two or three sentences. What have ordinary programmes not solved?"),
        lambda bench: bool(bench.row.charter.challenge),
        ("C18",),
    ),
    Step(
        "outcome",
        _("What will people notice when it works, and who above all?"),
        _("Something in people’s lives, not something that is done."),
        lambda bench: bool(bench.outcomes),
        ("C2", "C5"),
    ),
    Step(
        "measure",
        _("How can everybody tell?"),
        _("One figure that changes when people’s lives do. More can follow."),
        lambda bench: first_measure(bench) is not None,
        ("C2", "C3", "C5"),
    ),
    Step(
        "date",
        _("By when?"),
        _("A day on which everybody looks whether it was reached."),
        lambda bench: bench.row.charter.deadline is not None,
        ("C4", "C17"),
    ),
    Step(
        "target",
        _("How much?"),
        _("The value to reach by that day: more than things as they go would bring."),
        has_target,
        ("C1", "C9"),
    ),
    Step(
        "lead",
        _("Who leads it, and what may they decide?"),
        _("An office, not a person: it stays when people change."),
        lambda bench: bench.row.charter.lead_key is not None,
        ("C14",),
    ),
)
NAMES = [step.name for step in STEPS]


@ask
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the first step that is not answered, or to what was drafted."""
    bench = opened(request, slug)
    waiting = next((step.name for step in STEPS if not step.answered(bench)), "")
    if not waiting:
        return redirect("missions:one-page", slug=bench.row.slug)
    return redirect("missions:canvas-step", slug=bench.row.slug, step=waiting)


def opened(request: HttpRequest, slug: str) -> Workbench:
    """Return the workbench of a charter that can still be drafted."""
    bench = workbench(edge.reader(request), slug=slug)
    require(bench.may.edit)
    if bench.row.state is not MissionState.DRAFT:
        raise Missing
    return bench


@ask
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Ask one question, save its answer, go on to the next."""
    if step not in NAMES:
        raise Missing
    bench, reader = opened(request, slug), edge.reader(request)
    at = NAMES.index(step)
    form = form_of(step, bench, reader, posted(request))
    if form is not None and done(form, lambda: save(request, step, bench, form)):
        messages.success(request, gettext("Saved. You can stop here and come back."))
        return redirect(following(bench, at))
    context = {
        "bench": bench,
        "form": form,
        "step": STEPS[at],
        "number": at + 1,
        "steps": [(each, each.answered(bench)) for each in STEPS],
        "following": following(bench, at),
        "checks": beside(reader, bench.row.key, STEPS[at]),
    }
    return render(request, "missions/canvas.html", context, status=form.status if form else 200)


def following(bench: Workbench, at: int) -> str:
    """Return the address of the step after this one; after the last, what was drafted."""
    if at + 1 == len(NAMES):
        return reverse("missions:one-page", args=[bench.row.slug])
    return reverse("missions:canvas-step", args=[bench.row.slug, NAMES[at + 1]])


def beside(reader: Reader, mission: UUID, step: Step) -> list[Verdict]:
    """Return what the checks say now: first those that this step can clear, then others not met."""
    found = verdicts(reader, missions=[mission]).get(mission, {})
    own = [found[code] for code in step.checks if code in found]
    rest = [each for each in found.values() if each not in own and each.state in URGENT]
    return [*own, *sorted(rest, key=lambda each: each.state is not State.NOT_MET)][:BESIDE]


# --- the questions ---


class ChallengeForm(Form):
    challenge = forms.CharField(label=_("The challenge"), widget=lines(5), max_length=5000)


class OutcomeForm(Form):
    text = forms.CharField(
        label=_("What should people notice?"),
        help_text=_("For example: fewer children go hungry"),
        max_length=300,
        widget=lines(2),
    )
    for_whom = forms.CharField(
        label=_("For whom above all?"),
        help_text=_("For example: families in temporary homes"),
        max_length=200,
        required=False,
    )


class MeasureForm(Form):
    indicator = forms.ChoiceField(label=_("Which figure shows it?"))


class DateForm(Form):
    deadline = DayField(label=_("The day by which it is reached"))
    review_on = DayField(label=_("When do you look at the mission again before that?"), required=False)


class LeadForm(Form):
    lead = forms.ChoiceField(label=_("Which office leads it?"))
    powers = forms.CharField(
        label=_("What may it decide without asking?"),
        help_text=_("For example: move staff and up to £50,000 between teams"),
        required=False,
        widget=lines(3),
        max_length=5000,
    )


def form_of(name: str, bench: Workbench, reader: Reader, sent: Any) -> Form | None:
    """Return the form of a step; None where something must come first."""
    charter, version = bench.row.charter, bench.row.version
    if name == "challenge":
        return ChallengeForm(sent, initial={"challenge": charter.challenge}, version=version)
    if name == "outcome":
        return OutcomeForm(sent)
    if name == "date":
        first = {"deadline": charter.deadline, "review_on": charter.review_on}
        return DateForm(sent, initial=first, version=version)
    if name == "lead":
        return lead_form(bench, reader, sent)
    return measure_form(bench, reader, sent) if name == "measure" else target_form(bench, sent)


def lead_form(bench: Workbench, reader: Reader, sent: Any) -> Form:
    charter = bench.row.charter
    first = {"lead": str(charter.lead_key or ""), "powers": charter.powers}
    form = LeadForm(sent, initial=first, version=bench.row.version)
    named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices(reader)]
    form.fields["lead"].choices = [("", _("Choose an office")), *named]  # type: ignore[attr-defined]
    return form


def measure_form(bench: Workbench, reader: Reader, sent: Any) -> Form | None:
    cards = indicators(reader)
    if not bench.outcomes or not cards:
        return None
    form = MeasureForm(sent)
    named = [(str(card.indicator), f"{card.name} ({card.unit})") for card in cards]
    form.fields["indicator"].choices = [("", _("Choose a figure")), *named]  # type: ignore[attr-defined]
    return form


def target_form(bench: Workbench, sent: Any) -> Form | None:
    found = first_measure(bench)
    if found is None or found.target is not None or bench.row.charter.deadline is None:
        return None
    form = Form(sent)
    form.fields["value"] = FigureField(label=gettext("Value to reach (%(unit)s)") % {"unit": found.card.unit})
    return form


# --- saving ---


def save(request: HttpRequest, name: str, bench: Workbench, form: Form) -> None:
    """Write the answer of one step: a version of the charter, an outcome, a measure or a target."""
    values, mission, by = form.values(), bench.row.key, edge.by(request)
    if name == "outcome":
        new = NewOutcome(
            values["text"],
            headline=not bench.outcomes,
            for_whom=values["for_whom"],
            language=bench.row.charter.language,
        )
        actions.add_outcome(by, mission=mission, outcome=new)
    elif name == "measure":
        where = place(edge.reader(request), code=bench.row.place_code).key
        choice = SeriesChoice(UUID(values["indicator"]), where)
        actions.choose_measure(by, mission=mission, outcome=bench.outcomes[0].row.key, choice=choice)
    elif name == "target":
        row, deadline = first_measure(bench), bench.row.charter.deadline
        assert row is not None  # the form was not shown otherwise
        assert deadline is not None
        set_goal(by, mission=mission, outcome=row.outcome, target=target_of(bench, row, values, deadline))
    else:
        if "lead" in values:
            values["lead"] = UUID(values["lead"])
        words = replace(charter_of(bench.row.charter), **values)
        actions.write_charter(by, mission=mission, charter=words, version=form.expected)


def target_of(bench: Workbench, row: MeasureRow, values: dict[str, Any], deadline: date) -> NewTarget:
    """Return the target of the first measure."""
    part = next(each.row for each in bench.outcomes if each.row.key == row.outcome)
    goal = Goal(values["value"], deadline)
    return NewTarget(row.indicator, row.place, part.text, goal, row.breakdown, mission=bench.row.key)


def charter_of(row: CharterRow) -> Charter:
    """Return the words as they stand, ready to be changed in one part."""
    return Charter(**{name: getattr(row, name) for name in TEXT}, language=row.language, lead=row.lead_key)
