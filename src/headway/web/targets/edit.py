"""Targets: one with its history, changing and closing it, agreeing its path; chart settings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.indicators import IndicatorBrief, indicator_brief
from headway.briefs.workbench import TargetBrief, target_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.look.pictures import Pair, trajectory_picture
from headway.measures.actions import set_chart
from headway.measures.permissions import may_set_chart
from headway.missions.permissions import may_edit
from headway.places.queries import places
from headway.targets import actions
from headway.targets.analysis.rows import NewPath, PathRow
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.targets import forms

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs(brief: TargetBrief, *, inside: bool = True) -> tuple[str, ...]:
    """The way to a page of a target."""
    found = [reverse("missions:index"), _("Missions")]
    if brief.mission:
        slug, words = brief.mission.slug, brief.mission.charter.short_title
        found += [reverse("missions:mission", args=[slug]), words]
    if inside:
        found += [reverse("targets:target", args=[brief.row.key]), _("Target")]
    return tuple(found)


def paired(flat: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return address and text of each crumb."""
    return list(zip(flat[::2], flat[1::2], strict=True))


def follows() -> str:
    """Say what the work process will do by itself."""
    return _("The forecast follows within a minute.")


@require_safe
def target(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print a target with every version and every path."""
    reader = edge.reader(request)
    brief = target_brief(reader, key=key)
    covered = places(reader, codes=brief.row.goal.covers) if brief.row.goal.covers else ()
    context = {
        "brief": brief,
        "crumbs": paired(crumbs(brief, inside=False)),
        "picture": trajectory_picture(brief.outlook, key="path"),
        "covers": ", ".join(row.name for row in covered),
        "may_edit": brief.mission is not None and may_edit(reader.actor, brief.mission.key),
    }
    return render(request, "targets/edit_target.html", context)


def refuse_unless(allowed: bool, brief: TargetBrief) -> None:  # noqa: FBT001 - reads as the sentence it is
    """Refuse early, so that nobody fills in a form they may not send; the action decides again."""
    if brief.row.closed_at is not None:
        raise Missing
    if not allowed:
        raise Forbidden


@ask
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Move a goal in the open."""
    reader = edge.reader(request)
    brief = target_brief(reader, key=key)
    refuse_unless(brief.may_change, brief)
    form = forms.ChangeForm(
        posted(request),
        reader=reader,
        unit=brief.outlook.asked.card.unit,
        initial=forms.goal_texts(brief.row.goal),
        version=brief.row.version,
    )

    def write() -> None:
        note = form.values()["change_note"]
        actions.change_target(
            edge.by(request), target=key, goal=form.goal(), change_note=note, version=form.expected
        )

    if done(form, write):
        messages.success(request, " ".join([_("The target was changed."), follows()]))
        return redirect("targets:target", key=key)
    intro = (
        brief.label,
        _("The old target stays drawn beside the new one, with your note. Everybody can see both."),
        _("Agree a new path afterwards: the one agreed before still leads to the old target."),
    )
    return form_page(
        request, form, FormPage(_("Change this target"), _("Change the target"), intro, crumbs(brief))
    )


@ask
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a goal after asking once."""
    brief = target_brief(edge.reader(request), key=key)
    refuse_unless(brief.may_change, brief)
    form = Form(posted(request), version=brief.row.version)
    if done(form, lambda: actions.close_target(edge.by(request), target=key, version=form.expected)):
        messages.success(request, _("The target was closed."))
        return redirect("targets:target", key=key)
    page = FormPage(
        _("Close this target?"),
        _("Close the target"),
        (
            brief.label,
            _("From now on nothing is judged by it, and no more forecasts are made for it."),
            _("Its versions, paths and forecasts stay for everybody to read. It cannot be opened again."),
        ),
        crumbs(brief),
        warning=True,
        cancel=reverse("targets:target", args=[key]),
    )
    return form_page(request, form, page)


# --- the path ---


@ask
def path(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree the path to a goal: points, a picture to look at, then the act."""
    reader = edge.reader(request)
    brief = target_brief(reader, key=key)
    refuse_unless(brief.may_agree, brief)
    do = request.POST.get("do", "")
    if do in {"", "add", "suggest"}:
        return path_page(request, brief, unchecked(request, brief, do))
    form = forms.PathForm(request.POST, version=brief.row.version, initial=first_points(request, brief))
    if do == "agree":
        by = edge.by(request)
        if done(
            form,
            lambda: actions.agree_trajectory(by, target=key, path=form.path(), version=form.expected),
        ):
            messages.success(
                request, _("The path was agreed. Figures published after that day are judged by it.")
            )
            return redirect("targets:target", key=key)
        return path_page(request, brief, form)
    if not done(form, lambda: None):
        return path_page(request, brief, form)
    return path_page(request, brief, form, tried(reader, key, form.path()))


def first_points(request: HttpRequest, brief: TargetBrief) -> dict[str, Any]:
    """Return what stands in the form when it is opened: the present path, else only its ends."""
    values = brief.outlook.values
    start = ((values[-1].period.end, values[-1].value),) if values else ()
    goal = brief.row.goal
    ends = start if goal.cumulative else (*start, (goal.by, goal.value))
    points = brief.row.path.points if brief.row.path else ends
    return forms.point_texts(points) | {"agreed_on": edge.today(request)}


def unchecked(request: HttpRequest, brief: TargetBrief, do: str) -> forms.PathForm:
    """Return the form as it is opened, with one more row, or with the straight line filled in."""
    version = brief.row.version
    if do == "":
        first = first_points(request, brief)
        rows = sum(1 for name in first if name.startswith("on_"))
        return forms.PathForm(initial=first, least=max(rows, 2), version=version)
    sent = forms.PathForm(request.POST, version=version)
    kept = forms.typed(sent, request.POST)
    version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else version
    if do == "add":
        return forms.PathForm(initial=kept, least=sent.count + 1, version=version)
    line = brief.suggestion
    words = {name: text for name, text in kept.items() if not name[-1].isdigit()}
    return forms.PathForm(
        initial=words | forms.point_texts(line) if line else kept,
        least=len(line) or sent.count,
        version=version,
    )


def tried(reader: Reader, key: UUID, new: NewPath) -> TargetBrief | None:
    """Return the target as it would be judged by a path that is not agreed yet; None without two points."""
    if len(new.points) < 2:
        return None
    row = PathRow(0, new.points, new.shape, new.reason, new.agreed_on, new.agreed_by, reader.at)
    return target_brief(reader, key=key, trial=row)


def path_page(
    request: HttpRequest, brief: TargetBrief, form: forms.PathForm, trial: TargetBrief | None = None
) -> HttpResponse:
    """Print the points, and the picture of what they would mean."""
    picture: Pair | None = trajectory_picture(trial.outlook, key="trial") if trial else None
    context = {
        "form": form,
        "brief": brief,
        "crumbs": paired(crumbs(brief)),
        "rows": form.each("on", "value"),
        "picture": picture,
        "said": trial.outlook.more[:1] if trial else (),
        "few": form.is_bound and form.is_valid() and trial is None,
        "may_suggest": bool(brief.suggestion),
    }
    return render(request, "targets/edit_path.html", context, status=form.status)


# --- the chart of a series ---


@ask
def chart(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose how one series is charted, with the reason."""
    asked = (request.GET.get("place", ""), request.GET.get("group", ""))
    brief = indicator_brief(edge.reader(request), slug=slug, place=asked[0], breakdown=asked[1])
    if brief.outlook is None:
        raise Missing
    if not may_set_chart(edge.actor(request), indicator=brief.card.indicator):
        raise Forbidden
    seen = brief.outlook.asked
    rows = len(seen.chart.rebases) + 1
    first = forms.chart_texts(seen.chart)
    if request.POST.get("do") == "add":
        sent = forms.ChartForm(request.POST)
        form = forms.ChartForm(initial=forms.typed(sent, request.POST), least=sent.count + 1)
        return chart_page(request, brief, form)
    form = forms.ChartForm(posted(request), initial=first, least=rows)
    if done(form, lambda: set_chart(edge.by(request), series=seen.wanted, chart=form.chart())):
        messages.success(request, " ".join([_("The chart was changed."), follows()]))
        where = reverse("targets:indicator", args=[brief.card.slug])
        return redirect(f"{where}?{request.GET.urlencode()}" if request.GET else where)
    return chart_page(request, brief, form)


def chart_page(request: HttpRequest, brief: IndicatorBrief, form: forms.ChartForm) -> HttpResponse:
    """Print the setting of a chart."""
    pairs = [
        (reverse("targets:indicators"), _("Indicators")),
        (reverse("targets:indicator", args=[brief.card.slug]), brief.card.name),
    ]
    context = {"form": form, "brief": brief, "crumbs": pairs, "rows": form.each("on", "why", "kind")}
    return render(request, "targets/edit_chart.html", context, status=form.status)
