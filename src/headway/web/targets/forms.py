"""Forms about targets, their paths, and how series are charted."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headway.kernel.actors import Reader
from headway.measures.choices import RebaseKind, RuleSet
from headway.measures.queries import Chart, Rebase
from headway.places.queries import PlaceRow, places
from headway.targets.analysis.rows import Goal, GoalRow, NewPath
from headway.web.forms import PARTS, DayField, Form

MOST_ROWS = 40
RULES = (
    (RuleSet.NHS, _("Control chart with limits, by the rules of NHS England’s Making Data Count")),
    (RuleSet.ANHOEJ, _("Run chart, by Anhøj’s rules")),
)
KINDS = (
    (RebaseKind.STEP, _("What is measured has changed")),
    (RebaseKind.BREAK, _("The way of measuring has changed: never forecast across this day")),
)


class FigureField(forms.FloatField):
    """A number as people write it: 1,234.5 or 80% or −3."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number, such as 80 or 1,234.5.")}

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "text", "class": "govuk-input--width-10", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace(",", "").replace(" ", "").replace("−", "-").removesuffix("%")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Write a stored number without the ".0" that nobody types."""
        return f"{value:.12g}" if isinstance(value, float) else value


def find_place(reader: Reader, text: str) -> PlaceRow:
    """Return the place that somebody means by its code or its name.

    Raises
    ------
    ValidationError
        When there is none, or several of that name.
    """
    wanted = text.strip()
    found = places(reader, codes=[wanted]) or tuple(
        row for row in places(reader, search=wanted) if row.name.casefold() == wanted.casefold()
    )
    if not found:
        raise ValidationError(_("No place here has the code or name “%(text)s”.") % {"text": wanted})
    if len(found) > 1:
        codes = ", ".join(row.code for row in found)
        raise ValidationError(
            _("Several places are called “%(text)s”. Enter one of these codes: %(codes)s.")
            % {"text": wanted, "codes": codes}
        )
    return found[0]


class GoalForm(Form):
    """The value to reach and the day to reach it by."""

    label = forms.CharField(
        label=_("What is to be reached, in public words?"),
        help_text=_("For example: 80% of households eat well by 2030"),
        max_length=300,
    )
    value = FigureField(label=_("Value to reach"))
    by = DayField(
        label=_("By when?"), help_text=_("The last day of the period that counts, such as 31 12 2030")
    )
    cumulative = forms.BooleanField(
        label=_("It is reached by the sum of several years"),
        help_text=_("For example 1.5 million homes built over five years"),
        required=False,
    )
    since = DayField(
        label=_("From which day is the sum counted?"), help_text=_("Only for a sum"), required=False
    )
    covers = forms.CharField(
        label=_("Places it speaks for, if not this one alone"),
        help_text=_("Codes or names, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Where is it written?"),
        help_text=_("The document and its date, or its address"),
        max_length=300,
        required=False,
    )
    decided_by = forms.CharField(
        label=_("Who decided it?"), help_text=_("The body or office"), max_length=200, required=False
    )

    def __init__(self, *args: Any, reader: Reader, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["value"].help_text = _("Unit: %(unit)s") % {"unit": unit}

    def clean_covers(self) -> str:
        lines = [line for line in self.cleaned_data["covers"].splitlines() if line.strip()]
        return "\n".join(find_place(self.reader, line).code for line in lines)

    def goal(self) -> Goal:
        """Return what was filled in as a goal."""
        values = self.values()
        names = ("value", "by", "cumulative", "source", "decided_by")
        since = values["since"] if values["cumulative"] else None
        covers = tuple(values["covers"].split())
        return Goal(**{name: values[name] for name in names}, since=since, covers=covers)


def goal_texts(goal: GoalRow) -> dict[str, Any]:
    """Return a stored goal as the first content of its form."""
    names = ("value", "by", "cumulative", "since", "source", "decided_by")
    return {name: getattr(goal, name) for name in names} | {"covers": "\n".join(goal.covers)}


class ChangeForm(GoalForm):
    """A goal moved in the open."""

    change_note = forms.CharField(
        label=_("What changed, and why?"),
        help_text=_("Everybody will read this beside the old and the new target"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("value", "by", "cumulative", "since", "covers", "source", "change_note", "decided_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["label"]
        self.fields["decided_by"].required = True
        self.fields["decided_by"].error_messages["required"] = _("Say which body or office decided it.")


class RowsForm(Form):
    """A form with rows that grow by a button, without script."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    count = 0

    def grow(self, data: Mapping[str, Any] | None, least: int, more: int = 0) -> None:
        """Say how many rows there are: those sent, or the least, and some more."""
        sent = str((data or {}).get("rows", ""))
        number = int(sent) if sent.isdecimal() and len(sent) < 4 else least
        self.count = min(number + more, MOST_ROWS)
        self.initial["rows"] = self.count

    def each(self, *names: str) -> list[list[Any]]:
        """Return the fields of every row, for the template."""
        return [[self[f"{name}_{at}"] for name in names] for at in range(self.count)]

    def plain(self) -> list[Any]:
        """Return the visible fields that stand outside the rows."""
        return [field for field in self.visible_fields() if not field.name[-1].isdigit()]


def typed(form: forms.Form, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, right or wrong, as the first content of a form that is not checked yet."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, DayField):
            found[name] = tuple(str(data.get(f"{name}_{part}", "")) for part in PARTS)
        elif name not in {"once", "version", "rows"}:
            found[name] = data.get(name, "")
    return found


class PathForm(RowsForm):
    """Dated points from today's figure to the goal."""

    reason = forms.CharField(
        label=_("Why this shape?"),
        help_text=_("For example: slow at first, because the new kitchens open in 2027"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_on = DayField(
        label=_("When was it agreed?"), help_text=_("Only figures published after this day are judged by it")
    )
    agreed_by = forms.CharField(label=_("Who agreed it?"), max_length=200, required=False)

    def __init__(self, *args: Any, least: int = 3, more: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grow(self.data if self.is_bound else None, least, more)
        for at in range(self.count):
            self.fields[f"on_{at}"] = DayField(label=_("Date"), required=False)
            self.fields[f"value_{at}"] = FigureField(label=_("Value"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse half a point, and one that is not later than the point before, beside the point."""
        super().clean()
        before: date | None = None
        for at in range(self.count):
            on, value = self.cleaned_data.get(f"on_{at}"), self.cleaned_data.get(f"value_{at}")
            if on is None and value is not None and f"on_{at}" not in self.errors:
                self.add_error(f"on_{at}", _("Enter the date of this point."))
            if value is None and on is not None and f"value_{at}" not in self.errors:
                self.add_error(f"value_{at}", _("Enter the value of this point."))
            if on is not None and before is not None and on <= before:
                self.add_error(f"on_{at}", _("Each point must be later than the one before."))
            before = on or before
        return self.cleaned_data

    def path(self) -> NewPath:
        """Return what was filled in; empty rows do not count."""
        values = self.values()
        pairs = ((values[f"on_{at}"], values[f"value_{at}"]) for at in range(self.count))
        points = tuple((on, value) for on, value in pairs if on is not None and value is not None)
        return NewPath(points, values["reason"], values["agreed_on"], values["agreed_by"])


def point_texts(points: Sequence[tuple[date, float]]) -> dict[str, Any]:
    """Return points as the first content of rows."""
    days = {f"on_{at}": on for at, (on, _value) in enumerate(points)}
    return days | {f"value_{at}": value for at, (_on, value) in enumerate(points)}


class ChartForm(RowsForm):
    """Rule set, screening, baseline and new starts of one chart."""

    rules = forms.ChoiceField(label=_("How is it charted?"), choices=RULES, widget=forms.RadioSelect)
    screen = forms.BooleanField(
        label=_("Leave very large jumps out when the limits are worked out"),
        help_text=_(
            "Moving ranges above their own limit are left out once, so that one shock does not hide others"
        ),
        required=False,
    )
    fix_after = forms.IntegerField(
        label=_("Number of first figures that set the limits"),
        help_text=_("At least 12. Leave empty to use all figures"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": _("Enter a whole number, such as 12."),
            "min_value": _("Enter 12 or more."),
        },
    )
    reason = forms.CharField(
        label=_("Why should the chart be drawn this way?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, least: int = 1, more: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grow(self.data if self.is_bound else None, least, more)
        for at in range(self.count):
            self.fields[f"on_{at}"] = DayField(label=_("From which day?"), required=False)
            self.fields[f"why_{at}"] = forms.CharField(label=_("Why?"), required=False, max_length=300)
            self.fields[f"kind_{at}"] = forms.ChoiceField(label=_("What kind of change?"), choices=KINDS)
            self.initial.setdefault(f"kind_{at}", RebaseKind.STEP.value)

    def clean(self) -> dict[str, Any]:
        """Refuse a new start without its reason, or a reason without its day, beside the row."""
        super().clean()
        for at in range(self.count):
            on, why = self.cleaned_data.get(f"on_{at}"), self.cleaned_data.get(f"why_{at}")
            if on is not None and not why:
                self.add_error(f"why_{at}", _("Say why the limits start anew on this day."))
            if why and on is None and f"on_{at}" not in self.errors:
                self.add_error(f"on_{at}", _("Enter the day from which the limits start anew."))
        return self.cleaned_data

    def chart(self) -> Chart:
        """Return what was filled in; rows without a day do not count."""
        values = self.values()
        rebases = tuple(
            Rebase(values[f"on_{at}"], values[f"why_{at}"], RebaseKind(values[f"kind_{at}"]))
            for at in range(self.count)
            if values[f"on_{at}"] is not None
        )
        return Chart(
            rules=RuleSet(values["rules"]),
            screen=values["screen"],
            fix_after=values["fix_after"],
            rebases=rebases,
            reason=values["reason"],
        )


def chart_texts(chart: Chart) -> dict[str, Any]:
    """Return a stored setting as the first content of its form; the reason is asked anew."""
    found: dict[str, Any] = {"rules": chart.rules.value, "screen": chart.screen, "fix_after": chart.fix_after}
    for at, rebase in enumerate(chart.rebases):
        found |= {f"on_{at}": rebase.on, f"why_{at}": rebase.reason, f"kind_{at}": rebase.kind.value}
    return found
