"""Peer groups: who is looked at side by side and why; chosen by those who keep the list of places."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.places import actions, queries
from headway.places.analysis import NewPeers
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.places.forms import PeersForm
from headway.web.places.views import ask, crumbs, require


def group_crumbs() -> tuple[str, ...]:
    return (*crumbs(), reverse("place_list:peers"), _("Peer groups"))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the groups by name."""
    require(request, "choose_peers")
    return render(request, "places/peers.html", {"groups": queries.peer_groups(edge.reader(request))})


@ask
def choose(request: HttpRequest) -> HttpResponse:
    """Choose places to look at side by side."""
    require(request, "choose_peers")
    form = PeersForm(posted(request), reader=edge.reader(request))
    if done(form, lambda: actions.choose_peers(edge.by(request), new=NewPeers(**form.values()))):
        messages.success(request, _("The group can be chosen wherever places stand side by side."))
        return redirect("place_list:peers")
    intro = (_("A group helps to compare places that are alike, and says why they are. It ranks nobody."),)
    page = FormPage(
        _("Which places belong together?"),
        _("Save the group"),
        intro,
        group_crumbs(),
        cancel=reverse("place_list:peers"),
    )
    return form_page(request, form, page)


@ask
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a group."""
    require(request, "end_peers")
    row = queries.peer_group(edge.reader(request), key=key)
    form = Form(posted(request), version=row.version)
    if done(form, lambda: actions.end_peers(edge.by(request), key=key, version=form.expected)):
        messages.success(request, _("The group ended. Pages of days before still show it."))
        return redirect("place_list:peers")
    page = FormPage(
        _("End the group “%(name)s”?") % {"name": row.name},
        _("End the group"),
        (_("Nobody can choose it from today on. Pages of days before still show it."),),
        group_crumbs(),
        warning=True,
        cancel=reverse("place_list:peers"),
    )
    return form_page(request, form, page)
