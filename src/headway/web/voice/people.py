"""Who takes part, as far as a door knows: a receipt in a cookie, and an act that carries no account."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from headway.kernel.actors import ANYONE, By
from headway.voice.queries import ConversationRow, ParticipantRow, participant
from headway.voice.queries.routing import Drawn
from headway.web import edge

R = TypeVar("R", bound=HttpResponseBase)
YEAR = 60 * 60 * 24 * 365
DAY = 60 * 60 * 24
SALT = "voice.drawn"


def cookie_of(conversation: UUID) -> str:
    """Return the name of the cookie that holds the receipt for one conversation."""
    return f"receipt-{conversation.hex}"


def receipt_of(request: HttpRequest, conversation: UUID) -> str:
    """Return the receipt that this browser holds; empty where it holds none."""
    return request.COOKIES.get(cookie_of(conversation), "")


def who(request: HttpRequest, row: ConversationRow) -> ParticipantRow | None:
    """Return under which pseudonym this browser takes part; one query where it holds a receipt."""
    found = participant(edge.reader(request), receipt=receipt_of(request, row.key))
    return found if found is not None and found.conversation == row.key else None


def nobody(request: HttpRequest) -> By:
    """Return an act under a pseudonym: whoever is signed in does not stand in it, nor a key of their form."""
    return replace(edge.by(request), actor=ANYONE, once=None)


def remember(response: HttpResponseBase, conversation: UUID, receipt: str) -> None:
    """Let the browser keep the receipt; nothing else keeps it."""
    response.set_cookie(
        cookie_of(conversation),
        receipt,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget(response: HttpResponseBase, conversation: UUID) -> None:
    """Take the receipt out of the browser."""
    response.delete_cookie(cookie_of(conversation), samesite="Lax")


def private(response: R) -> R:
    """Keep a page that is somebody's own out of every store."""
    response.headers["Cache-Control"] = "no-store, private"
    return response


def sealed(drawn: Drawn, receipt: str) -> str:
    """Return the draw of a statement, so that its chance comes back with the vote unchanged."""
    return signing.dumps([str(drawn.statement), drawn.propensity], salt=SALT + receipt)


def propensity(text: str, receipt: str, statement: UUID) -> float | None:
    """Return the chance of a draw that was for this receipt and this statement; None for any other."""
    try:
        held = signing.loads(text, salt=SALT + receipt, max_age=DAY)
    except signing.BadSignature:
        return None
    return float(held[1]) if held[0] == str(statement) else None
