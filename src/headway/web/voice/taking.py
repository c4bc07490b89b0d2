"""Taking part: one statement at a time, without an account and without script."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark
from django.views.decorators.http import require_http_methods, require_POST

from headway.briefs.conversations import TakingBrief, statement_brief, taking_brief
from headway.kernel.errors import Invalid, Missing
from headway.kernel.likeness import alike
from headway.kernel.sentences import Sentence
from headway.kernel.things import find
from headway.voice import actions
from headway.voice.analysis.codes import RECEIPT, new_receipt
from headway.voice.analysis.taking import Cast, Joining
from headway.voice.choices import PER_HOUR, STATEMENTS_PER_HOUR, Choice, Entry
from headway.voice.queries import (
    ConversationRow,
    OwnVote,
    ParticipantRow,
    StatementRow,
    equality_asked,
    own_happenings,
    own_votes,
    participant,
    statements,
)
from headway.voice.queries import (
    conversation as the_conversation,
)
from headway.voice.queries.export import own_number
from headway.voice.queries.routing import Drawn, draw, standpoint
from headway.web import edge
from headway.web.forms import Form, done
from headway.web.limits import within
from headway.web.people.pages import FormPage, form_page, posted
from headway.web.voice import forms, people, words

ask = require_http_methods(["GET", "HEAD", "POST"])
TRIES = 60  # of a code or a receipt an hour: both are long, so this only spares the server


@dataclass(frozen=True, slots=True)
class Ballot:
    """The statement that is asked next, and how far somebody has come."""

    row: StatementRow | None
    sealed: str
    voted: int
    of: int
    last: tuple[StatementRow, OwnVote] | None
    equality: bool  # optional questions about oneself can be answered


@ask
def conversation(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the conversation: what it asks, and the next statement for whoever takes part."""
    reader = edge.reader(request)
    brief = taking_brief(reader, slug=slug)
    if brief.row.slug != slug:
        return redirect("voice:conversation", slug=brief.row.slug, permanent=True)
    person = people.who(request, brief.row) if reader.past is None else None
    context = page(request, brief, person)
    response = render(request, "voice/conversation.html", context)
    if person is not None:
        people.private(response)
    return response


def page(
    request: HttpRequest, brief: TakingBrief, person: ParticipantRow | None, form: Form | None = None
) -> dict[str, object]:
    """Return what the page of a conversation prints."""
    takes = brief.row.takes_part and edge.reader(request).past is None
    verified = brief.row.terms.entry is Entry.VERIFIED
    return {
        "brief": brief,
        "person": person,
        "form": form or forms.JoinForm(row=brief.row),
        "takes": takes,
        "sign_in": verified and not edge.actor(request).signed_in,
        "ballot": ballot(request, brief.row, person, brief.live) if person and takes else None,
        "choices": buttons(),
        "entry": words.ENTRIES[brief.row.terms.entry],
        "stage": words.STAGES[brief.row.stage],
    }


def buttons() -> list[tuple[int, object, str]]:
    """Return the three buttons: value, words, look."""
    return [
        (Choice.AGREE.value, words.CHOICES[Choice.AGREE], "agree"),
        (Choice.DISAGREE.value, words.CHOICES[Choice.DISAGREE], "disagree"),
        (Choice.PASS.value, words.CHOICES[Choice.PASS], "pass"),
    ]


def ballot(
    request: HttpRequest, row: ConversationRow, person: ParticipantRow, live: tuple[StatementRow, ...]
) -> Ballot:
    """Draw the next statement for somebody."""
    reader = edge.reader(request)
    mine = own_votes(reader, participant=person.key)
    named = {each.key: each for each in live}
    drawn: Drawn | None = draw(reader, row, mine=mine, live=tuple(named), seed=secrets.randbits(64))
    last = next(((named[key], vote) for key, vote in reversed(mine.items()) if key in named), None)
    return Ballot(
        row=named[drawn.statement] if drawn else None,
        sealed=people.sealed(drawn, people.receipt_of(request, row.key)) if drawn else "",
        voted=sum(key in named for key in mine),
        of=len(named),
        last=last,
        equality=equality_asked(row, person, voted=bool(mine)),
    )


@ask
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join, with the code or the account that is asked for, and get a receipt."""
    reader = edge.reader(request)
    brief = taking_brief(reader, slug=slug)
    form = forms.JoinForm(posted(request), row=brief.row)
    if not form.is_bound:
        return redirect("voice:conversation", slug=brief.row.slug)
    receipt = new_receipt()
    if not within(request, "join", most=PER_HOUR):
        form.add_error(None, _("Many people joined from your connection. Wait an hour, then try again."))
        form.status = 429
    elif done(
        form,
        lambda: actions.join_conversation(
            people.nobody(request),
            conversation=brief.row.key,
            joining=Joining(receipt, code=form.cleaned_data.get("code", "")),
            account=edge.actor(request).key,
        ),
    ):
        response = redirect("voice:conversation", slug=brief.row.slug)
        people.remember(response, brief.row.key, receipt)
        return response
    return render(request, "voice/conversation.html", page(request, brief, None, form), status=form.status)


@require_POST
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a vote and lead to the next statement; with htmx the next statement comes with the answer."""
    key = find("conversation", slug).label.key  # the least that a vote needs to know: it must be quick
    receipt = people.receipt_of(request, key)
    if not receipt:
        raise Missing(Sentence(mark("We do not know this receipt. Join the conversation to vote.")))
    try:
        statement, choice = UUID(request.POST.get("statement", "")), Choice(int(request.POST["choice"]))
    except (ValueError, KeyError):
        raise Invalid(Sentence(mark("Reload the page and try again."))) from None
    cast = Cast(
        statement,
        choice,
        important=request.POST.get("important") == "1",
        propensity=people.propensity(request.POST.get("drawn", ""), receipt, statement),
    )
    actions.cast_vote(people.nobody(request), receipt=receipt, vote=cast)
    if getattr(request, "htmx", False):
        return next_ballot(request, slug)
    back = request.POST.get("back", "")
    if back == "statement":
        messages.success(request, _("Your vote was changed."))
        return redirect("voice:statement", key=statement)
    return redirect(reverse("voice:conversation", args=[slug]) + "#vote")


def next_ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """Print the next statement alone, for a page that stays."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    person = people.who(request, row)
    if person is None:  # a vote was just taken under another conversation's receipt
        raise Missing
    live = statements(reader, conversations={row.key}, live=True)
    context = {"ballot": ballot(request, row, person, live), "slug": slug, "choices": buttons()}
    return people.private(render(request, "voice/ballot.html", context | {"swapped": True}))


@ask
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement; what says much the same already is shown first."""
    reader = edge.reader(request)
    brief = taking_brief(reader, slug=slug)
    person = people.who(request, brief.row)
    if person is None or not brief.row.takes_part:
        return redirect("voice:conversation", slug=brief.row.slug)
    form = forms.SayForm(posted(request))
    near: list[StatementRow] = []
    if form.is_bound and not within(request, "say", most=STATEMENTS_PER_HOUR):
        form.add_error(None, _("Many statements came from your connection. Wait an hour, then try again."))
        form.status = 429
    elif form.is_valid():
        near = alike_to(form.cleaned_data["text"], brief.live) if not form.cleaned_data["sure"] else []
        if not near and done(form, lambda: written(request, brief.row, form.cleaned_data["text"])):
            told = (
                _("Thank you. A moderator reads it first. You find what becomes of it under “Your votes”.")
                if brief.row.terms.moderated
                else _("Thank you. Others can vote on it now.")
            )
            messages.success(request, told)
            return redirect("voice:conversation", slug=brief.row.slug)
    elif form.is_bound:
        form.status = 422
    context = {"brief": brief, "form": form, "near": near}
    return people.private(render(request, "voice/say.html", context, status=form.status))


def written(request: HttpRequest, row: ConversationRow, text: str) -> UUID:
    """Write a statement under this browser's pseudonym, in the language of the page."""
    receipt = people.receipt_of(request, row.key)
    language = edge.reader(request).language
    return actions.say_something(people.nobody(request), receipt=receipt, text=text, language=language)


def alike_to(text: str, live: tuple[StatementRow, ...]) -> list[StatementRow]:
    """Return the statements that say much the same."""
    named = {row.key: row for row in live}
    return [named[each.key] for each in alike(text, {key: row.text.text for key, row in named.items()})]


@ask
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Print one's own votes, statements and receipt, and where one stands: to oneself alone."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    person = people.who(request, row)
    if person is None:
        return redirect("voice:return", slug=row.slug)
    every = statements(reader, conversations={row.key}, author=person.key)
    voted = own_votes(reader, participant=person.key)
    receipt = people.receipt_of(request, row.key)
    context = {
        "row": row,
        "person": person,
        "receipt": " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4)),
        "votes": [
            (each, voted[each.key], words.VOTED[voted[each.key].choice])
            for each in every
            if each.key in voted
        ],
        "written": [
            (each, words.TURNS[each.turn], words.REASONS[each.why] if each.why else "")
            for each in every
            if each.author == person.key
        ],
        "standpoint": standpoint(reader, row, mine=voted),
        "equality": equality_asked(row, person, voted=bool(voted)),
        "number": own_number(reader, row, participant=person.key),
    }
    return people.private(render(request, "voice/mine.html", context))


@ask
def come_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the receipt of somebody who comes back, or comes from another device."""
    reader = edge.reader(request)
    row = the_conversation(reader, slug=slug)
    form = forms.ReceiptForm(posted(request))
    if form.is_valid():
        text = "".join(form.cleaned_data["receipt"].split()).lower()
        allowed = within(request, "receipt", most=TRIES)
        found = participant(reader, receipt=text) if allowed and RECEIPT.fullmatch(text) else None
        if found is not None and found.conversation == row.key:
            response = redirect("voice:mine", slug=row.slug)
            people.remember(response, row.key, text)
            return response
        form.add_error("receipt", _("We do not know this receipt. It has 32 letters from a to f and digits."))
    if form.is_bound:
        form.status = 422
    page = FormPage(
        _("Come back with your receipt"),
        _("Go on"),
        (_("When you joined you got a receipt. It stands on the page “Your votes”."),),
        crumbs(row),
    )
    return form_page(request, form, page)


@ask
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the receipt out of this browser."""
    row = the_conversation(edge.reader(request), slug=slug)
    form = Form(posted(request))
    if form.is_valid():
        response = redirect("voice:conversation", slug=row.slug)
        people.forget(response, row.key)
        messages.success(request, _("This browser has forgotten your receipt."))
        return response
    page = FormPage(
        _("Forget the receipt on this device?"),
        _("Forget it"),
        (_("Your votes stay. Write the receipt down first if you want to come back to them."),),
        crumbs(row),
        warning=True,
        cancel=reverse("voice:mine", args=[slug]),
    )
    return form_page(request, form, page)


@ask
def appeal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask the steward to look again at one's own hidden statement."""
    reader = edge.reader(request)
    found = statements(reader, keys={key})
    if not found:
        raise Missing
    row = the_conversation(reader, key=found[0].conversation)
    person = people.who(request, row)
    if person is None or found[0].author != person.key:
        raise Missing
    brief = statement_brief(reader, key=key, author=person.key)
    form = forms.NoteForm(
        posted(request), label=_("Why should it be shown?"), help_text=_("Everybody can read this")
    )
    receipt = people.receipt_of(request, row.key)
    if done(
        form,
        lambda: actions.appeal_hiding(
            people.nobody(request), statement=key, receipt=receipt, note=form.cleaned_data["note"]
        ),
    ):
        messages.success(request, _("The steward looks at it again. You find the answer here."))
        return redirect("voice:mine", slug=row.slug)
    intro = (brief.row.text.text, _("The information steward decides, not who hid it."))
    page = FormPage(_("Ask to look again"), _("Send it to the steward"), intro, crumbs(row))
    return form_page(request, form, page)


def crumbs(row: ConversationRow) -> tuple[str, ...]:
    """The way to a page of a conversation."""
    return (
        reverse("voice:index"),
        _("Have your say"),
        reverse("voice:conversation", args=[row.slug]),
        row.question.text,
    )


def own_word(request: HttpRequest, row: ConversationRow, key: UUID) -> tuple[bool, bool | None]:
    """Return whether this browser's pseudonym agreed with a statement, and what it said of its happening."""
    person = people.who(request, row)
    if person is None:
        return False, None
    reader = edge.reader(request)
    cast = own_votes(reader, participant=person.key).get(key)
    agreed = cast is not None and cast.choice is Choice.AGREE
    return agreed, own_happenings(reader, participant=person.key).get(key)
