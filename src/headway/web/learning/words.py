"""How pages name what stands about tests."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.kernel.sentences import spoken
from headway.learning.analysis import PlanWords
from headway.learning.choices import CHOICES, DESIGNS, Choice, Design, Phase, PlanStep, Reading, Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PHASES: Mapping[Phase, "_StrPromise"] = {
    Phase.DRAFT: _("draft"),
    Phase.REGISTERED: _("plan locked"),
    Phase.RUNNING: _("running"),
    Phase.ANALYSED: _("waits for a decision"),
    Phase.DECIDED: _("decided"),
    Phase.WITHDRAWN: _("withdrawn"),
}
STEPS: Mapping[PlanStep, "_StrPromise"] = {
    PlanStep.ASSUMPTION: _("What must be true?"),
    PlanStep.QUESTION: _("What do you want to know, and what would change your mind?"),
    PlanStep.POSSIBLE: _("What is possible?"),
    PlanStep.DESIGN: _("Which kind of test?"),
    PlanStep.SIZE: _("What can this test see?"),
    PlanStep.MEASURE: _("Where do the data come from, and how are they read?"),
    PlanStep.RULE: _("What will you do with each answer?"),
    PlanStep.ETHICS: _("Who could be harmed, and who may gain or lose?"),
}
UNITS: Mapping[Unit, "_StrPromise"] = {
    Unit.PERSON: _("people"),
    Unit.HOUSEHOLD: _("households"),
    Unit.TEAM: _("teams"),
    Unit.PLACE: _("places, schools or offices"),
    Unit.CASE: _("cases or letters"),
    Unit.PERIOD: _("days, weeks or months"),
}
READINGS: Mapping[Reading, "_StrPromise"] = {
    Reading.CLEAR: _("It works well enough: at least the smallest change that matters"),
    Reading.BETTER: _("It works, but by how much is open"),
    Reading.UNCLEAR: _("It is not clear"),
    Reading.NONE: _("No difference worth having"),
    Reading.WORSE: _("It makes things worse"),
}
CHOOSE = (
    ("all", _("Yes: we can choose who gets it and who does not, for the time of the test")),
    ("order", _("Only the order: everybody gets it in the end, and we can choose who is first")),
    ("no", _("No: somebody else has decided, or it has begun")),
)
YES_NO = (("yes", _("Yes")), ("no", _("No")))
HARM = ((1, _("A little: we could live with it")), (2, _("Badly")), (3, _("The mission would fail")))
DOUBT = ((1, _("A little")), (2, _("Unsure")), (3, _("Very unsure: we are guessing")))
FIELDS: Mapping[str, "_StrPromise"] = {
    "assumption": _("What must be true"),
    "harm": _("How bad if it is false"),
    "doubt": _("How unsure we are"),
    "title": _("Name of the test"),
    "question": _("The question"),
    "outcome": _("What is measured"),
    "unit_of_outcome": _("Its unit"),
    "better": _("What is better"),
    "smallest_change": _("Smallest change that would alter the decision"),
    "owner": _("Who owns the test"),
    "decides": _("Who decides"),
    "decide_on": _("Decided on"),
    "choose": _("Can we choose who goes first?"),
    "unit": _("What is counted or drawn"),
    "units": _("How many"),
    "data_before": _("Are there data from before?"),
    "design": _("Kind of test"),
    "treatment": _("What is tried"),
    "control": _("What the others get"),
    "groups": _("Groups"),
    "blocks": _("Drawn apart by"),
    "steps": _("Steps of the roll-out"),
    "spread": _("Standard deviation of what is measured"),
    "base": _("Share now, in percent"),
    "cluster_size": _("People in each team or place"),
    "icc": _("How alike people in one team or place are (0 to 1)"),
    "icc_source": _("Where that number comes from"),
    "smallest_seen": _("Smallest change it can see (in 8 of 10 tests)"),
    "can_answer": _("Can it answer the question?"),
    "size_note": _("Note on the size"),
    "collection": _("Where the data come from"),
    "data_until": _("Last data"),
    "looks": _("Planned looks before the end"),
    "estimator": _("How the effect is worked out"),
    "inference": _("How chance is judged"),
    "missing": _("What happens with missing data"),
    "guardrails": _("What must not get worse"),
    "stop_rule": _("When the test stops early"),
    "rule_clear": _("If it works well enough"),
    "rule_better": _("If it works, and by how much is open"),
    "rule_unclear": _("If it is not clear"),
    "rule_none": _("If there is no difference worth having"),
    "rule_worse": _("If it makes things worse"),
    "rule_words": _("The rule in words"),
    "reviewed_by": _("Who reviewed the ethics"),
    "reviewed_on": _("Reviewed on"),
    "harm_to": _("Who could be harmed, and what is done about it"),
    "entitled": _("Nothing a person is entitled to is withheld"),
    "entitled_why": _("How that is made sure"),
    "told": _("What people are told"),
    "equality_effect": _("Who may gain or lose by protected characteristic"),
    "equality_evidence": _("The evidence for that"),
    "data_protection": _("Data protection"),
}
PLAIN: Mapping[str, Mapping[Any, object]] = {
    "choose": dict(CHOOSE),
    "data_before": dict(YES_NO),
    "harm": dict(HARM),
    "doubt": dict(DOUBT),
    "better": {"increase": _("more"), "decrease": _("less")},
}


def value_of(plan: PlanWords, field: str) -> object:
    """Write one field of a plan for people; empty where it says nothing."""
    value = getattr(plan, field)
    if value is None or value in ("", ()):
        return ""
    if field in PLAIN:
        return PLAIN[field].get(value, "")
    if field == "smallest_change":
        return f"{value:g} {plan.unit_of_outcome}"
    return next((write(value) for kind, write in WRITTEN.items() if isinstance(value, kind)), value)


WRITTEN: Mapping[type, Callable[[Any], object]] = {
    bool: lambda value: gettext("Yes") if value else gettext("No"),
    Design: lambda value: gettext(DESIGNS[value].name),
    Choice: lambda value: gettext(CHOICES[value]),
    Unit: lambda value: UNITS[value],
    tuple: lambda value: "; ".join(spoken(each) for each in value),
    float: lambda value: f"{value:g}",
}
