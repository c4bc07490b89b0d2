"""Forms of the theory of change: a step, a link, the grade of its evidence, a file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from headway.briefs.logic import LogicBrief, Step
from headway.briefs.logic_words import HEADINGS, KINDS, RESULTS
from headway.missions.analysis import Evidence, LinkRow, LinkWords, NodeWords
from headway.missions.analysis.evidence import GRADES
from headway.missions.choices import Distance, EvidenceResult, NodeKind, Sign
from headway.missions.queries import OutcomeRow
from headway.people.queries import UnitRow
from headway.web.forms import Form
from headway.web.missions.forms import LANGUAGES, lines

MINOR = 100  # pence of a pound
PROSE = 2000
NOT_SAID = _("Not known")
FAR = (
    ("", NOT_SAID),
    (Distance.SAME.value, _("The same as ours")),
    (Distance.SIMILAR.value, _("Similar to ours")),
    (Distance.DIFFERENT.value, _("Different from ours")),
)


class StepForm(Form):
    """One step."""

    kind = forms.ChoiceField(
        label=_("What kind of step is it?"),
        help_text=_("The chain runs from inputs to impact. Causes, assumptions and risks stand beside it"),
    )
    text = forms.CharField(
        label=_("What is it, in a few words?"),
        help_text=_("For example: families cook together in eight neighbourhood kitchens"),
        max_length=300,
        widget=lines(2),
        error_messages={"required": _("Say in a few words what this step is.")},
    )
    outcome = forms.ChoiceField(
        label=_("Which outcome of the mission does it stand for?"),
        help_text=_("Only for outcomes and the impact. Paths are judged by how they reach headline outcomes"),
        required=False,
    )
    owner = forms.ChoiceField(
        label=_("Which office is responsible?"), help_text=_("Above all for activities"), required=False
    )
    money = forms.DecimalField(
        label=_("How much money a year?"),
        help_text=_("For inputs and activities. Leave empty if nobody knows"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
    )
    language = forms.ChoiceField(label=_("These words are in"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, outcomes: Sequence[OutcomeRow], offices: Sequence[UnitRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = str(kwargs.get("initial", {}).get("currency", "GBP"))
        named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices]
        choices: dict[str, list[Any]] = {
            "kind": [("", _("Choose a kind")), *((kind.value, _(KINDS[kind])) for kind in NodeKind)],
            "outcome": [("", _("None of them")), *((str(row.key), row.text) for row in outcomes)],
            "owner": [("", _("Nobody is named yet")), *named],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        self.fields["money"].label = format_lazy(_("How much money a year, in {code}?"), code=self.currency)

    def words(self) -> NodeWords:
        """Return what was filled in."""
        values = self.values()
        money = values["money"]
        return NodeWords(
            NodeKind(values["kind"]),
            values["text"],
            values["language"],
            UUID(values["outcome"]) if values["outcome"] else None,
            UUID(values["owner"]) if values["owner"] else None,
            None if money is None else int(money * MINOR),
            self.currency,
        )


def step_texts(words: NodeWords) -> dict[str, Any]:
    """Return what is stored as the first content of its form."""
    return {
        "kind": words.kind.value,
        "text": words.text,
        "outcome": str(words.outcome or ""),
        "owner": str(words.owner or ""),
        "money": None if words.money is None else Decimal(words.money) / MINOR,
        "currency": words.currency,
        "language": words.language,
    }


class LinkForm(Form):
    """What is claimed of a link."""

    sign = forms.ChoiceField(
        label=_("What does more of the first step bring?"),
        choices=(
            (Sign.MORE.value, _("More of the second")),
            (Sign.LESS.value, _("Less of the second")),
        ),
        widget=forms.RadioSelect,
    )
    mechanism = forms.CharField(
        label=_("How does the one bring about the other?"),
        required=False,
        max_length=PROSE,
        widget=lines(3),
    )
    assumption = forms.CharField(
        label=_("What must be true for this to hold?"),
        help_text=_("For example: families can come in the afternoon"),
        required=False,
        max_length=PROSE,
        widget=lines(3),
    )
    lag_months = forms.IntegerField(
        label=_("After how many months should it show?"),
        required=False,
        min_value=0,
        max_value=1200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    claimed_by = forms.CharField(
        label=_("Who claims it?"),
        help_text=_("An office, an organisation or a document, not a person"),
        required=False,
        max_length=200,
    )
    feedback = forms.BooleanField(
        label=_("This link is feedback"),
        help_text=_("It runs back to an earlier step on purpose. Paths to outcomes do not use it"),
        required=False,
    )
    language = forms.ChoiceField(label=_("These words are in"), choices=LANGUAGES, widget=forms.RadioSelect)

    def words(self) -> LinkWords:
        """Return what was filled in."""
        values = self.values()
        return LinkWords(
            Sign(values["sign"]),
            values["mechanism"],
            values["assumption"],
            values["lag_months"],
            values["claimed_by"],
            values["feedback"],
            values["language"],
        )


class NewLinkForm(LinkForm):
    """A link at its beginning: which two steps it joins is said once."""

    source = forms.ChoiceField(label=_("Which step comes first?"))
    target = forms.ChoiceField(label=_("What does it lead to?"))
    field_order = ("source", "target")

    def __init__(self, *args: Any, brief: LogicBrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(_(HEADINGS[kind]), [choice(step) for step in found]) for kind, found in brief.kinds]
        for name in ("source", "target"):
            self.fields[name].choices = [("", _("Choose a step")), *groups]  # type: ignore[attr-defined]


def choice(step: Step) -> tuple[str, str]:
    """Return a step for a select."""
    return str(step.key), step.text.text


def link_texts(row: LinkRow) -> dict[str, Any]:
    """Return what is claimed as the first content of its form."""
    words = row.words
    return {
        "sign": words.sign.value,
        "mechanism": words.mechanism,
        "assumption": words.assumption,
        "lag_months": words.lag_months,
        "claimed_by": words.claimed_by,
        "feedback": words.feedback,
        "language": words.language,
    }


class GradeForm(Form):
    """What is known about a link."""

    strength = forms.ChoiceField(
        label=_("How strong is the evidence?"),
        choices=[(str(grade.strength), _(grade.words)) for grade in GRADES],
        widget=forms.RadioSelect,
    )
    result = forms.ChoiceField(
        label=_("What does it say?"),
        help_text=_("However strong it is. A strong study may say that something makes no difference"),
        choices=[(result.value, _(RESULTS[result])) for result in EvidenceResult],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why this grade?"), required=False, max_length=PROSE, widget=lines(3))
    citation = forms.CharField(
        label=_("Which study?"),
        help_text=_("Who published it, its title and its year"),
        required=False,
        max_length=500,
        widget=lines(2),
    )
    address = forms.URLField(
        label=_("Where can it be read?"),
        help_text=_("An address that starts with https://"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    shown_in = forms.CharField(label=_("In which place was it shown?"), required=False, max_length=200)
    place = forms.ChoiceField(label=_("How far is that place from ours?"), choices=FAR, required=False)
    sector = forms.ChoiceField(label=_("How far is the sector from ours?"), choices=FAR, required=False)
    people = forms.ChoiceField(label=_("How far are the people from ours?"), choices=FAR, required=False)
    contested = forms.BooleanField(label=_("Somebody objects to this link"), required=False)
    objection = forms.CharField(
        label=_("Who objects, and why?"), required=False, max_length=PROSE, widget=lines(2)
    )

    def evidence(self) -> Evidence:
        """Return what was filled in."""
        values = self.values()
        for name in ("place", "sector", "people"):
            values[name] = Distance(values[name]) if values[name] else None
        values["strength"], values["result"] = int(values["strength"]), EvidenceResult(values["result"])
        return Evidence(**values)


def grade_texts(row: LinkRow) -> dict[str, Any]:
    """Return what is known as the first content of its form."""
    evidence = row.evidence
    said = {name: getattr(evidence, name) for name in ("why", "citation", "address", "shown_in", "objection")}
    far = {name: str(getattr(evidence, name) or "") for name in ("place", "sector", "people")}
    return {
        **said,
        **far,
        "strength": str(evidence.strength),
        "result": evidence.result.value,
        "contested": evidence.contested,
    }
