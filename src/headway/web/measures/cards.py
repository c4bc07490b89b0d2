"""Forms that keep the cards of indicators and say how their charts are drawn."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.measures.analysis import Card
from headway.measures.choices import ChartKind, Level, Polarity, Use
from headway.measures.queries import CardRow
from headway.web.forms import DayField, Form
from headway.web.measures import words
from headway.web.measures.forms import Pairs


class CardForm(Form):
    """What an indicator means."""

    name = forms.CharField(label=_("Name"), max_length=200)
    unit = forms.CharField(
        label=_("Unit"), help_text=_("As printed behind a value, such as % or tCO2e per head"), max_length=60
    )
    polarity = forms.ChoiceField(
        label=_("Which way is better?"), choices=words.pairs(words.POLARITIES), widget=forms.RadioSelect
    )
    level = forms.ChoiceField(
        label=_("What does it measure?"),
        choices=words.pairs(words.LEVELS),
        widget=forms.RadioSelect,
        initial=Level.OUTCOME.value,
    )
    use = forms.ChoiceField(
        label=_("What may it be used for?"),
        choices=words.pairs(words.USES),
        widget=forms.RadioSelect,
        initial=Use.PUBLIC_ACCOUNT.value,
    )
    definition = forms.CharField(
        label=_("What does it mean?"),
        help_text=_("In words that a neighbour understands"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rationale = forms.CharField(
        label=_("Why this measure?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    method = forms.CharField(
        label=_("How is it measured and checked?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    caveats = forms.CharField(
        label=_("What you should know before using it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    population = forms.CharField(label=_("Who is counted?"), required=False, max_length=200)
    publisher = forms.CharField(label=_("Who publishes it?"), required=False, max_length=200)
    observable = forms.ChoiceField(
        label=_("Can what matters be seen at reasonable cost?"),
        choices=words.pairs(words.GRADES),
        required=False,
    )
    verifiable = forms.ChoiceField(
        label=_("Can somebody else confirm that it means what we care about?"),
        choices=words.pairs(words.GRADES),
        required=False,
    )
    responsible = forms.ChoiceField(label=_("Office that looks after it"), required=False)
    review_on = DayField(label=_("When is the card looked at again?"), required=False)
    next_release_on = DayField(label=_("When do the next figures come?"), required=False)
    lowest = forms.FloatField(label=_("Lowest possible value"), required=False)
    highest = forms.FloatField(label=_("Highest possible value"), required=False)
    chart = forms.ChoiceField(
        label=_("What kind of figure is it?"),
        help_text=_("It decides the control chart. Shares and rates need figures with their counts."),
        choices=words.pairs(words.CHART_KINDS),
        widget=forms.RadioSelect,
        initial=ChartKind.VALUES.value,
    )
    balancing = forms.ChoiceField(
        label=_("Which indicator would show harm done elsewhere?"),
        help_text=_("It is shown beside this one, so that nobody improves the one at the cost of the other"),
        required=False,
    )
    invented = forms.BooleanField(
        label=_("Its figures are made up: say so wherever they are shown"), required=False
    )

    def __init__(
        self, *args: Any, offices: Pairs, others: Pairs = (), amending: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = [("", _("No office")), *offices]  # type: ignore[attr-defined]
        self.fields["balancing"].choices = [("", _("None")), *others]  # type: ignore[attr-defined]
        if amending:
            self.fields["change_note"] = forms.CharField(
                label=_("What changed and why?"),
                help_text=_("Everybody can read this in the history of the card"),
                max_length=300,
            )

    def card(self) -> Card:
        """Return what the form says."""
        given = {name: value for name, value in self.values().items() if name != "change_note"}
        for grade in ("observable", "verifiable"):
            given[grade] = int(given[grade]) if given[grade] else None
        given["level"], given["polarity"] = Level(given["level"]), Polarity(given["polarity"])
        given["use"], given["chart"] = Use(given["use"]), ChartKind(given["chart"])
        for name in ("responsible", "balancing"):
            given[name] = UUID(given[name]) if given[name] else None
        return Card(**given)


def card_answers(row: CardRow) -> dict[str, Any]:
    """Return a card as the answers of its form."""
    answers: dict[str, Any] = {name: getattr(row, name) for name in Card.__dataclass_fields__}
    for name in ("observable", "verifiable"):
        answers[name] = "" if answers[name] is None else str(answers[name])
    for name in ("level", "polarity", "use", "chart"):
        answers[name] = answers[name].value
    return answers | {
        name: str(key) if (key := answers[name]) else "" for name in ("responsible", "balancing")
    }
