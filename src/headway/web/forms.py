"""Forms in the markup of GOV.UK Frontend: renderer, base form, date in three parts, sending."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.kernel.errors import Invalid, Stale
from headway.kernel.sentences import spoken

PARTS = ("day", "month", "year")
LOOKS = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "radio": "govuk-radios__input",
    "checkbox": "govuk-checkboxes__input",
    "hidden": "",
}
WITHOUT_ERROR_LOOK = {"radio", "checkbox", "hidden"}


class Renderer(TemplatesSetting):
    """Gives every widget its class; the markup around a field is in templates/forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            dress(context["widget"])
        return super().render(template_name, context, request)


def dress(widget: dict[str, Any]) -> None:
    """Add the classes of the component to one widget's attributes, before those of its form."""
    for _group, options, _index in widget.get("optgroups", []):
        for option in options:
            if option["type"] in WITHOUT_ERROR_LOOK:
                dress(option)
    attrs = widget["attrs"]
    kind = widget.get("type") or widget["template_name"].rpartition("/")[2].removesuffix(".html")
    look = LOOKS.get(kind, "govuk-input")
    classes = [look, attrs.get("class", "")]
    if attrs.get("aria-invalid") and kind not in WITHOUT_ERROR_LOOK:
        classes.append(f"{look}--error")
    if kind == "password":
        classes += ["govuk-password-input__input", "govuk-js-password-input-input"]
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    attrs.pop("cols", None)
    attrs.pop("placeholder", None)  # words that vanish while one types are no help
    said = " ".join(dict.fromkeys(" ".join(classes).split()))
    attrs.pop("class", None)
    if said:
        widget["attrs"] = {"class": said, **attrs}


class DateParts(forms.Widget):
    """Day, month and year in three boxes, as people know their dates."""

    template_name = "forms/date_parts.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id", name)
        invalid = "aria-invalid" in context["widget"]["attrs"]
        context["parts"] = [
            {"name": f"{name}_{part}", "id": f"{base}_{part}", "label": label, "width": width, "value": text}
            for part, label, width, text in zip(
                PARTS, (_("Day"), _("Month"), _("Year")), (2, 2, 4), texts(value), strict=True
            )
        ]
        context["invalid"] = invalid
        return context

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - Django hands it to every widget
        name: str,
    ) -> tuple[str, str, str] | None:
        day, month, year = (str(data.get(f"{name}_{part}", "") or "").strip() for part in PARTS)
        return (day, month, year) if day or month or year else None

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - Django hands it to every widget
        name: str,
    ) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002 - three boxes have no single label
        return ""

    def first_id(self, id_: str) -> str:
        return f"{id_}_day"


def texts(value: Any) -> tuple[str, str, str]:
    """Return what stands in the three boxes."""
    if isinstance(value, date):
        return str(value.day), str(value.month), str(value.year)
    return value if isinstance(value, tuple) else ("", "", "")


class DayField(forms.Field):
    """A date from three boxes, which says which part is missing."""

    widget = DateParts
    default_error_messages = {
        "required": _("Enter a date."),
        "incomplete": _("The date must have a day, a month and a year."),
        "invalid": _("Enter a real date, such as 27 3 2026."),
    }

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        if not all(value):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        day, month, year = value
        try:
            return date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as a person wrote it and as it stands now."""

    label: str
    yours: str
    current: str


class Form(forms.Form):
    """A form that counts once however often it is sent, and knows the version that its person saw.

    `once` and `version` travel hidden. Give `initial` with what is stored and `version` with its number;
    after a Stale the page then shows both.
    """

    once = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = 200
    result: Any = None
    comparison: tuple[Difference, ...] = ()

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        hidden = {"once": secrets.token_hex(16), "version": version}
        kwargs["initial"] = hidden | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if version is None:
            del self.fields["version"]

    def full_clean(self) -> None:
        """Check the form, and name a question that was left out; only now do forms hold all their fields."""
        plain = forms.Field.default_error_messages["required"]
        for field in self.fields.values():
            if field.label and field.error_messages.get("required") == plain:
                field.error_messages["required"] = format_lazy(
                    _("“{label}” needs an answer."), label=field.label
                )
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Refuse NUL, which PostgreSQL cannot hold, wherever a field of ours lets it through."""
        for name in self.fields:
            for text in sent_texts(self.data, name):
                if "\0" in text:
                    raise ValidationError(_("Remove the invisible character with code zero."), code="nul")
        return self.cleaned_data

    @property
    def expected(self) -> int:
        """The version that the person saw."""
        return int(self.cleaned_data.get("version") or 0)

    def values(self) -> dict[str, Any]:
        """Return what was filled in, without the two hidden fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"once", "version"}}

    def refuse(self, refusal: Invalid) -> None:
        """Put a refusal's sentences beside their fields."""
        self.status = refusal.status
        for name, sentence in refusal.fields.items():
            self.add_error(name if name in self.fields else None, sentence.text())
        if not refusal.fields:
            self.add_error(None, refusal.sentence.text())

    def compare(self, stale: Stale) -> None:
        """Keep what the person wrote, show what stands there now, and take the next sending as informed."""
        self.status = stale.status
        pairs = [
            (self[name].label, field, self.cleaned_data.get(name), self[name].initial)
            for name, field in self.fields.items()
            if name not in {"once", "version"} and not isinstance(field, forms.FileField)
        ]
        self.comparison = tuple(
            Difference(str(label), written(field, yours), written(field, current))
            for label, field, yours, current in pairs
            if (yours or None) != (current or None)
        )
        self.data = self.data.copy() if isinstance(self.data, MultiValueDict) else dict(self.data)
        self.data[self.add_prefix("version")] = str(stale.current)
        self.add_error(None, stale.sentence.text())


def sent_texts(data: Any, name: str) -> list[str]:
    values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
    return [value for value in values if isinstance(value, str)]


def written(field: forms.Field, value: object) -> str:
    """Write a value for the comparison, in the words of its form."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(field, forms.ChoiceField):
        named = {str(key): str(text) for _group, options in grouped(field) for key, text in options}
        many = value if isinstance(value, list | tuple) else [value]
        return ", ".join(named.get(str(each), str(each)) for each in many)
    return spoken(value) if isinstance(value, date | int | float) else str(value)


def grouped(field: forms.ChoiceField) -> list[tuple[str, list[tuple[Any, Any]]]]:
    """Return the choices of a field in their groups; those without one stand in a group without a name."""
    choices: Any = field.choices
    return [
        (str(key), list(text)) if isinstance(text, list | tuple) else ("", [(key, text)])
        for key, text in choices
    ]


def done(form: Form, act: Callable[[], object]) -> bool:
    """Run an act when the form is right; say whether it happened.

    Refusals of the act land in the form: `form.status` is then the status of the page (422, 409), and
    what the act gave back is in `form.result`.

    Examples
    --------
    ``if done(form, lambda: rename(by(request), key=key, version=form.expected, **form.values())): …``
    """
    if not form.is_bound:
        return False
    if not form.is_valid():
        form.status = 422
        return False
    try:
        form.result = act()
    except Stale as stale:
        form.compare(stale)
    except Invalid as refusal:
        form.refuse(refusal)
    else:
        return True
    return False
