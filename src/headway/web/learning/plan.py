"""Writing a plan: begin, page by page, on one page, lock, amend; and the files of a locked one."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.findings import known_about
from headway.briefs.learning import TestBrief, test_brief
from headway.briefs.logic import Suggestion, logic_brief
from headway.kernel.actors import Reader
from headway.kernel.errors import Missing
from headway.learning import actions
from headway.learning.analysis import (
    STEP_FIELDS,
    PlanWords,
    missing,
    registry_fields,
    size_of,
    step_of,
    templates,
)
from headway.learning.choices import DESIGNS, Design, PlanStep
from headway.learning.permissions import may_draft
from headway.learning.queries import PlanRow, register
from headway.look.power import power_picture
from headway.missions.queries import measures_of, missions
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.learning import words
from headway.web.learning.findings import entry_of
from headway.web.learning.forms import FORMS, DesignForm, SizeForm, StepForm
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.public import public_page

ask = require_http_methods(["GET", "HEAD", "POST"])
ORDER = tuple(PlanStep)
SIZING = {PlanStep.QUESTION, PlanStep.POSSIBLE, PlanStep.DESIGN, PlanStep.SIZE}


def to_register() -> tuple[str, ...]:
    """The way to a page of the register."""
    return reverse("learning:index"), _("What we’re trying")


def way(brief: TestBrief) -> tuple[str, ...]:
    """The way to a page of a test."""
    return (*to_register(), reverse("learning:test", args=[brief.row.slug]), brief.row.plan.title)


class NewForm(Form):
    """Which mission, which link of its theory of change, and what to begin with."""

    mission = forms.ChoiceField(label=gettext_lazy("For which mission?"))
    title = forms.CharField(
        label=words.FIELDS["title"],
        help_text=gettext_lazy("As people would ask it: “Does a clearer letter get more replies?”"),
        max_length=200,
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Begin with a draft that others have used?"),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, missions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].choices = missions  # type: ignore[attr-defined]
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            ("", _("No, an empty plan")),
            *((each.code, f"{each.name}: {each.about}") for each in templates().values()),
        ]

    def plan(self, link: Suggestion | None) -> PlanWords:
        """Return the first draft: a template's, or empty, with the link's assumption."""
        found = templates().get(self.cleaned_data["template"])
        plan = replace(found.plan if found else PlanWords(), title=self.cleaned_data["title"])
        if link is not None and str(link.link.assumption):
            plan = replace(plan, assumption=str(link.link.assumption))
        return plan


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Begin a test, of a mission or of one weak link of its theory of change."""
    reader = edge.reader(request)
    own = [row for row in missions(reader) if may_draft(reader.actor, row.key)]
    require(bool(own))
    link = suggestion(reader, request.GET.get("mission", ""), request.GET.get("link", ""))
    asked = next((str(row.key) for row in own if row.slug == request.GET.get("mission")), "")
    choices = [(str(row.key), row.charter.short_title) for row in own]
    form = NewForm(posted(request), missions=choices, initial={"mission": asked})

    def write() -> UUID:
        mission = UUID(form.cleaned_data["mission"])
        of_mission = link is not None and form.cleaned_data["mission"] == asked
        return actions.draft_test(
            edge.by(request),
            mission=mission,
            plan=form.plan(link if of_mission else None),
            link=link.link.key if link is not None and of_mission else None,
        )

    if done(form, write):
        return redirect("learning:begun", key=form.result)
    intro = [_("Only people who work on the mission see it until its plan is locked.")]
    if link is not None:
        intro.insert(0, link.said.text())
    page = FormPage(_("Begin a test"), _("Begin"), tuple(intro), to_register())
    return form_page(request, form, page)


def suggestion(reader: Reader, slug: str, link: str) -> Suggestion | None:
    """Return the weak link that somebody came from, or None."""
    if not slug or not link:
        return None
    found = logic_brief(reader, slug=slug).suggestions
    return next((each for each in found if str(each.link.key) == link), None)


@require_safe
def begun(request: HttpRequest, key: UUID) -> HttpResponse:
    """Lead from a test that was just begun to its first page."""
    found = register(edge.reader(request), keys={key})
    if not found:
        raise Missing
    return redirect("learning:step", slug=found[0].slug, step=PlanStep.ASSUMPTION.value)


class ReasonForm(Form):
    """Why a locked plan is amended."""

    reason = forms.CharField(
        label=gettext_lazy("Why is the plan amended?"),
        help_text=gettext_lazy("Everybody reads it beside the result. The plan before stays."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
    )


@ask
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Write one page of a plan; once it is locked, an amendment with its reason."""
    if step not in set(PlanStep):
        raise Missing
    brief, part = test_brief(edge.reader(request), slug=slug), PlanStep(step)
    require(brief.may.lock if brief.row.locked else brief.may.draft)
    form = form_for(request, brief, part)
    if done(form, lambda: write(request, brief, form)):
        return after(request, brief, form)
    context = {
        "brief": brief,
        "form": form,
        "title": words.STEPS[part],
        "number": ORDER.index(part) + 1,
        "of": len(ORDER),
        "designs": [DESIGNS[each] for each in form.best] if isinstance(form, DesignForm) else None,
        "kinds": list(DESIGNS.values()) if isinstance(form, DesignForm) else None,
        "size": sized(brief, form) if isinstance(form, SizeForm) else None,
        "nothing": isinstance(form, SizeForm) and filled(brief) and brief.size is None,
        "before": ORDER[ORDER.index(part) - 1] if part is not ORDER[0] else None,
        "following": following(part),
        "crumbs": pairs(way(brief)),
        "searched": part is PlanStep.QUESTION,
        "known": known_of(request, brief) if part is PlanStep.QUESTION else (),
    }
    return render(request, "learning/step.html", context, status=form.status)


def known_of(request: HttpRequest, brief: TestBrief) -> list[dict[str, object]]:
    """Return what the library knows about a draft, by its own words."""
    plan = brief.row.plan
    found = known_about(edge.reader(request), texts=(plan.title, plan.assumption, plan.outcome))
    return [entry_of(each) for each in found]


def filled(brief: TestBrief) -> bool:
    """Whether the numbers of the size are there, so that silence would be no answer."""
    plan = brief.row.plan
    return bool(plan.units and plan.smallest_change and (plan.base is not None or plan.spread))


def pairs(crumbs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return crumbs as address and text."""
    return list(zip(crumbs[::2], crumbs[1::2], strict=True))


def form_for(request: HttpRequest, brief: TestBrief, part: PlanStep) -> StepForm:
    """Return the form of one page."""
    row = brief.row
    more: dict[str, Any] = {}
    if part is PlanStep.QUESTION:
        judged = measures_of(edge.reader(request), missions={row.mission})
        named = {str(each.indicator): each.card.name for each in judged}
        more["indicators"] = sorted(named.items(), key=lambda pair: pair[1])
    form = FORMS[part](posted(request), plan=row.plan, version=row.version, **more)
    if row.locked:
        form.fields["reason"] = ReasonForm.base_fields["reason"]
    return form


def write(request: HttpRequest, brief: TestBrief, form: StepForm) -> None:
    """Write the draft, or lock the amendment."""
    plan = form.plan()
    found = size_of(plan)
    if plan.words.randomised and form.step in SIZING:
        plan = replace(
            plan,
            smallest_seen=found.smallest if found else None,
            can_answer=found.enough if found else None,
        )
    if request.POST.get("as_pilot"):
        plan = replace(plan, design=Design.PILOT)
    if brief.row.locked:
        actions.amend_plan(
            edge.by(request),
            test=brief.row.key,
            plan=plan,
            reason=form.cleaned_data["reason"],
            version=form.expected,
        )
        return
    actions.write_plan(edge.by(request), test=brief.row.key, plan=plan, version=form.expected)


def after(request: HttpRequest, brief: TestBrief, form: StepForm) -> HttpResponse:
    """Lead to the next page; the page of the size shows first what was worked out."""
    slug = test_brief_slug(request, brief)
    if brief.row.locked:
        messages.success(request, _("The amendment was locked. The plan before stays beside it."))
        return redirect("learning:plan", slug=slug)
    if request.POST.get("as_pilot") or request.POST.get("later"):
        return redirect("learning:plan", slug=slug)
    if isinstance(form, SizeForm) and not request.POST.get("go"):
        return redirect("learning:step", slug=slug, step=form.step.value)
    following_step = following(form.step)
    if following_step is PlanStep.SIZE and not form.plan().words.randomised:
        following_step = following(PlanStep.SIZE)
    if following_step is None:
        return redirect("learning:plan", slug=slug)
    return redirect("learning:step", slug=slug, step=following_step.value)


def test_brief_slug(request: HttpRequest, brief: TestBrief) -> str:
    """Return the address of a test that may have been renamed just now."""
    return register(edge.reader(request), keys={brief.row.key})[0].slug


def following(part: PlanStep) -> PlanStep | None:
    """Return the page after this one."""
    at = ORDER.index(part) + 1
    return ORDER[at] if at < len(ORDER) else None


def sized(brief: TestBrief, form: SizeForm) -> dict[str, Any] | None:
    """Return what the design can see, with its curve; None before the numbers are there."""
    found = brief.size
    if found is None:
        return None
    return {
        "found": found,
        "picture": power_picture(brief.row.plan, found),
        "plan": brief.row.plan,
        "form": form,
    }


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the plan on one page, with its versions; what is missing stands on top of a draft."""
    brief = test_brief(edge.reader(request), slug=slug)
    row = brief.row
    lacking = [
        (
            sentence,
            reverse("learning:step", args=[row.slug, step_of(field).value]),
            words.FIELDS.get(field, ""),
        )
        for field, sentence in missing(row.plan).items()
        if not row.locked
    ]
    versions = [
        (each, [(words.FIELDS[name], words.value_of(each.words, name)) for name in each.changed])
        for each in reversed(brief.plans)
    ]
    context = {
        "brief": brief,
        "parts": parts_of(brief),
        "lacking": lacking,
        "versions": versions,
        "may_change": brief.may.lock if row.locked else brief.may.draft,
        "crumbs": pairs(way(brief)),
    }
    return render(request, "learning/plan.html", context)


def parts_of(brief: TestBrief) -> list[tuple[object, ...]]:
    """Return the plan page by page: the step, its title, and what it says."""
    found: list[tuple[object, ...]] = []
    for part, names in STEP_FIELDS.items():
        said = [(words.FIELDS[name], value) for name in names if (value := said_of(brief, name)) != ""]
        found.append((part, words.STEPS[part], said))
    return found


def said_of(brief: TestBrief, name: str) -> object:
    """Return one field of the plan for people; the indicator stands by its outcome."""
    return "" if name == "indicator" else words.value_of(brief.row.plan, name)


class LockForm(Form):
    """One tick before something that cannot be taken back."""

    sure = forms.BooleanField(
        label=gettext_lazy(
            "I have read the plan. From now on nothing changes it; amendments stand beside it."
        )
    )


@ask
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Lock the plan, after showing what that means."""
    brief = test_brief(edge.reader(request), slug=slug)
    require(brief.may.lock and not brief.row.locked)
    form = LockForm(posted(request), version=brief.row.version)

    def write() -> None:
        actions.lock_plan(edge.by(request), test=brief.row.key, version=form.expected)

    if done(form, write):
        messages.success(request, _("The plan is locked. Everybody can read it, and anybody can check it."))
        return redirect("learning:test", slug=slug)
    intro = (
        _(
            "The plan gets its hash, a number that fits this text and no other. It is told to "
            "everybody and stands in the log."
        ),
        _(
            "You can amend the plan until there is a result. Each amendment has its day and its "
            "reason, and the result names it."
        ),
    )
    page = FormPage(
        _("Lock this plan"),
        _("Lock the plan"),
        intro,
        way(brief),
        cancel=reverse("learning:plan", args=[slug]),
    )
    return form_page(request, form, page)


def version_asked(request: HttpRequest, brief: TestBrief) -> PlanRow:
    """Return the locked version that the address names, or the one that holds."""
    asked = request.GET.get("version", "")
    found = [each for each in brief.plans if not asked or str(each.number) == asked]
    if not found:
        raise Missing
    return found[-1]


def as_file(data: object, name: str) -> HttpResponse:
    """Hand out JSON as a file."""
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@public_page
def plan_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out a locked plan with its hash, so that anybody can recompute it."""
    brief = test_brief(edge.reader(request), slug=slug)
    row = version_asked(request, brief)
    data = {"sha256": row.hash, "locked": json.loads(row.content)}
    return as_file(data, f"{brief.row.slug}-plan-{row.number}.json")


@require_safe
@public_page
def registry_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out a locked plan in the fields of OSF and the AEA registry."""
    brief = test_brief(edge.reader(request), slug=slug)
    row = version_asked(request, brief)
    return as_file(registry_fields(row.content, row.hash), f"{brief.row.slug}-registry.json")
