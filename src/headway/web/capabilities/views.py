"""A team's round as its members see it: rate, read how far apart you are, talk, plan, look back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.capabilities import RoundBrief, round_brief, shows
from headway.capabilities import actions
from headway.capabilities.analysis import Capability, said
from headway.capabilities.choices import DEFAULT, MIDDLE_FROM, SHOWN_FROM, RoundState
from headway.capabilities.queries import RoundRow, frameworks, own_teams, rounds
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.missions.queries import missions
from headway.people.queries import UnitRow
from headway.web import edge
from headway.web.capabilities import forms, words
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in
from headway.web.rhythms.words import address

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(row: RoundRow | None = None) -> tuple[str, ...]:
    """The way to a page of capabilities."""
    way = (reverse("capabilities:index"), _("What your team can do"))
    return (*way, reverse("capabilities:round", args=[row.key]), row.team_name) if row else way


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print the reader's own teams with their rounds; there is no list of others, for anybody."""
    require_signed_in(request)
    reader = edge.reader(request)
    found = rounds(reader)
    lines = [
        (team, [(row, words.STATES[row.state]) for row in found if row.team == team.key])
        for team in own_teams(reader)
    ]
    context = {
        "lines": [
            (team, rows, all(row.state == RoundState.REVIEWED for row, _s in rows)) for team, rows in lines
        ],
        "now": reader.past is None,
    }
    return render(request, "capabilities/index.html", context)


def own_team(request: HttpRequest, key: UUID) -> UnitRow:
    """Return one of the reader's own teams, or raise Missing."""
    require_signed_in(request)
    found = next((row for row in own_teams(edge.reader(request)) if row.key == key), None)
    if found is None:
        raise Missing
    return found


@ask
def begin(request: HttpRequest, team: UUID) -> HttpResponse:
    """Begin a round of one's own team."""
    row = own_team(request, team)
    reader = edge.reader(request)
    form = forms.BeginForm(
        posted(request),
        lists=[(each.code, str(said(each.name, reader.language))) for each in frameworks(reader)],
        missions=[(str(each.key), each.charter.short_title) for each in missions(reader)],
        initial={"framework": DEFAULT},
    )
    if done(form, lambda: actions.open_round(edge.by(request), new=form.new(team))):
        messages.success(request, _("The round has begun."))
        return redirect("capabilities:round", key=form.result)
    intro = (
        _("%(team)s looks at what it is able to do. Only its members read anything of it.")
        % {"team": row.name},
        _("Levels are agreed by talking. The result is a plan, not a mark."),
    )
    page = FormPage(_("What is your team able to do?"), _("Begin"), intro, crumbs())
    return form_page(request, form, page)


def found(request: HttpRequest, key: UUID, *states: RoundState) -> RoundBrief:
    """Return a round of the reader's own team that stands where something can be done."""
    require_signed_in(request)
    brief = round_brief(edge.reader(request), key=key)
    if brief.row.state not in states:
        raise Missing
    return brief


@require_safe
def team_round(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print a round: how far apart the ratings lie, what the team says together, and its plan."""
    require_signed_in(request)
    reader = edge.reader(request)
    brief = round_brief(reader, key=key)
    row = brief.row
    context = {
        "row": row,
        "mission": brief.mission,
        "state": words.STATES[row.state],
        "parts": [part(reader, brief, each) for each in row.framework.capabilities],
        "now": reader.past is None,
        "fewest": SHOWN_FROM,
        "middle": MIDDLE_FROM,
        "name": said(row.framework.name, reader.language),
    }
    return render(request, "capabilities/round.html", context)


def part(reader: Reader, brief: RoundBrief, each: Capability) -> dict[str, object]:
    """Return one capability as the page prints it: the spread first, then the middle."""
    row = brief.row
    told, view = row.told.get(each.code), row.views.get(each.code)

    def anchor(level: int | None) -> object:
        return said(each.anchors[level - 1], reader.language) if level else None

    return {
        "code": each.code,
        "name": said(each.name, reader.language),
        "asks": said(each.asks, reader.language),
        "spread": words.SPREADS[told.spread] if told and told.spread else None,
        "middle": told.middle if told else None,
        "middle_anchor": anchor(told.middle) if told else None,
        "mine": row.mine.get(each.code),
        "view": view,
        "anchor": anchor(view.level) if view else None,
        "needs": brief.needs.get(each.code, ()),
        "artefacts": [(label, words.KINDS[label.kind], address(label)) for label in view.artefacts]
        if view
        else [],
        "steps": [(step, words.HOWS[step.how]) for step in view.steps] if view else [],
    }


@ask
def rate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Rate privately, or change one's own ratings until the last day."""
    brief = found(request, key, RoundState.RATING)
    row, language = brief.row, edge.reader(request).language
    form = forms.RateForm(
        posted(request),
        framework=row.framework,
        language=language,
        initial={code: str(level) for code, level in row.mine.items()},
    )
    if done(form, lambda: actions.rate(edge.by(request), team_round=key, levels=form.levels())):
        messages.success(request, _("Your ratings are under seal. You can change them until the last day."))
        return redirect("capabilities:round", key=key)
    intro = (
        _("Rate the team, not a person. Nobody else ever reads what you choose, no administrator either."),
        _(
            "The day after the last day all ratings are counted and deleted. Of fewer than %(few)s nothing "
            "is shown; of %(few)s or more how far apart they lie; of %(many)s or more also the middle."
        )
        % {"few": SHOWN_FROM, "many": MIDDLE_FROM},
        _("The log notes that you rated and when, never what."),
    )
    page = FormPage(_("What is our team able to do?"), _("Put it under seal"), intro, crumbs(row))
    return form_page(request, form, page)


@ask
def edit(request: HttpRequest, key: UUID, capability: str) -> HttpResponse:
    """Write what the team says together of one capability, and its steps."""
    brief = found(request, key, RoundState.DRAFT)
    row, reader = brief.row, edge.reader(request)
    each = next((one for one in row.framework.capabilities if one.code == capability), None)
    if each is None:
        raise Missing
    view = row.views.get(capability)
    form = forms.ViewForm(
        posted(request),
        capability=each,
        language=reader.language,
        shows=[
            (str(one.key), f"{words.KINDS[one.kind]}: {one.label}")
            for one in shows(reader, mission=row.mission)
        ],
        steps=(len(view.steps) if view else 0) + 1,
        initial=forms.view_texts(view),
    )

    def write() -> None:
        actions.write_view(edge.by(request), team_round=key, capability=capability, view=form.view())

    if done(form, write):
        messages.success(request, _("What you say together was saved."))
        return redirect("capabilities:round", key=key)
    needs = tuple(sentence.text() for sentence in brief.needs.get(capability, ()))
    intro = (str(said(each.asks, reader.language)), *needs)
    page = FormPage(str(said(each.name, reader.language)), _("Save"), intro, crumbs(row))
    return form_page(request, form, page)


@ask
def agree(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree on the plan, after asking once."""
    brief = found(request, key, RoundState.DRAFT)
    form = Form(posted(request))
    if done(form, lambda: actions.agree_plan(edge.by(request), team_round=key)):
        messages.success(request, _("The plan is agreed."))
        return redirect("capabilities:round", key=key)
    page = FormPage(
        _("Does the team agree on this plan?"),
        _("We agree"),
        (_("It then stays as it is until you look back at it. Nobody outside the team reads it."),),
        crumbs(brief.row),
        cancel=reverse("capabilities:round", args=[key]),
    )
    return form_page(request, form, page)


@ask
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look back at the plan."""
    brief = found(request, key, RoundState.AGREED)
    form = forms.ReviewForm(posted(request))
    if done(form, lambda: actions.review_plan(edge.by(request), team_round=key, **form.values())):
        messages.success(request, _("You looked back. The team can begin another round."))
        return redirect("capabilities:round", key=key)
    intro = (_("What is there now that was not there before? What will you do differently?"),)
    page = FormPage(_("Look back at the plan"), _("Save what came of it"), intro, crumbs(brief.row))
    return form_page(request, form, page)
