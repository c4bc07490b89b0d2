"""Forms that keep the list of places."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.kernel.actors import Reader
from headway.places.analysis import Wanted, standard_tiers
from headway.places.queries import tiers
from headway.web.forms import DayField, Form
from headway.web.targets.forms import find_place

MOST_PEERS = 101  # one more than a group may have, so that its refusal says the limit


class PlacesFileForm(Form):
    file = forms.FileField(
        label=_("CSV, GeoJSON or HexJSON file"),
        help_text=_(
            "Places: columns code, name, tier; you may add parent, predecessors, valid_from, valid_to. "
            "Relations: child, parent, kind; you may add weight, valid_from, valid_to, source. "
            "A map of tiles: code, column, row."
        ),
    )
    map = forms.RegexField(
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("If the file draws a map: a short code for it"),
        help_text=_("Small letters, digits and hyphens, such as uk-districts"),
        max_length=40,
        required=False,
        error_messages={"invalid": _("Use small letters, digits and hyphens.")},
    )
    name = forms.CharField(label=_("Name of the map"), max_length=120, required=False)
    source = forms.CharField(
        label=_("Who drew the map, under which licence?"), max_length=300, required=False
    )
    tier = forms.ChoiceField(
        label=_("Kind of those places of the map that are not here yet"),
        help_text=_("Without a kind, a map with a place that is not here is refused."),
        required=False,
    )

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(row.code, row.name) for row in tiers(reader)] or [
            (row.code, row.name) for row in standard_tiers()
        ]
        self.fields["tier"].choices = [("", _("None")), *known]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what the file does not say of itself."""
        said = self.cleaned_data
        code = said["map"] or "map"
        return Wanted(code, said["name"] or code, said["source"], said["tier"])


class PeersForm(Form):
    name = forms.CharField(label=_("What is the group called?"), max_length=120)
    reason = forms.CharField(
        label=_("Why do these places belong together?"),
        help_text=_("Everybody who compares them reads it."),
        max_length=300,
    )
    codes = forms.CharField(
        label=_("Which places?"),
        help_text=_("Codes or names, one a line; at least three"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    chosen_by = forms.CharField(
        label=_("Who chose them?"), help_text=_("The body or office"), max_length=200, required=False
    )

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_codes(self) -> tuple[str, ...]:
        lines = [line for line in self.cleaned_data["codes"].splitlines() if line.strip()][:MOST_PEERS]
        return tuple(find_place(self.reader, line).code for line in lines)


class RetireForm(Form):
    on = DayField(label=_("Last day of the place"))


CODE = _("Code of the place")
CODE_HINT = _("For example E09000007. It also holds for the places within.")
WHY = _("Why?")


class PeriodForm(Form):
    code = forms.CharField(label=CODE, help_text=CODE_HINT, max_length=12)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("Usually polling day"))
    reason = forms.CharField(
        label=WHY, help_text=_("For example: election of the council. Members see it."), max_length=300
    )


class ChangeForm(Form):
    code = forms.CharField(label=CODE, help_text=_("For example E09000007"), max_length=12)
    on = DayField(label=_("From which day does another administration run it?"))
    reason = forms.CharField(
        label=WHY, help_text=_("For example: the council of May 2026 took office."), max_length=300
    )
