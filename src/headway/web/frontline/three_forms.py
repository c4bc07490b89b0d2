"""The three questions as a form over four pages: what was said before travels hidden, nothing is kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from headway.flows.three_questions import TeamFound
from headway.frontline.analysis import NewBarrier
from headway.frontline.choices import BarrierKind, Changer, Identity, Often, RaisedAs, Takes
from headway.web.forms import Form
from headway.web.frontline import barriers_words as words
from headway.web.missions.forms import lines

MOST = 3  # barriers in one conversation: more are raised one by one
MOST_IDEAS = 5
PAGES = ("who", "what", "how", "check")
PARTS = ("tried", "stopped", "kind", "often", "takes", "changer", "rule")
NEEDED = ("tried", "stopped", "kind", "often", "takes")
SAY = {
    "tried": _("Say what you were trying to do."),
    "stopped": _("Say what stopped you."),
    "kind": _("Choose what kind of thing it is."),
    "often": _("Choose how often it happens."),
    "takes": _("Choose how much time it takes."),
}


def choices(table: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Return an enumeration as choices that may stay open."""
    return [("", _("Choose")), *((each.value, text) for each, text in table.items())]


class ThreeForm(Form):
    """What a team says; every field may stay empty until its page is left."""

    mission = forms.ChoiceField(label=_("Which mission are you talking about?"), required=False)
    team = forms.CharField(
        label=_("Which team are you?"), help_text=_("A team, never names"), max_length=200, required=False
    )
    wants = forms.CharField(
        label=_("What does somebody here want to do, but cannot?"),
        help_text=_("One line each: what they want to do, and for whom. Name nobody."),
        widget=lines(5),
        max_length=2000,
        required=False,
    )
    motivation = forms.CharField(
        label=_("What would you change about how your work is managed?"),
        help_text=_("For you to talk about. This answer is not sent to anybody."),
        widget=lines(4),
        max_length=2000,
        required=False,
    )
    ideas = forms.CharField(
        label=_("Which ideas would you like to see tested?"),
        help_text=_("One line each. The office that leads the mission owes you an answer to each."),
        widget=lines(4),
        max_length=2000,
        required=False,
    )

    def __init__(
        self, *args: Any, missions: list[tuple[str, str]], rules: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = [("", _("None in particular")), *missions]  # type: ignore[attr-defined]
        tables = {
            "kind": (_("What kind of thing is it?"), choices(words.KINDS)),
            "often": (_("How often does it happen?"), choices(words.OFTEN)),
            "takes": (_("How much time does it take each time?"), choices(words.TAKES)),
            "changer": (_("Who could change it?"), choices(words.CHANGERS)),
            "rule": (_("Which rule is it?"), [("", _("None, or we do not know")), *rules]),
        }
        for number in range(1, MOST + 1):
            self.fields[f"tried_{number}"] = self.prose(_("What were you trying to do?"))
            self.fields[f"stopped_{number}"] = self.prose(_("What stopped you?"))
            for name, (label, offered) in tables.items():
                self.fields[f"{name}_{number}"] = forms.ChoiceField(
                    label=label, choices=offered, required=False
                )

    @staticmethod
    def prose(label: Any) -> forms.CharField:
        """Return a field for a sentence or two."""
        return forms.CharField(label=label, widget=lines(2), max_length=2000, required=False)

    def on(self, page: str) -> list[tuple[int, list[BoundField]]]:
        """Return the fields of a page, in groups; group 0 stands alone."""
        if page == "what":
            return [(number, [self[f"{part}_{number}"] for part in PARTS]) for number in range(1, MOST + 1)]
        names = {"who": ("mission", "team", "wants"), "how": ("motivation", "ideas")}.get(page, ())
        return [(0, [self[name] for name in names])]

    def groups(self, page: str) -> list[tuple[int, bool, list[BoundField]]]:
        """Return the groups of a page, and whether each stands open: the first, and what says something."""
        return [
            (number, number < 2 or any(field.value() for field in fields), fields)
            for number, fields in self.on(page)
        ]

    def carried(self, page: str) -> list[BoundField]:
        """Return the fields of the other pages, which travel hidden."""
        here = {field.name for _number, fields in self.on(page) for field in fields}
        return [field for field in self if field.name not in here | {"once"}]

    def said(self, name: str) -> list[str]:
        """Return the lines of a text."""
        return [line.strip() for line in self.cleaned_data.get(name, "").splitlines() if line.strip()]

    def filled(self) -> list[int]:
        """Return the numbers of the barriers that say something."""
        given = self.cleaned_data
        return [n for n in range(1, MOST + 1) if given.get(f"tried_{n}") or given.get(f"stopped_{n}")]

    def leave(self, page: str) -> bool:
        """Say what is missing on a page before it is left; whether nothing is."""
        if page == "who" and not self.cleaned_data.get("team"):
            self.add_error("team", _("Name the team."))
        if page == "what":
            for number in self.filled():
                for part in NEEDED:
                    if not self.cleaned_data.get(f"{part}_{number}"):
                        self.add_error(f"{part}_{number}", SAY[part])
        if page == "how" and self.said("ideas") and not self.cleaned_data.get("mission"):
            self.add_error("ideas", _("Go back and choose the mission that the ideas are for."))
        if page == "how" and len(self.said("ideas")) > MOST_IDEAS:
            self.add_error("ideas", _("Write five ideas at most, one line each."))
        return not self.errors

    def found(self, language: str) -> TeamFound:
        """Return what is sent: barriers and ideas, and nothing else of the conversation."""
        given = self.cleaned_data
        mission = UUID(given["mission"]) if given["mission"] else None
        barriers = tuple(self.barrier(number, mission, language) for number in self.filled())
        return TeamFound(barriers, tuple(self.said("ideas")), mission, language)

    def barrier(self, number: int, mission: UUID | None, language: str) -> NewBarrier:
        """Return one barrier, raised for the team."""
        given = {part: self.cleaned_data[f"{part}_{number}"] for part in PARTS}
        return NewBarrier(
            tried=given["tried"],
            stopped=given["stopped"],
            kind=BarrierKind(given["kind"]),
            often=Often(given["often"]),
            takes=Takes(given["takes"]),
            changer=Changer(given["changer"]) if given["changer"] else Changer.UNSURE,
            raised_as=RaisedAs.STAFF,
            identity=Identity.TEAM,
            team=self.cleaned_data["team"],
            rule=UUID(given["rule"]) if given["rule"] else None,
            mission=mission,
            language=language,
        )


def with_wants(data: Any, wants: list[str]) -> Any:
    """Put what somebody wants to do where the second page asks for it, unless something stands there."""
    copied = data.copy()
    for number, line in enumerate(wants[:MOST], start=1):
        if not copied.get(f"tried_{number}"):
            copied[f"tried_{number}"] = line
    return copied
