"""What the views of this part share: a page with one form, and who may see it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from headway.kernel.errors import Forbidden
from headway.people import permissions
from headway.web import edge
from headway.web.forms import Form


@dataclass(frozen=True, slots=True)
class FormPage:
    """The words around one form; `crumbs` are address, text, address, text."""

    title: str
    submit: str
    intro: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    warning: bool = False
    cancel: str = ""


def form_page(request: HttpRequest, form: Form, page: FormPage) -> HttpResponse:
    crumbs = list(zip(page.crumbs[::2], page.crumbs[1::2], strict=True))
    context = {"form": form, "page": page, "crumbs": crumbs}
    return render(request, "people/form.html", context, status=form.status)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def require(request: HttpRequest, act: str, *scopes: UUID) -> None:
    """Refuse early, so that nobody fills in a form they may not send; the action decides again."""
    if not permissions.may(edge.actor(request), act, *scopes):
        raise Forbidden


def require_signed_in(request: HttpRequest) -> UUID:
    """Return the key of the account that is signed in, or raise Forbidden."""
    key = edge.actor(request).key
    if key is None:
        raise Forbidden
    return key
