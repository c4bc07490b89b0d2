"""From studies of adoption to pictures, in the active language."""

from dataclasses import replace

from django.utils.translation import gettext, ngettext

from headway.learning.analysis import StudyFound
from headway.look.charts import Sheet
from headway.look.charts.adopted import (
    Adopters,
    AdoptionGrid,
    Effect,
    EventChart,
    adoption_grid,
    event_study,
)
from headway.look.charts.labels import KeyRow
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import chart_words, dates, number


def event_picture(found: StudyFound, unit: str) -> Pair:
    """Draw the effect by time since adoption."""
    chart = EventChart(
        sheet=_sheet(
            "events",
            gettext("The effect before and after adoption"),
            gettext("Before adoption the points should lie about nought: then trends were alike."),
            unit,
        ),
        effects=tuple(Effect(each.k, each.att, each.lower, each.upper) for each in found.events),
        axis=gettext("points in time since adoption"),
        before=gettext("before"),
        after=gettext("with the practice"),
        heads=(gettext("Points in time since adoption"), gettext("Effect")),
        key=(KeyRow("interval", gettext("95% interval")),)
        if any(e.lower is not None for e in found.events)
        else (),
        words=chart_words(),
    )
    return Pair(event_study(chart), event_study(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def grid_picture(found: StudyFound) -> Pair:
    """Draw who adopted when."""
    rows = []
    for each in found.cohorts:
        many = ngettext("%(count)s team", "%(count)s teams", each.teams) % {"count": each.teams}
        when = gettext("never") if each.first is None else gettext("from %(time)s") % {"time": each.first}
        rows.append(Adopters(f"{many}, {when}", each.start))
    chart = AdoptionGrid(
        sheet=_sheet(
            "grid",
            gettext("When each group of teams began"),
            gettext("A row for each group."),
        ),
        rows=tuple(rows),
        times=found.times,
        head=gettext("Teams"),
        without=gettext("without the practice"),
        having=gettext("with the practice"),
        words=chart_words(),
    )
    return Pair(adoption_grid(chart), adoption_grid(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def _sheet(key: str, title: str, description: str, unit: str = "") -> Sheet:
    return Sheet(
        key=key, width=WIDE, title=title, description=description, unit=unit, number=number, dates=dates
    )
