"""C1 Bold, yet reachable: more than things as they go would bring, less than was never seen."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Measure
from headway.briefs.checks.shape import Case, Check, Facts, Found, worst
from headway.briefs.words import by_words, gap_in
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Figure, Sentence, Value
from headway.measures.choices import Polarity
from headway.targets.analysis.ambition import Ambition
from headway.targets.analysis.rows import GoalRow


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Judge each headline target, and say the one that asks for most."""
    aimed = [(each, each.goal) for each in dossier.headline if each.goal is not None]
    if not aimed:
        return Found("no_target")
    times = limits.of("C1", "times_best")
    found = [of_target(measure, goal, dossier, times) for measure, goal in aimed]
    return worst(CASES, found, [measure.name for measure, _goal in aimed])


def of_target(measure: Measure, goal: GoalRow, dossier: Dossier, times: float) -> Found:
    """Judge one target by its forecast and by the best pace on record."""
    facts: dict[str, Value] = {"goal": Figure(goal.value, measure.unit), "by": by_words(goal.by)}
    if goal.by < dossier.on:
        return Found("passed", facts)
    pace = measure.ambition
    if pace is None:
        return Found("no_pace", facts | {"n": measure.points})
    facts |= pace_facts(pace, measure.unit)
    expected = expected_of(measure, pace)
    if expected is not None:
        facts["expected"] = Figure(expected, measure.unit)
        if reaches(measure, goal, expected):
            return Found("not_bold", facts)
    elif measure.latest is not None and reaches(measure, goal, measure.latest):
        return Found("reached", facts | {"latest": Figure(measure.latest, measure.unit)})
    return Found(by_pace(pace, times, foreseen=expected is not None), facts | {"times": times})


def pace_facts(pace: Ambition, unit: str) -> Facts:
    """Say the pace that is needed and the best on record."""
    years = max(1, round(pace.years))
    stretch = Sentence(
        _("the best year on record"), {"n": years}, plural=_("the best %(n)s years on record"), count="n"
    )
    return {"required": gap_in(pace.required, unit), "best": gap_in(pace.best, unit), "stretch": stretch}


def by_pace(pace: Ambition, times: float, *, foreseen: bool) -> str:
    """Return the case that the two paces make."""
    if pace.best * pace.required <= 0:
        return "never_moved" if foreseen else "never_moved_unforeseen"
    if pace.required / pace.best > times:
        return "no_precedent" if foreseen else "no_precedent_unforeseen"
    return "bold" if foreseen else "no_forecast"


def expected_of(measure: Measure, pace: Ambition) -> float | None:
    """Return what is expected at the target's date if things go on as now; None without a forecast."""
    if measure.forecast is None or not measure.forecast.periods:
        return None
    ahead = [period.median for period in measure.forecast.periods]
    if measure.goal is not None and measure.goal.cumulative:
        return pace.so_far + sum(ahead)
    return ahead[-1]


def reaches(measure: Measure, goal: GoalRow, value: float) -> bool:
    """Whether a value is at or beyond the goal, on the side that is better."""
    if measure.polarity is Polarity.NEUTRAL:
        return value == goal.value
    return value >= goal.value if measure.polarity is Polarity.INCREASE else value <= goal.value


EASE: Final = _("Raise the goal, bring its date forward, or say why this needs a mission.")
REACH: Final = _("Say what will be done that was never done before, or amend the goal with a change note.")
CASES: Final[Mapping[str, Case]] = {
    "no_target": Case(
        State.CANNOT_TELL,
        _("We cannot tell: no headline outcome has a target yet."),
        clears=_("Set a target for a headline outcome."),
    ),
    "passed": Case(
        State.NOT_APPLICABLE, _("The date of the goal (%(by)s) has passed: nothing is left to expect.")
    ),
    "no_pace": Case(
        State.CANNOT_TELL,
        _("We cannot tell: with %(n)s figure there is no pace to compare with."),
        plural=_("We cannot tell: with %(n)s figures there is no pace to compare with."),
        count="n",
        clears=_("Bring in more past figures."),
    ),
    "not_bold": Case(
        State.NOT_MET,
        _("If things go on as now, we expect %(expected)s by %(by)s; the goal is %(goal)s: no more."),
        clears=EASE,
    ),
    "reached": Case(
        State.NOT_MET,
        _("The latest figure, %(latest)s, reaches the goal of %(goal)s by %(by)s already."),
        clears=EASE,
    ),
    "never_moved": Case(
        State.NOT_MET,
        _(
            "If things go on as now, we expect %(expected)s by %(by)s; the goal is %(goal)s. That needs "
            "%(required)s a year, and nothing on record moved that way for so long."
        ),
        clears=REACH,
    ),
    "never_moved_unforeseen": Case(
        State.NOT_MET,
        _(
            "The goal is %(goal)s by %(by)s. That needs %(required)s a year, and nothing on record moved "
            "that way for so long."
        ),
        clears=REACH,
    ),
    "no_precedent": Case(
        State.NOT_MET,
        _(
            "If things go on as now, we expect %(expected)s by %(by)s; the goal is %(goal)s. That needs "
            "%(required)s a year: it has no precedent, for %(stretch)s gave %(best)s, and %(times)s "
            "times "
            "that is the most we call reachable."
        ),
        clears=REACH,
    ),
    "no_precedent_unforeseen": Case(
        State.NOT_MET,
        _(
            "The goal is %(goal)s by %(by)s. That needs %(required)s a year: it has no precedent, for "
            "%(stretch)s gave %(best)s, and %(times)s times that is the most we call reachable."
        ),
        clears=REACH,
    ),
    "no_forecast": Case(
        State.CANNOT_TELL,
        _(
            "We cannot tell whether it is bold: there is no forecast. The goal, %(goal)s by %(by)s, "
            "needs "
            "%(required)s a year; %(stretch)s gave %(best)s."
        ),
        clears=_("Bring in enough past figures for a forecast: it takes 8."),
    ),
    "bold": Case(
        State.MET,
        _(
            "If things go on as now, we expect %(expected)s by %(by)s; the goal is %(goal)s. That needs "
            "%(required)s a year; %(stretch)s gave %(best)s."
        ),
    ),
}  # fmt: skip

CHECK = Check(
    id="C1",
    title=_("Bold, yet reachable"),
    rule=_(
        "The goal asks for more than we expect if things go on as now, and for no more than "
        "%(times_best)s "
        "times the best %(years)s years on record."
    ),
    source="Mazzucato",
    judge=judge,
    cases=CASES,
)
