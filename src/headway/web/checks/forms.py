"""Forms of the steward: another number for a rule, a check that is asked no more."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.web.forms import Form


def reason() -> forms.CharField:
    """A field for the public reason of a change."""
    return forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("One sentence. Everybody can read it, with the day."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ThresholdForm(Form):
    """Another number."""

    value = forms.FloatField(label=_("The number"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    reason = reason()


class SwitchOffForm(Form):
    """A check that is asked no more."""

    reason = reason()
