"""From tests to pictures, in the active language."""

import math
from dataclasses import replace

from django.utils.translation import gettext

from headway.kernel.sentences import Figure, figure
from headway.learning.analysis import PlanWords, Size
from headway.look.charts import CurveChart, Sheet, curve
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import chart_words, dates, number


def power_picture(plan: PlanWords, size: Size) -> Pair:
    """Draw the smallest change a test can see, by how many take part."""
    title = gettext("How small a change can this test see?")
    many = gettext("people in each team and time") if size.needed is None and size.per_cluster else ""
    units = many or (
        gettext("teams or places in all") if size.per_cluster else gettext("in both groups together")
    )
    x = plan.cluster_size if many else plan.units
    here = gettext("your plan: %(size)s") % {"size": figure(Figure(size.smallest))}
    chart = CurveChart(
        sheet=Sheet(
            key="power",
            width=WIDE,
            title=title,
            description=gettext("The more take part, the smaller the change it can see."),
            unit=plan.unit_of_outcome,
            number=number,
            dates=dates,
        ),
        points=size.curve,
        x_axis=units,
        y_axis=plan.unit_of_outcome,
        mark=(float(x or 0), size.smallest, here) if math.isfinite(size.smallest) else None,
        level=(plan.smallest_change or 0.0, gettext("the smallest change that would alter the decision")),
        words=chart_words(),
    )
    return Pair(curve(chart), curve(replace(chart, sheet=chart.sheet.narrow(NARROW))))
