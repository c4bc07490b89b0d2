"""Forms about conversations, statements and votes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.people.queries import UnitRow
from headway.voice.analysis.taking import Hiding, NewTrace, Recast, Terms
from headway.voice.choices import LONGEST, MOST_CODES, OFFLINE, REASONS, CarriedOut, Entry, Lineage, Mode, Why
from headway.voice.queries import ConversationRow, StatementRow
from headway.voice.queries.conversations import SAID
from headway.web.forms import DayField, Form
from headway.web.missions.forms import lines
from headway.web.voice import words

Named = Sequence[tuple[str, str]]


def prose(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=lines(rows), max_length=10_000
    )


class TermsForm(Form):
    """What a conversation asks and how it is held."""

    question = forms.CharField(
        label=_("What do you ask?"), help_text=_("One question that anybody understands"), max_length=200
    )
    background = prose(_("What should people know before they vote?"), rows=6)
    easy_read = prose(_("The same in Easy Read"), _("Short sentences, one thought each"))
    video = forms.CharField(
        label=_("Address of a video, with signing if you have one"), required=False, max_length=500
    )
    rules = prose(_("What are the rules?"), _("For example: no names of people, one thought a statement"))
    statutory = forms.BooleanField(label=_("It is a consultation that a law asks for"), required=False)
    statute = forms.CharField(label=_("Which law?"), required=False, max_length=300)
    recruitment = forms.CharField(
        label=_("How do people hear of it?"),
        help_text=_("For example: a letter to every household, posters, the school newsletter"),
        required=False,
        max_length=500,
    )
    unheard = forms.CharField(
        label=_("Is there a group of whom nobody took part?"), required=False, max_length=300
    )
    closes_on = DayField(label=_("What is the last day?"), required=False)
    entry = forms.ChoiceField(
        label=_("Who may take part?"),
        choices=[(each.value, text) for each, text in words.ENTRIES.items()],
        widget=forms.RadioSelect,
        initial=Entry.OPEN.value,
    )
    minimum_age = forms.IntegerField(
        label=_("From what age?"), help_text=_("0 for everybody"), min_value=0, max_value=21, initial=0
    )
    for_children = prose(_("If there is a minimum age: say so to children, in their words"), rows=2)
    moderated = forms.BooleanField(
        label=_("A moderator reads each statement before it is published"), required=False, initial=True
    )
    equality = forms.BooleanField(
        label=_("Ask people about themselves after they voted"),
        help_text=_(
            "Optional questions about age, sex, health conditions and ethnic group. Answers are kept apart "
            "from votes; totals of at least 10 people are shown after the closing. Assess the risks first."
        ),
        required=False,
    )
    office = forms.ChoiceField(label=_("Which office owes the answers?"), required=False)

    def __init__(self, *args: Any, offices: Sequence[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices]
        self.fields["office"].choices = [("", _("The office that leads the mission")), *named]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """Return what was filled in."""
        values = {name: value for name, value in self.values().items() if name in Terms.__slots__}
        values["entry"] = Entry(values["entry"])
        values["office"] = UUID(values["office"]) if values["office"] else None
        return Terms(**values)


def terms_texts(row: ConversationRow) -> dict[str, Any]:
    """Return the stored terms as the first content of their form."""
    names = [name for name in TermsForm.base_fields if name not in {"once", "version"}]
    return {name: getattr(row.terms, name) for name in names} | {
        "entry": row.terms.entry.value,
        "office": str(row.terms.office or ""),
    }


class NewForm(TermsForm):
    """A conversation with the mission it belongs to and its first statements."""

    mission = forms.ChoiceField(label=_("For which mission?"), required=False)
    seeds = prose(
        _("With which statements does it begin?"),
        _("One a line, from different sides. People add their own."),
        rows=6,
        required=True,
    )
    field_order = ("question", "mission", "seeds")

    def __init__(self, *args: Any, missions: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = [("", _("None: it is about the whole body")), *missions]  # type: ignore[attr-defined]

    def seed_texts(self) -> tuple[str, ...]:
        """Return the lines that are not empty."""
        return tuple(line.strip() for line in self.cleaned_data["seeds"].splitlines() if line.strip())


class JoinForm(Form):
    """The last thing before the first vote."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("It stands in your letter: four groups of four letters and digits"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
    )
    old_enough = forms.BooleanField(label="")

    def __init__(self, *args: Any, row: ConversationRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if row.terms.entry is not Entry.CODES:
            del self.fields["code"]
        if not row.terms.minimum_age:
            del self.fields["old_enough"]
        else:
            self.fields["old_enough"].label = _("I am %(age)s or older") % {"age": row.terms.minimum_age}
            self.fields["old_enough"].error_messages["required"] = _("Tick the box if it is so.")


class SayForm(Form):
    """A statement."""

    text = forms.CharField(
        label=_("What is missing?"),
        help_text=_("One thought, as a sentence that others can agree or disagree with. Name nobody."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NoteForm(Form):
    """A few words of one's own."""

    note = forms.CharField(label="", max_length=500, widget=lines(3))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].help_text = label, help_text


class ReceiptForm(Form):
    """The receipt with which somebody comes back."""

    receipt = forms.CharField(
        label=_("Your receipt"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class HideForm(Form):
    """Why a statement is not shown."""

    why = forms.ChoiceField(
        label=_("Why is it not shown?"),
        choices=[(why.value, words.REASONS[why]) for why in REASONS],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Say it in a sentence"),
        help_text=_("Everybody can read this, and its author is told"),
        max_length=500,
        widget=lines(2),
    )

    def hiding(self) -> Hiding:
        """Return what was filled in."""
        return Hiding(Why(self.cleaned_data["why"]), self.cleaned_data["note"])


class RecastForm(Form):
    """What a statement becomes."""

    how = forms.ChoiceField(
        label=_("What is to be done?"),
        choices=[
            (Lineage.MERGE.value, _("Merge it into a statement that says the same")),
            (Lineage.SPLIT.value, _("Split it into several")),
            (Lineage.REWORD.value, _("Put it into clearer words")),
        ],
        widget=forms.RadioSelect,
    )
    into = forms.ChoiceField(label=_("To merge: which statement stays?"), required=False)
    texts = prose(_("To split or reword: the new words"), _("One statement a line"))
    note = forms.CharField(
        label=_("Why?"), help_text=_("Everybody can read this"), max_length=500, widget=lines(2)
    )

    def __init__(self, *args: Any, others: Sequence[StatementRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.key), f"{row.number}. {row.text.text[:80]}") for row in others]
        self.fields["into"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]

    def recasting(self) -> Recast:
        """Return what was filled in."""
        values = self.values()
        texts = tuple(line.strip() for line in values["texts"].splitlines() if line.strip())
        into = UUID(values["into"]) if values["into"] else None
        return Recast(Lineage(values["how"]), into, texts, values["note"])


class AppealForm(NoteForm):
    """What the steward decides about a hidden statement."""

    shown = forms.ChoiceField(
        label=_("Is it shown again?"),
        choices=[("yes", _("Yes, show it again")), ("no", _("No, it stays hidden"))],
        widget=forms.RadioSelect,
    )
    field_order = ("shown", "note")


class CodesForm(Form):
    """A print run of codes."""

    batch = forms.CharField(
        label=_("Name of the print run"),
        help_text=_("For example the ward whose households get the letter. Results are compared by it."),
        max_length=80,
    )
    count = forms.IntegerField(label=_("How many codes?"), min_value=1, max_value=MOST_CODES)


class AssessForm(Form):
    """Whether votes may be published person by person."""

    allowed = forms.ChoiceField(
        label=_("May votes be published person by person, without names?"),
        choices=[("no", _("No, totals only")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    text = prose(
        _("Your data protection assessment"),
        _("Who might be recognised, what that could do to them, and why it is in proportion"),
        rows=6,
        required=True,
    )


class TraceForm(Form):
    """What came of a statement."""

    to = forms.ChoiceField(label=_("What changed?"))
    charter_version = forms.IntegerField(
        label=_("If it is a charter: which version?"), required=False, min_value=1
    )
    note = forms.CharField(
        label=_("Say what changed because of it"),
        help_text=_("For example: “every school” now stands in the charter’s outcome"),
        max_length=500,
        widget=lines(2),
    )

    def __init__(self, *args: Any, things: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = things  # type: ignore[attr-defined]

    def trace(self) -> NewTrace:
        """Return what was filled in."""
        values = self.values()
        return NewTrace(UUID(values["to"]), values["note"], values["charter_version"] or 0)


class CarriedForm(Form):
    """How far what was answered is carried out."""

    state = forms.ChoiceField(
        label=_("How far is it carried out?"),
        choices=[(each.value, text) for each, text in words.CARRIED.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What was done, and what was not?"), max_length=500, widget=lines(3))

    def state_of(self) -> CarriedOut:
        """Return what was chosen."""
        return CarriedOut(self.cleaned_data["state"])


class SheetForm(Form):
    """One person's votes from paper, telephone or a conversation with help."""

    mode = forms.ChoiceField(
        label=_("How did this person take part?"),
        choices=[(mode.value, words.MODES[mode]) for mode in OFFLINE],
        widget=forms.RadioSelect,
    )
    batch = forms.CharField(
        label=_("Where do the sheets come from?"),
        help_text=_("For example: Elm ward library. The same words for every sheet from there."),
        required=False,
        max_length=80,
    )

    def __init__(self, *args: Any, statements: Sequence[StatementRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No vote")), *((str(each.value), text) for each, text in words.CHOICES.items())]
        for row in statements:
            self.fields[f"vote-{row.key}"] = forms.ChoiceField(
                label=f"{row.number}. {row.text.text}", choices=choices, required=False
            )

    def mode_of(self) -> Mode:
        """Return what was chosen."""
        return Mode(self.cleaned_data["mode"])


class TranslateForm(Form):
    """The texts of a conversation in the other language of the pages."""

    def __init__(
        self, *args: Any, row: ConversationRow, statements: Sequence[StatementRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language = "en" if row.terms.language == "cy" else "cy"
        self.of: dict[str, tuple[UUID, str]] = {}
        for name in SAID:
            original = getattr(row.terms, name)
            if original:
                self.offer(f"text-{name}", row.key, name, original, getattr(row, name).text)
        for each in statements:
            self.offer(f"statement-{each.key}", each.key, "text", each.text.text, "")

    def offer(self, field: str, key: UUID, name: str, original: str, now: str) -> None:
        """Add a field for one text; the original stands above it."""
        self.of[field] = (key, name)
        self.fields[field] = prose(original[:300], rows=2)
        if now != original:
            self.fields[field].initial = now

    def texts(self) -> list[tuple[UUID, str, str]]:
        """Return what was filled in: of which Thing, which field, the words."""
        return [(*self.of[name], text) for name, text in self.values().items() if text]
