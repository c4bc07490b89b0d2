"""Forms about missions: the charter, outcomes, what they are judged by, translations."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headway.kernel.actors import Reader
from headway.measures.queries import CardRow
from headway.missions.analysis import ChangeNote, Charter
from headway.missions.queries import CharterRow
from headway.people.queries import UnitRow
from headway.places.queries import PlaceRow
from headway.web.forms import DayField, Form
from headway.web.targets.forms import find_place

LANGUAGES = (("en", _("English")), ("cy", _("Welsh")))
TEXT = (
    "title",
    "short_title",
    "challenge",
    "scope",
    "deadline",
    "powers",
    "review_on",
    "ends_when",
    "source",
)


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def place_choices(known: Iterable[PlaceRow]) -> list[Any]:
    """Return places by tier, for a select."""
    groups = groupby(known, key=lambda row: row.tier_name)
    return [(tier, [(row.code, row.name) for row in rows]) for tier, rows in groups]


class WordsForm(Form):
    """The words of a mission."""

    title = forms.CharField(
        label=_("The mission in one sentence"),
        help_text=_("For example: by 2030, everyone eats well every day with nutritious, affordable food"),
        max_length=300,
        widget=lines(3),
        error_messages={"required": _("Say the mission in one sentence.")},
    )
    short_title = forms.CharField(
        label=_("Short name"),
        help_text=_("Two or three words, such as “Food”. It becomes the address of the page"),
        max_length=60,
        error_messages={"required": _("Give the mission a short name.")},
    )
    challenge = forms.CharField(
        label=_("What challenge does it answer?"), required=False, widget=lines(4), max_length=5000
    )
    scope = forms.CharField(
        label=_("What belongs to it, and what does not?"), required=False, widget=lines(4), max_length=5000
    )
    deadline = DayField(
        label=_("By when?"), help_text=_("Leave empty if no date is decided yet"), required=False
    )
    lead = forms.ChoiceField(
        label=_("Which office leads it?"),
        help_text=_("An office, not a person: it stays when people change"),
        required=False,
    )
    powers = forms.CharField(
        label=_("What may it decide without asking?"),
        help_text=_("For example: move staff and up to £50,000 between teams"),
        required=False,
        widget=lines(3),
        max_length=5000,
    )
    review_on = DayField(label=_("When is the mission reviewed?"), required=False)
    ends_when = forms.CharField(
        label=_("When does it end?"),
        help_text=_("What must be true for the board to close it, reached or not"),
        required=False,
        widget=lines(3),
        max_length=5000,
    )
    source = forms.CharField(
        label=_("Where are these words from?"),
        help_text=_("The document and its date, or its address"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, offices: Sequence[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices]
        self.fields["lead"].choices = [("", _("Nobody is named yet")), *named]  # type: ignore[attr-defined]

    def charter(self, **more: Any) -> Charter:
        """Return what was filled in as a charter."""
        values = self.values()
        lead = UUID(values["lead"]) if values["lead"] else None
        return Charter(**{name: values[name] for name in TEXT}, lead=lead, **more)


class DraftForm(WordsForm):
    """A new mission."""

    place = forms.ChoiceField(label=_("For which place?"), required=False)
    other_place = forms.CharField(
        label=_("If the place is not in the list: its code or name"), required=False, max_length=200
    )
    language = forms.ChoiceField(label=_("These words are in"), choices=LANGUAGES, widget=forms.RadioSelect)
    field_order = ("title", "short_title", "challenge", "scope", "place", "other_place")

    def __init__(self, *args: Any, reader: Reader, known: Sequence[PlaceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["place"].choices = [("", _("Choose a place")), *place_choices(known)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the place, whichever way it was named."""
        super().clean()
        self.cleaned_data["found"] = found_place(self)
        return self.cleaned_data

    def draft(self) -> tuple[Charter, UUID]:
        """Return the charter and the place of the new mission."""
        values = self.values()
        place: PlaceRow = values["found"]
        return self.charter(language=values["language"]), place.key


def found_place(form: Any) -> PlaceRow | None:
    """Return the place that was chosen or typed; put what is wrong beside its field."""
    typed, chosen = form.cleaned_data.get("other_place"), form.cleaned_data.get("place")
    if not typed and not chosen:
        if "place" not in form.errors:
            form.add_error("place", _("Choose a place, or enter its code or name below."))
        return None
    try:
        return find_place(form.reader, typed or chosen)
    except ValidationError as error:
        form.add_error("other_place" if typed else "place", error)
        return None


class CharterForm(WordsForm):
    """The next version of a charter; what was proposed already says what changed and why."""

    change_note = forms.CharField(
        label=_("What changed?"),
        help_text=_("Everybody reads this beside the old and the new words"),
        required=False,
        widget=lines(3),
        max_length=2000,
    )
    change_reason = forms.CharField(
        label=_("Why did it change?"), required=False, widget=lines(3), max_length=2000
    )

    def __init__(self, *args: Any, noted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_title"].help_text = _("Two or three words. The address of the page stays as it is")
        if not noted:
            del self.fields["change_note"], self.fields["change_reason"]

    def note(self) -> ChangeNote:
        """Return what changed and why."""
        given = self.cleaned_data
        return ChangeNote(given.get("change_note", ""), given.get("change_reason", ""))


def charter_texts(charter: CharterRow) -> dict[str, Any]:
    """Return the stored words as the first content of their form."""
    lead = str(charter.lead_key) if charter.lead_key else ""
    return {name: getattr(charter, name) for name in TEXT} | {"lead": lead}


class OutcomeForm(Form):
    """What people should notice when the mission works."""

    text = forms.CharField(
        label=_("What should people notice when the mission works?"),
        help_text=_(
            "An outcome in people’s lives, not a thing that is done. For example: fewer children go hungry"
        ),
        max_length=300,
        widget=lines(3),
        error_messages={"required": _("Say what people should notice.")},
    )
    for_whom = forms.CharField(
        label=_("For whom above all?"),
        help_text=_("For example: families in temporary homes"),
        max_length=200,
        required=False,
    )
    headline = forms.BooleanField(
        label=_("This is a headline outcome"),
        help_text=_(
            "It stands for the mission in lists. To change this later, retire the outcome and add it anew"
        ),
        required=False,
    )
    language = forms.ChoiceField(label=_("These words are in"), choices=LANGUAGES, widget=forms.RadioSelect)


class IndicatorForm(forms.Form):
    """First step of a measure: which indicator."""

    indicator = forms.ChoiceField(label=_("Which indicator?"))

    def __init__(self, *args: Any, cards: Sequence[CardRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(card.slug, f"{card.name} ({card.unit})") for card in cards]
        self.fields["indicator"].choices = [("", _("Choose an indicator")), *named]  # type: ignore[attr-defined]


class SeriesForm(Form):
    """Second step of a measure: for which place, and which group."""

    place = forms.ChoiceField(
        label=_("For which place?"), help_text=_("Only places with figures are in the list"), required=False
    )
    other_place = forms.CharField(
        label=_("If the place is not in the list: its code or name"),
        help_text=_("The measure then waits for its figures"),
        required=False,
        max_length=200,
    )
    breakdown = forms.ChoiceField(label=_("For which group?"), required=False)

    def __init__(
        self, *args: Any, reader: Reader, known: Sequence[PlaceRow], groups: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.fields["place"].choices = [("", _("Choose a place")), *place_choices(known)]  # type: ignore[attr-defined]
        named = [(group, group) for group in groups if group]
        self.fields["breakdown"].choices = [("", _("Everybody")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["breakdown"]

    def clean(self) -> dict[str, Any]:
        """Find the place, whichever way it was named."""
        super().clean()
        self.cleaned_data["found"] = found_place(self)
        return self.cleaned_data


class AdoptionForm(Form):
    """A mission that was adopted before it was entered here."""

    adopted_on = DayField(label=_("When was it adopted?"))
    adopted_by = forms.CharField(
        label=_("Which body adopted it?"),
        help_text=_("For example: Full Council"),
        max_length=200,
        error_messages={"required": _("Name the body that adopted it.")},
    )


class TranslationForm(Form):
    """One text in the other language."""

    text = forms.CharField(label=_("Translation"), error_messages={"required": _("Enter the translation.")})
    approved = forms.BooleanField(
        label=_("Somebody who knows the language well has approved it"),
        help_text=_("Only approved translations are shown to readers"),
        required=False,
    )

    def __init__(self, *args: Any, language: str, limit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.widget = forms.Textarea(attrs={"rows": 3 if limit <= 300 else 6, "lang": language})
        text.validators.append(forms.CharField(max_length=limit).validators[0])


NAMES = {
    "title": _("The mission in one sentence"),
    "short_title": _("Short name"),
    "challenge": _("The challenge"),
    "scope": _("Scope"),
    "deadline": _("Date"),
    "lead": _("Led by"),
    "powers": _("What it may decide without asking"),
    "review_on": _("To be reviewed on"),
    "ends_when": _("When it ends"),
    "source": _("Source of the words"),
}  # of the parts of a charter, where two versions stand side by side
