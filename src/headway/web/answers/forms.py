"""Forms about answers: giving one, passing on, saying it does not hold; clocks, capacity, pauses."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.answers.analysis import NewReply
from headway.answers.choices import GIVEN_FOR, AnswerKind, GivenAs
from headway.missions.analysis import InitiativeWords
from headway.web.answers import words
from headway.web.forms import DayField, Form

Choices = list[tuple[str, Any]]
LONGEST = 5000
Promised = Any  # a lazy text


def prose(
    label: Promised, help_text: Promised = "", *, rows: int = 5, required: bool = True
) -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ReplyForm(Form):
    """An answer; a barrier asks for more, and only a "not yet" for a date."""

    given_as = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    reason = prose(_("Why?"), _("Everybody can read this. Name no person."))
    promised_for = DayField(
        label=_("By when?"),
        help_text=_("Only for “not yet”: the day by which you will answer"),
        required=False,
    )
    rule = forms.CharField(label=_("Which rule stands in the way?"), max_length=300, required=False)
    instead = prose(_("What can be done instead?"), rows=3, required=False)

    def __init__(self, *args: Any, kind: AnswerKind, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        allowed = GIVEN_FOR[kind]
        self.fields["given_as"].choices = [  # type: ignore[attr-defined]
            (each.value, words.GIVEN[each]) for each in allowed
        ]
        if GivenAs.NOT_YET not in allowed:
            del self.fields["promised_for"]
        if kind != AnswerKind.BARRIER:
            del self.fields["rule"], self.fields["instead"]

    def reply(self) -> NewReply:
        """Return the answer."""
        values = self.values()
        return NewReply(**values | {"given_as": GivenAs(values["given_as"]), "language": self.language})


class ManyForm(ReplyForm):
    """One answer to several questions."""

    answers = forms.MultipleChoiceField(
        label=_("Which questions does it answer?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, questions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"].choices = questions  # type: ignore[attr-defined]
        self.order_fields(["answers", *self.fields])

    def reply(self) -> NewReply:
        """Return the answer."""
        values = {name: value for name, value in self.values().items() if name != "answers"}
        return NewReply(**values | {"given_as": GivenAs(values["given_as"]), "language": self.language})

    def chosen(self) -> list[UUID]:
        """Return the keys of the questions."""
        return [UUID(key) for key in self.cleaned_data["answers"]]


class AcceptForm(Form):
    """A yes to an offer, and the initiative it becomes."""

    reason = prose(
        _("Your answer"),
        _("Thank who offers, and say what happens next. Everybody can read this. Name no person."),
    )
    title = forms.CharField(label=_("Name of the initiative"), max_length=200)
    summary = forms.CharField(
        label=_("What will be done?"),
        help_text=_("Everybody can read this. Use the words of the offer only if they name nobody."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def reply(self, language: str) -> NewReply:
        """Return the yes."""
        return NewReply(GivenAs.YES, self.cleaned_data["reason"], language)

    def initiative(self, language: str) -> InitiativeWords:
        """Return what it becomes."""
        return InitiativeWords(self.cleaned_data["title"], self.cleaned_data["summary"], language)


class RouteForm(Form):
    to = forms.ChoiceField(label=_("Which office answers?"))

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = offices  # type: ignore[attr-defined]


class WhyForm(Form):
    why = prose(
        _("What is wrong with the answer?"), _("Only who owes the answer reads this. It is not published.")
    )


class ClockForm(Form):
    days = forms.IntegerField(
        label=_("Days"), min_value=1, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(
        label=_("Why do you change it?"), help_text=_("This is kept in the public history"), max_length=300
    )


class CapacityForm(Form):
    monthly = forms.IntegerField(
        label=_("Answers a month"),
        help_text=_("Leave empty to say nothing any more"),
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reason = forms.CharField(label=_("Why?"), help_text=_("Everybody can read this"), max_length=300)


class PauseForm(Form):
    office = forms.ChoiceField(label=_("Office"))
    reason = forms.ChoiceField(
        label=_("Why do its clocks stand still?"),
        choices=[(each.value, text) for each, text in words.PAUSES.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What should people know?"),
        help_text=_("Everybody can read this. Name no person."),
        max_length=300,
    )
    starts_on = DayField(label=_("First day"), help_text=_("Today or later"))
    ends_on = DayField(label=_("Last day"), help_text=_("Leave empty if nobody knows yet"), required=False)

    def __init__(self, *args: Any, offices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


def named(rows: Iterable[tuple[UUID, str]]) -> Choices:
    """Return choices of a select from keys and names."""
    return [(str(key), name) for key, name in rows]
