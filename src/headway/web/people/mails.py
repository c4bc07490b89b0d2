"""Today, and which mails somebody gets: chosen on the account's page, stopped by a link alone."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs.today import Task, today_brief
from headway.briefs.where import Where
from headway.kernel.errors import Missing
from headway.kernel.things import find
from headway.look.addresses import address_of
from headway.missions.queries import mission
from headway.people import actions, queries
from headway.people.choices import MailRhythm
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in

ask = require_http_methods(["GET", "HEAD", "POST"])
KINDS = {"mission", "indicator"}


def crumbs() -> tuple[str, ...]:
    return reverse("people:account"), _("Your account"), reverse("people:mails"), _("Mails")


@dataclass(frozen=True, slots=True)
class Shown:
    """A task with its address."""

    task: Task
    href: str


@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    """Print what needs the person who is signed in, by clock."""
    require_signed_in(request)
    brief = today_brief(edge.reader(request))
    parts = (
        (_("Past its day"), brief.late),
        (_("By its day"), brief.ahead),
        (_("Whenever you can"), brief.unclocked),
    )
    groups = [(title, [Shown(each, address_of(each.where)) for each in tasks]) for title, tasks in parts]
    return render(request, "people/today.html", {"brief": brief, "groups": groups})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require_signed_in(request)
    reader = edge.reader(request)
    rows = [
        (row, words.RHYTHMS[row.rhythm], address_of(Where(row.kind, row.slug)))
        for row in queries.subscriptions(reader)
    ]
    context = {"rows": rows, "today": words.RHYTHMS[queries.today_rhythm(reader)]}
    return render(request, "people/mails.html", context)


@ask
def today(request: HttpRequest) -> HttpResponse:
    require_signed_in(request)
    rhythm = queries.today_rhythm(edge.reader(request))
    form = forms.RhythmForm(posted(request), never=True, initial={"rhythm": rhythm.value})
    if done(form, lambda: actions.choose_today_mail(edge.by(request), rhythm=chosen(form))):
        messages.success(request, _("Your choice is saved."))
        return redirect("people:mails")
    intro = (
        _("The mail says what needs you, as your page Today does. Without anything to say, none comes."),
    )
    page = FormPage(_("How often do you want Today by mail?"), _("Save"), intro, crumbs())
    return form_page(request, form, page)


@ask
def follow(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Follow a mission or an indicator, or change how often one hears of it."""
    require_signed_in(request)
    about, title = followed(request, kind, slug)
    reader = edge.reader(request)
    held = queries.subscription_to(reader, about=about)
    rhythm = held.rhythm if held else MailRhythm.WEEKLY
    form = forms.RhythmForm(posted(request), initial={"rhythm": rhythm.value})
    if done(form, lambda: actions.subscribe(edge.by(request), about=about, rhythm=chosen(form))):
        messages.success(request, _("You will get a mail when something changed."))
        return redirect("people:mails")
    intro = (
        _("One mail says what changed: new figures, the words of the mission, its goals."),
        _("No mail comes when nothing changed."),
    )
    page = FormPage(
        _("Hear of changes: %(title)s") % {"title": title},
        _("Save") if held else _("Send me mails"),
        intro,
        crumbs(),
        cancel=address_of(Where(kind, slug)),
    )
    return form_page(request, form, page)


def chosen(form: Form) -> MailRhythm:
    return MailRhythm(form.values()["rhythm"])


def followed(request: HttpRequest, kind: str, slug: str) -> tuple[UUID, str]:
    """Return the key and the words of what is to be followed; raises Missing for what is not for them."""
    if kind not in KINDS:
        raise Missing
    if kind == "mission":
        row = mission(edge.reader(request), slug=slug)
        return row.key, row.charter.short_title
    label = find(kind, slug).label
    return label.key, label.label


@ask
def unfollow(request: HttpRequest, key: UUID) -> HttpResponse:
    require_signed_in(request)
    row = next((row for row in queries.subscriptions(edge.reader(request)) if row.key == key), None)
    if row is None:
        raise Missing
    form = Form(posted(request))
    if done(form, lambda: actions.unsubscribe(edge.by(request), key=key)):
        messages.success(request, _("These mails have stopped."))
        return redirect("people:mails")
    page = FormPage(
        _("Stop mails about %(title)s?") % {"title": row.label},
        _("Stop these mails"),
        crumbs=crumbs(),
        cancel=reverse("people:mails"),
    )
    return form_page(request, form, page)


@csrf_exempt  # mail programs press the link by themselves (RFC 8058); what it may do is signed in it
@ask
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """Stop the mail that a link stands for, without signing in."""
    kind, key = queries.mail_key(secret)
    if request.method == "POST":
        actions.stop_by_link(edge.by(request), secret=secret)
    title = _("Today") if kind == "today" else queries.subscribed_label(key)
    context = {"title": title, "stopped": request.method == "POST"}
    return render(request, "people/stop.html", context)
