"""What analysts do with findings: publish, correct, retract, bring in a file, weigh one for a link."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from headway.briefs.findings import finding_brief, weigh_brief
from headway.flows.findings import Weighing, weigh_finding
from headway.formats.errors import Problem, Unreadable
from headway.kernel.actors import Reader
from headway.learning import actions
from headway.learning.analysis.findings import FindingWords, read_findings
from headway.learning.choices import Phase
from headway.learning.permissions import may_publish
from headway.learning.queries import FindingRow, findings, finished
from headway.missions.queries import logic
from headway.web import edge
from headway.web.forms import done
from headway.web.learning import findings_forms as forms
from headway.web.learning.plan import way as way_to_test
from headway.web.learning.running import brief_for
from headway.web.measures.words import problem_text
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted

ask = require_http_methods(["GET", "HEAD", "POST"])


def way(row: FindingRow | None = None) -> tuple[str, ...]:
    """Return the way here."""
    here = (reverse("learning:findings"), _("What is known"))
    return here if row is None else (*here, reverse("learning:finding", args=[row.slug]), row.words.title)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Publish what a study found."""
    require(may_publish(edge.actor(request)))
    form = forms.FindingForm(posted(request), initial={"language": "en"})

    def write() -> UUID:
        return actions.publish_finding(edge.by(request), finding=form.words())

    if done(form, write):
        messages.success(request, _("The finding stands in the library."))
        return redirect("learning:findings")
    intro = (_("Say what was found, how surely, and where. Everybody can read it, with its source."),)
    page = FormPage(_("Add a finding"), _("Publish it"), intro, way(), cancel=reverse("learning:findings"))
    return form_page(request, form, page)


@ask
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a finding say something else."""
    row = kept(request, slug)
    form = forms.CorrectForm(posted(request), version=row.version, initial=forms.finding_texts(row.words))

    def write() -> None:
        words = form.words(row.words.code)
        actions.correct_finding(edge.by(request), finding=row.key, words=words, version=form.expected)

    if done(form, write):
        messages.success(request, _("The finding was corrected. What it said before stays in its history."))
        return redirect("learning:finding", slug=slug)
    page = FormPage(_("Correct the finding"), _("Publish the correction"), (), way(row), cancel=home(row))
    return form_page(request, form, page)


@ask
def retract(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a finding no longer counts."""
    row = kept(request, slug)
    form = forms.RetractForm(posted(request), version=row.version)

    def write() -> None:
        reason = form.values()["reason"]
        actions.retract_finding(edge.by(request), finding=row.key, reason=reason, version=form.expected)

    if done(form, write):
        messages.success(request, _("The finding was retracted. Its page stays, with your reason."))
        return redirect("learning:finding", slug=slug)
    intro = (_("A retracted finding counts in no synthesis. Links keep what was decided about them."),)
    title, submit = _("Retract this finding"), _("Retract it")
    page = FormPage(title, submit, intro, way(row), warning=True, cancel=home(row))
    return form_page(request, form, page)


def kept(request: HttpRequest, slug: str) -> FindingRow:
    """Return a finding that counts, for who keeps the library."""
    brief = finding_brief(edge.reader(request), slug=slug)
    require(brief.may_publish)
    return brief.row


def home(row: FindingRow) -> str:
    return reverse("learning:finding", args=[row.slug])


# --- a file ---


@ask
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read a file, show what it would add and change, and take it in when that is accepted."""
    require(may_publish(edge.actor(request)))
    if "content" in request.POST:
        return accept(request)
    form = forms.FileForm(posted(request), request.FILES or None)
    problems: list[str] = []
    if form.is_bound and form.is_valid():
        data = form.values()["file"].read()
        try:
            return preview(request, data, read_findings(data))
        except Unreadable as refusal:
            problems = said(refusal)
    return file_page(request, form, problems, 422 if form.is_bound else 200)


def preview(request: HttpRequest, data: bytes, read: Sequence[FindingWords]) -> HttpResponse:
    """Show what would be added and changed; nothing is written yet."""
    known = {row.words.code: row for row in findings(edge.reader(request))}
    context = {
        "form": forms.AcceptForm(initial={"content": data.decode("utf-8-sig", "replace")}),
        "added": [words for words in read if words.code not in known],
        "changed": [words for words in read if words.code in known and known[words.code].words != words],
        "same": sum(words.code in known and known[words.code].words == words for words in read),
        "crumbs": pairs(way()),
    }
    return render(request, "learning/findings_preview.html", context)


def accept(request: HttpRequest) -> HttpResponse:
    """Take in what was shown, or say what stands against it by now."""
    form = forms.AcceptForm(request.POST)
    again = [_("Choose the file again.")]
    if not form.is_valid():
        return file_page(request, forms.FileForm(), again, 422)
    try:
        read = form.findings()
    except Unreadable as refusal:
        return file_page(request, forms.FileForm(), said(refusal), 422)
    if done(form, lambda: actions.import_findings(edge.by(request), findings=read)):
        messages.success(request, _("The file was taken in."))
        return redirect("learning:findings")
    wrong = [str(each) for each in form.non_field_errors()] or again
    return file_page(request, forms.FileForm(), wrong, form.status)


def said(refusal: Unreadable) -> list[str]:
    """Write the first problems, and how many more there are."""
    shown = [problem_text(each) for each in refusal.problems if isinstance(each, Problem)]
    more = refusal.total - len(shown)
    return [*shown, _("And %(n)s more.") % {"n": more}] if more > 0 else shown


def file_page(request: HttpRequest, form: forms.FileForm, problems: list[str], status: int) -> HttpResponse:
    """Print the form, with what is wrong in the file above it."""
    context = {"form": form, "problems": problems, "crumbs": pairs(way())}
    return render(request, "learning/findings_import.html", context, status=status)


def pairs(found: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(found[::2], found[1::2], strict=True))


# --- weighing ---


@ask
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a finding change what a link rests on, by a decision."""
    brief = finding_brief(edge.reader(request), slug=slug)
    require(brief.may_weigh)
    return weighing(request, brief.row, way(brief.row))


@ask
def weigh_test(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a finished test of ours change what a link rests on, by a decision."""
    brief = brief_for(request, slug, "weigh", Phase.ANALYSED, Phase.DECIDED)
    (_test, row), *_rest = finished(edge.reader(request), tests=[brief.row])
    return weighing(request, row, way_to_test(brief))


def weighing(request: HttpRequest, row: FindingRow, crumbs: tuple[str, ...]) -> HttpResponse:
    """Ask for which link, by which decision and to which grade; the way ends where one came from."""
    reader, back = edge.reader(request), crumbs[-2]
    choice = weigh_brief(reader, finding=row.key)
    links = links_of(reader, [each.key for each in choice.missions])
    form = forms.WeighForm(
        posted(request),
        version=row.version,
        links=[(key, text) for key, (_mission, text) in links.items()],
        decided=[(each.key, each.title) for each in choice.decisions],
        initial={"strength": str(row.words.strength)},
    )

    def write() -> None:
        values = form.values()
        link = UUID(values["link"])
        asked = Weighing(row.key, link, UUID(values["decision"]), int(values["strength"]), values["why"])
        weigh_finding(edge.by(request), mission=links[link][0], weighing=asked, version=form.expected)

    if done(form, write):
        messages.success(request, _("The link rests on this finding now. What it rested on before is kept."))
        return redirect(back)
    intro = (_("A finding changes what a mission rests on only by a decision. Both stand on its page."),)
    title, submit = _("Weigh this finding for a link"), _("Change the link")
    page = FormPage(title, submit, intro, crumbs, cancel=back)
    return form_page(request, form, page)


def links_of(reader: Reader, missions: Sequence[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """Return the links of these missions with their mission and words."""
    found: dict[UUID, tuple[UUID, str]] = {}
    for mission, held in logic(reader, missions=missions).items():
        texts = {node.key: node.text for node in held.nodes}
        for link in held.links:
            found[link.key] = mission, f"{texts[link.source]} → {texts[link.target]}"
    return found
