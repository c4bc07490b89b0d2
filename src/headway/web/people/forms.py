"""Forms about people and the body."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.people.choices import MailRhythm, SettingName
from headway.web.forms import DayField, Form
from headway.web.people import words

Choices = list[tuple[str, Any]]


def choices(named: Any) -> Choices:
    return [(str(key.value if hasattr(key, "value") else key), text) for key, text in named.items()]


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search by name or e-mail address"), required=False, max_length=100)


class NameForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)


class OrganisationForm(NameForm):
    family = forms.ChoiceField(label=_("Kind of organisation"), choices=choices(words.FAMILIES))
    identifier = forms.CharField(
        label=_("Identifier"),
        help_text=_("For example GB-COH-01234567, if it has one"),
        max_length=80,
        required=False,
    )
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    calendar = forms.ChoiceField(
        label=_("Bank holidays of"),
        help_text=_("Its offices answer within working days. Bank holidays do not count."),
        choices=choices(words.CALENDARS),
    )

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("No other organisation")), *parents]  # type: ignore[attr-defined]


class CalendarForm(Form):
    calendar = forms.ChoiceField(
        label=_("Bank holidays of"), choices=choices(words.CALENDARS), widget=forms.RadioSelect
    )


class AccountableForm(Form):
    director = forms.ChoiceField(
        label=_("Accountable office"),
        help_text=_("For a director’s own office, choose the office itself"),
        required=False,
    )

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("Nobody: list it under the organisation"))
        self.fields["director"].choices = [none, *offices]  # type: ignore[attr-defined]


class CloseForm(Form):
    on = DayField(label=_("From which day?"))


class InviteForm(Form):
    name = forms.CharField(label=_("Full name"), max_length=120)
    email = forms.CharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=choices(words.LANGUAGES))
    role = forms.ChoiceField(
        label=_("First role"), choices=[("", _("No role yet")), *choices(words.ROLES)], required=False
    )


class GrantForm(Form):
    role = forms.ChoiceField(label=_("Role"), choices=choices(words.ROLES))
    scope = forms.ChoiceField(label=_("For what?"), required=False)
    office = forms.ChoiceField(
        label=_("Office"), help_text=_("Only if the role comes with a post"), required=False
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("Leave empty if it has no end"), required=False)
    powers = forms.CharField(
        label=_("What may be decided under it?"),
        help_text=_("For example: may move staff between teams, but not money"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, scopes: Choices, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [("", _("The whole body")), *scopes]  # type: ignore[attr-defined]
        self.fields["office"].choices = [("", _("None")), *offices]  # type: ignore[attr-defined]


class EndRoleForm(Form):
    on = DayField(label=_("Last day"), help_text=_("Leave empty to end the role at once"), required=False)


class AcceptForm(Form):
    name = forms.CharField(
        label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Three words that do not belong together are good."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ProfileForm(Form):
    name = forms.CharField(
        label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of mails to you"),
        choices=choices(words.LANGUAGES),
    )


class RhythmForm(Form):
    rhythm = forms.ChoiceField(label=_("How often?"), widget=forms.RadioSelect, initial="weekly")

    def __init__(self, *args: Any, never: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {each: text for each, text in words.RHYTHMS.items() if never or each != MailRhythm.NEVER}
        self.fields["rhythm"].choices = choices(offered)  # type: ignore[attr-defined]


class TokenForm(Form):
    label = forms.CharField(
        label=_("What is it for?"), help_text=_("For example: nightly import"), max_length=80
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"), choices=choices(words.SCOPES), widget=forms.RadioSelect, initial="read"
    )
    expires_on = DayField(label=_("Last day"), help_text=_("At most one year from now"))


class SettingForm(Form):
    """One setting; what the value looks like depends on its name."""

    value: forms.Field
    reason = forms.CharField(
        label=_("Why do you change it?"), help_text=_("This is kept in the public history"), max_length=300
    )

    def __init__(self, *args: Any, name: SettingName, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": value_field(name), **self.fields}


def value_field(name: SettingName) -> forms.Field:
    """Return the field for one setting."""
    label = words.SETTINGS[name]
    if name == SettingName.OPENED_QUESTIONS:
        return forms.TypedMultipleChoiceField(
            label=label,
            choices=choices(words.QUESTIONS),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("A question that is not opened says so on the page, and raises no signal"),
        )
    if name == SettingName.LANGUAGES:
        return forms.MultipleChoiceField(
            label=label, choices=choices(words.LANGUAGES), widget=forms.CheckboxSelectMultiple
        )
    hints = {
        SettingName.ACCENT: _("Such as #5b2a86; it must be dark enough to read on white"),
        SettingName.DATA_PROTECTION_CONTACT: _("Stands in the privacy notice"),
        SettingName.HOSTING: _("Such as: our own servers in Cardiff, run by the council’s IT team"),
        SettingName.CONTACT_EMAIL: _("Shown in security.txt and at the foot of pages"),
    }
    return forms.CharField(
        label=label, help_text=hints.get(name, ""), max_length=254, required=name == SettingName.NAME
    )
