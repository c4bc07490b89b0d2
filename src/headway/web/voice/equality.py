"""Optional questions about oneself: asked once, after a vote; shown as totals after the closing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from headway.look.charts import Table
from headway.voice import actions
from headway.voice.analysis.equality import EqualityTotals, offered
from headway.voice.choices import EQUALITY, FLOOR, NOT_SAID, Equality
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries import equality_asked, own_votes
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import people
from headway.web.voice.taking import crumbs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Questions and answers as the Government Statistical Service harmonised them for surveys in England.
QUESTIONS: Mapping[Equality, "_StrPromise"] = {
    Equality.AGE: lazy("How old are you?"),
    Equality.SEX: lazy("What is your sex?"),
    Equality.HEALTH: lazy(
        "Do you have any physical or mental health conditions or illnesses lasting or expected to last "
        "12 months or more?"
    ),
    Equality.ETHNICITY: lazy("What is your ethnic group?"),
}
PREFER_NOT = lazy("Prefer not to say")
AGE_WORDS: Mapping[str, "_StrPromise"] = {
    "under-16": lazy("Under 16"),
    "16-to-24": lazy("16 to 24"),
    "25-to-34": lazy("25 to 34"),
    "35-to-44": lazy("35 to 44"),
    "45-to-54": lazy("45 to 54"),
    "55-to-64": lazy("55 to 64"),
    "65-to-74": lazy("65 to 74"),
    "75-or-over": lazy("75 or over"),
}
VALUES: Mapping[Equality, Mapping[str, "_StrPromise"]] = {
    Equality.AGE: AGE_WORDS,
    Equality.SEX: {"female": lazy("Female"), "male": lazy("Male")},
    Equality.HEALTH: {
        "yes": pgettext_lazy("having a health condition", "Yes"),
        "no": pgettext_lazy("having a health condition", "No"),
    },
    Equality.ETHNICITY: {
        "white": lazy("White"),
        "mixed": lazy("Mixed or multiple ethnic groups"),
        "asian": lazy("Asian or Asian British"),
        "black": lazy("Black, Black British, Caribbean or African"),
        "other": lazy("Other ethnic group"),
    },
}
YOUNG = 18  # where somebody younger may take part, they are told that they may leave it
ask = require_http_methods(["GET", "HEAD", "POST"])


def word(question: Equality, value: str) -> str:
    """Return an answer in words."""
    return str(PREFER_NOT if value == NOT_SAID else VALUES[question][value])


class EqualityForm(Form):
    """Who somebody is, as far as they want to say."""

    def __init__(self, *args: Any, minimum_age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in EQUALITY:
            values = offered(question, minimum_age)
            self.fields[question.value] = forms.ChoiceField(
                label=QUESTIONS[question],
                choices=[(value, word(question, value)) for value in values],
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[Equality, str]:
        """Return what was answered."""
        return {each: value for each in EQUALITY if (value := self.cleaned_data[each.value])}


@ask
def equality(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody who took part about themselves, once; nothing has to be answered."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    person = people.who(request, row)
    if person is None:
        return redirect("voice:return", slug=row.slug)
    if not equality_asked(row, person, voted=bool(own_votes(reader, participant=person.key))):
        return redirect("voice:mine", slug=row.slug)
    form = EqualityForm(posted(request), minimum_age=row.terms.minimum_age)
    receipt = people.receipt_of(request, row.key)
    if done(
        form,
        lambda: actions.tell_equality(
            people.nobody(request), conversation=row.key, receipt=receipt, answers=form.answers()
        ),
    ):
        messages.success(request, _("Thank you. What you told us is kept apart from your votes."))
        return redirect("voice:mine", slug=row.slug)
    page = FormPage(
        _("Tell us about yourself (optional)"),
        _("Send my answers"),
        told(row.terms.minimum_age),
        crumbs(row),
        cancel=reverse("voice:mine", args=[row.slug]),
    )
    return people.private(form_page(request, form, page))


def told(minimum_age: int) -> tuple[str, ...]:
    """Return what people read before they answer."""
    return (
        _("This shows whether everybody was heard. Answer all, some or none of the questions."),
        _("Your answers are kept apart from your votes, your receipt and each other."),
        _("Only totals of at least %(floor)s people are ever shown, after the conversation is closed.")
        % {"floor": FLOOR},
        _("You can answer once. Because nothing leads back to you, we cannot change or delete it later."),
        *(
            [_("If you are under %(age)s, ask an adult you trust when you are not sure.") % {"age": YOUNG}]
            if minimum_age < YOUNG
            else []
        ),
    )


def equality_tables(totals: tuple[EqualityTotals, ...] | None) -> list[Table]:
    """Return a table a question."""
    return [
        Table(
            str(QUESTIONS[each.question]),
            (_("Answer"), _("People")),
            (
                *(
                    (word(each.question, value), _("not shown") if people is None else float(people))
                    for value, people in each.values
                ),
                (_("Everybody who answered"), float(each.people)),
            ),
        )
        for each in totals or ()
    ]
