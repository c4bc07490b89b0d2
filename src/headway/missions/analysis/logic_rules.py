"""What a step, a link and a grade must say to be kept: one sentence for each field that is wrong."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Sentence
from headway.missions.analysis.logic import Evidence, LinkWords, NodeWords
from headway.missions.choices import OUTCOMES

PROSE = 2000  # characters of a mechanism, an assumption, a reason
LONGEST_LAG = 1200  # months
STRONGEST = 4
Faults = dict[str, Sentence]


def node_faults(words: NodeWords) -> Faults:
    """Return what is wrong with a step: no words, an outcome on another kind, money that is none."""
    wrong = long({"text": (words.text, 300), "language": (words.language, 12)})
    if not words.text.strip():
        wrong["text"] = Sentence(_("Say in a few words what this step is."))
    if words.outcome and words.kind not in OUTCOMES:
        wrong["outcome"] = Sentence(_("Only an outcome or an impact stands for an outcome of the mission."))
    if words.money is not None and words.money < 0:
        wrong["money"] = Sentence(_("Money cannot be less than nothing."))
    if len(words.currency) != 3 or not words.currency.isascii() or not words.currency.isupper():
        wrong["currency"] = Sentence(_("Write the currency as three capital letters, such as GBP."))
    return wrong


def link_faults(words: LinkWords) -> Faults:
    """Return what is wrong with a claim: texts that are too long, a lag that is none."""
    wrong = long(
        {
            "mechanism": (words.mechanism, PROSE),
            "assumption": (words.assumption, PROSE),
            "claimed_by": (words.claimed_by, 200),
            "language": (words.language, 12),
        }
    )
    if words.lag_months is not None and not 0 <= words.lag_months <= LONGEST_LAG:
        said = Sentence(_("Enter whole months from 0 to %(most)s."), {"most": LONGEST_LAG})
        wrong["lag_months"] = said
    return wrong


def evidence_faults(evidence: Evidence) -> Faults:
    """Return what is wrong with a grade: no reason, a study without its name, an objection without words."""
    wrong = long(
        {
            "why": (evidence.why, PROSE),
            "objection": (evidence.objection, PROSE),
            "citation": (evidence.citation, 500),
            "address": (evidence.address, 500),
            "shown_in": (evidence.shown_in, 200),
        }
    )
    if not 0 <= evidence.strength <= STRONGEST:
        wrong["strength"] = Sentence(_("Choose a grade from 0 to 4."))
    if evidence.strength > 0 and not evidence.why.strip():
        wrong["why"] = Sentence(_("Say why the evidence has this grade."))
    if evidence.strength > 1 and not evidence.citation.strip():
        wrong["citation"] = Sentence(_("Name the study: who published it, and when."))
    if evidence.contested and not evidence.objection.strip():
        wrong["objection"] = Sentence(_("Say who objects, and why."))
    if evidence.address and not evidence.address.startswith(("https://", "http://")):
        wrong["address"] = Sentence(_("Start the address with https://"))
    return wrong


def long(texts: Mapping[str, tuple[str, int]]) -> Faults:
    """Return the texts that are longer than what is kept of them."""
    return {
        field: Sentence(_("Use at most %(limit)s characters."), {"limit": limit})
        for field, (text, limit) in texts.items()
        if len(text) > limit
    }
