"""C6 Several sectors and departments: more than one kind of organisation puts something in."""

from collections.abc import Collection, Mapping
from typing import Final

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import OR, Case, Check, Found, listed
from headway.checks.choices import USUAL, Limits, State
from headway.kernel.sentences import Sentence, Value
from headway.people.choices import Family

FAMILIES: Final[Mapping[str, str]] = {
    Family.CENTRAL_GOVERNMENT: _("central government"),
    Family.LOCAL_GOVERNMENT: _("councils"),
    Family.HEALTH: _("the NHS"),
    Family.POLICE_AND_JUSTICE: _("police and justice"),
    Family.EDUCATION: _("education"),
    Family.BUSINESS: _("business"),
    Family.CIVIL_SOCIETY: _("civil society"),
    Family.RESIDENTS: _("residents"),
    Family.RESEARCH: _("research"),
}
MISSED_MOST: Final = (Family.BUSINESS, Family.CIVIL_SOCIETY, Family.RESIDENTS)


def judge(dossier: Dossier, limits: Limits = USUAL) -> Found:
    """Count the kinds of organisation and the departments that put something in."""
    if dossier.commitments is None:
        return Found("none_kept")
    if not dossier.commitments:
        return Found("no_promises")
    families = frozenset[str]().union(*(each.families for each in dossier.commitments))
    departments = frozenset[str]().union(*(each.departments for each in dossier.commitments))
    facts: dict[str, Value] = {
        "n": len(families),
        "families": named(families),
        "departments": len(departments),
    }
    needed = limits.whole("C6", "families")
    if len(families) < needed:
        absent = [each for each in MISSED_MOST if each not in families]
        if not absent:
            return Found("few_families", facts | {"needed": needed})
        return Found("missing_families", facts | {"absent": named(absent, OR), "needed": needed})
    needed = limits.whole("C6", "departments")
    return Found("few_departments" if len(departments) < needed else "joint", facts | {"needed": needed})


def named(families: Collection[str], last: str = "") -> Sentence:
    """Name kinds of organisation, in the order of the list."""
    words = [Sentence(text) for family, text in FAMILIES.items() if family in families]
    return listed(words, last) if last else listed(words)


MORE: Final = _(
    "Agree promises of money, people, data or powers with at least %(needed)s kinds of organisation."
)
CHECK = Check(
    id="C6",
    title=_("Several sectors and departments"),
    rule=_(
        "At least %(families)s kinds of organisation and %(departments)s accountable departments each "
        "put in "
        "money, people, data or powers."
    ),
    source="Mazzucato",
    question=2,
    judge=judge,
    cases={
        "none_kept": Case(
            State.CANNOT_TELL,
            _("We cannot tell: no promises are recorded yet."),
            clears=_("Record who has promised what."),
        ),
        "no_promises": Case(
            State.NOT_MET,
            _("Nobody has promised anything to this mission yet."),
            clears=_("Record who has promised what."),
        ),
        "missing_families": Case(
            State.NOT_MET,
            _("Promises come from %(n)s kind of organisation (%(families)s); nothing yet from %(absent)s."),
            plural=_(
                "Promises come from %(n)s kinds of organisation (%(families)s); nothing yet from %(absent)s."
            ),
            count="n",
            clears=MORE,
        ),
        "few_families": Case(
            State.NOT_MET,
            _("Promises come from %(n)s kind of organisation (%(families)s)."),
            plural=_("Promises come from %(n)s kinds of organisation (%(families)s)."),
            count="n",
            clears=MORE,
        ),
        "few_departments": Case(
            State.NOT_MET,
            _(
                "Promises come from %(n)s kinds of organisation, but %(departments)s accountable "
                "department puts anything in."
            ),
            plural=_(
                "Promises come from %(n)s kinds of organisation, but %(departments)s accountable "
                "departments put anything in."
            ),
            count="departments",
            clears=_("Agree promises with at least %(needed)s accountable departments."),
        ),
        "joint": Case(
            State.MET,
            _("Promises come from %(n)s kind of organisation (%(families)s)."),
            plural=_("Promises come from %(n)s kinds of organisation (%(families)s)."),
            count="n",
        ),
    },
)
