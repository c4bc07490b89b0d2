"""C11 Targets only where they fit: on those who deliver, where work can be seen and readings confirmed."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, UnitTarget
from headway.briefs.checks.shape import URGENCY, Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Judge each target that rests on a unit of delivery; those on the mission itself are always in place."""
    if dossier.unit_targets:
        found = [of_target(each, limits) for each in dossier.unit_targets]
        return min(found, key=lambda each: URGENCY.index(CASES[each.case].state))
    aimed = sum(each.goal is not None for each in dossier.measures)
    return Found("on_the_mission", {"n": aimed}) if aimed else Found("no_target")


def of_target(target: UnitTarget, limits: Limits) -> Found:
    """Judge one target by the two grades of what it counts."""
    facts: dict[str, Value] = {"measure": target.measure}
    if target.observable is None or target.verifiable is None:
        return Found("not_graded", facts)
    facts |= {"observable": target.observable, "verifiable": target.verifiable}
    if target.learning:
        return Found("only_learning", facts)
    fits = (
        target.observable >= limits.of("C11", "observable")
        and target.verifiable >= limits.of("C11", "verifiable")
        and target.observable + target.verifiable >= limits.of("C11", "together")
    )
    return Found("fits" if fits else failing(target, limits), facts)


def failing(target: UnitTarget, limits: Limits) -> str:
    """Return which of the grades is too low."""
    if target.verifiable is not None and target.verifiable < limits.of("C11", "verifiable"):
        return "not_confirmed"
    if target.observable is not None and target.observable < limits.of("C11", "observable"):
        return "not_seen"
    return "not_both"


LEARN: Final = _("Use “%(measure)s” to learn, or move the target from the unit to the mission itself.")
CASES: Final[Mapping[str, Case]] = {
    "no_target": Case(State.NOT_APPLICABLE, _("There are no targets yet.")),
    "on_the_mission": Case(
        State.MET,
        _("The %(n)s target rests on the mission itself, not on a team or a unit."),
        plural=_("All %(n)s targets rest on the mission itself, none on a team or a unit."),
        count="n",
    ),
    "not_graded": Case(
        State.CANNOT_TELL,
        _(
            "We cannot tell: “%(measure)s” has a target that rests on a unit, and nobody has graded "
            "whether its "
            "work can be seen and its reading confirmed."
        ),
        clears=_("Grade both on the card of “%(measure)s”, with the reason."),
    ),
    "only_learning": Case(
        State.NOT_MET,
        _("“%(measure)s” may only be used to learn, yet a target on it rests on a unit of delivery."),
        clears=LEARN,
    ),
    "not_confirmed": Case(
        State.NOT_MET,
        _(
            "Counting “%(measure)s” cannot show whether what was done helped. Use it to learn, not as a "
            "target "
            "on teams. (Seen: %(observable)s of 2, confirmed: %(verifiable)s of 2.)"
        ),
        clears=LEARN,
    ),
    "not_seen": Case(
        State.NOT_MET,
        _(
            "The work behind “%(measure)s” cannot be seen at reasonable cost. Use it to learn, not as a "
            "target "
            "on teams. (Seen: %(observable)s of 2, confirmed: %(verifiable)s of 2.)"
        ),
        clears=LEARN,
    ),
    "not_both": Case(
        State.NOT_MET,
        _(
            "“%(measure)s” can be seen and confirmed only in part. Use it to learn, not as a target on "
            "teams. "
            "(Seen: %(observable)s of 2, confirmed: %(verifiable)s of 2.)"
        ),
        clears=LEARN,
    ),
    "fits": Case(
        State.MET,
        _(
            "The target on “%(measure)s” rests on a unit whose work can be seen (%(observable)s of 2) "
            "and "
            "confirmed (%(verifiable)s of 2)."
        ),
    ),
}

CHECK = Check(
    id="C11",
    title=_("Targets only where work can be seen and confirmed"),
    rule=_(
        "A target with consequences for a unit of delivery needs at least %(observable)s for seeing the "
        "work, "
        "%(verifiable)s for confirming the reading, and %(together)s in all, of 2 each."
    ),
    source="Honig",
    judge=judge,
    cases=CASES,
)
