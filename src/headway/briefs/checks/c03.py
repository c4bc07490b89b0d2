"""C3 Measurable: a dated baseline, enough figures, a known next release, an office that owns the data."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Measure
from headway.briefs.checks.shape import Case, Check, Found, listed, worst
from headway.briefs.words import month_words
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Judge each headline measure, and say the first that lacks something."""
    if not dossier.headline:
        return Found("unmeasured")
    needed = limits.whole("C3", "points")
    found = [of_measure(each, dossier.on, needed) for each in dossier.headline]
    return worst(CASES, found, [each.name for each in dossier.headline])


def of_measure(measure: Measure, on: date, needed: int) -> Found:
    """Judge one measure."""
    gaps = tuple(lacking(measure, on, needed))
    if gaps:
        return Found("gaps", {"lacking": listed(gaps), "points": measure.points})
    baseline, due = measure.baseline, measure.next_release_on
    assert baseline is not None
    assert due is not None
    return Found(
        "measurable",
        {"baseline": month_words(baseline), "points": measure.points, "due": month_words(due)},
    )


def lacking(measure: Measure, on: date, needed: int) -> Iterator[Sentence]:
    """Name what is missing."""
    if measure.baseline is None:
        yield Sentence(_("a dated baseline"))
    if measure.points < needed:
        yield Sentence(
            _("enough figures (%(points)s of %(needed)s)"), {"points": measure.points, "needed": needed}
        )
    if measure.next_release_on is None:
        yield Sentence(_("the date of the next release"))
    elif measure.next_release_on < on:
        yield Sentence(
            _("the date of the next release (%(date)s has passed)"), {"date": measure.next_release_on}
        )
    if not measure.responsible:
        yield Sentence(_("an office that owns the data"))


CASES: Final[Mapping[str, Case]] = {
    "unmeasured": Case(
        State.CANNOT_TELL,
        _("We cannot tell: no headline outcome has a measure yet."),
        clears=_("Choose the figures that a headline outcome is judged by."),
    ),
    "gaps": Case(
        State.NOT_MET,
        _("Still missing: %(lacking)s."),
        clears=_("Add what is missing: %(lacking)s."),
    ),
    "measurable": Case(
        State.MET,
        _("Baseline dated %(baseline)s, %(points)s figure, next due %(due)s."),
        plural=_("Baseline dated %(baseline)s, %(points)s figures, next due %(due)s."),
        count="points",
    ),
}

CHECK = Check(
    id="C3",
    title=_("Measurable"),
    rule=_(
        "Each headline measure has a dated baseline, at least %(points)s figures, a known next release "
        "and an "
        "office that owns the data."
    ),
    source=_("EU Missions; Mazzucato"),
    judge=judge,
    cases=CASES,
)
