"""Who reads first: sort a barrier, join it, summarise it, take it out; the desk and the deciders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from headway.briefs.frontline import BarrierBrief, barrier_brief, sorting_brief
from headway.flows import barriers as flows
from headway.frontline import actions, permissions
from headway.frontline.choices import BarrierKind, Exit
from headway.frontline.queries import deciders, desk
from headway.frontline.queries.rules import rules
from headway.kernel.actors import Reader
from headway.kernel.errors import Forbidden, Missing
from headway.people.queries import office_rows
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.frontline import barriers_words as words
from headway.web.frontline.barriers_forms import (
    DeciderForm,
    DeskForm,
    JoinForm,
    Named,
    SortForm,
    SummaryForm,
)
from headway.web.frontline.barriers_raise import ask
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in


def office_choices(reader: Reader) -> Named:
    """Return the offices as choices."""
    return [(str(row.key), f"{row.organisation_name}: {row.name}") for row in office_rows(reader).values()]


def sortable(request: HttpRequest, key: UUID) -> BarrierBrief:
    """Return a barrier to who may sort it; raises Missing or Forbidden."""
    require_signed_in(request)
    brief = barrier_brief(edge.reader(request), key=key)
    if not brief.sorts:
        raise Forbidden
    return brief


@ask
def sort(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give a barrier its kind, its rule and the office that decides; show who says the same."""
    sortable(request, key)
    reader = edge.reader(request)
    found = sorting_brief(reader, key=key)
    row = found.brief.row
    form = SortForm(
        posted(request),
        rules=[(str(rule.key), rule.title) for rule in rules(reader)],
        offices=office_choices(reader),
        initial={
            "kind": row.kind.value,
            "changer": row.changer.value,
            "rule": str(found.brief.rule.key) if found.brief.rule else "",
            "to": str(found.suggested or found.brief.asked.office),
        },
    )
    if done(form, lambda: flows.sort_barrier(edge.by(request), barrier=key, sorting=form.sorting())):
        messages.success(request, _("The office that decides owes the answer now, in public."))
        return redirect("answers:inbox")
    context = {"form": form, "found": found, "brief": found.brief}
    return render(request, "frontline/barrier_sort.html", context, status=form.status)


@ask
def take_out(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a barrier out of the ledger, today."""
    brief = sortable(request, key)
    way = request.POST.get("way", "")
    if request.method == "POST" and way in {each.value for each in Exit}:
        flows.take_out(edge.by(request), barrier=key, way=Exit(way))
        messages.success(request, _("It left the ledger. Who looks after it was told."))
        return redirect("answers:inbox")
    context = {"brief": brief, "desk": desk(edge.reader(request))}
    return render(request, "frontline/barrier_take_out.html", context)


@ask
def join(request: HttpRequest, key: UUID) -> HttpResponse:
    """Join a barrier to another that says the same."""
    sortable(request, key)
    reader = edge.reader(request)
    found = sorting_brief(reader, key=key)
    others = [
        (str(each.row.key), each.row.summary.text or words.KINDS[each.row.kind])
        for each in found.alike
        if each.row.into is None
    ]
    form = JoinForm(posted(request), others=others)
    if done(form, lambda: flows.join(edge.by(request), barrier=key, into=UUID(form.values()["into"]))):
        messages.success(
            request, _("One answer settles both now. Each keeps its own, and says whether it holds.")
        )
        return redirect("frontline:barrier", key=key)
    intro = (
        _("One answer then settles both. Who raised each of them reads it and says whether it holds."),
        _("What is counted together gives its minutes back once."),
    )
    crumbs = (reverse("frontline:barrier-sort", args=[key]), _("Sort this barrier"))
    return form_page(request, form, FormPage(_("Join it to another"), _("Join them"), intro, crumbs))


@ask
def part(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a barrier stand alone again."""
    sortable(request, key)
    form = Form(posted(request))
    if done(form, lambda: actions.part(edge.by(request), barrier=key)):
        return redirect("frontline:barrier", key=key)
    intro = (_("It then waits for an answer of its own."),)
    crumbs = (reverse("frontline:barrier", args=[key]), _("Barrier"))
    return form_page(request, form, FormPage(_("Let it stand alone?"), _("Take it out"), intro, crumbs))


@ask
def summary(request: HttpRequest, key: UUID) -> HttpResponse:
    """Approve what the public may read."""
    require_signed_in(request)
    reader = edge.reader(request)
    brief = barrier_brief(reader, key=key)
    if not brief.summarises:
        raise Forbidden
    form = SummaryForm(
        posted(request), version=brief.row.version, initial={"summary": brief.row.summary.text}
    )

    def write() -> None:
        actions.summarise(
            edge.by(request),
            barrier=key,
            summary=form.cleaned_data["summary"],
            language=reader.language,
            version=form.expected,
        )

    if done(form, write):
        messages.success(request, _("Everybody can read the summary now."))
        return redirect("frontline:barrier", key=key)
    return render(
        request, "frontline/barrier_summary.html", {"form": form, "brief": brief}, status=form.status
    )


# --- who reads and who decides ---


def steward(request: HttpRequest) -> Reader:
    """Return the reader where they may say who reads and who decides; raises Forbidden."""
    reader = edge.reader(request)
    if not permissions.may_set_desk(reader.actor):
        raise Forbidden
    return reader


@ask
def desk_page(request: HttpRequest) -> HttpResponse:
    """Say who reads barriers first; print who decides about which kind."""
    reader = steward(request)
    now = desk(reader)
    initial = (
        {
            "reader": str(now.reader),
            "safeguarding": str(now.safeguarding),
            "whistleblowing": str(now.whistleblowing),
            "call": now.call,
        }
        if now
        else {}
    )
    form = DeskForm(posted(request), offices=office_choices(reader), initial=initial)

    def write() -> None:
        sent = form.values()
        offices = {name: UUID(sent[name]) for name in ("reader", "safeguarding", "whistleblowing")}
        actions.set_desk(edge.by(request), **offices, call=sent["call"])

    if done(form, write):
        messages.success(request, _("Anybody who acts for a mission can say what is in the way now."))
        return redirect("frontline:index")
    named = deciders(reader)
    kinds = [(kind, text, named.get(kind)) for kind, text in words.KINDS.items()]
    context = {"form": form, "kinds": kinds, "open": now is not None}
    return render(request, "frontline/desk.html", context, status=form.status)


@ask
def decider(request: HttpRequest, kind: str) -> HttpResponse:
    """Name the office that decides about one kind of barrier."""
    reader = steward(request)
    if kind not in {each.value for each in BarrierKind}:
        raise Missing
    this = BarrierKind(kind)
    now = deciders(reader).get(this)
    form = DeciderForm(
        posted(request),
        offices=office_choices(reader),
        initial={"office": str(now.office)} if now else {},
    )

    def write() -> None:
        chosen = form.values()["office"]
        actions.set_decider(edge.by(request), kind=this, office=UUID(chosen) if chosen else None)

    if done(form, write):
        return redirect("frontline:desk")
    title = _("Who decides about: %(kind)s") % {"kind": words.KINDS[this]}
    crumbs = (reverse("frontline:desk"), _("Who reads and who decides"))
    return form_page(request, form, FormPage(title, _("Save"), (), crumbs))
