"""Stories: the list, one story, telling, reviewing and withdrawing, with an account or with a code."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.kernel.actors import ANYONE, Reader
from headway.kernel.errors import Forbidden, Gone, Missing
from headway.kernel.sentences import Sentence
from headway.kernel.translations import Text
from headway.missions.queries import missions, outcomes
from headway.peers import actions, permissions
from headway.peers.choices import Signed, StoryState
from headway.peers.queries import StoryRow, stories, story_by_code, to_review
from headway.peers.queries import photo as photo_of
from headway.peers.queries import story as story_of
from headway.people.queries import teams
from headway.web import edge
from headway.web.codes import private, require_code, typed
from headway.web.forms import Form, done
from headway.web.limits import HERE
from headway.web.peers import forms, words
from headway.web.people.pages import FormPage, form_page, posted, require_signed_in

ask = require_http_methods(["GET", "HEAD", "POST"])
PRESSES = 30  # an hour


def crumbs(row: StoryRow | None = None) -> tuple[str, ...]:
    """The way to a page of stories."""
    way = (reverse("peers:stories"), _("Stories"))
    return (*way, reverse("peers:story", args=[row.key]), row.title or _("A story")) if row else way


def in_language(reader: Reader, row: StoryRow, text: str) -> Text:
    """Mark a text whose language is not the reader's."""
    return Text(text, "" if row.language == reader.language else row.language)


def shown(reader: Reader, row: StoryRow) -> dict[str, object]:
    """Return a story as pages print it."""
    return {
        "row": row,
        "title": in_language(reader, row, row.title),
        "text": in_language(reader, row, row.text),
        "signed": words.NOBODY if row.signed == Signed.NOBODY else row.teller or row.team_names,
        "state": words.STATES[row.state],
        "voice": words.VOICES[row.voice],
        "audience": words.AUDIENCES[row.consent.audience],
        "given_as": words.GIVEN[row.consent.given_as],
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print the stories this person may read, newest first, and those they told themselves."""
    reader = edge.reader(request)
    named = {row.slug: row for row in missions(reader) if row.opened_at}
    chosen = named.get(request.GET.get("mission", ""))
    rows = stories(reader, mission=chosen.key if chosen else None)
    lines = [shown(reader, row) for row in rows if row.state in {StoryState.SHOWN, StoryState.WITHDRAWN}]
    told = [line for line in lines if line["row"].state == StoryState.SHOWN]  # type: ignore[attr-defined]
    context = {
        "lines": lines,
        "told": len(told),
        "own": [shown(reader, row) for row in rows if row.own],
        "waiting": len(to_review(reader)),
        "reviews": permissions.may_review(reader.actor),
        "mission": chosen,
        "may_tell": permissions.may_tell(reader.actor) and reader.past is None,
    }
    return render(request, "peers/stories.html", context)


@require_safe
def story(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print one story."""
    reader = edge.reader(request)
    row = story_of(reader, key=key)
    if row.state == StoryState.WITHDRAWN:
        raise Gone(Sentence("This story was withdrawn by who told it."))
    now = reader.past is None
    reviews = permissions.may_review(reader.actor, row.mission)
    context = {
        **shown(reader, row),
        "may_review": now and reviews and row.state == StoryState.OFFERED,
        "may_withdraw": now and (row.own or reviews),
        "may_study": permissions.may_study(reader.actor, row.mission) and len(row.teams) > 1,
        "concerned": row.own or reviews,
        "may_say": now and row.state == StoryState.SHOWN and not row.own,
    }
    return render(request, "peers/story.html", context)


@require_safe
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the photograph of a story to who may read it."""
    row = photo_of(edge.reader(request), story=key)
    response = HttpResponse(row.data, content_type=row.media_type)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_POST
def reached(request: HttpRequest, key: UUID) -> HttpResponse:
    """Count that a story reached somebody; the act carries no name, so that no log has it."""
    row = story_of(edge.reader(request), key=key)
    if row.state != StoryState.SHOWN or not HERE.within(request, "reached", most=PRESSES):
        raise Missing
    actions.say_it_reached(replace(edge.by(request), actor=ANYONE), story=key)
    messages.success(request, _("Thank you. We counted it and did not note who you are."))
    return redirect("peers:story", key=key)


# --- telling ---


@ask
def tell(request: HttpRequest) -> HttpResponse:
    """Tell a story, or record one for somebody who asked for that."""
    require_signed_in(request)
    reader = edge.reader(request)
    listed = [row for row in missions(reader) if row.opened_at]
    titles = {row.key: row.charter.short_title for row in listed}
    found = outcomes(reader, missions=titles)
    form = forms.StoryForm(
        posted(request),
        request.FILES or None,
        missions=[(str(row.key), row.charter.short_title) for row in listed],
        outcomes=[
            (title, [(str(each.key), each.text) for each in found if each.mission == key])
            for key, title in titles.items()
        ],
        teams=[(str(row.key), f"{row.name}, {row.organisation_name}") for row in teams(reader)],
        initial={"given_on": edge.today(request)},
    )

    def write() -> UUID:
        new = form.story(reader.language)
        return actions.offer_story(edge.by(request), story=new, code=form.cleaned_data["code"])

    if done(form, write):
        messages.success(request, _("Thank you. A steward reads the story before anybody else does."))
        return redirect("peers:follow", code=form.cleaned_data["code"])
    return render(request, "peers/tell.html", {"form": form}, status=form.status)


# --- reviewing ---


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Print the stories that wait for this steward."""
    reader = edge.reader(request)
    rows = to_review(reader)
    if not (rows or permissions.may_review(reader.actor)):
        raise Forbidden
    context = {"lines": [shown(reader, row) for row in rows]}
    return render(request, "peers/to_review.html", context)


@ask
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read a story and say whether it is shown."""
    reader = edge.reader(request)
    row = story_of(reader, key=key)
    if not permissions.may_review(reader.actor, row.mission):
        raise Forbidden
    if row.state != StoryState.OFFERED:
        raise Missing
    form = forms.ReviewForm(posted(request))

    def write() -> None:
        values = form.values()
        accept = values["accept"] == "yes"
        actions.review_story(edge.by(request), story=key, accept=accept, reason=values["reason"])

    if done(form, write):
        messages.success(request, _("The story was reviewed."))
        return redirect("peers:to-review")
    context = {**shown(reader, row), "form": form}
    return render(request, "peers/review.html", context, status=form.status)


# --- withdrawing ---


@ask
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take consent back, after asking once."""
    reader = edge.reader(request)
    row = story_of(reader, key=key)
    reviews = permissions.may_review(reader.actor, row.mission)
    if not (row.own or reviews):
        raise Forbidden
    if row.state == StoryState.WITHDRAWN:
        raise Missing
    return taken_back(request, row, "", reverse("peers:story", args=[key]), crumbs(row))


@ask
def withdraw_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Take consent back with the code, after asking once."""
    row = held(request, code)
    if row.state == StoryState.WITHDRAWN:
        raise Missing
    return private(taken_back(request, row, code, reverse("peers:follow", args=[code])))


def taken_back(
    request: HttpRequest, row: StoryRow, code: str, cancel: str, way: tuple[str, ...] = ()
) -> HttpResponse:
    """Ask once, then withdraw."""
    form = Form(posted(request))
    if done(form, lambda: actions.withdraw_story(edge.by(request), story=row.key, code=code)):
        messages.success(request, _("The story was withdrawn. Its words and its photograph are gone."))
        return redirect("peers:stories")
    intro = (
        _("The words and the photograph are removed at once and for good. You need not say why."),
        _("A marker stays: that a story was here, and when it was withdrawn."),
        _("Copies that somebody made before, and backups until they run out, cannot be called back."),
    )
    page = FormPage(
        _("Withdraw this story?"), _("Withdraw the story"), intro, way, warning=True, cancel=cancel
    )
    return form_page(request, form, page)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to its story."""
    return typed(request, "peers/find.html", to="peers:follow")


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Print the story of a code to whoever holds it."""
    reader, row = edge.reader(request), held(request, code)
    link = request.build_absolute_uri(request.path)
    context = {**shown(reader, row), "code": code, "link": link}
    return private(render(request, "peers/follow.html", context))


def held(request: HttpRequest, code: str) -> StoryRow:
    """Return the story a code opens; raises Missing, also for who tries too many."""
    require_code(request, code, "story-code")
    return story_by_code(edge.reader(request), code=code)
