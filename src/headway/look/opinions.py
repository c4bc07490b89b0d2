"""From the brief of a conversation's result to its map, in the active language."""

from django.utils.translation import gettext

from headway.briefs.opinions import ResultsBrief
from headway.look.charts import Sheet
from headway.look.charts.opinion import MapDot, MapGroup, OpinionMap, opinion_map
from headway.look.pictures import NARROW, WIDE, Pair


def opinion_picture(brief: ResultsBrief, *, key: str) -> Pair | None:
    """Draw statements and groups, wide and for a phone; None where there is no group."""
    opinion = brief.opinion
    if opinion is None or not opinion.groups:
        return None
    divisive = set(opinion.divisive)
    largest = max(group.people for group in opinion.groups)
    chart = OpinionMap(
        sheet=Sheet(
            key=key, title=gettext("Statements and groups on a map"), description=described(brief), width=WIDE
        ),
        dots=tuple(
            MapDot(
                brief.named[each.statement].number,
                each.x,
                each.y,
                each.statement in divisive,
                brief.named[each.statement].text.text,
            )
            for each in opinion.places
            if each.statement in brief.named
        ),
        groups=tuple(
            MapGroup(group.name, group.x, group.y, group.people / largest) for group in opinion.groups
        ),
        table=(gettext("Number"), gettext("Statement"), gettext("On the map")),
        kinds=(gettext("full dot: groups differ on it"), gettext("open dot: they do not differ clearly")),
    )
    narrow = OpinionMap(chart.sheet.narrow(NARROW), chart.dots, chart.groups, chart.table, chart.kinds)
    return Pair(opinion_map(chart), opinion_map(narrow))


def described(brief: ResultsBrief) -> str:
    """Say what the map shows, for those who do not see it."""
    opinion = brief.opinion
    if opinion is None:
        return ""
    groups = ", ".join(
        gettext("group %(name)s with %(people)s people") % {"name": group.name, "people": group.people}
        for group in opinion.groups
    )
    return gettext(
        "Numbered dots are statements, rings are groups: %(groups)s. Statements lie on the side of the "
        "groups that agree with them. The lists above say the same in words. No person is on the map."
    ) % {"groups": groups}
