"""The forms of what is done about a locked test."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.learning.analysis import GroupCount, NewLook, NewRuling, Outcome, PlanWords
from headway.learning.choices import CHOICES, SCALES, Choice, Reading
from headway.web.forms import DayField, Form
from headway.web.learning import words
from headway.web.lots import BeaconForm
from headway.web.missions.forms import lines

Named = Sequence[tuple[str, str]]


def prose(label: Any, help_text: Any = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=lines(rows), max_length=3000
    )


def figure_field(label: Any, help_text: Any = "") -> forms.FloatField:
    """Return a field for a number that may stay empty."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"})
    return forms.FloatField(label=label, help_text=help_text, required=False, widget=widget)


def count_field(label: Any, *, required: bool = False) -> forms.IntegerField:
    """Return a field for a count."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
    return forms.IntegerField(
        label=label, required=required, widget=widget, min_value=0, max_value=10_000_000
    )


class SureForm(Form):
    """Nothing to fill in: the page says what will happen."""


class StartForm(Form):
    """The day on which it began."""

    on = DayField(label=_("On which day did it begin?"))


class WithdrawForm(Form):
    """Why it ends."""

    reason = prose(_("Why is it withdrawn?"), required=True)


class ListForm(BeaconForm):
    """The list, and a public number that will be known later."""

    list = forms.FileField(label=_("List (CSV)"))


class DataForm(Form):
    """The data of a test."""

    file = forms.FileField(label=_("Data (CSV)"))


class LookForm(Form):
    """How a test runs: each group's numbers, the balance at the start, what must not get worse."""

    unlike = figure_field(
        _("How unlike were the groups at the start?"),
        _("The largest difference, in standard deviations. Leave it empty if you do not know"),
    )
    note = prose(_("What did you notice?"))

    def __init__(self, *args: Any, groups: Sequence[str], guardrails: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups, self.guardrails = groups, guardrails
        fields: dict[str, forms.Field] = {}
        for at, name in enumerate(groups):
            fields[f"began_{at}"] = count_field(
                _("Group “%(name)s”: how many began?") % {"name": name}, required=True
            )
            fields[f"left_{at}"] = count_field(_("Group “%(name)s”: how many left?") % {"name": name})
            fields[f"crossed_{at}"] = count_field(
                _("Group “%(name)s”: how many got what another group was meant to get?") % {"name": name}
            )
        for at, name in enumerate(guardrails):
            fields[f"guard_{at}"] = forms.ChoiceField(
                label=_("“%(name)s”: did it get worse?") % {"name": name},
                choices=(("no", _("No")), ("yes", _("Yes")), ("", _("We cannot tell yet"))),
                required=False,
                widget=forms.RadioSelect,
            )
        self.fields = fields | self.fields

    def look(self) -> NewLook:
        """Return what was filled in."""
        said = self.cleaned_data
        groups = tuple(
            GroupCount(name, said[f"began_{at}"], said[f"left_{at}"] or 0, said[f"crossed_{at}"] or 0)
            for at, name in enumerate(self.groups)
        )
        worse = {"yes": True, "no": False}
        guards = tuple((name, worse.get(said[f"guard_{at}"])) for at, name in enumerate(self.guardrails))
        return NewLook(groups, said["unlike"], guards, said["note"])


NUMBERS = ("estimate", "lower", "upper", "p", "n")


class ResultForm(Form):
    """What came out: numbers where the plan promised some, words always."""

    estimate = figure_field(_("The effect"))
    lower = figure_field(_("Likely at least"), _("The lower end of its interval"))
    upper = figure_field(_("Likely at most"), _("The upper end of its interval"))
    p = figure_field(_("How often chance alone does as much (p)"))
    n = count_field(_("How many with an outcome"))
    reading = forms.ChoiceField(
        label=_("What does it say?"),
        choices=[(each.value, text) for each, text in words.READINGS.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    saw = prose(_("What did you see?"), _("Whom or what you watched, and what you found"))
    surprised = prose(_("What surprised you?"), rows=2)
    changed = prose(_("What did you change because of it?"), rows=2)
    people = prose(_("What does the interval mean in people or money?"), rows=2)
    costs = prose(_("What did it cost?"), rows=2)
    method = prose(_("How was it worked out?"), rows=2)
    plan_kept = forms.ChoiceField(
        label=_("Was it done as planned?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
        initial="yes",
    )
    deviations = prose(_("If not: what was done otherwise, and why?"), rows=2)
    trends = forms.ChoiceField(
        label=_("Did those compared go the same way before?"),
        help_text=_("Only where they were not drawn by lot"),
        choices=(("yes", _("Yes")), ("no", _("No")), ("", _("It does not apply, or we cannot tell"))),
        required=False,
        widget=forms.RadioSelect,
    )
    reason = prose(_("Why is the result corrected?"), required=True)

    def __init__(
        self, *args: Any, plan: PlanWords, found: Outcome | None, correcting: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        gone = [] if correcting else ["reason"]
        gone += ["reading"] if plan.words.compared else [*NUMBERS, "people", "method"]
        gone += NUMBERS if found else []
        gone += (
            ["trends"] if plan.words.randomised or not plan.words.compared or (found and found.checks) else []
        )
        for name in gone:
            self.fields.pop(name, None)

    def outcome(self) -> Outcome:
        """Return what was filled in, with the numbers that the data gave."""
        said = self.cleaned_data
        numbers: dict[str, Any] = {
            name: getattr(self.found, name) if self.found else said.get(name) for name in NUMBERS
        }
        texts = ("saw", "surprised", "changed", "people", "costs", "method", "deviations")
        return Outcome(
            **numbers,
            **{name: said.get(name, "").strip() for name in texts},
            reading=Reading(said["reading"]) if said.get("reading") else None,
            plan_kept=said["plan_kept"] == "yes",
            trends={"yes": True, "no": False}.get(said.get("trends", "")),
            computed=self.found is not None,
        )


class RulingForm(Form):
    """Which decision settles it, what follows, and why where that is against the rule."""

    decision = forms.ChoiceField(label=_("Which decision of the board settles it?"))
    choice = forms.ChoiceField(
        label=_("What follows?"),
        choices=[(each.value, _(text)) for each, text in CHOICES.items()],
        widget=forms.RadioSelect,
    )
    reason = prose(_("Why, if it is against the rule?"))
    second = forms.ChoiceField(
        label=_("Which second office stands for going against the rule?"), required=False
    )
    costs = prose(_("What will it cost?"), rows=2)

    def __init__(self, *args: Any, decisions: Named, offices: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = decisions  # type: ignore[attr-defined]
        self.fields["second"].choices = [("", _("None: it follows the rule")), *offices]  # type: ignore[attr-defined]

    def ruling(self) -> NewRuling:
        """Return what was filled in."""
        said = self.cleaned_data
        second = UUID(said["second"]) if said["second"] else None
        return NewRuling(Choice(said["choice"]), said["reason"], second, said["costs"])


class RatingForm(Form):
    """A level of a named scale, and why."""

    level = forms.ChoiceField(label=_("Which level of which scale?"))
    reasons = prose(
        _("Why this level?"), _("How it was drawn, how many left, whether the plan was kept"), required=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (
                f"{_(scale.name)} ({scale.version})",
                [
                    (f"{code.value}:{scale.lowest + at}", f"{scale.lowest + at} {_(text)}")
                    for at, text in enumerate(scale.levels)
                ],
            )
            for code, scale in SCALES.items()
        ]
