"""What is set up and what comes next; the first page of an installation; the drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from headway.briefs import documents as drafts
from headway.briefs.setup import setup_brief
from headway.flows.setup import check_link
from headway.kernel.actors import SYSTEM, By, Reader, RoleName, Via
from headway.kernel.errors import Forbidden, Missing
from headway.look.documents import as_markdown
from headway.people import actions
from headway.people.analysis import NewAccount, NewOrganisation
from headway.people.choices import Family
from headway.people.permissions import may
from headway.people.queries import invitation_secret, invitations
from headway.web import edge
from headway.web.forms import done
from headway.web.setup.forms import BeginForm
from headway.web.setup.words import TASKS


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the tasks with what is done, for whoever sets the body up."""
    require(request, "see_people")
    brief = setup_brief(edge.reader(request))
    rows = [
        (row, words, reverse(words.page, args=words.about))
        for row in brief.tasks
        for words in [TASKS[row.task]]
    ]
    return render(request, "setup/index.html", {"brief": brief, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Name the body and its first administrator; who holds the link from the terminal may, once."""
    by = By(SYSTEM, edge.now(request), Via.WEB)
    check_link(token, at=by.at)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: start(by, form)):
        return redirect("people:accept", form.result)
    return render(request, "setup/begin.html", {"form": form}, status=form.status)


def start(by: By, form: BeginForm) -> str:
    """Make the body and invite its administrator; return the secret of the invitation."""
    given = form.values()
    new = NewAccount(given["email"], given["name"], role=RoleName.ADMINISTRATOR)
    account = actions.invite(by, new=new)
    actions.create_body(by, new=NewOrganisation(given["body"], Family(given["family"])))
    return invitation_secret(invitations(Reader(SYSTEM, by.at), account=account)[0].key)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the drafts."""
    require(request)
    return render(request, "setup/documents.html", {"drafts": drafts.documents(edge.reader(request))})


@require_safe
def document(request: HttpRequest, name: str) -> HttpResponse:
    """Print one draft, or send it as Markdown to be worked on."""
    require(request)
    if name not in set(drafts.DocumentName):
        raise Missing
    found = drafts.document(edge.reader(request), name=drafts.DocumentName(name))
    if request.GET.get("as") == "markdown":
        return HttpResponse(
            as_markdown(found),
            content_type="text/markdown; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.md"'},
        )
    return render(request, "setup/document.html", {"draft": found})


def require(request: HttpRequest, act: str = "set_setting") -> None:
    """The administrator sets a body up; the steward reads the drafts too."""
    if not may(edge.actor(request), act):
        raise Forbidden
