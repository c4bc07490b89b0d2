"""What everybody reads: the ledger by date, each barrier's story; words for those whom they concern."""

import secrets
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.answers.queries import answer
from headway.briefs.frontline import (
    asked_words,
    barrier_brief,
    ledger_brief,
    left_brief,
    looked_after,
)
from headway.frontline import permissions
from headway.frontline.choices import BarrierKind, Shown
from headway.frontline.queries import Chosen, barriers, may_see_words, picture
from headway.kernel.errors import Missing
from headway.missions.queries import missions
from headway.web import edge
from headway.web.frontline import barriers_words as words
from headway.web.people.pages import require_signed_in
from headway.web.public import public_page

E = TypeVar("E", bound=StrEnum)


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print the ledger: what was chosen, by date."""
    reader = edge.reader(request)
    slugs = {row.slug: row.key for row in missions(reader)}
    asked = {
        name: request.GET.get(name, "")[:200] for name in ("mission", "kind", "shown", "office", "place")
    }
    chosen = Chosen(
        mission=slugs.get(asked["mission"]),
        kind=member(BarrierKind, asked["kind"]),
        shown=member(Shown, asked["shown"]),
        office=asked["office"],
        place=asked["place"],
    )
    brief = ledger_brief(reader, chosen=chosen, after=request.GET.get("after", "")[:60])
    onward = request.GET.copy()
    onward["after"] = brief.after
    context = {
        "brief": brief,
        "chosen": asked,
        "any": any(asked.values()),
        "kinds": words.KINDS.items(),
        "shown": words.SHOWN.items(),
        "asks": asked_words(brief.counted.raised) if brief.counted and brief.counted.raised else None,
        "onward": onward.urlencode() if brief.after else "",
        "may_set": reader.past is None and permissions.may_set_desk(reader.actor),
    }
    return render(request, "frontline/barriers.html", context)


def member(kind: type[E], text: str) -> E | None:
    """Read a choice; None where it is none."""
    return kind(text) if text in {each.value for each in kind} else None


@require_safe
@public_page
def barrier(request: HttpRequest, key: UUID) -> HttpResponse:
    """Print the story of one barrier; of one that left the ledger only to who looks after it."""
    reader = edge.reader(request)
    try:
        brief = barrier_brief(reader, key=key)
    except Missing:
        gone = left_brief(reader, key=key)
        if gone is None:
            raise
        return render(request, "frontline/barrier_left.html", {"left": gone})
    context = {"brief": brief, "code": secrets.token_hex(16), "signed_in": reader.actor.signed_in}
    context["may_ask"] = reader.actor.signed_in and permissions.may_ask_freedom(
        reader.actor, (row.key for row in missions(reader))
    )
    return render(request, "frontline/barrier.html", context)


@require_safe
def shown_picture(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the picture of a barrier to whom it concerns, and to nobody else."""
    require_signed_in(request)
    reader = edge.reader(request)
    gone = left_brief(reader, key=key)
    row = barriers(reader, keys=[key]).get(key)
    if row is None:
        raise Missing
    office = gone.left.office if gone else answer(reader, key=row.answer).office
    raised = False if gone else answer(reader, key=row.answer).mine
    found = picture(reader, key=key, concerned=may_see_words(reader, office=office, raised=raised))
    response = HttpResponse(found.content, content_type=found.media_type)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Content-Disposition"] = "inline"
    return response


@require_safe
def safe(request: HttpRequest) -> HttpResponse:
    """Print what left the ledger to offices that the reader holds."""
    require_signed_in(request)
    return render(request, "frontline/barriers_left.html", {"lines": looked_after(edge.reader(request))})
