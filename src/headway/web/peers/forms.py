"""Forms of stories, circles and offers of help."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from headway.formats.pictures import Fault, NotAPicture, Plain, plain_picture
from headway.peers.analysis import NewCircle, NewConsent, NewHelp, NewStory
from headway.peers.choices import (
    CONSENT,
    LONGEST_HELP,
    LONGEST_NOTE,
    LONGEST_STORY,
    MOST_PHOTO,
    Audience,
    ConsentGiven,
    Signed,
    Voice,
)
from headway.web.forms import DayField, Form
from headway.web.peers import words

Named = Sequence[tuple[str, Any]]
FAULTS = {
    Fault.KIND: _("The photograph must be a JPEG or a PNG file."),
    Fault.DAMAGED: _("The photograph is damaged. Save it again and choose the new file."),
    Fault.PIXELS: _("The photograph is too large to be drawn. Make it smaller."),
}


def radios(label: Any, named: Any, help_text: Any = "") -> forms.ChoiceField:
    """Return one choice of a few."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=[(each.value, text) for each, text in named.items()],
        widget=forms.RadioSelect,
    )


def prose(label: Any, limit: int, rows: int, help_text: Any = "", **more: Any) -> forms.CharField:
    """Return a text of some lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=limit, widget=widget, **more)


def known_code(code: str) -> str:
    """Return a code if it is one, else a new one."""
    known = len(code) == 32 and set(code) <= set("0123456789abcdef")
    return code if known else secrets.token_hex(16)


class StoryForm(Form):
    """A story, who tells it, whose work it was, and what was agreed."""

    mission = forms.ChoiceField(label=_("Which mission is it about?"))
    voice = radios(_("Whose story is it?"), words.VOICES)
    title = forms.CharField(label=_("Give it a title"), max_length=200)
    text = prose(
        _("What happened, and what did it change?"),
        LONGEST_STORY,
        8,
        _("Do not name anybody who has not agreed. Leave out what shows where somebody lives"),
    )
    teams = forms.MultipleChoiceField(
        label=_("Whose work was it?"),
        help_text=_("These teams see the story"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcome = forms.ChoiceField(label=_("Which outcome does it show?"), required=False)
    signed = radios(_("How is it signed?"), words.SIGNED)
    teller = forms.CharField(
        label=_("Name, as it is to be shown"),
        help_text=_("Only if it is signed with a name. For example: Rosa, 71"),
        required=False,
        max_length=120,
    )
    photo = forms.FileField(
        label=_("A photograph"),
        help_text=_("JPEG or PNG, up to 3 MB. We remove what the camera wrote: place, time, device"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    photo_says = forms.CharField(
        label=_("What is to be seen on it?"),
        help_text=_("For people who cannot see it"),
        required=False,
        max_length=300,
    )
    audience = radios(_("Who may read it?"), words.AUDIENCES)
    given_as = radios(_("How was it agreed?"), words.GIVEN)
    given_on = DayField(label=_("When was it agreed?"))
    agreed = forms.BooleanField(label=_(CONSENT))
    code = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, missions: Named, teams: Named, outcomes: Named, **kwargs: Any) -> None:
        kwargs["initial"] = {"code": secrets.token_hex(16), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.plain: Plain | None = None
        self.fields["mission"].choices = missions  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", _("None, or I do not know")), *outcomes]  # type: ignore[attr-defined]
        self.fields["teams"].choices = teams  # type: ignore[attr-defined]
        self.fields["agreed"].error_messages["required"] = _("A story needs the agreement of who tells it.")
        if not teams:
            del self.fields["teams"]

    def clean_photo(self) -> None:
        """Take the photograph without what its camera wrote."""
        sent = self.cleaned_data.get("photo")
        if not sent:
            return
        if sent.size > 4 * MOST_PHOTO:
            raise ValidationError(_("The photograph is larger than 3 MB."))
        try:
            self.plain = plain_picture(sent.read())
        except NotAPicture as refusal:
            raise ValidationError(FAULTS[refusal.fault]) from None

    def clean_code(self) -> str:
        """Return the code of the page, or a new one when somebody sent another."""
        return known_code(self.cleaned_data["code"])

    def story(self, language: str) -> NewStory:
        """Return what was filled in, with the wording that was agreed to, as it was read."""
        values = self.values()
        with override(language):
            wording = gettext(CONSENT)
        signed = Signed(values["signed"])
        return NewStory(
            mission=UUID(values["mission"]),
            voice=Voice(values["voice"]),
            title=values["title"],
            text=values["text"],
            consent=NewConsent(
                Audience(values["audience"]),
                wording,
                values["given_on"],
                ConsentGiven(values["given_as"]),
                language=language,
            ),
            signed=signed,
            teller=values["teller"] if signed == Signed.NAMED else "",
            teams=tuple(UUID(key) for key in values.get("teams", ())),
            outcome=UUID(values["outcome"]) if values["outcome"] else None,
            photo=self.plain,
            photo_says=values["photo_says"],
            language=language,
        )


class NamelessForm(Form):
    """A story without a name: its words and how far it may go, nothing about who tells it."""

    mission = forms.ChoiceField(label=_("Which mission is it about?"))
    voice = radios(_("Whose story is it?"), words.VOICES)
    title = forms.CharField(label=_("Give it a title"), max_length=200)
    text = prose(
        _("What happened, and what did it change?"),
        LONGEST_STORY,
        8,
        _("Leave out names, places and days that show who you are"),
    )
    audience = radios(
        _("Who may read it?"), {each: words.AUDIENCES[each] for each in (Audience.MEMBERS, Audience.PUBLIC)}
    )
    agreed = forms.BooleanField(label=_(CONSENT))
    code = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, missions: Named, **kwargs: Any) -> None:
        kwargs["initial"] = {"code": secrets.token_hex(16), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = missions  # type: ignore[attr-defined]
        self.fields["agreed"].error_messages["required"] = _("A story needs the agreement of who tells it.")

    def clean_code(self) -> str:
        """Return the code of the page, or a new one when somebody sent another."""
        return known_code(self.cleaned_data["code"])

    def story(self, language: str, today: date) -> NewStory:
        """Return what was filled in."""
        values = self.values()
        with override(language):
            wording = gettext(CONSENT)
        return NewStory(
            mission=UUID(values["mission"]),
            voice=Voice(values["voice"]),
            title=values["title"],
            text=values["text"],
            consent=NewConsent(Audience(values["audience"]), wording, today, language=language),
            signed=Signed.NOBODY,
            language=language,
        )


class ReviewForm(Form):
    """Whether a story is shown, and if not why."""

    accept = forms.ChoiceField(
        label=_("Is it shown?"),
        choices=[("yes", _("Yes, to those its consent names")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    reason = prose(
        _("If not: why?"), 500, 3, _("Who told it reads your reason, and nobody else"), required=False
    )


class DrawForm(Form):
    """When the teams of the lot see a story, and when everybody else does."""

    first_on = DayField(label=_("From when do the first teams see it?"))
    later_on = DayField(label=_("From when do the others see it?"))


class CircleForm(Form):
    """A question, and when and where one could meet."""

    question = forms.CharField(
        label=_("What is your question?"),
        help_text=_("One that is still open for you. For example: How do you say no and keep the trust?"),
        max_length=300,
    )
    meets = forms.CharField(
        label=_("Where and when could you meet?"),
        help_text=_("For example: every second Tuesday at nine, by telephone"),
        required=False,
        max_length=300,
    )

    def circle(self, language: str) -> NewCircle:
        """Return what was filled in."""
        return NewCircle(**self.values(), language=language)


class NoteForm(Form):
    """What a circle found."""

    text = prose(
        _("What did you find?"), LONGEST_NOTE, 6, _("Leave out names. Only the members read it at first")
    )


class HelpForm(Form):
    """What one can help with."""

    text = prose(_("What can you help with?"), LONGEST_HELP, 3, _("In your own words"))
    reach = forms.CharField(
        label=_("How can people get in touch?"),
        help_text=_("For example: room 4 on Tuesdays, or a telephone number"),
        max_length=200,
    )

    def help(self, language: str) -> NewHelp:
        """Return what was filled in."""
        return NewHelp(**self.values(), language=language)


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label=_("What do you need help with?"), required=False, max_length=100)
