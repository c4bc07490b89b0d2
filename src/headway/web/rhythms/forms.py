"""Forms about boards, meetings and decisions."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headway.people.queries import UnitRow
from headway.rhythms.analysis import Item, Member, NewBoard, NewDecision, NewEvent
from headway.rhythms.choices import PROFILES, Authority, BoardStanding, DecisionKind, ProfileCode, Seat
from headway.rhythms.queries import BoardRow, DecisionRow, EventRow
from headway.web.forms import DayField, Form
from headway.web.missions.forms import lines
from headway.web.rhythms import words

MOST_MEETINGS = 24
Named = Sequence[tuple[str, str]]


def prose(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=lines(rows), max_length=5000
    )


class BoardForm(Form):
    """What a board is for, who sits on it, and whether it has power in law."""

    name = forms.CharField(label=_("Name of the board"), max_length=200)
    remit = prose(_("What is it for?"))
    standing = forms.ChoiceField(
        label=_("Does it have power in law?"),
        choices=[(each.value, text) for each, text in words.STANDINGS.items()],
        widget=forms.RadioSelect,
    )
    profile = forms.ChoiceField(
        label=_("Which law does it work under?"),
        help_text=_("It decides who holds power, and how long the public is told before a key decision"),
        choices=[(code.value, _(law.name)) for code, law in PROFILES.items()],
    )
    missions = forms.MultipleChoiceField(
        label=_("Which missions does it answer for?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    chair = forms.ChoiceField(label=_("Which office chairs it?"), required=False)
    secretary = forms.ChoiceField(label=_("Which office keeps its record?"), required=False)
    members = forms.MultipleChoiceField(
        label=_("Which other offices sit on it?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offices: Sequence[UnitRow], missions: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices]
        for name in ("chair", "secretary"):
            self.fields[name].choices = [("", _("Nobody is named yet")), *named]  # type: ignore[attr-defined]
        for name, choices in (("members", named), ("missions", missions)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Give each office one seat."""
        super().clean()
        seats = [self.cleaned_data.get(name) for name in ("chair", "secretary")]
        named = [*filter(None, seats), *self.cleaned_data.get("members", ())]
        if len(named) != len(set(named)):
            self.add_error("chair", _("Give each office one seat."))
        return self.cleaned_data

    def board(self, slug: str = "") -> NewBoard:
        """Return what was filled in."""
        values = self.values()
        seats = ((Seat.CHAIR, values["chair"]), (Seat.SECRETARY, values["secretary"]))
        members = [Member(UUID(key), seat) for seat, key in seats if key]
        members += [Member(UUID(key)) for key in values.get("members", ())]
        return NewBoard(
            name=values["name"],
            remit=values["remit"],
            standing=BoardStanding(values["standing"]),
            profile=ProfileCode(values["profile"]),
            missions=tuple(UUID(key) for key in values.get("missions", ())),
            members=tuple(members),
            slug=slug,
        )


def board_texts(row: BoardRow) -> dict[str, Any]:
    """Return the stored terms as the first content of their form."""
    seats = {
        seat: [str(each.office) for each in row.members if each.seat is seat]
        for seat in (Seat.CHAIR, Seat.SECRETARY, Seat.MEMBER)
    }
    return {
        "name": row.name,
        "remit": row.remit,
        "standing": row.standing.value,
        "profile": row.profile.value,
        "missions": [str(key) for key in row.missions],
        "chair": next(iter(seats[Seat.CHAIR]), ""),
        "secretary": next(iter(seats[Seat.SECRETARY]), ""),
        "members": seats[Seat.MEMBER],
    }


class MeetingsForm(Form):
    """When a board meets: one date, or several at even weeks; each becomes a plain date."""

    on = DayField(label=_("When does it meet?"))
    times = forms.IntegerField(
        label=_("How many meetings?"),
        help_text=_("Each becomes a date of its own, which can be cancelled alone"),
        min_value=1,
        max_value=MOST_MEETINGS,
        initial=1,
    )
    weeks = forms.IntegerField(label=_("How many weeks apart?"), required=False, min_value=1, max_value=53)
    title = forms.CharField(
        label=_("Name of the meeting"),
        help_text=_("Leave empty to use the name of the board"),
        required=False,
        max_length=200,
    )
    where = forms.CharField(label=_("Where?"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Ask for the weeks between several meetings."""
        super().clean()
        if (self.cleaned_data.get("times") or 1) > 1 and not self.cleaned_data.get("weeks"):
            self.add_error("weeks", _("Say how many weeks lie between the meetings."))
        return self.cleaned_data

    def meetings(self) -> list[NewEvent]:
        """Return the dates."""
        values = self.values()
        apart = timedelta(weeks=values["weeks"] or 0)
        return [
            NewEvent(values["on"] + apart * at, values["title"], values["where"])
            for at in range(values["times"])
        ]


class AgendaForm(Form):
    """What a meeting will talk about."""

    items = forms.CharField(
        label=_("What is on the agenda?"),
        help_text=_("One item a line, in the order in which it is taken"),
        widget=lines(10),
    )

    def agenda(self) -> list[Item]:
        """Return the lines that are not empty."""
        return [Item(line.strip()) for line in self.values()["items"].splitlines() if line.strip()]


class SayForm(Form):
    """Words that everybody can read."""

    text = forms.CharField(label="", widget=lines(6), max_length=20_000)

    def __init__(self, *args: Any, label: str, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, help_text


class DecisionForm(Form):
    """The record of a decision."""

    title = forms.CharField(
        label=_("The decision in a few words"),
        help_text=_("For example: adopt the food mission"),
        max_length=300,
    )
    text = prose(_("What is decided?"), _("The words that will be in force"), required=True)
    kind = forms.ChoiceField(
        label=_("What does it do?"),
        choices=[(each.value, text) for each, text in words.KINDS.items()],
        widget=forms.RadioSelect,
    )
    about = forms.MultipleChoiceField(
        label=_("Which missions is it about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    event = forms.ChoiceField(label=_("At which meeting?"), required=False)
    power = forms.CharField(
        label=_("Which body or officer has the power to decide this?"),
        help_text=_("Leave empty if none is named: it is then a recommendation"),
        required=False,
        max_length=200,
    )
    power_source = forms.CharField(
        label=_("Where is that power written down?"), required=False, max_length=300
    )
    reasons = prose(_("Why?"))
    alternatives = prose(_("What else was considered, and why was it rejected?"))
    conflicts = prose(
        _("Which conflicts of interest were declared?"), _("Write “None” if there were none"), rows=2
    )
    dispensation = prose(_("Was a dispensation given for one?"), rows=2)
    authority = forms.ChoiceField(
        label=_("Does authority move?"),
        choices=[(each.value, text) for each, text in words.AUTHORITIES.items()],
        widget=forms.RadioSelect,
        initial=Authority.UNCHANGED.value,
    )
    delegations = prose(_("Who may do it from now on?"), rows=2)
    evidence = forms.MultipleChoiceField(
        label=_("Which figures does it rest on?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    forecast = prose(
        _("What do you expect of it?"), _("With a number and a date where you can; the review compares")
    )
    review_on = DayField(label=_("When is it reviewed?"), required=False)
    equality_effect = prose(
        _("Who may gain or lose?"), _("By protected characteristic: age, disability, race, sex and so on")
    )
    equality_evidence = prose(_("What evidence is there for that?"), rows=2)
    equality_considered_by = forms.CharField(
        label=_("Who considered this before deciding?"), required=False, max_length=200
    )
    equality_considered_on = DayField(label=_("On which day?"), required=False)
    is_key = forms.BooleanField(
        label=_("It is a key decision"),
        help_text=_("It moves much money, or much for people in two or more wards"),
        required=False,
    )
    notice_on = DayField(
        label=_("When was public notice given?"),
        help_text=_("From that day everybody can read the proposal"),
        required=False,
    )
    notice_exception = prose(_("If the notice was shorter than the law asks: why?"), rows=2)
    call_in_until = DayField(label=_("Until when can it be called in?"), required=False)

    def __init__(
        self, *args: Any, missions: Named, meetings: Iterable[EventRow], figures: Named, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = [(str(row.key), f"{row.name}, {row.on.isoformat()}") for row in meetings]
        self.fields["event"].choices = [("", _("At none, or none is planned yet")), *held]  # type: ignore[attr-defined]
        for name, choices in (("about", missions), ("evidence", figures)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def clean_power_source(self) -> str:
        """Ask for the source of a power that is named."""
        source = str(self.cleaned_data["power_source"])
        if self.cleaned_data.get("power") and not source:
            raise ValidationError(_("Say where this power is written down."))
        return source

    def decision(self, others: Sequence[UUID] = ()) -> NewDecision:
        """Return what was filled in; `others` are Things it is about that the form does not offer."""
        values = self.values()
        about, evidence = (tuple(UUID(key) for key in values.pop(name, ())) for name in ("about", "evidence"))
        event = values.pop("event")
        values["kind"] = DecisionKind(values["kind"])
        values["authority"] = Authority(values["authority"])
        return NewDecision(
            **values, about=(*about, *others), evidence=evidence, event=UUID(event) if event else None
        )


def decision_texts(row: DecisionRow) -> dict[str, Any]:
    """Return the stored words as the first content of their form."""
    links = {"about", "evidence", "event"}
    names = [name for name in DecisionForm.base_fields if name not in {*links, "once", "version"}]
    return {name: getattr(row, name) for name in names} | {
        "kind": row.kind.value,
        "authority": row.authority.value,
        "event": str(row.event or ""),
        "about": [str(key) for key in row.about],
        "evidence": [str(key) for key in row.evidence],
    }


class MakeForm(Form):
    """When a decision was made."""

    on = DayField(label=_("On which day was it decided?"))
