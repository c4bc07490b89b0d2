"""The data and the result of a test: worked out from its own draw, taken from the bench, or entered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.briefs.learning import TestBrief
from headway.briefs.mixes import interval
from headway.briefs.studies import studies_of, study_brief
from headway.files import actions as files
from headway.files import store
from headway.files.choices import Purpose
from headway.files.permissions import may_bring_in
from headway.files.queries import stored_bytes, upload
from headway.flows.tests import from_study, record_result
from headway.kernel.errors import Invalid, Missing
from headway.kernel.sentences import spoken
from headway.learning.analysis import Outcome, computed
from headway.learning.analysis.taken import AT_THE_BENCH
from headway.learning.choices import STUDY_CHECKS, Phase
from headway.learning.permissions import may_study
from headway.learning.queries import MixRow, study
from headway.web import edge
from headway.web.forms import done
from headway.web.learning import run_forms
from headway.web.learning.plan import way
from headway.web.learning.running import ask, brief_for, page_of
from headway.web.missions.edit import require
from headway.web.people.pages import form_page, posted


@ask
def data(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring in the data of a test that was drawn by lot; the effect is worked out from them."""
    brief = brief_for(request, slug, "analyse", Phase.RUNNING, Phase.ANALYSED)
    require(may_bring_in(edge.actor(request)) and brief.draw is not None)
    form = run_forms.DataForm(posted(request), request.FILES or None)

    def write() -> UUID:
        file = form.cleaned_data["file"]
        store.check_size(file.size)
        content = file.read()
        worked_out(brief, content)
        sent = store.keep(content, file.name)
        details = {"test": str(brief.row.key)}
        return files.receive_upload(edge.by(request), sent=sent, purpose=Purpose.TEST, details=details)

    if done(form, write):
        return redirect(f"{reverse('learning:result', args=[slug])}?upload={form.result}")
    page = page_of(
        brief,
        _("Bring in the data"),
        _("Work out the effect"),
        _(
            "A CSV file with the columns “unit” and “outcome”. Who was drawn for what stands on the "
            "draw already."
        ),
        _("You see the result before it counts."),
    )
    return render(
        request,
        "learning/upload.html",
        {"form": form, "page": page, "crumbs": list(zip(page.crumbs[::2], page.crumbs[1::2], strict=True))},
        status=form.status,
    )


def worked_out(brief: TestBrief, content: bytes) -> Outcome:
    """Return the effect that some data show, by the test's own draw."""
    found = brief.draw
    assert found is not None  # asked before
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    return computed(found.program, found.list_content, found.content, text)


@require_safe
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the studies of the bench that a result can be taken from."""
    brief = brief_for(request, slug, "analyse", Phase.RUNNING, Phase.ANALYSED)
    kind = AT_THE_BENCH.get(brief.row.design)
    if kind is None:
        raise Missing
    context = {
        "brief": brief,
        "studies": studies_of(edge.reader(request), mission=brief.mission, kind=kind),
        "may_study": may_study(edge.actor(request), brief.row.mission),
        "crumbs": list(zip(way(brief)[::2], way(brief)[1::2], strict=True)),
    }
    return render(request, "learning/take.html", context)


def study_named(request: HttpRequest, brief: TestBrief) -> tuple[UUID | None, Outcome | None]:
    """Return the study that the address names and what its result would be."""
    text = request.GET.get("study", "")
    if not text:
        return None, None
    try:
        key = UUID(text)
    except ValueError as error:
        raise Missing from error
    found = from_study(edge.reader(request), brief.row.key, brief.row.mission, key, Outcome())
    return key, found


def study_intro(request: HttpRequest, key: UUID, found: Outcome) -> list[str]:
    """Say what the study found, and warn where it is not the study that was planned."""
    row = study(edge.reader(request), key=key)
    title = _("From the study “%(title)s” of the bench.") % {"title": row.asked.title}
    wrong = [_(STUDY_CHECKS[each.code]) for each in found.checks if each.passed is False]
    advice = [_("The page of the test says so beside the result.")] if wrong else []
    ends = [spoken(interval(row.found))] if isinstance(row, MixRow) else []
    return [f"{title} {spoken(study_brief(row, None).sentence)}", *ends, *wrong, *advice]


@ask
def result(request: HttpRequest, slug: str) -> HttpResponse:
    """Record what came out, or the next result that corrects it."""
    brief = brief_for(request, slug, "analyse", Phase.RUNNING, Phase.ANALYSED)
    key, found = brought_in(request, brief)
    taken_from, studied = study_named(request, brief)
    correcting = brief.row.phase is Phase.ANALYSED
    form = run_forms.ResultForm(
        posted(request),
        plan=brief.row.plan,
        found=found or studied,
        correcting=correcting,
        version=brief.row.version,
    )

    def write() -> None:
        record_result(
            edge.by(request),
            test=brief.row.key,
            outcome=form.outcome(),
            version=form.expected,
            reason=form.cleaned_data.get("reason", ""),
            upload=key,
            study=taken_from,
        )

    if done(form, write):
        messages.success(request, _("The result was recorded."))
        return redirect("learning:test", slug=slug)
    intro = [_("It is read by the plan, version %(number)s.") % {"number": brief.row.number}]
    if taken_from is not None and studied is not None:
        intro += study_intro(request, taken_from, studied)
    elif found is not None:
        intro.append(
            _(
                "From the data, by the draw’s own program: %(estimate)s, between %(lower)s and %(upper)s, "
                "p %(p)s, %(n)s with an outcome."
            )
            % {
                "estimate": f"{found.estimate:.3g}",
                "lower": f"{found.lower:.3g}",
                "upper": f"{found.upper:.3g}",
                "p": f"{found.p:.3g}",
                "n": found.n,
            }
        )
    warned = studied is not None and any(each.passed is False for each in studied.checks)
    page = page_of(brief, _("What came out?"), _("Record the result"), *intro, warning=warned)
    return form_page(request, form, page)


def brought_in(request: HttpRequest, brief: TestBrief) -> tuple[UUID | None, Outcome | None]:
    """Return the data that the address names and the effect they show, worked out anew."""
    text = request.GET.get("upload", "")
    if not text or brief.draw is None or request.GET.get("study"):
        return None, None
    try:
        key = UUID(text)
    except ValueError:
        return None, None
    reader = edge.reader(request)
    row = upload(reader, key=key)
    if row.details.get("test") != str(brief.row.key):
        return None, None
    try:
        return key, worked_out(brief, stored_bytes(reader, sha256=row.file).data)
    except Invalid:
        return None, None
