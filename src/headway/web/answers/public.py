"""What everybody reads: who owes an answer by when, each question's story, the queue, the clocks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.answers import permissions
from headway.answers.queries import clocks as clock_rows
from headway.answers.queries import clocks_history, pauses
from headway.briefs.answers import answer_brief, answers_brief, queues
from headway.kernel.actors import Reader
from headway.people.queries import day_of, organisations
from headway.web import edge
from headway.web.public import public_page


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print what is owed, by clock; of every office or of one."""
    reader = edge.reader(request)
    chosen = request.GET.get("office", "")[:200]
    context = {"brief": answers_brief(reader, office=chosen), "chosen": chosen}
    return render(request, "answers/index.html", context)


@require_safe
@public_page
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print the story of one question."""
    reader = edge.reader(request)
    brief = answer_brief(reader, key=key)
    today = reader.past is None
    context = {
        "brief": brief,
        "may_say": brief.row.mine and today,
        "way": brief.row.key,
        "may_route": today and permissions.may_route(reader.actor, holds=False),
    }
    return render(request, "answers/answer.html", context)


@require_safe
@public_page
def queue(request: HttpRequest) -> HttpResponse:
    """Print the open queue of each body."""
    return render(request, "answers/queue.html", {"queues": queues(edge.reader(request))})


@require_safe
@public_page
def clocks(request: HttpRequest) -> HttpResponse:
    """Print the clocks with their history, and the pauses."""
    reader = edge.reader(request)
    now = reader.past is None
    context = {
        "clocks": clock_rows(reader),
        "history": clocks_history(reader),
        "pauses": [(row, running(row.ends_on, reader)) for row in reversed(pauses(reader))],
        "bodies": organisations(reader),
        "may_set": now and permissions.may_set(reader.actor),
        "may_say_capacity": now and permissions.may_say_capacity(reader.actor),
        "may_pause": now and permissions.may_pause(reader.actor, holds=False),
    }
    return render(request, "answers/clocks.html", context)


def running(ends_on: object, reader: Reader) -> bool:
    """Whether a pause has not ended yet."""
    return ends_on is None or ends_on >= day_of(reader.at)  # type: ignore[operator]
