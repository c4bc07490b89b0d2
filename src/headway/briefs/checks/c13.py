"""C13 For whom, where: a headline measure is shown by place and by group, with the gap."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Measure, Split
from headway.briefs.checks.shape import Case, Check, Found, listed, worst
from headway.briefs.words import gap_in
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence, Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Judge each headline measure by how it is split."""
    if not dossier.headline:
        return Found("unmeasured")
    found = [of_measure(each, limits) for each in dossier.headline]
    return worst(CASES, found, [each.name for each in dossier.headline])


def of_measure(measure: Measure, limits: Limits) -> Found:
    """Judge one measure."""
    by_place = len(measure.tiers) >= limits.of("C13", "tiers")
    by_group = len(measure.groups) >= limits.of("C13", "groups")
    facts: dict[str, Value] = {}
    if measure.tiers:
        facts["places"] = listed([of_tier(each) for each in measure.tiers])
    if measure.groups:
        facts["groups"] = listed([each.name for each in measure.groups])
    if not (by_place and by_group):
        return Found(("whole", "no_places", "no_groups")[by_group + 2 * by_place], facts)
    gaps = [each.gap for each in measure.groups if each.gap is not None]
    if not gaps:
        return Found("no_gap", facts)
    return Found("split", facts | {"gap": gap_in(max(gaps), measure.unit)})


def of_tier(split: Split) -> Sentence:
    """Say how many places of a tier are shown."""
    if split.of is None:
        return Sentence(_("%(shown)s places (%(tier)s)"), {"shown": split.shown, "tier": split.name})
    return Sentence(
        _("%(shown)s of %(of)s places (%(tier)s)"), {"shown": split.shown, "of": split.of, "tier": split.name}
    )


CASES: Final[Mapping[str, Case]] = {
    "unmeasured": Case(
        State.CANNOT_TELL,
        _("We cannot tell: no headline outcome has a measure yet."),
        clears=_("Choose the figures that a headline outcome is judged by."),
    ),
    "whole": Case(
        State.NOT_MET,
        _("Shown for the whole place and everybody; not by smaller place, not by group."),
        clears=_("Bring in the figures by place and by group, such as age, sex or disability."),
    ),
    "no_places": Case(
        State.NOT_MET,
        _("Shown by %(groups)s; not by smaller place."),
        clears=_("Bring in the figures by place."),
    ),
    "no_groups": Case(
        State.NOT_MET,
        _("Shown for %(places)s; not by group, such as age, sex or disability."),
        clears=_("Bring in the figures by group."),
    ),
    "no_gap": Case(
        State.NOT_MET,
        _("Shown for %(places)s and by %(groups)s, but no two groups have a figure of the same time."),
        clears=_("Bring in figures of one time for at least two groups, so that the gap can be said."),
    ),
    "split": Case(
        State.MET,
        _("Shown for %(places)s and by %(groups)s; the farthest groups are %(gap)s apart."),
    ),
}

CHECK = Check(
    id="C13",
    title=_("For whom, where"),
    rule=_(
        "Each headline measure is split by at least %(tiers)s tier of place and %(groups)s grouping of "
        "people, "
        "and the gap is said."
    ),
    source=_("Founding texts, question 4"),
    judge=judge,
    cases=CASES,
)
