"""The form that an installation begins with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.people.choices import Family
from headway.web.forms import Form
from headway.web.people.words import FAMILIES


class BeginForm(Form):
    """Who publishes here, and who sets it up."""

    body = forms.CharField(
        label=_("Name of the body"), max_length=80, help_text=_("Such as Example Borough Council")
    )
    family = forms.ChoiceField(label=_("What kind of body is it?"), choices=())
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [(family.value, FAMILIES[family]) for family in Family]  # type: ignore[attr-defined]
