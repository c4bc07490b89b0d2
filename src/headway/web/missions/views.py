"""Missions: the list on the front page, THE page, the charter."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from headway.briefs.answers import taking_part
from headway.briefs.checks.page import next_checks
from headway.briefs.frontline import section as barriers_section
from headway.briefs.learning import section_brief
from headway.briefs.lifecycle import history, state_words
from headway.briefs.missions import MissionBrief, OutcomeBrief, mission_brief, mission_list
from headway.briefs.outlook import Outlook
from headway.briefs.voices import voices_brief
from headway.briefs.workbench import may_of
from headway.files.permissions import may_bring_in
from headway.kernel.actors import Reader
from headway.look.barriers import course_picture
from headway.look.charts import Picture
from headway.look.pictures import Pair, outlook_picture, spark_picture
from headway.missions.permissions import may_begin, may_load_pack
from headway.people.permissions import may as may_people
from headway.places.permissions import may as may_places
from headway.rhythms.queries import next_meeting
from headway.web import edge
from headway.web.public import public_page

SHOWN = 5  # lines of the history on the mission page


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as the page prints it: its outlook and its picture."""

    outlook: Outlook
    picture: Pair


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """An outcome as the page prints it."""

    brief: OutcomeBrief
    measures: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A mission in the list."""

    brief: MissionBrief
    headline: Outlook | None
    spark: Picture | None


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Print the body's missions, each with its sentence and sparkline."""
    found = mission_list(edge.reader(request))
    lines = [
        Line(brief, headline, spark_picture(headline, key=f"spark-{at}") if headline else None)
        for at, brief in enumerate(found)
        for headline in [brief.headline]
    ]
    context = {
        "lines": lines,
        "synthetic": any(brief.synthetic for brief in found),
        "doing": doing(edge.reader(request)),
    }
    return render(request, "missions/index.html", context)


def doing(reader: Reader) -> list[tuple[str, str]]:
    """Return what this person may do from here: address and words; nothing on a past page."""
    if not reader.actor.signed_in or reader.past is not None:
        return []
    chances = (
        (may_begin(reader.actor), "missions:new", gettext("Draft a mission")),
        (may_load_pack(reader.actor), "missions:import", gettext("Bring in missions")),
        (may_bring_in(reader.actor), "measures:bring-in", gettext("Bring in figures")),
        (may_people(reader.actor, "see_people"), "people:index", gettext("People and roles")),
        (may_people(reader.actor, "see_people"), "setup:index", gettext("Set up this Headway")),
        (may_people(reader.actor, "set_setting"), "people:settings", gettext("Settings of the body")),
        (may_places(reader.actor, "import_places"), "place_list:index", gettext("List of places")),
    )
    return [(reverse(name), text) for allowed, name, text in chances if allowed]


@require_safe
@public_page
def mission(request: HttpRequest, slug: str) -> HttpResponse:
    """Print THE page: five questions; old addresses redirect for good."""
    reader = edge.reader(request)
    brief = mission_brief(reader, slug=slug)
    if brief.row.slug != slug:
        return redirect("missions:mission", slug=brief.row.slug, permanent=True)
    barriers = barriers_section(reader, mission=brief.row.key)
    context = {
        "brief": brief,
        "outcomes": [shown(outcome, at) for at, outcome in enumerate(brief.outcomes)],
        "may_edit": may_of(reader, brief.row).anything,
        "part": taking_part(reader, mission=brief.row),
        "state": state_words(brief.row),
        "checks": next_checks(reader, brief.row, brief.frozen),
        "learning": section_brief(reader, mission=brief.row.key),
        "barriers": barriers,
        "course": course_picture(barriers),
        "voices": voices_brief(reader, mission=brief.row.key),
        "next": next_meeting(reader, mission=brief.row.key),
        "history": history(reader, brief.row)[:SHOWN],
        "arrived_late": any(each.arrived_late for part in brief.outcomes for each in part.outlooks),
    }
    return render(request, "missions/mission.html", context)


def shown(brief: OutcomeBrief, at: int) -> ShownOutcome:
    """Draw the pictures of an outcome."""
    return ShownOutcome(
        brief,
        tuple(
            Shown(found, outlook_picture(found, key=f"o{at}-{number}"))
            for number, found in enumerate(brief.outlooks)
        ),
    )
