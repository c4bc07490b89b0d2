"""Packs in the browser: a mission as a file to keep or hand on, and missions brought in from one."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from headway.files import store
from headway.flows.packs import load_pack, pack, titles
from headway.formats.errors import Unreadable
from headway.formats.packs import Pack, from_files, from_zip, to_files, to_zip
from headway.kernel.errors import Forbidden, Invalid
from headway.kernel.sentences import Sentence
from headway.missions.permissions import may_load_pack
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.measures.words import problem_text

ask = require_http_methods(["GET", "HEAD", "POST"])
ZIP = "application/zip"
EXAMPLES = {
    "camden": gettext_lazy("Camden: four missions of 2022, with the published figures behind them"),
    "uk-2024": gettext_lazy("United Kingdom: five missions of 2024, with their milestones"),
}
OWN = "own"
SALT = "missions.pack"  # what was looked at is what is brought in
HOUR = 3600


class PackForm(Form):
    """An example that comes with Headway, or a file of one's own."""

    which = forms.ChoiceField(
        label=gettext_lazy("What do you want to bring in?"),
        widget=forms.RadioSelect,
        choices=[*EXAMPLES.items(), (OWN, gettext_lazy("A pack of my own, as a .zip file"))],
    )
    file = forms.FileField(
        label=gettext_lazy("Your pack"),
        required=False,
        help_text=gettext_lazy("A .zip file that a Headway wrote. Leave it empty for an example."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("which") == OWN and not given.get("file"):
            self.add_error("file", _("Choose the .zip file of your pack."))
        return given


@require_safe
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a mission with all it stands on as a .zip file."""
    found = pack(edge.reader(request), slugs=[slug])
    name = found.missions[0]
    return HttpResponse(
        to_zip(to_files(found)),
        content_type=ZIP,
        headers={"Content-Disposition": f'attachment; filename="headway-{name}.zip"'},
    )


@ask
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a pack; it is read and kept, and shown before anything counts."""
    require(request)
    form = PackForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if done(form, lambda: put_away(form)):
        return redirect("missions:import-preview", signing.dumps(form.result, salt=SALT))
    return render(request, "missions/pack_choose.html", {"form": form}, status=form.status)


@ask
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is in the pack; bring it in when the person says so."""
    require(request)
    try:
        told = read(store.get(signing.loads(token, salt=SALT, max_age=HOUR)))
    except signing.BadSignature:
        messages.info(request, _("That took more than an hour. Choose the pack again."))
        return redirect("missions:import")
    form = Form(request.POST if request.method == "POST" else None)
    if done(form, lambda: load_pack(edge.by(request), told=told)):
        said = _("%(new)s records were new and are here now.") % {"new": form.result.written}
        messages.success(request, said if form.result.written else _("Everything was here already."))
        return redirect("missions:index")
    context = {
        "form": form,
        "titles": titles(told),
        "releases": len(told.contents),
        "records": sum(map(len, told.parts.values())),
    }
    return render(request, "missions/pack_preview.html", context, status=form.status)


def require(request: HttpRequest) -> None:
    """Refuse early, so that nobody fills in a form they may not send; the flow decides again."""
    if not may_load_pack(edge.actor(request)):
        raise Forbidden


def put_away(form: PackForm) -> str:
    """Return the hash of the pack's bytes, which lie in the store; a pack that cannot be read is refused."""
    given = form.values()
    if given["which"] == OWN:
        store.check_size(given["file"].size)
        data = given["file"].read()
    else:
        data = to_zip(example(given["which"]))
    read(data)
    return str(store.put(data).sha256)


def example(name: str) -> dict[str, bytes]:
    """Return the files of an example that comes with Headway."""
    folder = Path(settings.EXAMPLES) / name
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".json", ".csv"}
    }


def read(data: bytes) -> Pack:
    """Read a pack; what cannot be read is said beside the field."""
    try:
        return from_files(from_zip(data))
    except Unreadable as refusal:
        told = f"{getattr(refusal, 'file', '')}: {problem_text(refusal.problems[0])}"
        said = Sentence("%(told)s", {"told": told})
        raise Invalid(said, {"file": said}) from None
