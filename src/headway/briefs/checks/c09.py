"""C9 Trajectory: the path was drawn first, with its reason, and is judged only by what came after."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Measure
from headway.briefs.checks.shape import Case, Check, Found, worst
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value
from headway.targets.analysis.rows import PathRow

DAYS_A_YEAR: Final = 365.25
SLACK: Final = 31  # days: points at the end of each year or month stand a little unevenly


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Judge the path of each headline target."""
    aimed = [each for each in dossier.headline if each.goal is not None]
    if not aimed:
        return Found("no_target")
    a_year = limits.of("C9", "points_a_year")
    return worst(CASES, [of_target(each, a_year) for each in aimed], [each.name for each in aimed])


def of_target(measure: Measure, a_year: float) -> Found:
    """Judge one path."""
    path, goal = measure.path, measure.goal
    assert goal is not None
    if path is None:
        return Found("no_path")
    facts: dict[str, Value] = {"points": len(path.points), "agreed_on": path.agreed_on}
    if not path.reason.strip():
        return Found("no_reason", facts)
    if path.points[-1][0] < goal.by:
        return Found("ends_early", facts | {"end": path.points[-1][0], "by": goal.by})
    if not dense(path, a_year):
        first, last = path.points[0][0], path.points[-1][0]
        return Found("sparse", facts | {"first": first, "last": last, "needed": a_year})
    if measure.before_path and not measure.after_path:
        return Found("drawn_after", facts | {"n": measure.before_path})
    return Found("agreed_first", facts)


def dense(path: PathRow, a_year: float) -> bool:
    """Whether no two neighbouring points stand further apart than the rule allows."""
    days: list[date] = [on for on, _worth in path.points]
    apart = max((after - before).days for before, after in pairwise(days))
    return apart <= DAYS_A_YEAR / a_year + SLACK


CASES: Final[Mapping[str, Case]] = {
    "no_target": Case(
        State.CANNOT_TELL,
        _("We cannot tell: no headline outcome has a target yet."),
        clears=_("Set a target for a headline outcome."),
    ),
    "no_path": Case(
        State.NOT_MET,
        _("No path from the baseline to the target was agreed in advance."),
        clears=_("Agree a path with the reason for its shape."),
    ),
    "no_reason": Case(
        State.NOT_MET,
        _("The path agreed on %(agreed_on)s does not say why it has its shape."),
        clears=_("Agree the path again and say why it has this shape."),
    ),
    "ends_early": Case(
        State.NOT_MET,
        _("The path ends on %(end)s, before the date of the target, %(by)s."),
        clears=_("Agree a path up to the date of the target."),
    ),
    "sparse": Case(
        State.NOT_MET,
        _(
            "The path has %(points)s points between %(first)s and %(last)s; the rule asks for "
            "%(needed)s a year."
        ),
        clears=_("Agree a path with a point for every year."),
    ),
    "drawn_after": Case(
        State.NOT_MET,
        _("The path was drawn after the last %(n)s figure, so it is not used to say “on course”."),
        plural=_("The path was drawn after the last %(n)s figures, so they are not used to say “on course”."),
        count="n",
        clears=_("Wait for the next figure: it will be the first that the path is judged by."),
    ),
    "agreed_first": Case(
        State.MET,
        _("The path was agreed on %(agreed_on)s with %(points)s points, before the figures it is judged by."),
    ),
}

CHECK = Check(
    id="C9",
    title=_("Trajectory"),
    rule=_(
        "Each headline target has a path from the baseline with at least %(points_a_year)s point a year "
        "and a "
        "reason for its shape, agreed before the figures it is judged by."
    ),
    source=_("Trajectories of the Prime Minister’s Delivery Unit"),
    judge=judge,
    cases=CASES,
)
