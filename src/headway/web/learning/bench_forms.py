"""The forms of the bench: a file, and what its columns say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.learning.analysis import NewMix, NewStudy
from headway.learning.choices import StudyKind
from headway.web.forms import Form

Named = Sequence[tuple[str, str]]


class PanelForm(Form):
    """For which mission, and the file."""

    mission = forms.ChoiceField(label=_("For which mission?"))
    kind = forms.ChoiceField(
        label=_("What happened?"),
        choices=(
            (StudyKind.ADOPTION.value, _("Teams or places took something up one after another")),
            (StudyKind.MIX.value, _("One place did something, and the others did not")),
        ),
        initial=StudyKind.ADOPTION.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("For example: “Do weekly case conferences raise satisfaction?”"),
        max_length=200,
    )
    file = forms.FileField(
        label=_("The data (CSV)"),
        help_text=_("A row for each team and time. Bring in means of teams, never rows of persons"),
    )

    def __init__(self, *args: Any, missions: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = missions  # type: ignore[attr-defined]


class ColumnsForm(Form):
    """Which column says what."""

    unit = forms.ChoiceField(label=_("Which column names the team or place?"))
    time = forms.ChoiceField(label=_("Which column says when?"))
    outcome = forms.ChoiceField(label=_("Which column holds what was measured?"))
    unit_of_outcome = forms.CharField(
        label=_("In what unit?"), help_text=_("For example: points, %, days"), required=False, max_length=40
    )

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose")), *((name, name) for name in columns)]
        for name in ("unit", "time", "cohort", "outcome"):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]


class AskForm(ColumnsForm):
    """Since when each has it, who is compared, and how the order came about."""

    field_order = ("unit", "time", "cohort", "outcome", "unit_of_outcome", "control", "drawn")
    cohort = forms.ChoiceField(
        label=_("Which column says since when the team has the practice?"),
        help_text=_("Empty, 0 or inf for teams that never had it"),
    )
    control = forms.ChoiceField(
        label=_("With whom are they compared?"),
        choices=(
            ("never", _("Teams that never had it")),
            ("notyet", _("Also teams that did not have it yet")),
        ),
        widget=forms.RadioSelect,
    )
    drawn = forms.ChoiceField(
        label=_("Was the order of adoption drawn by lot?"),
        choices=(("no", _("No")), ("yes", _("Yes"))),
        widget=forms.RadioSelect,
    )

    def asked(self, title: str) -> NewStudy:
        """Return what is asked of the data."""
        told = self.values()
        names = ("unit", "time", "cohort", "outcome", "unit_of_outcome", "control")
        return NewStudy(title=title, drawn=told["drawn"] == "yes", **{name: told[name] for name in names})


class MixForm(ColumnsForm):
    """Which place it is, and since when."""

    treated = forms.CharField(
        label=_("Which place did it?"), help_text=_("Its name as the file writes it"), max_length=200
    )
    start = forms.CharField(
        label=_("From when on?"),
        help_text=_("The first time with it, written as in the file, such as 2024 or 2024-Q2"),
        max_length=20,
    )

    def asked(self, title: str) -> NewMix:
        """Return what is asked of the data."""
        told = self.values()
        names = ("unit", "time", "outcome", "unit_of_outcome", "treated", "start")
        return NewMix(title=title, **{name: told[name].strip() for name in names})
