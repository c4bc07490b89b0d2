"""What went wrong, as application/problem+json (RFC 9457), in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.log import log_response
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja.errors import HttpError, ValidationError

from headway.api.edge import Unauthorised
from headway.formats.errors import Problem, Unreadable
from headway.kernel.errors import Conflict, Forbidden, Gone, Invalid, Missing, Refused, Stale
from headway.kernel.outages import is_outage
from headway.kernel.sentences import Sentence

MEDIA_TYPE = "application/problem+json"
HOME = "/api/"  # the page that explains each kind
RETRY_AFTER = "30"

# The name of each kind with its status and its title.
KINDS: Mapping[str, tuple[int, str]] = {
    "bad-request": (400, _("We cannot read this request")),
    "unauthorised": (401, _("You need a valid token")),
    "forbidden": (403, _("You may not do this")),
    "missing": (404, _("There is nothing here")),
    "not-allowed": (405, _("This address does not take that method")),
    "conflict": (409, _("Somebody or something got there first")),
    "stale": (409, _("It was changed since you read it")),
    "gone": (410, _("It was here and is gone")),
    "too-large": (413, _("The request is too large")),
    "invalid": (422, _("What was sent cannot be used")),
    "unreadable": (422, _("Rows cannot be read")),
    "fault": (500, _("Something went wrong on our side")),
    "away": (503, _("The service is away for a moment")),
}
REFUSALS: tuple[tuple[type[Refused], str], ...] = (
    (Unauthorised, "unauthorised"),
    (Forbidden, "forbidden"),
    (Stale, "stale"),
    (Conflict, "conflict"),
    (Gone, "gone"),
    (Missing, "missing"),
    (Invalid, "invalid"),
    (Refused, "bad-request"),
)
UNUSABLE = (HttpError, SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError)

# SQLite calls these operational too, but waiting does not mend them.

# What the schema found, by the code of its error.
FIELD_MESSAGES: Mapping[str, str] = {
    "missing": _("Fill this in: it is needed."),
    "extra_forbidden": _("There is no such field."),
    "unstorable": _("Leave out zero bytes and half characters."),
    "string_too_long": _("Use at most %(max_length)s characters."),
    "string_too_short": _("Use at least %(min_length)s characters."),
    "string_pattern_mismatch": _("This is not written as it should be."),
    "enum": _("Choose one of: %(expected)s."),
    "literal_error": _("Choose one of: %(expected)s."),
    "greater_than_equal": _("Give %(ge)s or more."),
    "less_than_equal": _("Give %(le)s or less."),
    "finite_number": _("Give a number; NaN and Infinity are not accepted."),
    "not_a_day": _("Write a day like this: 2026-03-02."),
    "not_a_moment": _("Write a moment with its zone like this: 2026-03-02T09:30:00Z."),
    "not_a_page": _("This cursor is not one of ours. Start again without it."),
    "too_long": _("Give at most %(max_length)s entries."),
}
OTHERWISE = _("This is not what is needed here.")


def problem(kind: str, detail: str, **more: Any) -> HttpResponse:
    """Return one problem; `more` are further members, such as `fields`."""
    status, title = KINDS[kind]
    body = {"type": f"{HOME}#{kind}", "title": gettext(title), "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def refused(refusal: Refused) -> HttpResponse:
    """Turn a refusal of the kernel into its problem."""
    kind = next(name for type_, name in REFUSALS if isinstance(refusal, type_))
    more: dict[str, Any] = {}
    if isinstance(refusal, Invalid) and refusal.fields:
        more["fields"] = {name: said.text() for name, said in refusal.fields.items()}
    if isinstance(refusal, Stale):
        more |= {"yours": refusal.yours, "current": refusal.current}
    response = problem(kind, refusal.sentence.text(), **more)
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def unreadable(found: Unreadable) -> HttpResponse:
    """Name each row, column and value that cannot be read; nothing was stored."""
    said = gettext("Nothing was stored. Correct these rows and send everything again.")
    return problem("unreadable", said, problems=[row_of(one) for one in found.problems], total=found.total)


def row_of(one: Problem) -> dict[str, Any]:
    detail = gettext(one.msgid).format(**dict(one.facts))
    return {"row": one.row, "column": one.column, "value": one.value, "detail": detail}


def unfit(error: ValidationError) -> HttpResponse:
    """Say beside each field what the schema found; an address that cannot be one is an address of nothing."""
    if any(each["loc"][0] == "path" for each in error.errors):
        return refused(Missing())
    fields = {name_of(each["loc"]): sentence_of(each).text() for each in error.errors}
    return problem("invalid", gettext("Correct the fields named here and send it again."), fields=fields)


def name_of(place: Sequence[str | int]) -> str:
    """Return a field's name with its way, such as `figures.3.value`; without the name of our argument."""
    inner = place[2:] if place[0] in {"body", "form", "file"} and len(place) > 2 else place[1:]
    return ".".join(str(part) for part in inner) or str(place[0])


def sentence_of(error: Mapping[str, Any]) -> Sentence:
    msgid = FIELD_MESSAGES.get(error["type"], OTHERWISE)
    facts = error.get("ctx", {})
    return Sentence(msgid, {name: str(value) for name, value in facts.items()})


def away() -> HttpResponse:
    """Say that nothing can be read or kept at the moment; touches no database."""
    response = problem("away", gettext("We cannot read or keep anything just now. Nothing was changed."))
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def fault(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer for our own fault, and log it as Django does."""
    got_request_exception.send(sender=None, request=request)
    said = gettext("It is not your request. Nothing was changed; try again later.")
    response = problem("fault", said)
    log_response(
        "Internal Server Error: %s", request.path, response=response, request=request, exception=error
    )
    return response


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """Turn whatever an operation raised into its problem: the one handler of this door."""
    if isinstance(error, Refused):
        return refused(error)
    if isinstance(error, Unreadable):
        return unreadable(error)
    if isinstance(error, ValidationError):
        return unfit(error)
    if isinstance(error, Http404):
        return refused(Missing())
    if isinstance(error, RequestDataTooBig):
        return problem("too-large", gettext("Send less at once, or figures as a file."))
    if isinstance(error, UNUSABLE):
        return problem("bad-request", gettext("Send JSON in UTF-8, or a form where one is taken."))
    return away() if is_outage(error) else fault(request, error)


def missing(_request: HttpRequest, **_path: str) -> HttpResponse:
    """Answer for addresses that nothing stands at."""
    return refused(Missing())


def not_allowed(allowed: str) -> HttpResponse:
    """Name the methods that an address takes."""
    response = problem("not-allowed", gettext("It takes: %(methods)s.") % {"methods": allowed})
    response.headers["Allow"] = allowed
    return response
