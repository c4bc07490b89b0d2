"""Forms of a mission's life: litmus, consultation, and what a decision settles."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.briefs.checks import Verdict
from headway.briefs.lifecycle import ENDINGS
from headway.kernel.sentences import spoken
from headway.missions.analysis import ChangeNote, Closing, LitmusWords, NewConsultation
from headway.missions.choices import Ending, LitmusStep
from headway.missions.queries import LitmusRow
from headway.rhythms.queries import DecisionRow
from headway.web.forms import DayField, Form
from headway.web.missions.forms import WordsForm, lines

QUESTIONS = {
    LitmusStep.CHALLENGE: (
        _("Challenge: is the problem big, shared and unsolved by what is done already?"),
        _("Why do ordinary programmes not solve it?"),
    ),
    LitmusStep.SUPPORT: (
        _("Support: do those who must act, and the public, want this?"),
        _("Name who is behind it, and who is not"),
    ),
    LitmusStep.OBJECTIVE: (
        _("Objective: is there one goal, with a date, that everybody can tell is reached or not?"),
        _("Say it in one sentence"),
    ),
    LitmusStep.COMMITMENT: (
        _("Commitment: will money, people and powers stay with it until the date?"),
        _("Across elections and spending reviews"),
    ),
}


class LitmusForm(Form):
    """The four questions before a mission is chosen at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, (question, hint) in QUESTIONS.items():
            self.fields[step.value] = forms.CharField(
                label=question, help_text=hint, required=False, widget=lines(4), max_length=5000
            )
            self.fields[f"{step.value}_evidence"] = forms.CharField(
                label=_("What evidence is there for that?"), required=False, widget=lines(2), max_length=2000
            )

    def answers(self) -> dict[LitmusStep, LitmusWords]:
        """Return the four answers; an empty one says "not assessed"."""
        given = self.cleaned_data
        return {step: LitmusWords(given[step.value], given[f"{step.value}_evidence"]) for step in LitmusStep}


def litmus_texts(rows: Sequence[LitmusRow]) -> dict[str, str]:
    """Return the stored answers as the first content of their form."""
    found = {row.step.value: row.text for row in rows}
    return found | {f"{row.step.value}_evidence": row.evidence for row in rows}


class ConsultationForm(Form):
    """Who was asked about the charter."""

    began_on = DayField(label=_("From which day?"))
    ended_on = DayField(label=_("Until which day?"))
    people = forms.IntegerField(label=_("How many people took part?"), min_value=1)
    recruitment = forms.CharField(
        label=_("How were they found?"),
        help_text=_("For example: letters to 2,000 households drawn by lot"),
        max_length=300,
    )
    summary = forms.CharField(label=_("What did they say?"), widget=lines(6), max_length=20_000)
    changes = forms.CharField(
        label=_("What in the charter changed because of it?"),
        help_text=_("Leave empty if nothing did"),
        required=False,
        widget=lines(4),
        max_length=5000,
    )
    reply = forms.CharField(label=_("Where is the reply to them published?"), required=False, max_length=300)
    statutory = forms.BooleanField(label=_("It was a consultation that the law asks for"), required=False)

    def consultation(self) -> NewConsultation:
        """Return what was filled in."""
        return NewConsultation(**self.values())


class CitingForm(Form):
    """A step that cites a decision."""

    decision = forms.ChoiceField(
        label=_("Which decision does it rest on?"),
        help_text=_("Decisions in force about this charter that name the power they use"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, usable: Sequence[DecisionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cite(self, usable)

    @property
    def cited(self) -> UUID:
        """The decision that was chosen."""
        return UUID(self.cleaned_data["decision"])


def cite(form: Form, usable: Sequence[DecisionRow]) -> None:
    """Offer the decisions that can be cited; the only one is chosen already."""
    field = form.fields["decision"]
    field.choices = [(str(row.key), cited_words(row)) for row in usable]  # type: ignore[attr-defined]
    if len(usable) == 1:
        field.initial = str(usable[0].key)


def cited_words(row: DecisionRow) -> str:
    """Name a decision with its day and its power."""
    words = gettext("%(title)s: %(power)s, %(day)s")
    assert row.decided_on is not None  # only what was made can be cited
    return words % {"title": row.title, "power": row.power, "day": spoken(row.decided_on)}


class AdoptForm(CitingForm):
    """Adopt a mission, with a public exception for each check that is not met."""

    def __init__(self, *args: Any, open_checks: Sequence[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [each.check for each in open_checks]
        for each in open_checks:
            self.fields[name_of(each.check)] = forms.CharField(
                label=_("Not met: %(said)s Why is the mission adopted all the same?")
                % {"said": each.sentence.text()},
                required=False,
                widget=lines(3),
                max_length=2000,
            )

    def exceptions(self) -> dict[str, str]:
        """Return what was written, by the id of the check."""
        return {code: self.cleaned_data[name_of(code)] for code in self.codes}


def name_of(check: str) -> str:
    """Return the name of the field of an exception."""
    return f"exception_{check.lower()}"


class AmendForm(WordsForm):
    """The next version of an adopted charter, with what changed and why."""

    change_note = forms.CharField(
        label=_("What changed?"),
        help_text=_("Everybody reads this beside the old and the new words"),
        widget=lines(3),
        max_length=2000,
        error_messages={"required": _("Say what changed.")},
    )
    change_reason = forms.CharField(
        label=_("Why did it change?"),
        widget=lines(3),
        max_length=2000,
        error_messages={"required": _("Say why it changed.")},
    )
    decision = forms.ChoiceField(
        label=_("Which decision does it rest on?"),
        help_text=_("Who decided, and when, is taken from it"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, usable: Sequence[DecisionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_title"].help_text = _("Two or three words. The address of the page stays as it is")
        cite(self, usable)

    def change(self) -> ChangeNote:
        """Return what changed and why."""
        return ChangeNote(self.cleaned_data["change_note"], self.cleaned_data["change_reason"])

    @property
    def cited(self) -> UUID:
        """The decision that was chosen."""
        return UUID(self.cleaned_data["decision"])


class CloseForm(CitingForm):
    """How a mission ends."""

    ending = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[(each.value, _(text)) for each, text in ENDINGS.items()],
        widget=forms.RadioSelect,
    )
    merged_into = forms.ChoiceField(label=_("If it is merged: into which mission?"), required=False)
    note = forms.CharField(
        label=_("What was reached, what was not, and what happens now?"), widget=lines(6), max_length=20_000
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["merged_into"].choices = [("", _("Into none")), *others]  # type: ignore[attr-defined]

    def clean_merged_into(self) -> str:
        """Ask for the mission where one is merged."""
        into = str(self.cleaned_data["merged_into"])
        if (self.cleaned_data.get("ending") == Ending.MERGED) != bool(into):
            raise ValidationError(_("Choose the mission it is merged into; only a merged mission has one."))
        return into

    def closing(self) -> Closing:
        """Return what was filled in."""
        given = self.cleaned_data
        into = UUID(given["merged_into"]) if given["merged_into"] else None
        return Closing(Ending(given["ending"]), given["note"], into)
