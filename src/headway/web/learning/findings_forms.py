"""Forms of the library: a finding, why it no longer counts, a file, and a finding weighed for a link."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from headway.briefs.logic_words import RESULTS
from headway.learning.analysis.findings import FindingWords, read_findings
from headway.learning.choices import MEASURES, Measure
from headway.missions.choices import Distance, EvidenceResult
from headway.web.forms import Form
from headway.web.missions.forms import LANGUAGES, lines
from headway.web.missions.logic_forms import GradeForm

PROSE = 2000
Named = tuple[UUID, str]
BIGGEST = 1_000_000  # bytes of one file
SAME = GradeForm.base_fields  # what a link's evidence and a finding both say, in the same words
SHORT = "govuk-input--width-10"


def number(label: Any, hint: Any = "") -> forms.FloatField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": SHORT})
    return forms.FloatField(label=label, help_text=hint, required=False, widget=widget)


class FindingForm(Form):
    """What a study found, for whom, how surely and at what cost."""

    title = forms.CharField(label=_("What was found, in one sentence?"), max_length=300, widget=lines(2))
    outcome = forms.CharField(
        label=_("What was measured?"),
        help_text=_("For example: babies born under 2,500 grams"),
        max_length=300,
    )
    result = forms.ChoiceField(
        label=_("What does it say?"),
        choices=[(each.value, _(RESULTS[each])) for each in EvidenceResult],
        widget=forms.RadioSelect,
    )
    strength = SAME["strength"]
    why = forms.CharField(label=_("Why this grade?"), max_length=PROSE, widget=lines(3))
    citation = forms.CharField(
        label=_("Which study?"),
        help_text=_("Who published it, its title and its year"),
        max_length=500,
        widget=lines(2),
    )
    address = SAME["address"]
    question = forms.CharField(
        label=_("Which question does it speak to?"),
        help_text=_("Findings of the same question and the same measure are put together"),
        required=False,
        max_length=200,
    )
    measure = forms.ChoiceField(
        label=_("What is its number?"),
        choices=[("", _("It has none")), *((each.value, _(MEASURES[each])) for each in Measure)],
        required=False,
    )
    estimate = number(_("The effect"))
    lower = number(_("The interval (95%) from"))
    upper = number(_("The interval (95%) to"))
    people_n = forms.IntegerField(
        label=_("How many people took part?"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": SHORT}),
    )
    where = forms.CharField(label=_("In which place, and with whom?"), required=False, max_length=300)
    year = forms.IntegerField(
        label=_("Which year was it published?"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": SHORT}),
    )
    place, sector, people = (SAME[name] for name in ("place", "sector", "people"))
    cost = forms.CharField(label=_("What did it cost?"), required=False, max_length=PROSE, widget=lines(2))
    code = forms.CharField(
        label=_("A short name for files"), help_text=_("For example: olds-1986-nurse-visits"), max_length=100
    )
    language = forms.ChoiceField(label=_("These words are in"), choices=LANGUAGES, widget=forms.RadioSelect)

    def words(self, code: str = "") -> FindingWords:
        """Return what was filled in; `code` names a finding whose name never changes."""
        values = self.values() | ({"code": code} if code else {})
        for name in ("place", "sector", "people"):
            values[name] = Distance(values[name]) if values[name] else None
        values["measure"] = Measure(values["measure"]) if values["measure"] else None
        values["strength"], values["result"] = int(values["strength"]), EvidenceResult(values["result"])
        return FindingWords(**values)


def finding_texts(words: FindingWords) -> dict[str, Any]:
    """Return a finding as the first content of its form."""
    return {name: "" if value is None else value for name, value in asdict(words).items()}


class CorrectForm(FindingForm):
    """The same without the short name, which never changes."""

    code = None  # type: ignore[assignment]


class RetractForm(Form):
    """Why a finding no longer counts."""

    reason = forms.CharField(
        label=_("Why does it no longer count?"),
        help_text=_("Everybody can read this on its page, which stays"),
        max_length=PROSE,
        widget=lines(3),
    )


class FileForm(Form):
    """A file of findings."""

    file = forms.FileField(label=_("Findings (CSV)"), help_text=_("One finding a row"))

    def clean_file(self) -> Any:
        """Refuse a file that nobody wrote by hand."""
        found = self.cleaned_data["file"]
        if found.size > BIGGEST:
            raise forms.ValidationError(said("The file is larger than a megabyte."))
        return found


class AcceptForm(Form):
    """The second sending: what was read the first time travels with the page."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=BIGGEST, strip=False)

    def findings(self) -> tuple[FindingWords, ...]:
        """Read it again; raises Unreadable."""
        return read_findings(self.values()["content"].encode())


class WeighForm(Form):
    """A finding weighed for a link, by a decision."""

    link = forms.ChoiceField(label=_("Which link does it speak to?"))
    decision = forms.ChoiceField(
        label=_("By which decision?"),
        help_text=_("A decision in force about the mission, the link, a test of it or this finding"),
    )
    strength = FindingForm.base_fields["strength"]
    why = forms.CharField(
        label=_("Why does the link rest on this grade now?"),
        help_text=_("The study, and how far its context is from ours"),
        max_length=PROSE,
        widget=lines(3),
    )

    def __init__(
        self,
        *args: Any,
        links: Sequence[Named],
        decided: Sequence[Named],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {"link": (_("Choose a link"), links), "decision": (_("Choose a decision"), decided)}
        for name, (first, found) in choices.items():
            self.fields[name].choices = [("", first), *((str(key), text) for key, text in found)]  # type: ignore[attr-defined]
