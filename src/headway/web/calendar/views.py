"""The calendar: what is expected, what has not come, and the same for other programs."""

from dataclasses import replace
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headway.briefs.calendar import Entry, calendar_brief
from headway.briefs.where import Where
from headway.formats.icalendar import Day, write_calendar
from headway.kernel.actors import ANYONE
from headway.look.addresses import address_of
from headway.people.queries import body_settings
from headway.web import edge
from headway.web.public import public_page


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print what is to come, month by month, and the figures that have not come."""
    brief = calendar_brief(edge.reader(request))
    months = [
        (name, [(entry, address_of(entry.where)) for entry in entries])
        for name, entries in groupby(brief.ahead, key=lambda entry: formats.date_format(entry.on, "F Y"))
    ]
    overdue = [(each, address_of(Where("indicator", each.card.slug))) for each in brief.overdue]
    return render(request, "calendar/index.html", {"brief": brief, "months": months, "overdue": overdue})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Serve the public dates for calendars of other programs."""
    reader = replace(edge.reader(request), actor=ANYONE)
    host = request.get_host().partition(":")[0]
    days = [day_of(request, entry, host) for entry in calendar_brief(reader).ahead]
    name = _("%(body)s: what is to come") % {"body": body_settings(reader).name}
    data = write_calendar(name, days, reader.at)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def day_of(request: HttpRequest, entry: Entry, host: str) -> Day:
    address = address_of(entry.where)
    url = request.build_absolute_uri(address) if address else ""
    return Day(f"{entry.key}@{host}", entry.on, entry.sentence.text(), url=url)
