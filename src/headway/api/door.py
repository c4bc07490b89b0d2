"""The API itself: one description, one handler of refusals, one way out for every answer."""

import functools
import json
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from headway.api import edge, problems
from headway.api.page import OperationsPage
from headway.api.schemas import Told

View = Callable[..., HttpResponseBase]
READ_ERRORS = (400, 401, 404, 405, 422, 500, 503)
WRITE_ERRORS = (400, 401, 403, 404, 405, 409, 410, 413, 422, 500, 503)
DESCRIPTION = """\
Everything public can be read without a token. A token is made on the account's page and sent as
`Authorization: Bearer <token>`; it never may do more than its account. `on` answers with what was known
at the end of that day. Texts come in the language of `Accept-Language` (en, cy). Errors are
`application/problem+json`. Keys are random and stay; a number of the database is never told.
"""


class ProblemTold(Told):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = None
    problems: list["RowTold"] | None = None
    total: int | None = None
    yours: int | None = None
    current: int | None = None


class RowTold(Told):
    """A row that cannot be read, and what is accepted there."""

    row: int | None
    column: str | None
    value: str | None
    detail: str


class StrictParser(Parser):
    """Reads JSON without NaN and Infinity, which JSON does not know."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_constant=no_number)


class StrictRenderer(JSONRenderer):
    """Writes JSON that every program can read: in UTF-8, without NaN."""

    json_dumps_params = {"ensure_ascii": False, "allow_nan": False}


def no_number(word: str) -> NoReturn:
    """Refuse NaN and Infinity."""
    raise HttpError(400, word)


class Api(NinjaAPI):
    """Ninja with one place for what all operations share."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return problems.answer(request, exc)

    def get_openapi_schema(self, **_where: Any) -> Any:
        return described(self)

    def raw_schema(self) -> Any:
        return super().get_openapi_schema(path_prefix="api/")


@functools.cache
def described(api: Api) -> dict[str, Any]:
    """Return the description, with what all operations share written into each."""
    # Through JSON once: keys become text, and enumerations their values.
    found: dict[str, Any] = json.loads(json.dumps(api.raw_schema(), default=str))
    parts = found["components"]
    shape = ProblemTold.model_json_schema(ref_template="#/components/schemas/{model}")
    parts["schemas"] |= shape.pop("$defs") | {"Problem": shape}
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    parts["responses"] = {
        str(status): {"description": title, "content": content} for status, title in titles().items()
    }
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    parts["parameters"] = PARAMETERS
    for methods in found["paths"].values():
        for method, operation in methods.items():
            share(operation, writes=method != "get")
    return found


def titles() -> dict[int, str]:
    """Return the first title of each status."""
    said: dict[int, str] = {}
    for status, title in problems.KINDS.values():
        said.setdefault(status, title)
    return said


def share(operation: dict[str, Any], *, writes: bool) -> None:
    """Write into one operation what all of its sort share."""
    text = operation.get("description", "")
    operation["summary"], _gap, rest = text.partition("\n")
    operation["description"] = rest.strip() or operation["summary"]
    errors = WRITE_ERRORS if writes else READ_ERRORS
    operation["responses"] |= {str(status): {"$ref": f"#/components/responses/{status}"} for status in errors}
    if not writes:
        operation["responses"]["304"] = {"description": "Nothing changed since the ETag you have"}
    names = ["language", *(["once"] if writes else ["on"] if operation["tags"] != ["audit"] else [])]
    operation["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in names]
    operation["security"] = [{"token": []}] if writes else [{}, {"token": []}]


PARAMETERS = {
    "on": {
        "name": "on",
        "in": "query",
        "description": "As known at the end of this day, from 1900-01-01 to today.",
        "schema": {"type": "string", "format": "date"},
    },
    "language": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of texts: en or cy.",
        "schema": {"type": "string", "enum": ["en", "cy"]},
    },
    "once": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Sent again with the same body within a week, it changes nothing more.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,80}$"},
    },
}


def guarded(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Put the way out around every address but the page for people."""
    found = list(patterns)
    for pattern in found:
        if isinstance(pattern, URLPattern) and pattern.name != "openapi-view":
            pattern.callback = door(pattern.callback)
    return found


def door(view: View) -> View:
    """Answer in the asked language, 405 as a problem, with what caches need to know."""

    @functools.wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        spoken = edge.language(request)
        asked = request.method
        if asked == "HEAD":  # answered as GET; the server leaves the body out
            request.method = "GET"
        with translation.override(edge.LOCALES[spoken]):
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseNotAllowed):
                response = problems.not_allowed(", ".join(sorted(response.headers["Allow"].split(", "))))
        request.method = asked
        return finished(request, response, spoken)

    seen.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return seen


def finished(request: HttpRequest, response: HttpResponseBase, language: str) -> HttpResponseBase:
    """Add headers; a reader who has the very same answer gets 304."""
    response.headers.setdefault("Content-Language", language)
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    if "Authorization" in request.headers:
        response.headers["Cache-Control"] = "no-store, private"
    if isinstance(response, HttpResponse) and response.status_code == 200 and request.method in edge.SAFE:
        set_response_etag(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    return response


api = Api(
    title="Headway",
    version="1.0.0",
    description=DESCRIPTION,
    docs=OperationsPage(),
    docs_url="/",
    docs_decorator=require_safe,
    auth=edge.may_read,
    parser=StrictParser(),
    renderer=StrictRenderer(),
)
