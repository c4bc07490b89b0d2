"""Forms of a team's round: begin, rate, say together, look back; and the form of a list."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.capabilities.analysis import Capability, Framework, NewRound, NewStep, NewView, said
from headway.capabilities.choices import LEVELS, MOST_STEPS, How
from headway.capabilities.queries import ViewRow
from headway.web.capabilities import words
from headway.web.forms import DayField, Form

Named = Sequence[tuple[str, Any]]
PARTS = ("how", "what", "owner", "on", "expected")


class BeginForm(Form):
    """Which list, for which mission, and whether the members rate privately first."""

    way = forms.ChoiceField(
        label=_("How do you begin?"),
        choices=[
            ("rate", _("Each of us rates privately first (for five people or more)")),
            ("talk", _("We talk it over (for fewer than five, or if you prefer)")),
        ],
        widget=forms.RadioSelect,
    )
    closes_on = DayField(
        label=_("Last day to rate"),
        help_text=_(
            "Only if you rate first. The ratings are counted the day after, and nobody can choose another"
        ),
        required=False,
    )
    framework = forms.ChoiceField(label=_("Which list of capabilities?"))
    mission = forms.ChoiceField(
        label=_("For which mission?"),
        help_text=_("Its page tells what it needs of you"),
        required=False,
    )

    def __init__(self, *args: Any, lists: Named, missions: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["framework"].choices = lists  # type: ignore[attr-defined]
        self.fields["mission"].choices = [("", _("None")), *missions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the last day where the members rate."""
        super().clean()
        rates = self.cleaned_data.get("way") == "rate"
        if rates and not self.cleaned_data.get("closes_on") and "closes_on" not in self.errors:
            self.add_error("closes_on", _("Enter the last day to rate."))
        return self.cleaned_data

    def new(self, team: UUID) -> NewRound:
        """Return what was filled in."""
        values = self.values()
        return NewRound(
            team,
            values["framework"],
            values["closes_on"] if values["way"] == "rate" else None,
            UUID(values["mission"]) if values["mission"] else None,
        )


class RateForm(Form):
    """One choice of five anchors for each capability; none is a choice too."""

    def __init__(self, *args: Any, framework: Framework, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in framework.capabilities:
            self.fields[each.code] = forms.ChoiceField(
                label=f"{said(each.name, language)}: {said(each.asks, language)}",
                choices=[*anchors(each, language), ("", _("I cannot tell"))],
                widget=forms.RadioSelect,
                required=False,
            )

    def levels(self) -> dict[str, int]:
        """Return what was rated."""
        return {code: int(level) for code, level in self.values().items() if level}


def anchors(capability: Capability, language: str) -> list[tuple[str, str]]:
    """Return the levels of a capability with their anchors."""
    pairs = zip(LEVELS, capability.anchors, strict=True)
    return [(str(level), f"{level}: {said(words_, language)}") for level, words_ in pairs]


class ViewForm(Form):
    """Where the team stands, where it needs to be, what shows it, and the steps."""

    level = forms.ChoiceField(label=_("Where do we stand?"), required=False, widget=forms.RadioSelect)
    artefacts = forms.MultipleChoiceField(
        label=_("What shows it?"),
        help_text=_("A level from 3 on needs something that is in Headway"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needed = forms.ChoiceField(label=_("Where do we need to be?"), required=False)
    why = forms.CharField(
        label=_("Why?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, capability: Capability, language: str, shows: Named, steps: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = anchors(capability, language)
        self.steps = min(steps, MOST_STEPS)
        self.fields["level"].choices = [*listed, ("", _("We have not agreed yet"))]  # type: ignore[attr-defined]
        plain = [("", _("We have not agreed yet")), *[(key, key) for key, _text in listed]]
        self.fields["needed"].choices = plain  # type: ignore[attr-defined]
        self.fields["artefacts"].choices = shows  # type: ignore[attr-defined]
        if not shows:
            self.fields["artefacts"].help_text = _(
                "Nothing here could show it yet: no decision in force, live initiative or finished test"
            )
        for number in range(1, self.steps + 1):
            self.add_step(number)

    def add_step(self, number: int) -> None:
        """Add the fields of one step; a step without a way to close the gap is none."""
        hows = [("", _("No step")), *((each.value, text) for each, text in words.HOWS.items())]
        parts: Mapping[str, forms.Field] = {
            "how": forms.ChoiceField(
                label=gettext("Step %(number)s: how do we close the gap?") % {"number": number},
                choices=hows,
                required=False,
            ),
            "what": forms.CharField(label=_("What exactly?"), required=False, max_length=300),
            "owner": forms.CharField(label=_("Who looks after it?"), required=False, max_length=120),
            "on": DayField(label=_("By when?"), required=False),
            "expected": forms.CharField(
                label=_("What will be there to see?"),
                help_text=_("For example: a finished test of ours"),
                required=False,
                max_length=300,
            ),
        }
        for name, field in parts.items():
            self.fields[f"{name}_{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Ask for the day of each step."""
        super().clean()
        for number in range(1, self.steps + 1):
            name = f"on_{number}"
            wanted = self.cleaned_data.get(f"how_{number}") and not self.cleaned_data.get(name)
            if wanted and name not in self.errors:
                self.add_error(name, _("Enter a date."))
        return self.cleaned_data

    def view(self) -> NewView:
        """Return what was filled in."""
        values = self.values()
        steps = [
            NewStep(
                How(values[f"how_{number}"]),
                values[f"what_{number}"],
                values[f"owner_{number}"],
                values[f"on_{number}"],
                values[f"expected_{number}"],
            )
            for number in range(1, self.steps + 1)
            if values[f"how_{number}"]
        ]
        return NewView(
            level=int(values["level"]) if values["level"] else None,
            needed=int(values["needed"]) if values["needed"] else None,
            why=values["why"],
            artefacts=tuple(UUID(key) for key in values["artefacts"]),
            steps=tuple(steps),
        )


def view_texts(row: ViewRow | None) -> dict[str, Any]:
    """Return what the team said before as the first content of its form."""
    if row is None:
        return {}
    texts: dict[str, Any] = {
        "level": str(row.level or ""),
        "needed": str(row.needed or ""),
        "why": row.why,
        "artefacts": [str(each.key) for each in row.artefacts],
    }
    for number, step in enumerate(row.steps, start=1):
        texts |= {f"{name}_{number}": getattr(step, name) for name in PARTS}
    return texts


class ReviewForm(Form):
    """What came of a plan."""

    found = forms.CharField(
        label=_("What came of it?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class InstallForm(Form):
    """A list that comes with Headway, or one from a file."""

    code = forms.ChoiceField(label=_("A list that comes with Headway"), required=False)
    file = forms.FileField(
        label=_("Or a list of your own"),
        help_text=_("A JSON file; the documentation describes it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args: Any, lists: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("None")), *lists]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        super().clean()
        sent = self.cleaned_data.get("file")
        if bool(self.cleaned_data.get("code")) == bool(sent):
            self.add_error("code", _("Choose a list, or a file."))
        elif sent and sent.size > 200_000:
            self.add_error("file", _("The file is too large for a list of capabilities."))
        return self.cleaned_data
