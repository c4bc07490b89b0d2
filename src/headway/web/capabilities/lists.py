"""Lists of capabilities: what teams may use, where each comes from, and installing another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.capabilities import actions, permissions
from headway.capabilities.analysis import Framework, read_framework, said, shipped
from headway.capabilities.queries import frameworks
from headway.kernel.errors import Forbidden
from headway.web import edge
from headway.web.capabilities import forms
from headway.web.capabilities.views import ask
from headway.web.forms import done
from headway.web.people.pages import posted, require_signed_in


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print the lists that teams may use, each with its source and licence."""
    require_signed_in(request)
    reader = edge.reader(request)
    lines = [
        {
            "name": said(each.name, reader.language),
            "source": each.source,
            "licence": each.licence,
            "names": [said(one.name, reader.language) for one in each.capabilities],
        }
        for each in frameworks(reader)
    ]
    may = permissions.may_install(reader.actor) and reader.past is None
    return render(request, "capabilities/lists.html", {"lines": lines, "may": may})


@ask
def install(request: HttpRequest) -> HttpResponse:
    """Let teams use another list."""
    reader = edge.reader(request)
    if not permissions.may_install(reader.actor):
        raise Forbidden
    known = {each.code for each in frameworks(reader)}
    more = [
        (code, str(said(each.name, reader.language))) for code, each in shipped().items() if code not in known
    ]
    form = forms.InstallForm(posted(request), request.FILES or None, lists=more)

    def chosen() -> Framework:
        values = form.cleaned_data
        return shipped()[values["code"]] if values["code"] else read_framework(values["file"].read())

    if done(form, lambda: actions.install_framework(edge.by(request), framework=chosen())):
        messages.success(request, _("Teams can use the list."))
        return redirect("capabilities:lists")
    return render(request, "capabilities/install.html", {"form": form}, status=form.status)
