"""From what is in the way to pictures, in the active language."""

from django.utils.translation import gettext

from headway.briefs.frontline import Section
from headway.look.charts import Sheet
from headway.look.charts.growing import Course, GrowingChart, growing
from headway.look.pictures import WIDE, Pair, both
from headway.look.words import chart_words, dates, number


def course_picture(section: Section | None) -> Pair | None:
    """Draw how many were raised, answered and fixed by the end of each month; None where nothing was."""
    if section is None:
        return None
    days = tuple(each.on for each in section.course)
    courses = (
        Course(gettext("raised"), tuple(each.raised for each in section.course), "plain"),
        Course(gettext("answered"), tuple(each.answered for each in section.course), "path"),
        Course(gettext("fixed and confirmed"), tuple(each.confirmed for each in section.course), "strong"),
    )
    chart = GrowingChart(
        sheet=Sheet(
            key="barriers",
            width=WIDE,
            title=gettext("What was raised, and what became of it"),
            description=gettext(
                "All so far at the end of each month. Between the upper two lines lies what waits."
            ),
            unit=gettext("barriers so far"),
            number=number,
            dates=dates,
            lowest=0.0,
        ),
        days=days,
        periods=tuple(dates(day, "day") for day in days),
        courses=courses,
        head=gettext("At the end of"),
        words=chart_words(),
    )
    return both(growing, chart)
