"""Our components against the fixtures that come with GOV.UK Frontend: the same tree, our words and ids aside."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms as django_forms
from django.template import engines

from headway.look.charts.model import Table
from headway.web import forms

COMPONENTS = (
    Path(__file__).resolve().parents[3] / "frontend/node_modules/govuk-frontend/dist/govuk/components"
)
VOID = {"input", "br", "path", "img"}
NOT_COMPARED = {"aria-invalid", "required", "maxlength", "rows", "draggable", "accept", "min"}
OUR_LOOKS = {"govuk-label--s", "govuk-fieldset__legend--s", "govuk-table__caption--s"}


class Tree(HTMLParser):
    """A list of tags with their attributes and of words, in order, without what may differ."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.drawing = False

    def handle_starttag(self, tag, attrs):
        if self.drawing:
            return
        self.drawing = tag == "svg"
        kept = {}
        for name, value in attrs:
            if name in NOT_COMPARED or name.startswith("data-i18n"):
                continue
            said = value or ""
            if name == "class":
                said = " ".join(sorted(set(said.split()) - OUR_LOOKS))
            kept[name] = said.replace("_error", "-error").replace("_helptext", "-hint")
        self.told.append((tag, tuple(sorted(kept.items()))))

    def handle_endtag(self, tag):
        if tag == "svg":
            self.drawing = False
        if not self.drawing and tag not in VOID:
            self.told.append(("end", tag))

    def handle_data(self, data):
        words = " ".join(data.split())
        if words and not self.drawing:
            self.told.append(words)


def tree(html: str) -> list[object]:
    parser = Tree()
    parser.feed(html)
    return parser.told


def fixture(component: str, name: str) -> str:
    every = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return next(each["html"] for each in every if each["name"] == name)


def ours(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load headway %}" + source).render(context)


def field(name: str, made: django_forms.Field, error: str = "", *, id_: str | None = None) -> str:
    made.required = False
    form = type("One", (django_forms.Form,), {name: made})(
        {}, auto_id=id_ or "%s", use_required_attribute=False
    )
    form.full_clean()
    if error:
        form.add_error(name, error)
    return form[name].as_field_group()


TAGS = [
    ("button", "prevent double click", '{% button "Submit" %}', {}),
    ("button", "link", '{% button "Link button" href="/" %}', {}),
    ("tag", "default", '{% tag "Alpha" %}', {}),
    ("tag", "grey", '{% tag "Grey" colour="grey" %}', {}),
    ("tag", "orange", '{% tag "Orange" colour="orange" %}', {}),
    (
        "details",
        "default",
        '{% details "Help with nationality" %}We need to know your nationality so we can work out which elections you’re entitled to vote in. If you can’t provide your nationality, you’ll have to send copies of identity documents through the post.{% enddetails %}',
        {},
    ),
    (
        "inset-text",
        "default",
        "{% inset %}It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the application.{% endinset %}",
        {},
    ),
    ("summary-list", "default", "{% summary_list rows %}", {"rows": [("Name", "Firstname Lastname")]}),
    ("breadcrumbs", "with one level", '{% breadcrumbs "/section" "Section" %}', {}),
]


@pytest.mark.parametrize(("component", "name", "source", "context"), TAGS, ids=lambda each: str(each)[:24])
def test_a_tag_prints_the_component(component, name, source, context):
    wanted = tree(fixture(component, name))

    got = tree(ours(source, **context))

    if component == "summary-list":  # the fixture has more rows of the same kind
        wanted, got = wanted[: len(got) - 1], got[:-1]
    assert got == wanted


def test_a_success_banner_is_the_component():
    words = re.search(r"<p[^>]*>(.*?)</p>", fixture("notification-banner", "with type as success"), re.DOTALL)

    got = ours(
        '{% notification "success" %}<p class="govuk-notification-banner__heading">{{ words }}</p>{% endnotification %}',
        words=words.group(1).strip(),
    )

    assert tree(got) == tree(fixture("notification-banner", "with type as success"))


def test_pagination_has_the_shape_of_the_component():
    def shape(html: str) -> list[object]:
        return [each for each in tree(html) if not isinstance(each, str) and "span" not in each]

    got = shape(ours('{% pagination previous="/previous" following="/next" %}'))

    assert got == shape(fixture("pagination", "with prev and next only"))


NI_HINT = (
    "It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’."
)
NI_ERROR = "Enter a National Insurance number in the correct format"
OPTIONS = [(number, f"GOV.UK frontend option {number}") for number in (1, 2, 3)]
PHOTO = "Your photo may be in your Pictures, Photos, Downloads or Desktop folder. Or in an app like iPhoto."
FIELDS = [
    ("input", "with error and hint", "with-error-hint", django_forms.CharField(label="National insurance number", help_text=NI_HINT), NI_ERROR),
    ("textarea", "with error message", "no-ni-reason", django_forms.CharField(label="Why can’t you provide a National Insurance number?", widget=django_forms.Textarea), "You must provide an explanation"),
    ("select", "with hint text and error message", "select-2", django_forms.ChoiceField(label="Label text goes here", help_text="Hint text goes here", choices=OPTIONS), "Error message goes here"),
    ("file-upload", "with error message and hint", "file-upload-3", django_forms.FileField(label="Upload a file", help_text=PHOTO), "Error message goes here"),
    ("password-input", "default", "password", django_forms.CharField(label="Password", widget=django_forms.PasswordInput(attrs={"autocomplete": "current-password"})), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("component", "fixture_name", "name", "made", "error"), FIELDS, ids=[each[0] for each in FIELDS]
)
def test_a_field_prints_the_component(component, fixture_name, name, made, error):
    wanted = tree(fixture(component, fixture_name))

    got = tree(field(name, made, error))

    assert got == wanted


def test_radios_print_the_component():
    made = django_forms.ChoiceField(
        label="Have you changed your name?",
        help_text="This includes changing your last name or spelling your name differently.",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=django_forms.RadioSelect,
    )

    got = field("example-with-hint", made)

    for ours_, theirs in (
        ("example-with-hint_0", "example-with-hint"),
        ("example-with-hint_1", "example-with-hint-2"),
    ):
        got = got.replace(f'"{ours_}"', f'"{theirs}"')
    assert tree(got) == tree(fixture("radios", "with hint"))


def test_a_date_in_three_parts_prints_the_component():
    made = forms.DayField(label="What is your date of birth?", help_text="For example, 31 3 1980")

    got = field("dob-errors", made, "Error message goes here")

    assert parts_alike(got) == parts_alike(fixture("date-input", "with error message and hint"))


def parts_alike(html: str) -> list[object]:
    """The three boxes have names and ids of their own in either."""
    return tree(re.sub(r'(id|name|for)="(?:dob-errors[-_])?(day|month|year)"', r'\1="\2"', html))


def test_a_table_says_which_cells_are_numbers_and_which_are_missing():
    table = Table("Share of adults", ("Period", "Value"), (("2024", 71.3), ("2025", None)))

    got = ours("{% data_table table %}", table=table)

    assert '<td class="govuk-table__cell govuk-table__cell--numeric">71.3</td>' in got
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">no figure</td>' in got
    assert 'role="region" tabindex="0" aria-label="Share of adults"' in got


def test_filters_write_dates_periods_and_figures_as_people_read_them():
    day = date(2026, 4, 1)

    got = ours(
        '{{ d|day }}|{{ d|period:"quarter" }}|{{ d|period:"month" }}|{{ d|period:"year" }}|{{ v|figure:"%" }}|{{ n|figure }}',
        d=day,
        v=71.3,
        n=None,
    )

    assert got == "1 April 2026|April to June 2026|April 2026|2026|71.3%|no figure"


@pytest.mark.parametrize(
    "source", ["{% tag x %}", "{% button x %}", "{% breadcrumbs x x %}", "{{ x|words }}"]
)
def test_what_people_wrote_is_escaped(source):
    nasty = '"><script>alert(1)</script>'

    got = ours(source, x=nasty)

    assert "<script" not in got
