"""The form of who owns a rule: low, likely and high for every input, and what keeping is compared with."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.briefs.weighing import INPUTS
from headway.frontline.analysis.weighing import Compared, NewWeighing, Three
from headway.web.forms import Form
from headway.web.missions.forms import lines

ENDS = ("low", "likely", "high")
PERCENT = frozenset({"misuse", "deterred", "stopped", "prevention"})
LARGEST = 1e12
MOST_VALUES = 20_000
HELP = {
    "cases": _("How many the check sees a year"),
    "front_minutes": _("Forms, phone calls and waiting for a screen"),
    "front_rate": _("In pounds, with what an employer pays on top"),
    "checker_rate": _("In pounds, with what an employer pays on top"),
    "days": _("From asking to the answer"),
    "day_value": _("In pounds: what you would pay to spare one person one day"),
    "misuse": _("In percent. Of all cases, if nobody checked"),
    "deterred": _("In percent. What it finds, and what nobody tries because of it"),
    "observable": _("0 no, 0.5 partly, 1 yes, or finer"),
    "verifiable": _("0 no, 0.5 partly, 1 yes, or finer"),
    "loss": _("In pounds, to the public or to a person"),
    "stopped": _("In percent. Refused, given up, or bent out of shape"),
    "stopped_value": _("In pounds, to the person and to the body"),
    "prevention": _("In percent of what today’s check prevents"),
    "replacement": _("In pounds, per case"),
}
LABELS = dict(INPUTS) | {
    "prevention": _("The other control: how much of today’s prevention does it keep?"),
    "replacement": _("The other control: what does it cost?"),
}
GROUPS = (
    (_("How many?"), ("cases",)),
    (_("What does the check take?"), ("front_minutes", "front_rate", "checker_minutes", "checker_rate")),
    (_("What does waiting cost?"), ("days", "day_value")),
    (
        _("What does it prevent?"),
        ("misuse", "deterred", "observable", "verifiable", "loss"),
    ),
    (_("What does it get wrong?"), ("stopped", "stopped_value")),
)
OPTIONAL = ("prevention", "replacement")


@dataclass(frozen=True, slots=True)
class ThreeFields:
    """One input of the form: its words and three boxes."""

    name: str
    label: str
    help: str
    boxes: tuple[tuple[str, BoundField], ...]

    @property
    def errors(self) -> list[str]:
        """Return what is wrong with any of the boxes."""
        return [str(error) for _end, box in self.boxes for error in box.errors]


class WeighingForm(Form):
    """Everything that a weighing needs. One number is enough where it is known: it goes into `likely`."""

    threshold = forms.FloatField(
        label=_("Check only cases from this value on"),
        help_text=_("In pounds. Leave empty to leave this out."),
        required=False,
        min_value=0,
    )
    values_of_cases = forms.CharField(
        label=_("Values of past cases"),
        help_text=_("In pounds, as many as you have, with spaces or a line each. A threshold needs them."),
        required=False,
        widget=lines(4),
    )
    share = forms.FloatField(
        label=_("Check a share of cases, drawn by lot"),
        help_text=_("In percent. Leave empty to leave this out."),
        required=False,
        min_value=0,
        max_value=100,
    )
    eta = forms.ChoiceField(
        label=_("How strongly does a sample deter?"),
        choices=[
            ("0.3", _("Strongly: few try when any may be checked")),
            ("0.5", _("As usual")),
            ("1.0", _("Not at all: only what is checked is prevented")),
        ],
        initial="0.5",
    )
    months = forms.IntegerField(
        label=_("How many months would a trial last?"), min_value=1, max_value=24, initial=6
    )
    catastrophe = forms.FloatField(
        label=_("Which loss by one misuse must never be risked?"),
        help_text=_("In pounds. If one misuse may lose more, no sum decides. Leave empty if there is none."),
        required=False,
        min_value=0,
    )
    irreversible = forms.BooleanField(label=_("The harm of a misuse cannot be undone"), required=False)
    note = forms.CharField(
        label=_("Where do the numbers come from?"), required=False, widget=lines(3), max_length=5000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*INPUTS, *OPTIONAL):
            for end in ENDS:
                needed = end == "likely" and name not in OPTIONAL
                self.fields[f"{name}_{end}"] = forms.FloatField(required=needed, min_value=0)
                self.fields[f"{name}_{end}"].label = f"{self.label_of(name)}: {WORDS[end]}"
                self.fields[f"{name}_{end}"].error_messages["required"] = _("Give the likely number.")
                self.fields[f"{name}_{end}"].widget.attrs |= {"inputmode": "decimal", "step": "any"}

    def label_of(self, name: str) -> str:
        """Write the name of an input."""
        return gettext(INPUTS[name]) if name in INPUTS else str(LABELS[name])

    def three(self, name: str) -> ThreeFields:
        """Return the boxes of one input."""
        boxes = tuple((str(WORDS[end]), self[f"{name}_{end}"]) for end in ENDS)
        return ThreeFields(name, self.label_of(name), str(HELP.get(name, "")), boxes)

    @property
    def groups(self) -> list[tuple[str, list[ThreeFields]]]:
        """Return the inputs in their groups."""
        return [(str(title), [self.three(name) for name in names]) for title, names in GROUPS]

    @property
    def other(self) -> list[ThreeFields]:
        """Return the boxes about another control."""
        return [self.three(name) for name in OPTIONAL]

    @property
    def plain(self) -> list[BoundField]:
        """Return the fields of one box."""
        names = ("threshold", "values_of_cases", "share", "eta")
        return [self[name] for name in names]

    @property
    def last(self) -> list[BoundField]:
        """Return what ends the form."""
        return [self[name] for name in ("months", "catastrophe", "irreversible", "note")]

    def clean(self) -> dict[str, Any]:
        """Refuse three numbers out of order, shares over one, and options that lack something."""
        super().clean()
        for name in (*INPUTS, *OPTIONAL):
            self.check_three(name)
        given = self.cleaned_data
        values = self.numbers(given.get("values_of_cases") or "")
        if given.get("threshold") is not None and not sum(values):
            self.add_error("values_of_cases", _("A threshold needs the values of past cases."))
        given["values"] = values
        if (given.get("prevention_likely") is None) != (given.get("replacement_likely") is None):
            empty = "prevention" if given.get("prevention_likely") is None else "replacement"
            self.add_error(f"{empty}_likely", _("The other control needs both numbers."))
        return given

    def check_three(self, name: str) -> None:
        """Fill an empty end with the likely number, and say what is wrong with three."""
        found = [self.cleaned_data.get(f"{name}_{end}") for end in ENDS]
        middle = found[1]
        if middle is None:
            return
        low, _likely, high = (middle if each is None else each for each in found)
        most = 100.0 if name in PERCENT else 1.0 if name in {"observable", "verifiable"} else LARGEST
        if not (math.isfinite(low) and math.isfinite(high)) or high > most:
            self.add_error(f"{name}_high", _("This is too much."))
        elif not low <= middle <= high:
            self.add_error(
                f"{name}_likely", _("The likely number must lie between the lowest and the highest.")
            )
        elif name in {"cases", "loss"} and middle <= 0:
            self.add_error(f"{name}_likely", _("This must be more than nothing."))
        self.cleaned_data |= {f"{name}_low": low, f"{name}_high": high}

    def numbers(self, text: str) -> tuple[float, ...]:
        """Read the values of past cases."""
        words = [word for word in re.split(r"[\s;]+", text.replace("£", "").replace(",", "")) if word]
        if len(words) > MOST_VALUES:
            self.add_error("values_of_cases", _("These are too many values."))
            return ()
        try:
            found = tuple(float(word) for word in words)
        except ValueError:
            found = (math.nan,)
        if not all(math.isfinite(each) and each >= 0 for each in found):
            self.add_error("values_of_cases", _("Write numbers only, none below nought."))
            return ()
        return found

    def read(self, name: str) -> Three:
        """Return three numbers, percentages as shares."""
        by = 100.0 if name in PERCENT else 1.0
        low, likely, high = (self.cleaned_data[f"{name}_{end}"] / by for end in ENDS)
        return low, likely, high

    def weighing(self, language: str) -> NewWeighing:
        """Return what was filled in."""
        given = self.cleaned_data
        other = given["prevention_likely"] is not None
        compared = Compared(
            threshold=given["threshold"],
            values=given["values"] if given["threshold"] is not None else (),
            share=None if given["share"] is None else given["share"] / 100.0,
            eta=float(given["eta"]),
            prevention=self.read("prevention") if other else None,
            replacement_cost=self.read("replacement") if other else None,
            irreversible=given["irreversible"],
            catastrophe=given["catastrophe"],
            months=given["months"],
        )
        inputs = {name: self.read(name) for name in INPUTS}
        return NewWeighing(inputs, compared, given["note"], language=language)


WORDS = {"low": _("lowest"), "likely": _("likely"), "high": _("highest")}


def weighing_texts(new: NewWeighing) -> dict[str, Any]:
    """Return a stored weighing as the first content of its form."""
    given = new.compared
    found: dict[str, Any] = {
        "threshold": given.threshold,
        "values_of_cases": " ".join(f"{value:g}" for value in given.values),
        "share": None if given.share is None else round(given.share * 100, 6),
        "eta": str(given.eta),
        "months": given.months,
        "catastrophe": given.catastrophe,
        "irreversible": given.irreversible,
        "note": new.note,
    }
    threes: Mapping[str, Three | None] = dict(new.inputs) | {
        "prevention": given.prevention,
        "replacement": given.replacement_cost,
    }
    for name, three in threes.items():
        by = 100.0 if name in PERCENT else 1.0
        for end, value in zip(ENDS, three or (), strict=bool(three)):
            found[f"{name}_{end}"] = round(value * by, 9)
    return found
