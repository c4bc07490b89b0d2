"""The forms of a plan, one for each of its pages."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.learning.analysis import STEP_FIELDS, PlanWords, icc_table, suggested
from headway.learning.choices import CHOICES, DESIGNS, Choice, Design, PlanStep, Unit
from headway.web.forms import DayField, Form
from headway.web.learning import words
from headway.web.missions.forms import lines

Named = Sequence[tuple[str, str]]


def prose(name: str, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Return a field for a few sentences; a draft may leave it empty."""
    return forms.CharField(
        label=words.FIELDS[name], help_text=help_text, required=False, widget=lines(rows), max_length=3000
    )


def short(name: str, help_text: Any = "", *, required: bool = False, limit: int = 200) -> forms.CharField:
    """Return a field for a few words."""
    return forms.CharField(label=words.FIELDS[name], help_text=help_text, required=required, max_length=limit)


def number(
    name: str, help_text: Any = "", *, least: float | None = None, most: float | None = None
) -> forms.FloatField:
    """Return a field for a number."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    return forms.FloatField(
        label=words.FIELDS[name],
        help_text=help_text,
        required=False,
        widget=widget,
        min_value=least,
        max_value=most,
    )


def count(name: str, help_text: Any = "", least: int = 1) -> forms.IntegerField:
    """Return a field for a count."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
    return forms.IntegerField(
        label=words.FIELDS[name],
        help_text=help_text,
        required=False,
        widget=widget,
        min_value=least,
        max_value=10_000_000,
    )


def tap(name: str, choices: Sequence[tuple[Any, Any]], *, label: Any = "") -> forms.ChoiceField:
    """Return a field with a few answers to choose from."""
    return forms.ChoiceField(
        label=label or words.FIELDS[name], choices=choices, required=False, widget=forms.RadioSelect
    )


class StepForm(Form):
    """One page of a plan; empty fields are filled later."""

    step: ClassVar[PlanStep]

    def __init__(self, *args: Any, plan: PlanWords, **kwargs: Any) -> None:
        self.before = plan
        first = {name: shown(getattr(plan, name)) for name in STEP_FIELDS[self.step]}
        kwargs["initial"] = first | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def changes(self) -> Mapping[str, Any]:
        """Return the fields of the plan that this page says."""
        return {name: value for name, value in self.values().items() if name in STEP_FIELDS[self.step]}

    def plan(self) -> PlanWords:
        """Return the plan with what was filled in."""
        return replace(self.before, **self.changes())


def shown(value: Any) -> Any:
    """Return a value of a plan as the first content of a field."""
    if isinstance(value, tuple):
        return "\n".join(str(each) for each in value)
    return getattr(value, "value", value)


class AssumptionForm(StepForm):
    step = PlanStep.ASSUMPTION
    assumption = prose("assumption", _("One thing that the mission’s plan takes for granted"))
    harm = tap("harm", words.HARM, label=_("How bad would it be if it is false?"))
    doubt = tap("doubt", words.DOUBT, label=_("How unsure are you?"))

    def changes(self) -> Mapping[str, Any]:
        said = super().changes()
        return {**said, "harm": int(said["harm"] or 0), "doubt": int(said["doubt"] or 0)}


class QuestionForm(StepForm):
    step = PlanStep.QUESTION
    title = short(
        "title", _("As people would ask it: “Does a clearer letter get more replies?”"), required=True
    )
    question = prose(
        "question",
        _(
            "One question with one answer, for whom, by when. In the words of a question in the library, the "
            "result is put together with the findings there"
        ),
        rows=2,
    )
    outcome = short("outcome", _("One thing only: the rest is what must not get worse"), limit=300)
    indicator = forms.ChoiceField(label=_("Is it one of the mission’s indicators?"), required=False)
    unit_of_outcome = short("unit_of_outcome", _("For example percentage points, weeks, pounds"), limit=60)
    better = tap("better", (("increase", _("More is better")), ("decrease", _("Less is better"))))
    smallest_change = number(
        "smallest_change",
        _("In that unit. If the change were smaller than this, you would decide as if there were none"),
    )
    owner = short("owner", _("An office, not a person"))
    decides = short("decides", _("The board or officer who will decide"))
    decide_on = DayField(label=words.FIELDS["decide_on"], required=False)

    def __init__(self, *args: Any, indicators: Named = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("No")), *indicators]  # type: ignore[attr-defined]
        if not indicators:
            del self.fields["indicator"]

    def changes(self) -> Mapping[str, Any]:
        said = dict(super().changes())
        if "indicator" in said:
            said["indicator"] = UUID(said["indicator"]) if said["indicator"] else None
        return {**said, "better": said["better"] or "increase"}


class PossibleForm(StepForm):
    step = PlanStep.POSSIBLE
    choose = tap("choose", words.CHOOSE)
    unit = tap("unit", [(each.value, text) for each, text in words.UNITS.items()])
    units = count("units", _("In all, both groups together"))
    data_before = tap("data_before", words.YES_NO, label=_("Are there data from before it began?"))

    def changes(self) -> Mapping[str, Any]:
        said = super().changes()
        return {**said, "unit": Unit(said["unit"]) if said["unit"] else None}


class DesignForm(StepForm):
    step = PlanStep.DESIGN
    design = tap("design", ())
    treatment = prose("treatment")
    control = prose("control", _("Leave it empty where there are no others"))
    blocks = forms.CharField(
        label=words.FIELDS["blocks"],
        help_text=_("Only for lots. For example: ward, size of office. One on each line"),
        required=False,
        widget=lines(2),
        max_length=500,
    )
    steps = count("steps", _("Only for a roll-out in random order: how many dates are there to start?"), 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.best = suggested(self.before)
        ordered = (*self.best, *(each for each in Design if each not in self.best))
        self.fields["design"].choices = [  # type: ignore[attr-defined]
            (each.value, DESIGNS_LAZY[each]) for each in ordered
        ]

    def changes(self) -> Mapping[str, Any]:
        said = super().changes()
        chosen = Design(said["design"]) if said["design"] else self.before.design
        return {**said, "design": chosen, "blocks": rows_of(said["blocks"])}


DESIGNS_LAZY = {each: _(DESIGNS[each].name) for each in Design}


def rows_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class SizeForm(StepForm):
    step = PlanStep.SIZE
    units = count("units", _("In all, both groups together"))
    base = number("base", _("Where you measure a share, such as people who reply"), least=0, most=100)
    spread = number("spread", _("Where you measure a number, such as weeks. Look at last year’s"), least=0)
    cluster_size = number("cluster_size", _("Only where teams or places are drawn"), least=1)
    icc = number("icc", _("Only where teams or places are drawn. Usual values stand below"), least=0, most=1)
    icc_source = short("icc_source", _("Your own data, or the source below"), limit=300)
    size_note = prose("size_note", rows=2)

    def changes(self) -> Mapping[str, Any]:
        return {**super().changes(), "units": self.cleaned_data["units"]}

    def __init__(self, *args: Any, plan: PlanWords, **kwargs: Any) -> None:
        kwargs["initial"] = {"units": plan.units}
        super().__init__(*args, plan=plan, **kwargs)
        if plan.design is Design.TRIAL:
            for name in ("cluster_size", "icc", "icc_source"):
                del self.fields[name]

    @property
    def known(self) -> object:
        """The correlations we know of, with their sources; none where people are drawn one by one."""
        return () if self.before.design is Design.TRIAL else icc_table()


class MeasureForm(StepForm):
    step = PlanStep.MEASURE
    collection = prose("collection", _("Which system or survey, who sends it, how often"))
    data_until = DayField(label=_("On which day do the last data come?"), required=False)
    looks = DayField(
        label=_("Is a look at the effect planned before that? On which day?"),
        help_text=_("Without one, nobody sees an effect before the last data"),
        required=False,
    )
    estimator = prose("estimator", _("For example: difference of the shares of both groups"), rows=2)
    inference = prose("inference", _("For example: randomisation inference, two-sided at 5%"), rows=2)
    missing = prose("missing", rows=2)
    guardrails = prose("guardrails", _("One on each line"), rows=3)
    stop_rule = prose("stop_rule", rows=2)

    def __init__(self, *args: Any, plan: PlanWords, **kwargs: Any) -> None:
        kwargs["initial"] = {"looks": plan.looks[0] if plan.looks else None}
        super().__init__(*args, plan=plan, **kwargs)

    def changes(self) -> Mapping[str, Any]:
        said = super().changes()
        return {
            **said,
            "looks": (said["looks"],) if said["looks"] else (),
            "guardrails": rows_of(said["guardrails"]),
        }


CHOICE = [(each.value, _(text)) for each, text in CHOICES.items()]


class RuleForm(StepForm):
    step = PlanStep.RULE
    rule_clear = tap("rule_clear", CHOICE)
    rule_better = tap("rule_better", CHOICE)
    rule_unclear = tap("rule_unclear", CHOICE)
    rule_none = tap("rule_none", CHOICE)
    rule_worse = tap("rule_worse", CHOICE)
    rule_words = prose("rule_words", _("Needed where the result is no number; otherwise only what to add"))

    def changes(self) -> Mapping[str, Any]:
        said = super().changes()
        return {
            name: value if name == "rule_words" else Choice(value or getattr(self.before, name))
            for name, value in said.items()
        }


class EthicsForm(StepForm):
    step = PlanStep.ETHICS
    reviewed_by = short(
        "reviewed_by", _("A panel, a colleague outside the team, the data protection officer")
    )
    reviewed_on = DayField(label=words.FIELDS["reviewed_on"], required=False)
    harm_to = prose("harm_to")
    entitled = forms.BooleanField(label=words.FIELDS["entitled"], required=False)
    entitled_why = prose("entitled_why", rows=2)
    told = prose("told", _("Before, and if they ask"))
    equality_effect = prose("equality_effect", _("Age, disability, race, sex and the others"))
    equality_evidence = prose("equality_evidence", rows=2)
    data_protection = prose("data_protection", _("Which data of people are used, and on what ground"), rows=2)


FORMS: Mapping[PlanStep, type[StepForm]] = {
    form.step: form
    for form in (
        AssumptionForm,
        QuestionForm,
        PossibleForm,
        DesignForm,
        SizeForm,
        MeasureForm,
        RuleForm,
        EthicsForm,
    )
}
