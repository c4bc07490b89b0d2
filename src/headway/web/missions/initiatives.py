"""What is done for a mission, by whoever does it: read by everybody, kept by the mission's lead."""

from typing import Any
from uuid import UUID

from django import forms as fields
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.missions import MissionBrief, mission_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.missions import actions
from headway.missions.analysis import InitiativeWords, NodeRow
from headway.missions.choices import INITIATIVE_CHANGES, InitiativeOrigin, InitiativeState
from headway.missions.permissions import may_edit
from headway.missions.queries import InitiativeRow, initiative_history, logic
from headway.missions.queries import initiative as initiative_row
from headway.people.queries import organisations
from headway.places.queries import places
from headway.web import edge
from headway.web.answers import words
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.public import public_page

ask = require_http_methods(["GET", "HEAD", "POST"])


def nodes_of(reader: Reader, brief: MissionBrief) -> tuple[NodeRow, ...]:
    """Return the steps of the mission's theory of change."""
    return logic(reader, missions=[brief.row.key])[brief.row.key].nodes


@require_safe
@public_page
def initiative(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Print one initiative with its history."""
    reader = edge.reader(request)
    brief = mission_brief(reader, slug=slug)
    row = of_mission(request, brief, key)
    steps = {node.key: node for node in nodes_of(reader, brief)} if row.node else {}
    context = {
        "brief": brief,
        "row": row,
        "node": steps.get(row.node) if row.node else None,
        "history": initiative_history(reader, key=key),
        "may_edit": reader.past is None and may_edit(reader.actor, brief.row.key),
        "moves": sorted(INITIATIVE_CHANGES[row.state]),
    }
    return render(request, "missions/initiative.html", context)


def of_mission(request: HttpRequest, brief: MissionBrief, key: UUID) -> InitiativeRow:
    """Return an initiative of this mission; raises Missing."""
    row = initiative_row(edge.reader(request), key=key)
    if row.mission != brief.row.key:
        raise Missing
    return row


class InitiativeForm(Form):
    """What an initiative is."""

    title = fields.CharField(label=lazy("Name of the initiative"), max_length=200)
    summary = fields.CharField(
        label=lazy("What is done?"),
        max_length=3000,
        required=False,
        widget=fields.Textarea(attrs={"rows": 5}),
    )
    node = fields.ChoiceField(label=lazy("Which step of the theory of change is it?"), required=False)
    owner = fields.ChoiceField(label=lazy("Who leads it?"), required=False)
    partners = fields.MultipleChoiceField(
        label=lazy("Who takes part?"), required=False, widget=fields.CheckboxSelectMultiple
    )
    places = fields.CharField(
        label=lazy("Where?"),
        help_text=lazy("Codes of places, with a comma between them, such as E09000007"),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, request: HttpRequest, brief: MissionBrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = edge.reader(request)
        self.known = {row.code: row.key for row in places(reader)}
        bodies = [(str(row.key), row.name) for row in organisations(reader)]
        steps = [(str(node.key), node.words.text) for node in nodes_of(reader, brief)]
        self.fields["node"].choices = [("", _("None yet")), *steps]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("Nobody yet")), *bodies]  # type: ignore[attr-defined]
        self.fields["partners"].choices = bodies  # type: ignore[attr-defined]

    def clean_places(self) -> tuple[UUID, ...]:
        """Return the keys of the places; refuse a code that is none."""
        codes = [code.strip().upper() for code in self.cleaned_data["places"].split(",") if code.strip()]
        unknown = [code for code in codes if code not in self.known]
        if unknown:
            raise fields.ValidationError(_("“%(code)s” is no place here.") % {"code": unknown[0][:20]})
        return tuple(dict.fromkeys(self.known[code] for code in codes))

    def words(self, language: str) -> InitiativeWords:
        """Return what it is."""
        values = self.cleaned_data
        return InitiativeWords(
            title=values["title"],
            summary=values["summary"],
            language=language,
            node=UUID(values["node"]) if values["node"] else None,
            owner=UUID(values["owner"]) if values["owner"] else None,
            places=values["places"],
            partners=tuple(UUID(key) for key in values["partners"]),
        )


class ChangeForm(InitiativeForm):
    """The next version of what it is."""

    note = fields.CharField(
        label=lazy("What changed, and why?"), max_length=3000, widget=fields.Textarea(attrs={"rows": 3})
    )


class MoveForm(Form):
    note = fields.CharField(
        label=lazy("Why?"),
        help_text=lazy("Everybody can read this"),
        max_length=3000,
        widget=fields.Textarea(attrs={"rows": 3}),
    )


def crumbs(brief: MissionBrief, row: InitiativeRow | None = None) -> tuple[str, ...]:
    """The way to a page of an initiative."""
    slug = brief.row.slug
    way = (reverse("missions:mission", args=[slug]), str(brief.short_title))
    return (*way, reverse("missions:initiative", args=[slug, row.key]), str(row.title)) if row else way


def editable(request: HttpRequest, slug: str) -> MissionBrief:
    """Return a mission to its lead; raises Missing or Forbidden."""
    reader = edge.reader(request)
    brief = mission_brief(reader, slug=slug)
    if not may_edit(reader.actor, brief.row.key):
        raise Forbidden
    return brief


@ask
def new_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter an initiative."""
    brief = editable(request, slug)
    form = InitiativeForm(posted(request), request=request, brief=brief)

    def write() -> UUID:
        said = form.words(edge.reader(request).language)
        return actions.begin_initiative(
            edge.by(request), mission=brief.row.key, words=said, origin=InitiativeOrigin.CHARTER
        )

    if done(form, write):
        messages.success(request, _("The initiative was entered."))
        return redirect("missions:initiative", slug=brief.row.slug, key=form.result)
    intro = (_("Something that is done for the mission, by the body or by others. Everybody can read it."),)
    page = FormPage(_("Enter an initiative"), _("Save the initiative"), intro, crumbs(brief))
    return form_page(request, form, page)


@ask
def change_initiative(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Write what an initiative is anew."""
    brief = editable(request, slug)
    row = of_mission(request, brief, key)
    codes = {place.key: place.code for place in places(edge.reader(request))}
    first = {
        "title": str(row.title),
        "summary": str(row.summary),
        "node": str(row.node or ""),
        "owner": str(row.owner.key) if row.owner else "",
        "partners": [str(each.key) for each in row.partners],
        "places": ", ".join(codes[each.key] for each in row.places if each.key in codes),
    }
    form = ChangeForm(posted(request), request=request, brief=brief, initial=first, version=row.version)

    def write() -> None:
        actions.change_initiative(
            edge.by(request),
            initiative=key,
            words=form.words(row.language),
            version=form.expected,
            note=form.cleaned_data["note"],
        )

    if done(form, write):
        messages.success(request, _("The initiative was saved as a new version."))
        return redirect("missions:initiative", slug=brief.row.slug, key=key)
    page = FormPage(_("Change this initiative"), _("Save the initiative"), (), crumbs(brief, row))
    return form_page(request, form, page)


@ask
def move_initiative(request: HttpRequest, slug: str, key: UUID, to: str) -> HttpResponse:
    """Let an initiative go live, grow or end."""
    brief = editable(request, slug)
    row = of_mission(request, brief, key)
    if to not in {each.value for each in INITIATIVE_CHANGES[row.state]}:
        raise Missing
    state = InitiativeState(to)
    form = MoveForm(posted(request), version=row.version)

    def write() -> None:
        actions.move_initiative(
            edge.by(request), initiative=key, to=state, version=form.expected, **form.values()
        )

    if done(form, write):
        messages.success(request, _("It was noted. The page says since when."))
        return redirect("missions:initiative", slug=brief.row.slug, key=key)
    page = FormPage(
        _("Say that it is now: %(state)s") % {"state": words.INITIATIVES[state]},
        _("Save"),
        (str(row.title),),
        crumbs(brief, row),
        cancel=reverse("missions:initiative", args=[slug, key]),
    )
    return form_page(request, form, page)
