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
