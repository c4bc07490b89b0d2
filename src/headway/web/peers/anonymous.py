"""Telling a story without a name: no cookie, no account, no log, by the letterbox."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from headway.flows.stories import post_story
from headway.kernel.errors import Invalid
from headway.missions.queries import missions
from headway.web import edge
from headway.web.frontline.barriers_raise import anybody, from_here, nobody
from headway.web.limits import HERE
from headway.web.peers import forms
from headway.web.peers.stories import ask
from headway.web.people.pages import posted

MOST = 60  # an hour from one connection: a whole council may sit behind one


@ask
@from_here
def tell(request: HttpRequest) -> HttpResponse:
    """Print the form, or take the story in and give its code."""
    if request.method == "POST":
        nobody(request)
    reader = edge.reader(request)
    listed = [row for row in missions(reader) if row.opened_at]
    form = forms.NamelessForm(
        posted(request), missions=[(str(row.key), row.charter.short_title) for row in listed]
    )
    if not form.is_bound:
        return page(request, form)
    if not form.is_valid():
        form.status = 422
        return page(request, form)
    if not HERE.within(request, "story", most=MOST):
        form.add_error(None, _("Many stories came from your connection. Wait an hour, then send it again."))
        form.status = 429
        return page(request, form)
    code = form.cleaned_data["code"]
    try:
        post_story(anybody(request), new=form.story(reader.language, edge.today(request)), code=code)
    except Invalid as refusal:
        form.refuse(refusal)
        return page(request, form)
    return render(request, "peers/nameless_sent.html", {"code": code})


def page(request: HttpRequest, form: forms.NamelessForm) -> HttpResponse:
    """Print the form."""
    return render(request, "peers/nameless.html", {"form": form}, status=form.status)
