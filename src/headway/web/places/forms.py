"""Forms that keep the list of places."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.web.forms import DayField, Form


class PlacesFileForm(Form):
    file = forms.FileField(
        label=_("CSV file of places"),
        help_text=_("Columns code, name, tier. You may add parent, predecessors, valid_from, valid_to."),
    )


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
