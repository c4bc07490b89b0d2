"""C14 Owner, money, powers: somebody leads, may decide, and has some money to do it with."""

from django.utils.translation import gettext_noop as _

from headway.briefs.checks.dossier import Dossier
from headway.briefs.checks.shape import Case, Check, Facts, Found
from headway.checks.choices import USUAL, Limits, State


def judge(dossier: Dossier, _limits: Limits = USUAL) -> Found:
    """Find the first of lead, powers, money and fiscal event that is missing."""
    facts: Facts = {"lead": dossier.lead} if dossier.lead else {}
    return Found(missing(dossier), facts)


def missing(dossier: Dossier) -> str:
    """Return the case that holds."""
    if not dossier.lead:
        return "no_lead"
    if not dossier.powers:
        return "no_powers"
    if dossier.money is None:
        return "no_money_kept"
    if not dossier.money.lines:
        return "no_money"
    return "owned" if dossier.money.fiscal_event else "no_fiscal_event"


CHECK = Check(
    id="C14",
    title=_("Owner, money, powers"),
    rule=_(
        "A lead is named, what the lead may decide is written down, some money is marked, and it is "
        "linked to a fiscal event."
    ),
    source="OECD Mission Litmus Test (Commitment)",
    judge=judge,
    cases={
        "no_lead": Case(
            State.NOT_MET,
            _("No office is named that leads this mission."),
            clears=_("Name the office that leads in the charter."),
        ),
        "no_powers": Case(
            State.NOT_MET,
            _("%(lead)s leads, but what that office may decide is not written down."),
            clears=_("Write the powers down where the role of mission lead is granted to this office."),
        ),
        "no_money_kept": Case(
            State.CANNOT_TELL,
            _(
                "We cannot tell: %(lead)s leads and its powers are written down, but no money is "
                "recorded yet."
            ),
            clears=_("Record the money that is marked for this mission."),
        ),
        "no_money": Case(
            State.NOT_MET,
            _("%(lead)s leads and may decide, but no money is marked for this mission."),
            clears=_("Mark a budget line for this mission."),
        ),
        "no_fiscal_event": Case(
            State.NOT_MET,
            _("%(lead)s leads with powers and money, but no budget or spending review is linked."),
            clears=_("Link the budget or spending review that decides on this money."),
        ),
        "owned": Case(
            State.MET,
            _("%(lead)s leads, with powers that are written down and money linked to a fiscal event."),
        ),
    },
)
