"""Forms of a draw by lot in public: a number that nobody knows yet, and the number once it is known."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.web.forms import DayField, Form


class BeaconForm(Form):
    """A public number that will be known later; what else a list needs comes before it."""

    beacon = forms.CharField(
        label=_("Is there a public number that will be known later?"),
        help_text=_(
            "For example: the main numbers of the national lottery of that Saturday. It makes the "
            "draw as surely nobody’s doing as it can be. You can leave it out"
        ),
        required=False,
        max_length=300,
    )
    beacon_on = DayField(label=_("On which day is it published?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("beacon", "beacon_on")
        self.order_fields([*(name for name in self.fields if name not in last), *last])


class LotsForm(Form):
    """The public number, where one was named."""

    number = forms.CharField(label=_("The public number"), max_length=200)

    def __init__(self, *args: Any, beacon: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if beacon:
            self.fields["number"].help_text = beacon
        else:
            del self.fields["number"]
