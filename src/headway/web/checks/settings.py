"""What the steward sets: thresholds and switch-offs, all of it in public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.briefs.checks.register import BY_ID
from headway.briefs.checks.shape import Check
from headway.checks import actions, permissions
from headway.checks.choices import THRESHOLDS, CheckId, ThresholdName
from headway.checks.queries import settings
from headway.kernel.errors import Forbidden, Missing
from headway.kernel.sentences import Figure, figure
from headway.web import edge
from headway.web.checks import forms
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted

ask = require_http_methods(["GET", "HEAD", "POST"])


def crumbs() -> tuple[str, ...]:
    """The way to these pages."""
    return (reverse("checks:rules"), _("What the checks ask"))


def asked_for(request: HttpRequest, check: str) -> Check:
    """Return a check to its steward; raises Forbidden, or Missing where there is none."""
    if not permissions.may_set(edge.actor(request)):
        raise Forbidden
    if check not in BY_ID:
        raise Missing
    return BY_ID[check]


@ask
def threshold(request: HttpRequest, check: str, name: str) -> HttpResponse:
    """Change a number of a rule."""
    found = asked_for(request, check)
    if (check, name) not in THRESHOLDS:
        raise Missing
    known = THRESHOLDS[check, name]
    now = settings(edge.reader(request)).limits.of(check, name)
    form = forms.ThresholdForm(posted(request), initial={"value": f"{now:g}"})
    which = {"check": CheckId(check), "name": ThresholdName(name)}
    if done(form, lambda: actions.set_threshold(edge.by(request), **which, **form.values())):  # type: ignore[arg-type]
        messages.success(request, _("The number was changed. Every mission is judged by it from now on."))
        return redirect("checks:rules")
    intro = (
        str(found.rule_with(settings(edge.reader(request)).limits)),
        _("Now %(now)s, usually %(usual)s. It can be anything from %(lowest)s to %(highest)s.")
        % {
            "now": figure(Figure(now)),
            "usual": figure(Figure(known.usual)),
            "lowest": figure(Figure(known.lowest)),
            "highest": figure(Figure(known.highest)),
        },
        _("Everybody sees the change, with the day and your reason."),
    )
    title = _("Change: %(setting)s") % {"setting": _(known.label)}
    return form_page(request, form, FormPage(title, _("Change the number"), intro, crumbs()))


@ask
def switch_off(request: HttpRequest, check: str) -> HttpResponse:
    """Ask a check no more."""
    found = asked_for(request, check)
    form = forms.SwitchOffForm(posted(request))
    if done(form, lambda: actions.switch_off(edge.by(request), check=CheckId(check), **form.values())):
        messages.success(request, _("The check is switched off. Every mission’s page says why."))
        return redirect("checks:rules")
    intro = (
        str(found.rule_with(settings(edge.reader(request)).limits)),
        _("No mission is asked about this from now on. Every mission’s page says so, with your reason."),
        _("What it said before stays readable. You can switch it on again at any time."),
    )
    title = _("Switch off %(check)s, %(title)s?") % {"check": check, "title": _(found.title)}
    return form_page(request, form, FormPage(title, _("Switch it off"), intro, crumbs(), warning=True))


@ask
def switch_on(request: HttpRequest, check: str) -> HttpResponse:
    """Ask a check again."""
    found = asked_for(request, check)
    form = Form(posted(request))
    if done(form, lambda: actions.switch_on(edge.by(request), check=CheckId(check))):
        messages.success(request, _("The check is switched on again."))
        return redirect("checks:rules")
    intro = (
        str(found.rule_with(settings(edge.reader(request)).limits)),
        _("Every mission is judged by it again. Owners may reply first, as always."),
    )
    title = _("Switch on %(check)s, %(title)s?") % {"check": check, "title": _(found.title)}
    return form_page(request, form, FormPage(title, _("Switch it on"), intro, crumbs()))
