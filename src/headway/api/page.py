"""The page at /api/ that lists the operations for people, without a script."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from headway.api.problems import KINDS


class OperationsPage(DocsBase):
    """Prints the description with our own base template."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **_kwargs: Any) -> HttpResponse:
        groups = groupby(sorted(lines(api.get_openapi_schema()), key=lambda line: line["tag"]), tag_of)
        context = {
            "groups": [(tag, list(found)) for tag, found in groups],
            "problems": [(name, status, title) for name, (status, title) in KINDS.items()],
        }
        return render(request, "api/operations.html", context)


def tag_of(line: dict[str, Any]) -> str:
    return str(line["tag"])


def lines(description: Any) -> list[dict[str, Any]]:
    """Return one line an operation."""
    return [
        {
            "tag": operation["tags"][0],
            "method": method.upper(),
            "path": path,
            "id": operation["operationId"],
            "summary": operation["summary"],
        }
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    ]
