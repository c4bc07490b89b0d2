"""C7 Several bottom-up solutions: more than one way is tried, and not all are the owner's."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier, Initiative
from headway.briefs.checks.shape import Case, Check, Found
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Figure, Value


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Count live initiatives, the paths they stand on, who started them, and the largest share of money."""
    if dossier.initiatives is None:
        return Found("none_kept")
    live = dossier.initiatives
    counted = counts(live)
    needed = {name: limits.whole("C7", name) for name in counted}
    share, most = largest_share(live), limits.of("C7", "largest_share")
    facts: dict[str, Value] = {"n": len(live), "own": len(live) - counted["outside"], **counted}
    facts |= {f"needed_{name}": number for name, number in needed.items()}
    facts["most"] = Figure(most, "%", places=0)
    if share is not None:
        facts["share"] = Figure(100 * share, "%", places=0)
    return Found(case_of(counted, needed, share, most), facts)


def counts(live: Sequence[Initiative]) -> dict[str, int]:
    """Count what the rule counts, under the names of its thresholds."""
    return {
        "live": len(live),
        "outside": sum(each.outside for each in live),
        "paths": len(frozenset().union(*(each.paths for each in live))),
    }


def largest_share(live: Sequence[Initiative]) -> float | None:
    """Return the largest share of the money; None where some of it is not recorded."""
    amounts = [each.money for each in live if each.money is not None]
    if len(amounts) < len(live) or not sum(amounts):
        return None
    return max(amounts) / sum(amounts)


def case_of(counted: dict[str, int], needed: dict[str, int], share: float | None, most: float) -> str:
    """Return the first part of the rule that does not hold."""
    for name, case in (("live", "few"), ("outside", "all_own"), ("paths", "few_paths")):
        if counted[name] < needed[name]:
            return case
    if share is None:
        return "no_money_kept"
    return "one_takes_most" if 100 * share > most else "several"


START: Final = _("Accept an offer, or start with others another way towards an outcome.")
CHECK = Check(
    id="C7",
    title=_("Several bottom-up solutions"),
    rule=_(
        "At least %(live)s initiatives are live on %(paths)s paths of the theory of change, at least "
        "%(outside)s started outside the owner, and none takes more than %(largest_share)s%% of the "
        "money."
    ),
    source="Mazzucato",
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no initiatives are recorded yet."),
            clears=_("Record what is being tried, and who started it."),
        ),
        "few": Case(
            State.NOT_MET,
            _("%(n)s initiative is live; the rule asks for %(needed_live)s."),
            plural=_("%(n)s initiatives are live; the rule asks for %(needed_live)s."),
            count="n",
            clears=START,
        ),
        "all_own": Case(
            State.NOT_MET,
            _("%(n)s initiative, %(own)s started by the mission’s owner."),
            plural=_("%(n)s initiatives, %(own)s started by the mission’s owner."),
            count="n",
            clears=_("Accept an offer from outside, so that at least %(needed_outside)s comes from others."),
        ),
        "few_paths": Case(
            State.NOT_MET,
            _(
                "%(n)s initiative on %(paths)s of the paths of the theory of change; the rule asks for "
                "%(needed_paths)s."
            ),
            plural=_(
                "%(n)s initiatives on %(paths)s of the paths of the theory of change; the rule asks for "
                "%(needed_paths)s."
            ),
            count="n",
            clears=_(
                "Start an initiative on another path, or say in the theory of change where these stand."
            ),
        ),
        "no_money_kept": Case(
            State.CANNOT_TELL,
            _(
                "%(n)s initiative, %(own)s started by the mission’s owner. We cannot tell how the money "
                "is shared: it is not recorded for all."
            ),
            plural=_(
                "%(n)s initiatives, %(own)s started by the mission’s owner. We cannot tell how the "
                "money is shared: it is not recorded for all."
            ),
            count="n",
            clears=_("Record what money each initiative has."),
        ),
        "one_takes_most": Case(
            State.NOT_MET,
            _("%(n)s initiative, %(own)s started by the mission’s owner; one takes %(share)s of the money."),
            plural=_(
                "%(n)s initiatives, %(own)s started by the mission’s owner; one takes %(share)s of the money."
            ),
            count="n",
            clears=_("Share the money so that no initiative takes more than %(most)s."),
        ),
        "several": Case(
            State.MET,
            _(
                "%(n)s initiative on %(paths)s paths, %(own)s started by the mission’s owner; the "
                "largest takes %(share)s of the money."
            ),
            plural=_(
                "%(n)s initiatives on %(paths)s paths, %(own)s started by the mission’s owner; the "
                "largest takes %(share)s of the money."
            ),
            count="n",
        ),
    },
)
