"""Forms that bring figures in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from headway.flows.figures import Choices, Looked, Wish
from headway.formats.errors import Unreadable
from headway.formats.layouts import Columns, Fixed, Layout
from headway.formats.packages import check_description
from headway.measures.analysis import NewRelease
from headway.web.forms import DayField, Form
from headway.web.measures import words

Pairs = Sequence[tuple[str, Any]]
NONE = ("", _("Not in the file"))
CHOOSE = ("", _("Choose a column"))
LEAVE_OUT = "leave-out"
SHOWN_FIRST = 4  # columns that nearly every file has; the rest stand folded away


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when nothing was: a form that is empty was still sent."""
    return request.POST if request.method == "POST" else None


class FileForm(Form):
    """A file or pasted rows, one of the two."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_(
            "CSV, Excel (.xlsx), OpenDocument (.ods), JSON-stat or SDMX; CSV on the Web or a Data Package as "
            "a .zip. At most 60 MB"
        ),
        required=False,
    )
    pasted = forms.CharField(
        label=_("Or paste rows here"),
        help_text=_("With the names of the columns in the first row, as copied from a spreadsheet"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
    )
    description = forms.FileField(
        label=_("Its description, if it has one"),
        help_text=_("CSV on the Web metadata of a CSV file: its name ends in metadata.json"),
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Do you know its columns?"),
        help_text=_("If you brought in an earlier file of this source, choose how it was read"),
        required=False,
    )

    def __init__(self, *args: Any, sources: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, name) for name in sources]
        self.fields["source"].choices = [("", _("Find out for me")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "file" in self.errors:
            return found
        if bool(found.get("file")) == bool((found.get("pasted") or "").strip()):
            self.add_error("file", ValidationError(_("Choose a file or paste rows, one of the two.")))
        if found.get("description"):
            try:
                check_description(found["description"].read())
            except Unreadable as refusal:
                self.add_error("description", ValidationError(words.problem_text(refusal.problems[0])))
        return found


class ColumnsForm(Form):
    """What we understood, to be corrected: columns, indicators, places, and the release it comes from."""

    groups: Mapping[str, tuple[str, ...]]

    def __init__(self, *args: Any, looked: Looked, indicators: Pairs, places: Pairs, **kwargs: Any) -> None:
        self.looked = looked
        super().__init__(*args, **kwargs)
        header = [(name, name) for name in looked.header]
        roles = tuple(words.ROLES)
        for role, text in words.ROLES.items():
            needed = role in {"period", "value"}
            self.fields[role] = forms.ChoiceField(
                label=text, choices=[CHOOSE if needed else NONE, *header], required=needed
            )
        self.fields["dates"] = forms.ChoiceField(
            label=_("How are days written?"),
            choices=[("", "2024-12-31"), ("day", "31/12/2024"), ("month", "12/31/2024")],
            required=False,
        )
        self.fields["breakdowns"] = forms.MultipleChoiceField(
            label=_("Columns that name a group of people, such as age or sex"),
            choices=header,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self._places(places)
        asked = self._indicators(indicators)
        self._release()
        self.groups = {
            "columns": roles[:SHOWN_FIRST],
            "more": (*roles[SHOWN_FIRST:], "dates", "breakdowns"),
            "meaning": (*asked, "place", "known_places_only"),
            "release": ("publisher", "title", "licence", "url", "published", "complete", "invented"),
            "keep": tuple(name for name in ("header_may_differ", "save_as") if name in self.fields),
        }

    def _places(self, places: Pairs) -> None:
        self.fields["place"] = forms.ChoiceField(
            label=_("Place of rows that name none"),
            choices=[("", _("Every row names its place")), *places],
            required=False,
        )
        self.fields["known_places_only"] = forms.BooleanField(
            label=_("Leave out rows of places that are not known here"), required=False
        )

    def _indicators(self, indicators: Pairs) -> tuple[str, ...]:
        options = [("", _("Choose an indicator")), *indicators]
        if not self.looked.names:
            self.fields["every"] = forms.ChoiceField(label=_("Which indicator is it?"), choices=options)
            return ("every",)
        options.append((LEAVE_OUT, _("Leave these rows out")))
        asked = []
        for number, name in enumerate(self.looked.names):
            field = f"indicator_{number}"
            self.fields[field] = forms.ChoiceField(
                label=_("The file’s “%(name)s” is our") % {"name": name}, choices=options
            )
            asked.append(field)
        return tuple(asked)

    def _release(self) -> None:
        self.fields["publisher"] = forms.CharField(label=_("Who published the figures?"), max_length=200)
        self.fields["title"] = forms.CharField(label=_("Title of the publication"), max_length=300)
        self.fields["licence"] = forms.CharField(
            label=_("Licence"), initial="Open Government Licence v3.0", max_length=120
        )
        self.fields["url"] = forms.URLField(
            label=_("Web address of the publication"), required=False, assume_scheme="https"
        )
        self.fields["published"] = DayField(label=_("When was it published?"))
        self.fields["complete"] = forms.ChoiceField(
            label=_("What does the file hold?"),
            choices=[
                ("yes", _("Whole series: what it leaves out is withdrawn")),
                ("no", _("Only some figures: what it leaves out stays")),
            ],
            initial="yes",
            widget=forms.RadioSelect,
        )
        self.fields["invented"] = forms.BooleanField(
            label=_("These figures are made up: say so wherever they are shown"), required=False
        )
        self.fields["save_as"] = forms.SlugField(
            label=_("Remember these columns under a short name"),
            help_text=_(
                "Small letters, digits and hyphens. The next file of this source is then read alike."
            ),
            required=False,
            max_length=60,
        )
        if self.looked.changed:
            self.fields["header_may_differ"] = forms.BooleanField(
                label=_("I have checked the columns. Read the file although they have changed.")
            )

    def part(self, group: str) -> list[forms.BoundField]:
        """Return the fields of one group, for the page."""
        return [self[name] for name in self.groups[group]]

    def wish(self) -> Wish:
        """Return what the form says."""
        given = self.cleaned_data
        published = datetime.combine(given["published"], time(), UTC)
        every = given.get("every")
        return Wish(
            layout=self._layout(),
            choices=Choices(
                indicators={
                    name: _key(given[f"indicator_{number}"]) for number, name in enumerate(self.looked.names)
                },
                every=UUID(every) if every else None,
                known_places_only=given["known_places_only"],
                header_may_differ=bool(given.get("header_may_differ")),
            ),
            release=NewRelease(
                publisher=given["publisher"],
                title=given["title"],
                licence=given["licence"],
                published_at=published,
                complete=given["complete"] == "yes",
                url=given["url"],
                invented=given["invented"],
            ),
            save_as=given["save_as"],
        )

    def _layout(self) -> Layout:
        """Return the proposed layout with the columns a person chose."""
        given = self.cleaned_data
        chosen: dict[str, Any] = {role: given[role] or None for role in words.ROLES}
        columns = Columns(**chosen, breakdowns=tuple(given["breakdowns"]))
        layout = self.looked.layout or Layout(name="by-hand", version=1, columns=columns)
        day_first = {"day": True, "month": False}.get(given["dates"], layout.periods.day_first)
        fixed = replace(layout.fixed, place_code=given["place"]) if given["place"] else layout.fixed
        part = self.looked.part
        return replace(
            layout,
            columns=columns,
            fixed=fixed or Fixed(),
            needs_place=False,
            periods=replace(layout.periods, day_first=day_first),
            sheet=part.sheet,
            header_row=part.header_row,
        )


def dates_of(layout: Layout) -> str:
    """Return how days are written, as the form says it."""
    first = layout.periods.day_first
    return "" if first is None else "day" if first else "month"


def first_answers(looked: Looked) -> dict[str, Any]:
    """Return what the form is filled with before anybody touched it."""
    layout = looked.layout
    if layout is None:
        return {}
    columns = layout.columns
    answers: dict[str, Any] = {role: getattr(columns, role) or "" for role in words.ROLES}
    lower = {name.casefold(): name for name in looked.header}
    answers = {role: lower.get(str(name).casefold(), "") for role, name in answers.items()}
    saved = "" if layout.name in {"proposed", "uk-sdg"} else layout.name
    return answers | {
        "breakdowns": list(columns.breakdowns),
        "dates": dates_of(layout),
        "place": layout.fixed.place_code,
        "save_as": saved,
    }


def answers_of(wish: Wish, looked: Looked) -> dict[str, Any]:
    """Return a wish as the answers of the form it came from."""
    columns, release, choices = wish.layout.columns, wish.release, wish.choices
    answers: dict[str, Any] = {role: getattr(columns, role) or "" for role in words.ROLES}
    for number, name in enumerate(looked.names):
        if name in choices.indicators:
            answers[f"indicator_{number}"] = str(choices.indicators[name] or LEAVE_OUT)
    return answers | {
        "breakdowns": list(columns.breakdowns),
        "dates": dates_of(wish.layout),
        "place": wish.layout.fixed.place_code,
        "every": str(choices.every or ""),
        "known_places_only": choices.known_places_only,
        "header_may_differ": choices.header_may_differ,
        "publisher": release.publisher,
        "title": release.title,
        "licence": release.licence,
        "url": release.url,
        "published": release.published_at.date(),
        "complete": "yes" if release.complete else "no",
        "invented": release.invented,
        "save_as": wish.save_as,
    }


def _key(chosen: str) -> UUID | None:
    return None if chosen == LEAVE_OUT else UUID(chosen)


class AcceptForm(Form):
    """The last word before figures count."""

    def __init__(self, *args: Any, many_gone: bool, doubtful: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if doubtful:
            self.fields["looked"] = forms.BooleanField(
                label=_("I have looked at the figures that need a second look. Bring them in as they are.")
            )
        if many_gone:
            self.fields["many_may_go"] = forms.BooleanField(
                label=_("I have checked that the file is whole. Bring it in although many figures are gone.")
            )


class UndoForm(Form):
    """Why a release is undone."""

    reason = forms.CharField(
        label=_("Why is it undone?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
