"""Sentences about a theory of change, with their numbers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as _

from headway.kernel.sentences import Sentence, Value
from headway.missions.analysis import Evidence, Logic
from headway.missions.analysis.evidence import GRADES
from headway.missions.analysis.logic import TESTED_FROM
from headway.missions.analysis.logic_flaws import Flaw
from headway.missions.analysis.logic_paths import Paths, Reached
from headway.missions.choices import EvidenceResult, NodeKind
from headway.missions.queries import Change, What

KINDS = {
    NodeKind.INPUT: _("Input"),
    NodeKind.ACTIVITY: _("Activity"),
    NodeKind.OUTPUT: _("Output"),
    NodeKind.SHORT_OUTCOME: _("Early outcome"),
    NodeKind.MEDIUM_OUTCOME: _("Later outcome"),
    NodeKind.LONG_OUTCOME: _("Lasting outcome"),
    NodeKind.IMPACT: _("Impact"),
    NodeKind.DRIVER: _("Outside cause"),
    NodeKind.ASSUMPTION: _("Assumption"),
    NodeKind.RISK: _("Risk"),
}
HEADINGS = {
    NodeKind.INPUT: _("What goes in"),
    NodeKind.ACTIVITY: _("What is done"),
    NodeKind.OUTPUT: _("What it produces"),
    NodeKind.SHORT_OUTCOME: _("What changes first"),
    NodeKind.MEDIUM_OUTCOME: _("What changes later"),
    NodeKind.LONG_OUTCOME: _("What changes for good"),
    NodeKind.IMPACT: _("What it is all for"),
    NodeKind.DRIVER: _("Outside causes"),
    NodeKind.ASSUMPTION: _("Assumptions"),
    NodeKind.RISK: _("Risks"),
}
RESULTS = {
    EvidenceResult.HELPS: _("It helps"),
    EvidenceResult.HARMS: _("It harms"),
    EvidenceResult.NO_DIFFERENCE: _("It makes no difference worth having"),
    EvidenceResult.MIXED: _("Results are mixed"),
    EvidenceResult.CANNOT_TELL: _("Cannot tell"),
}


# --- the answer ---


def answer(logic: Logic, ways: Paths, names: Mapping[UUID, str]) -> tuple[Sentence, ...]:
    """Say how much there is, how much of it rests on studies, and what everything hangs on."""
    if not logic.nodes:
        return (Sentence(_("Nobody has written down yet how this mission is meant to work.")),)
    links = Sentence(_("%(n)s link"), {"n": len(logic.links)}, plural=_("%(n)s links"), count="n")
    size = Sentence(
        _("%(steps)s step and %(links)s say how this mission is meant to work."),
        {"steps": len(logic.nodes), "links": links},
        plural=_("%(steps)s steps and %(links)s say how this mission is meant to work."),
        count="steps",
    )
    if not logic.links:
        return (size, Sentence(_("No step leads to another yet.")))
    return (size, studied(logic), *bare(logic, ways, names))


def studied(logic: Logic) -> Sentence:
    """Count the links that rest on a study."""
    tested = sum(link.evidence.strength >= TESTED_FROM for link in logic.links)
    if not tested:
        return Sentence(_("None of the links rests on a study."))
    return Sentence(
        _("%(n)s of the links rests on a study."),
        {"n": tested},
        plural=_("%(n)s of the links rest on a study."),
        count="n",
    )


def bare(logic: Logic, ways: Paths, names: Mapping[UUID, str]) -> tuple[Sentence, ...]:
    """Say how many links carry no evidence, and which outcomes hang on them."""
    without = sum(link.evidence.strength == 0 for link in logic.links)
    if not without:
        return (Sentence(_("Every link carries some evidence.")),)
    hanging = [(end, sum(key in ways.bare for key in end.critical)) for end in ways.ends]
    hanging = [(end, count) for end, count in hanging if count]
    if len(hanging) == 1:
        end, count = hanging[0]
        return (bare_on_one(without, count, names[end.node]),)
    said = Sentence(
        _("%(n)s link carries no evidence."),
        {"n": without},
        plural=_("%(n)s links carry no evidence."),
        count="n",
    )
    return (said, *(lying(count, names[end.node]) for end, count in hanging))


def bare_on_one(without: int, count: int, name: str) -> Sentence:
    """Say both in one sentence: how many carry none, and how many of these one outcome hangs on."""
    values: dict[str, Value] = {"n": without, "critical": count, "outcome": name}
    if without == count == 2:
        return Sentence(
            _("2 links carry no evidence; both lie on every path to “%(outcome)s”."), {"outcome": name}
        )
    if without == count:
        return Sentence(
            _("%(n)s link carries no evidence; it lies on every path to “%(outcome)s”."),
            values,
            plural=_("%(n)s links carry no evidence; all lie on every path to “%(outcome)s”."),
            count="n",
        )
    return Sentence(
        _("%(n)s links carry no evidence; %(critical)s of them lies on every path to “%(outcome)s”."),
        values,
        plural=_("%(n)s links carry no evidence; %(critical)s of them lie on every path to “%(outcome)s”."),
        count="critical",
    )


def lying(count: int, name: str) -> Sentence:
    """Say how many links without evidence one outcome hangs on."""
    return Sentence(
        _("%(n)s of them lies on every path to “%(outcome)s”."),
        {"n": count, "outcome": name},
        plural=_("%(n)s of them lie on every path to “%(outcome)s”."),
        count="n",
    )


# --- outcomes, tests, flaws ---


def reached(end: Reached) -> Sentence:
    """Say how a headline outcome is reached, and how strong the best path to it is."""
    if not end.reached:
        return Sentence(_("No path leads here from anything that is funded."))
    if end.strength is None:
        return Sentence(_("Funded work is this outcome itself."))
    values: dict[str, Value] = {"n": len(end.path), "weakest": grade(end.strength)}
    if end.against:
        return Sentence(
            _(
                "The best path has %(n)s links and is as strong as the weakest: %(weakest)s."
                " A study on it speaks against it."
            ),
            values,
        )
    return Sentence(
        _("The best path is one link: %(weakest)s."),
        values,
        plural=_("The best path has %(n)s links and is as strong as the weakest: %(weakest)s."),
        count="n",
    )


def grade(strength: int) -> Sentence:
    """Name a strength of evidence."""
    return Sentence(GRADES[strength].words)


def suggestion(source: str, target: str, outcomes: Sequence[str], evidence: Evidence) -> Sentence:
    """Suggest a test of a link."""
    values: dict[str, Value] = {
        "source": source,
        "target": target,
        "outcome": outcomes[0],
        "grade": grade(evidence.strength),
    }
    if len(outcomes) > 1:
        return Sentence(
            _(
                "Test whether “%(source)s” leads to “%(target)s”. Every path to %(n)s headline outcomes needs"
                " it. What stands behind it so far: %(grade)s."
            ),
            {**values, "n": len(outcomes)},
        )
    return Sentence(
        _(
            "Test whether “%(source)s” leads to “%(target)s”. Every path to “%(outcome)s” needs it."
            " What stands behind it so far: %(grade)s."
        ),
        values,
    )


FLAWS = {
    Flaw.NOTHING_LEADS_HERE: _("Nothing leads to “%(first)s”."),
    Flaw.OUTCOME_LEADS_NOWHERE: _(
        "“%(first)s” leads to no later outcome, and stands for none of the mission’s outcomes."
    ),
    Flaw.OUTPUT_LEADS_NOWHERE: _("“%(first)s” is produced, but no outcome follows from it."),
    Flaw.NO_OWNER: _("Nobody is named for “%(first)s”."),
    Flaw.NO_MONEY: _("“%(first)s” has no money and no input."),
    Flaw.NO_ASSUMPTION: _(
        "The link from “%(first)s” to “%(second)s” does not say what must be true for it to hold."
    ),
    Flaw.EVIDENCE_AGAINST: _("A study speaks against the link from “%(first)s” to “%(second)s”."),
}


def flaw(kind: Flaw, names: Sequence[str]) -> Sentence:
    """Say what is not sound."""
    if kind == Flaw.CYCLE:
        circle = " → ".join([*names, names[0]])
        return Sentence(
            _("These steps lead back to themselves, and no link is marked as feedback: %(circle)s."),
            {"circle": circle},
        )
    return Sentence(FLAWS[kind], dict(zip(("first", "second"), names, strict=False)))


# --- history ---

HAPPENED = {
    (False, What.ADDED): _("“%(name)s” was added."),
    (False, What.CHANGED): _("“%(name)s” was changed."),
    (False, What.RETIRED): _("“%(name)s” was retired."),
    (False, What.BACK): _("“%(name)s” was brought back."),
    (True, What.ADDED): _("The link from “%(source)s” to “%(target)s” was added."),
    (True, What.CHANGED): _("The link from “%(source)s” to “%(target)s” was changed."),
    (True, What.RETIRED): _("The link from “%(source)s” to “%(target)s” was retired."),
    (True, What.BACK): _("The link from “%(source)s” to “%(target)s” was brought back."),
    (True, What.GRADED): _(
        "The evidence of the link from “%(source)s” to “%(target)s” was graded: %(grade)s."
    ),
}


def happened(change: Change, names: Mapping[UUID, str]) -> Sentence:
    """Say what happened to a step or a link."""
    now = change.now
    if now.node is not None:
        name = now.node.text
        if change.before and change.before.node and change.before.node.text != name:
            return Sentence(
                _("“%(before)s” now reads “%(name)s”."), {"before": change.before.node.text, "name": name}
            )
        return Sentence(HAPPENED[False, change.what], {"name": name})
    source, target = (names.get(key, "") for key in now.ends)
    values: dict[str, Value] = {"source": source, "target": target}
    if change.what == What.GRADED and now.evidence is not None:
        values["grade"] = grade(now.evidence.strength)
    return Sentence(HAPPENED[True, change.what], values)
