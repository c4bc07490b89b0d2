"""Forms about barriers: raising one, sorting it, its summary, the desk."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headway.formats.pictures import NotAPicture, Plain, plain_picture
from headway.frontline.analysis import LONGEST, NewBarrier, Sorting
from headway.frontline.choices import BarrierKind, Changer, Identity, Often, RaisedAs, Takes
from headway.web.codes import CODE
from headway.web.forms import Form
from headway.web.frontline import barriers_words as words

Named = list[tuple[str, Any]]
LARGEST = 8 * 2**20


def choices(table: Mapping[Any, Any]) -> Named:
    """Return the choices of a field from a table of words."""
    return [(each.value, text) for each, text in table.items()]


def prose(label: Any, help_text: Any = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def radios(label: Any, table: Mapping[Any, Any], help_text: Any = "") -> forms.ChoiceField:
    """Return a field with a few large choices to tap."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices(table), widget=forms.RadioSelect
    )


class BarrierForm(Form):
    """What is in the way; five answers are needed, the rest is a help."""

    tried = prose(_("What were you trying to do?"))
    stopped = prose(_("What stopped you?"))
    kind = radios(_("What kind of thing is it?"), words.KINDS)
    often = radios(_("How often does it happen to you?"), words.OFTEN)
    takes = radios(_("How much time does it take each time?"), words.TAKES)
    for_whom = prose(
        _("For whom were you doing it?"),
        _("In general, such as “a family in crisis”. Name nobody."),
        rows=2,
        required=False,
    )
    rule = forms.ChoiceField(label=_("Which rule is it?"), required=False)
    rule_cited = forms.CharField(label=_("Or what do people call the rule?"), max_length=300, required=False)
    changer = forms.ChoiceField(
        label=_("Who could change it?"), choices=choices(words.CHANGERS), required=False
    )
    mission = forms.ChoiceField(label=_("Which mission is it about?"), required=False)
    raised_as = forms.ChoiceField(label=_("You are"), choices=choices(words.RAISED_AS), required=False)
    identity = radios(_("May we know who you are?"), words.IDENTITIES)
    team = forms.CharField(label=_("Your team or group"), max_length=200, required=False)
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("E-mail address, if you want a mail when the answer is there"),
        help_text=_("It goes a year after the answer"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    picture = forms.FileField(
        label=_("Add a picture, if it helps"),
        help_text=_(
            "A JPEG or PNG of at most 8 MB. We take out what a camera writes into it, such as where and "
            "when. Show no faces and no names."
        ),
        required=False,
    )
    status = 200

    def __init__(self, *args: Any, missions: Named, rules: Named, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "code": secrets.token_hex(16),
            "identity": Identity.ANONYMOUS.value,
            "changer": Changer.UNSURE.value,
            "raised_as": RaisedAs.STAFF.value,
        } | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        del self.fields["once"]  # the code is the key
        self.fields["mission"].choices = [("", _("I do not know")), *missions]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [("", _("Another, or I do not know")), *rules]  # type: ignore[attr-defined]
        self.plain: Plain | None = None

    def clean_code(self) -> str:
        """Return the code of the page or of the device, or a new one when somebody sent another."""
        code = str(self.cleaned_data["code"])
        return code if CODE.fullmatch(code) else secrets.token_hex(16)

    def clean_picture(self) -> None:
        """Take out what is not the picture itself; refuse what cannot be cleaned."""
        sent = self.cleaned_data["picture"]
        if not sent:
            return
        if sent.size > LARGEST:
            raise ValidationError(_("The picture must be smaller than 8 MB."))
        try:
            self.plain = plain_picture(sent.read())
        except NotAPicture:
            raise ValidationError(_("Choose a JPEG or PNG picture; others cannot be cleaned.")) from None

    def clean_place(self) -> UUID | None:
        """Return the key of a place; nothing where it is none."""
        try:
            return UUID(self.cleaned_data["place"]) if self.cleaned_data["place"] else None
        except ValueError:
            return None

    def new(self, language: str) -> NewBarrier:
        """Return the barrier."""
        sent = self.values()
        text = {name: sent[name] for name in ("tried", "stopped", "for_whom", "rule_cited", "team", "name")}
        return NewBarrier(
            **text,
            email=sent["email"],
            kind=BarrierKind(sent["kind"]),
            often=Often(sent["often"]),
            takes=Takes(sent["takes"]),
            changer=Changer(sent["changer"] or Changer.UNSURE),
            raised_as=RaisedAs(sent["raised_as"] or RaisedAs.STAFF),
            identity=Identity(sent["identity"]),
            mission=UUID(sent["mission"]) if sent["mission"] else None,
            rule=UUID(sent["rule"]) if sent["rule"] else None,
            place=sent["place"],
            language=language,
        )


class SortForm(Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(words.KINDS))
    changer = forms.ChoiceField(label=_("Who could change it?"), choices=choices(words.CHANGERS))
    rule = forms.ChoiceField(label=_("Which rule is it?"), required=False)
    to = forms.ChoiceField(
        label=_("Which office decides?"), help_text=_("It owes the answer from now on, in public")
    )

    def __init__(self, *args: Any, rules: Named, offices: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [("", _("None is known")), *rules]  # type: ignore[attr-defined]
        self.fields["to"].choices = offices  # type: ignore[attr-defined]

    def sorting(self) -> Sorting:
        """Return how it is sorted."""
        sent = self.values()
        made = Sorting(BarrierKind(sent["kind"]), Changer(sent["changer"]), UUID(sent["to"]))
        return replace(made, rule=UUID(sent["rule"])) if sent["rule"] else made


class SummaryForm(Form):
    summary = forms.CharField(
        label=_("Summary for everybody"),
        help_text=_("What is in the way, in one or two sentences. Name nobody and no small team."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class JoinForm(Form):
    into = forms.ChoiceField(label=_("Which barrier says the same?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = others  # type: ignore[attr-defined]


class DeskForm(Form):
    reader = forms.ChoiceField(label=_("Which office reads barriers first?"))
    safeguarding = forms.ChoiceField(label=_("Which office looks after safeguarding?"))
    whistleblowing = forms.ChoiceField(label=_("Which office looks after whistleblowing?"))
    call = forms.CharField(
        label=_("Who should people call if somebody is at risk of harm?"),
        help_text=_("This stands above the form, such as “Call 999, or the duty team on 020 7946 0000”"),
        max_length=300,
    )

    def __init__(self, *args: Any, offices: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reader", "safeguarding", "whistleblowing"):
            self.fields[name].choices = offices  # type: ignore[attr-defined]


class DeciderForm(Form):
    office = forms.ChoiceField(label=_("Which office decides?"), required=False)

    def __init__(self, *args: Any, offices: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", _("Nobody is named")), *offices]  # type: ignore[attr-defined]
