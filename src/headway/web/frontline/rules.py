"""The register of rules: the list, one rule, and keeping it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs import weighing as said
from headway.briefs.rules import RuleBrief, rule_brief, rules_brief
from headway.frontline.actions import rules as actions
from headway.frontline.permissions import may_keep_rule
from headway.kernel.actors import Reader
from headway.people.queries import offices, offices_of
from headway.web import edge
from headway.web.forms import done
from headway.web.frontline import rule_forms as forms
from headway.web.frontline import rule_words as words
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.public import public_page

ask = require_http_methods(["GET", "HEAD", "POST"])


def named_offices(reader: Reader) -> list[tuple[str, str]]:
    """Return the offices by key, name and body."""
    return [(str(row.key), f"{row.name}, {row.organisation_name}") for row in offices(reader)]


def to_rules(brief: RuleBrief | None = None) -> tuple[str, ...]:
    """The way to a page of the register."""
    way = (reverse("rules:index"), _("Rules"))
    return way if brief is None else (*way, reverse("rules:rule", args=[brief.row.slug]), brief.row.title)


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print the register."""
    brief = rules_brief(edge.reader(request))
    rows = [(row, words.KINDS[row.kind], words.STATES[row.state]) for row in brief.rows]
    gone = [(row, words.KINDS[row.kind], words.STATES[row.state]) for row in brief.gone]
    return render(request, "frontline/rules.html", {"brief": brief, "rows": rows, "gone": gone})


@require_safe
@public_page
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one rule; old addresses redirect for good."""
    brief = rule_brief(edge.reader(request), slug=slug)
    if brief.row.slug != slug:
        return redirect("rules:rule", slug=brief.row.slug, permanent=True)
    latest = brief.weighings[0] if brief.weighings else None
    context = {
        "brief": brief,
        "kind": words.KINDS[brief.row.kind],
        "state": words.STATES[brief.row.state],
        "lock": words.LOCKS[brief.row.lock] if brief.row.lock else "",
        "latest": latest,
        "answer": said.answer(latest.new, latest.found) if latest else (),
        "freedoms": [
            (row, words.FREEDOMS[row.state], words.COLOURS.get(row.state, "")) for row in brief.freedoms
        ],
        "history": [
            (row, words.STATES[row.state], brief.decisions.get(row.decision) if row.decision else None)
            for row in brief.history
        ],
    }
    return render(request, "frontline/rule.html", context)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Write a rule into the register."""
    reader = edge.reader(request)
    held = offices_of(reader.actor, reader.at)
    require(may_keep_rule(reader.actor, holds=bool(held)))
    form = forms.RuleForm(posted(request), offices=named_offices(reader))

    def write() -> UUID:
        return actions.register_rule(edge.by(request), rule=form.rule(reader.language))

    if done(form, write):
        messages.success(request, _("The rule stands in the register."))
        return redirect("rules:index")
    intro = (_("A rule has an office that owns it, and a place where it is written down."),)
    return form_page(request, form, FormPage(_("Register a rule"), _("Register the rule"), intro, to_rules()))


@ask
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Put right what the register says."""
    reader = edge.reader(request)
    brief = rule_brief(reader, slug=slug)
    require(brief.may_keep)
    row = brief.row
    form = forms.RuleForm(
        posted(request), offices=named_offices(reader), initial=forms.rule_texts(row), version=row.version
    )

    def write() -> None:
        words_of = form.rule(row.language)
        actions.amend_rule(edge.by(request), rule=row.key, words=words_of, version=form.expected)

    if done(form, write):
        messages.success(request, _("The record was put right. What it said before stays in its history."))
        return redirect("rules:rule", slug=row.slug)
    intro = (_("This changes what the register says. If the rule itself changes, say so on its own page."),)
    page = FormPage(_("Put the record right"), _("Save the record"), intro, to_rules(brief))
    return form_page(request, form, page)


@ask
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that the rule itself changed, or was taken away, for everybody."""
    brief = rule_brief(edge.reader(request), slug=slug)
    require(brief.may_change)
    row = brief.row
    form = forms.ChangeForm(posted(request), version=row.version, initial={"text": row.text})

    def write() -> None:
        actions.change_rule(edge.by(request), rule=row.key, change=form.change(), version=form.expected)

    if done(form, write):
        messages.success(request, _("The register says from when on the rule is different."))
        return redirect("rules:rule", slug=row.slug)
    page = FormPage(
        _("Change this rule for everybody?"),
        _("Change the rule"),
        (row.title, _("Everybody can read what it said before, from when on it is different, and why.")),
        to_rules(brief),
        warning=True,
        cancel=reverse("rules:rule", args=[row.slug]),
    )
    return form_page(request, form, page)
