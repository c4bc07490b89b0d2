"""Forms about panels."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.people.queries import UnitRow
from headway.voice.analysis.panels import NewPanel, NewRecommendation
from headway.voice.choices import MOST_SEATS, Lottery
from headway.web.forms import DayField, Form
from headway.web.lots import BeaconForm
from headway.web.missions.forms import lines
from headway.web.voice import words
from headway.web.voice.forms import prose

Named = Sequence[tuple[str, str]]
LONGEST_LIST = 5_000_000  # bytes


def count(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a count."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=MOST_SEATS, widget=widget
    )


def text_of(file: Any) -> str:
    """Read a file as text; empty where it is none, so that its reader says what is accepted."""
    data = file.read(LONGEST_LIST + 1) if file else b""
    try:
        return str(data.decode("utf-8-sig")) if len(data) <= LONGEST_LIST else ""
    except UnicodeDecodeError:
        return ""


class PanelForm(Form):
    """What is announced of a panel."""

    question = forms.CharField(
        label=_("What do you ask the panel?"),
        help_text=_("One question that anybody understands"),
        max_length=200,
    )
    task = prose(
        _("What is it asked to do, and what happens with it?"),
        _("For example: meet three times, hear experts, recommend; each recommendation is answered"),
        required=True,
    )
    recruiter = forms.CharField(
        label=_("Who recruits the volunteers, and how?"),
        help_text=_("For example: a letter to 2,000 homes drawn by lot, sent by an independent firm"),
        max_length=500,
    )
    size = count(_("How many places has it?"))
    mission = forms.ChoiceField(label=_("For which mission?"), required=False)
    conversation = forms.ChoiceField(
        label=_("Is everybody asked the same in a conversation?"), required=False
    )
    office = forms.ChoiceField(label=_("Which office owes the answers?"))
    lottery = forms.ChoiceField(
        label=_("What is the lottery to make fair?"),
        choices=[(each.value, text) for each, text in words.LOTTERIES.items()],
        widget=forms.RadioSelect,
        initial=Lottery.LEXIMIN.value,
    )

    def __init__(
        self, *args: Any, offices: Sequence[UnitRow], missions: Named, conversations: Named, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices]
        self.fields["mission"].choices = [("", _("None: it is about the whole body")), *missions]  # type: ignore[attr-defined]
        self.fields["conversation"].choices = [("", _("No")), *conversations]  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("Choose an office")), *named]  # type: ignore[attr-defined]

    def panel(self, language: str) -> NewPanel:
        """Return what was filled in."""
        values = self.values()
        keys = {
            name: UUID(values[name]) if values[name] else None
            for name in ("mission", "conversation", "office")
        }
        return NewPanel(**(values | keys | {"lottery": Lottery(values["lottery"])}), language=language)


class PanelListForm(BeaconForm):
    """Who volunteered, the targets, and a public number that will be known later."""

    people = forms.FileField(
        label=_("Volunteers (CSV)"),
        help_text=_("Columns: id, each feature of the targets and, if you like, household"),
    )
    targets = forms.CharField(
        label=_("Targets"),
        help_text=_("One a line: feature, value, at least, at most. For example: age, 16 to 29, 4, 6"),
        required=False,
        widget=lines(8),
        max_length=20_000,
    )
    targets_file = forms.FileField(
        label=_("Or the targets as a file (CSV)"),
        help_text=_("Columns: feature, value, min, max"),
        required=False,
    )

    def people_text(self) -> str:
        """Return the list of volunteers."""
        return text_of(self.cleaned_data["people"])

    def targets_text(self) -> str:
        """Return the targets, from the file where there is one."""
        return text_of(self.cleaned_data["targets_file"]) or self.cleaned_data["targets"]


class ReplaceForm(Form):
    """Who leaves."""

    code = forms.ChoiceField(label=_("Who leaves the panel?"), help_text=_("By the code; no reason is kept"))

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("Choose a code")), *((each, each) for each in codes)]  # type: ignore[attr-defined]


class HappenedForm(Form):
    """Whether it happened, from a member with a code."""

    happened = forms.ChoiceField(
        label=_("Did what the panel recommended happen?"),
        choices=[("yes", _("Yes, it happened")), ("no", _("No, it did not"))],
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("Your code"), help_text=_("From the slip that members were given"), max_length=40
    )


class MeetingForm(Form):
    """A day on which the panel meets."""

    on = DayField(label=_("On which day?"))
    topic = forms.CharField(label=_("What is it about?"), max_length=300)


class RecommendationForm(Form):
    """What the panel recommends, and how it voted."""

    text = forms.CharField(
        label=_("What does the panel recommend?"),
        help_text=_("In the panel’s own words"),
        max_length=500,
        widget=lines(3),
    )
    votes_for = count(_("How many voted for it?"))
    votes_against = count(_("How many voted against it?"))

    def recommendation(self, language: str) -> NewRecommendation:
        """Return what was filled in."""
        return NewRecommendation(**self.values(), language=language)
