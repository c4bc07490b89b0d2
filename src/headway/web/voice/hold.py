"""Holding a conversation: draft, words, codes, opening, closing, results, answers owed, sheets of paper."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from headway.briefs.conversations import May, may_of
from headway.flows.conversations import report_conversation
from headway.kernel.actors import By
from headway.kernel.errors import Missing
from headway.kernel.things import slugify
from headway.kernel.translations import NewText
from headway.missions.queries import missions
from headway.people.queries import offices
from headway.voice import actions
from headway.voice.analysis.codes import new_receipt
from headway.voice.analysis.taking import Cast, Joining, NewConversation
from headway.voice.choices import Choice, Stage
from headway.voice.permissions import may_begin
from headway.voice.queries import ConversationRow, assessment, batches, statements
from headway.voice.queries import conversation as the_conversation
from headway.voice.queries.results import worked_out
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.missions.edit import require
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import forms
from headway.web.voice.files import codes_file
from headway.web.voice.taking import crumbs

ask = require_http_methods(["GET", "HEAD", "POST"])
ADDRESSES = {"new"}  # of pages of ours where a conversation's could stand


def found(request: HttpRequest, slug: str, *stages: Stage) -> tuple[ConversationRow, May]:
    """Return a conversation that stands where something can be done, and what this person may do."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    if stages and row.stage not in stages:
        raise Missing
    return row, may_of(reader, row)


def back(row: ConversationRow) -> HttpResponse:
    return redirect("voice:conversation", slug=row.slug)


@ask
def new(request: HttpRequest) -> HttpResponse:
    """Draft a conversation."""
    reader = edge.reader(request)
    require(may_begin(reader.actor))
    named = [(str(row.key), row.charter.short_title) for row in missions(reader)]
    form = forms.NewForm(posted(request), offices=offices(reader), missions=named)

    def write() -> UUID:
        terms = replace(form.terms(), language=reader.language)
        slug = slugify(terms.question)
        mission = form.cleaned_data["mission"]
        made = NewConversation(
            terms,
            UUID(mission) if mission else None,
            form.seed_texts(),
            slug=f"{slug}-conversation" if slug in ADDRESSES else slug,
        )
        return actions.draft_conversation(edge.by(request), conversation=made)

    if done(form, write):
        messages.success(request, _("The draft was saved. Nobody sees it until you open it."))
        return back(the_conversation(reader, key=form.result))
    intro = (
        _("Ask one question. Begin with statements from different sides; people add what is missing."),
        _("Whoever is heard is owed an answer: name the office that gives it."),
    )
    home = (reverse("voice:index"), _("Have your say"))
    return form_page(request, form, FormPage(_("Draft a conversation"), _("Save the draft"), intro, home))


@ask
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the next version of the terms."""
    row, may = found(request, slug, Stage.DRAFT, Stage.OPEN, Stage.CLOSED)
    require(may.hold)
    form = forms.TermsForm(
        posted(request),
        offices=offices(edge.reader(request)),
        initial=forms.terms_texts(row),
        version=row.version,
    )

    def write() -> None:
        terms = replace(form.terms(), language=row.terms.language)
        actions.change_terms(edge.by(request), conversation=row.key, terms=terms, version=form.expected)

    if done(form, write):
        messages.success(request, _("The conversation was changed."))
        return back(row)
    page = FormPage(_("Change this conversation"), _("Save the changes"), (), crumbs(row))
    return form_page(request, form, page)


@ask
def translate(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the question, the background and the statements into the other language of the pages."""
    row, may = found(request, slug)
    require(may.hold)
    reader = edge.reader(request)
    live = statements(reader, conversations={row.key}, live=True)
    form = forms.TranslateForm(posted(request), row=row, statements=live)

    def write() -> None:
        for of, field, text in form.texts():
            actions.translate_conversation(
                replace(edge.by(request), once=None),
                conversation=row.key,
                of=of,
                text=NewText(field, form.language, text, approved=True),
            )

    if done(form, write):
        messages.success(request, _("The translation was saved."))
        return back(row)
    intro = (_("Leave empty what is not translated yet: people then read it in its first language."),)
    page = FormPage(_("Translate this conversation"), _("Save the translation"), intro, crumbs(row))
    return form_page(request, form, page)


@ask
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement of the body."""
    row, may = found(request, slug, Stage.DRAFT, Stage.OPEN)
    require(may.hold)
    form = forms.SayForm(posted(request))

    def write() -> UUID:
        text = form.cleaned_data["text"]
        return actions.add_statement(edge.by(request), conversation=row.key, text=text)

    if done(form, write):
        messages.success(request, _("The statement was added."))
        return back(row)
    page = FormPage(_("Add a statement"), _("Add it"), (_("It is marked as one of the body."),), crumbs(row))
    return form_page(request, form, page)


def confirmed(
    request: HttpRequest, row: ConversationRow, page: FormPage, act: object, said: str
) -> HttpResponse:
    """Ask once before a public act, then do it."""
    form = Form(posted(request))
    if done(form, act):  # type: ignore[arg-type]
        messages.success(request, said)
        return back(row)
    return form_page(request, form, page)


@ask
def open_it(request: HttpRequest, slug: str) -> HttpResponse:
    """Let people take part, after asking once."""
    row, may = found(request, slug, Stage.DRAFT)
    require(may.hold)
    page = FormPage(
        _("Open this conversation?"),
        _("Open it"),
        (_("Everybody can read it from now on. The question, who may take part and the age then stay."),),
        crumbs(row),
        cancel=reverse("voice:conversation", args=[slug]),
    )
    act = lambda: actions.open_conversation(edge.by(request), conversation=row.key)  # noqa: E731
    return confirmed(request, row, page, act, _("The conversation is open."))


@ask
def close_it(request: HttpRequest, slug: str) -> HttpResponse:
    """End the voting, after asking once, and work the result out."""
    row, may = found(request, slug, Stage.OPEN)
    require(may.hold)
    page = FormPage(
        _("Close this conversation?"),
        _("Close it"),
        (_("Nobody can vote on these pages any more. Paper that is still in the post can be entered."),),
        crumbs(row),
        warning=True,
        cancel=reverse("voice:conversation", args=[slug]),
    )

    def act() -> None:
        by = edge.by(request)
        actions.close_conversation(by, conversation=row.key)
        keep(replace(by, once=None), row.key)

    return confirmed(request, row, page, act, _("The conversation is closed, and its result worked out."))


def keep(by: By, conversation: UUID) -> None:
    """Work the result out and keep it."""
    actions.keep_result(by, conversation=conversation, opinion=worked_out(by.at, conversation=conversation))


@ask
def work_out(request: HttpRequest, slug: str) -> HttpResponse:
    """Work the result out now."""
    row, may = found(request, slug, Stage.OPEN, Stage.CLOSED)
    require(may.hold)
    page = FormPage(
        _("Work the result out now?"),
        _("Work it out"),
        (_("The result before stays in the history. It is worked out by itself each hour too."),),
        crumbs(row),
        cancel=reverse("voice:results", args=[slug]),
    )
    act = lambda: keep(edge.by(request), row.key)  # noqa: E731
    return confirmed(request, row, page, act, _("The result was worked out."))


@ask
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Report the result: answers are owed from now on."""
    row, may = found(request, slug, Stage.CLOSED)
    require(may.hold)
    page = FormPage(
        _("Report the result?"),
        _("Report it"),
        (
            _(
                "An answer is then owed to what every group agrees on, "
                "and to what tells each group from the others."
            ),
            _("The clock of the office starts, in public."),
        ),
        crumbs(row),
        warning=True,
        cancel=reverse("voice:conversation", args=[slug]),
    )
    act = lambda: report_conversation(edge.by(request), conversation=row.key)  # noqa: E731
    return confirmed(request, row, page, act, _("The result was reported. Answers are owed now."))


@ask
def codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make codes for a print run, and hand them over once as a file."""
    row, may = found(request, slug, Stage.DRAFT, Stage.OPEN)
    require(may.hold)
    form = forms.CodesForm(posted(request))

    def write() -> tuple[str, ...]:
        # Sent twice means two print runs: codes are in no store from which they could be handed over again.
        by = replace(edge.by(request), once=None)
        return actions.mint_codes(by, conversation=row.key, **form.values())

    if done(form, write):
        return code_file(request, row, form.cleaned_data["batch"], form.result)
    made = [
        _("%(name)s: %(codes)s codes, %(used)s used")
        % {"name": each.name, "codes": each.codes, "used": each.used}
        for each in batches(edge.reader(request), conversation=row.key)
    ]
    intro = (
        _("You get a file with one code a row, to be printed on letters. We keep no code: save the file."),
        *made,
    )
    page = FormPage(_("Make codes for letters"), _("Make the codes"), intro, crumbs(row))
    return form_page(request, form, page)


def code_file(request: HttpRequest, row: ConversationRow, batch: str, made: tuple[str, ...]) -> HttpResponse:
    """Return the codes of a print run as a table: code, address."""
    address = request.build_absolute_uri(reverse("voice:conversation", args=[row.slug]))
    rows = ((batch, code, address) for code in made)
    return codes_file(slugify(batch), ("batch", "code", "address"), rows)


@ask
def assess(request: HttpRequest, slug: str) -> HttpResponse:
    """Record whether votes may be published person by person."""
    row, may = found(request, slug)
    require(may.assess)
    before = assessment(edge.reader(request), conversation=row.key)
    first = {"allowed": "yes" if before and before.allowed else "no", "text": before.text if before else ""}
    form = forms.AssessForm(posted(request), initial=first)

    def write() -> None:
        allowed, text = form.cleaned_data["allowed"] == "yes", form.cleaned_data["text"]
        actions.assess_rows(edge.by(request), conversation=row.key, allowed=allowed, text=text)

    if done(form, write):
        messages.success(request, _("The assessment was recorded. Everybody can read it with the open data."))
        return back(row)
    intro = (_("Votes are political opinions. A yes counts only before the conversation opens."),)
    page = FormPage(_("May votes be published?"), _("Record the assessment"), intro, crumbs(row))
    return form_page(request, form, page)


@ask
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter the votes of one person who took part on paper, by telephone or with help."""
    row, may = found(request, slug, Stage.OPEN, Stage.CLOSED)
    require(may.enter)
    live = statements(edge.reader(request), conversations={row.key}, live=True)
    form = forms.SheetForm(posted(request), statements=live)
    receipt = new_receipt()

    def write() -> int:
        votes = [
            Cast(each.key, Choice(int(value)))
            for each in live
            if (value := form.cleaned_data[f"vote-{each.key}"])
        ]
        joining = Joining(receipt, form.mode_of(), batch=form.cleaned_data["batch"])
        actions.enter_votes(edge.by(request), conversation=row.key, joining=joining, votes=votes)
        return len(votes)

    if done(form, write):
        said = ngettext(
            "%(n)s vote was entered. Receipt for this person: %(receipt)s",
            "%(n)s votes were entered. Receipt for this person: %(receipt)s",
            form.result,
        )
        messages.success(request, said % {"n": form.result, "receipt": receipt})
        return redirect("voice:sheet", slug=slug)
    intro = (_("One sheet is one person. Enter no name. Paper and telephone count as much as these pages."),)
    page = FormPage(_("Enter a sheet of votes"), _("Enter the votes"), intro, crumbs(row))
    return form_page(request, form, page)
