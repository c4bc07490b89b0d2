"""Search over missions, indicators and places."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from headway.briefs.search import search
from headway.web import edge


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Print what holds every word asked for."""
    found = search(edge.reader(request), words=request.GET.get("q", "")[:100].replace("\0", ""))
    return render(request, "search/index.html", {"found": found})
