"""Forms: what is sent, what is refused, both versions of what somebody else changed."""

from datetime import date
from uuid import UUID

import pytest
from django import forms as django_forms
from django.http import QueryDict

from headway.kernel.errors import Forbidden, Invalid, Stale
from headway.kernel.sentences import Sentence
from headway.web import forms
from headway.web.templatetags.headway import error_summary

KEY = UUID("3d1c3f6a-8d5b-4c7c-9d53-0a3f4e6b8a10")
GOOD = {"name": "Food", "start_day": "2", "start_month": "3", "start_year": "2026", "version": "4"}


class Charter(forms.Form):
    name = django_forms.CharField(label="Name")
    start = forms.DayField(label="Start")
    kind = django_forms.ChoiceField(
        label="Kind", required=False, choices=[("a", "A"), ("b", "B")], widget=django_forms.RadioSelect
    )


def filled(**changed: str) -> Charter:
    data = QueryDict(mutable=True)
    data.update(GOOD | changed)
    return Charter(data, initial={"name": "Food and health", "start": date(2026, 3, 1)}, version=5)


def test_a_form_that_is_right_is_acted_on_once_with_its_values():
    form, acts = filled(), []

    happened = forms.done(form, lambda: acts.append((form.expected, form.values())) or "key")

    assert happened
    assert form.result == "key"
    assert acts == [(4, {"name": "Food", "start": date(2026, 3, 2), "kind": ""})]


def test_a_form_that_was_only_opened_is_not_acted_on():
    form = Charter(initial={"name": "Food"}, version=5)

    assert not forms.done(form, lambda: pytest.fail("nothing was sent"))
    assert form.status == 200


def test_what_is_missing_is_said_with_the_name_of_its_field():
    form = filled(name="")

    happened = forms.done(form, lambda: pytest.fail("it was not right"))

    assert not happened
    assert form.status == 422
    assert form.errors["name"] == ["“Name” needs an answer."]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("", "", ""), "Enter a date."),
        (("2", "", "2026"), "The date must have a day, a month and a year."),
        (("30", "2", "2026"), "Enter a real date, such as 27 3 2026."),
        (("2", "March", "2026"), "Enter a real date, such as 27 3 2026."),
        (("1", "1", "0"), "Enter a real date, such as 27 3 2026."),
        (("1", "1", "99999999999999999999"), "Enter a real date, such as 27 3 2026."),
    ],
)
def test_a_date_says_what_is_wrong_with_it(parts, words):
    day, month, year = parts

    form = filled(start_day=day, start_month=month, start_year=year)

    assert form.errors["start"] == [words]


def test_what_was_typed_into_a_date_stays_there():
    form = filled(start_day="30", start_month="2")

    printed = str(form["start"])

    assert 'value="30"' in printed
    assert 'name="start_month" type="text" value="2"' in printed
    assert "govuk-input--error" in printed


def test_the_character_with_code_zero_is_refused_everywhere():
    for changed in ({"name": "Fo\0od"}, {"kind": "a\0"}, {"once": "\0"}):
        assert not filled(**changed).is_valid()


def test_a_refusal_stands_beside_its_field():
    def act() -> None:
        raise Invalid(Sentence("No."), {"name": Sentence("Choose another name."), "other": Sentence("Also.")})

    form = filled()
    happened = forms.done(form, act)

    assert not happened
    assert form.status == 422
    assert form.errors["name"] == ["Choose another name."]
    assert form.non_field_errors() == ["Also."]


def test_both_versions_are_shown_when_somebody_else_was_first():
    def act() -> None:
        raise Stale(KEY, yours=4, current=5)

    form = filled(kind="b")
    happened = forms.done(form, act)

    assert not happened
    assert form.status == 409
    assert form.comparison == (
        forms.Difference("Name", "Food", "Food and health"),
        forms.Difference("Start", "2 March 2026", "1 March 2026"),
        forms.Difference("Kind", "B", "–"),
    )
    assert 'name="version" value="5"' in str(form)
    assert "Food and health" in str(form)
    assert "What is there now" in str(form)


def test_other_refusals_are_for_the_one_handler():
    def act() -> None:
        raise Forbidden

    with pytest.raises(Forbidden):
        forms.done(filled(), act)


def test_each_opened_form_has_a_key_of_its_own():
    first, second = Charter(), Charter()

    assert first["once"].value() != second["once"].value()
    assert len(first["once"].value()) == 32
    assert "version" not in first.fields


def test_the_summary_leads_to_the_first_control_of_each_field():
    data = QueryDict("name=&kind=z")
    form = Charter(data)

    summary = error_summary(form)

    assert 'href="#id_name"' in summary
    assert 'href="#id_start_day"' in summary
    assert 'href="#id_kind_0"' in summary
    assert all(f'id="{each}"' in str(form) for each in ("id_name", "id_start_day", "id_kind_0"))


def test_an_error_is_read_with_its_field():
    printed = str(filled(name=""))

    assert 'aria-describedby="id_name_error"' in printed
    assert '<p id="id_name_error" class="govuk-error-message">' in printed
