"""The picture of how alike two groups of a draw are in what was known before, in the active language."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext

from headway.kernel.sentences import Figure, figure
from headway.learning.analysis import Alike
from headway.look.charts import Row, RowChart, RowKind, Sheet, rows
from headway.look.charts.labels import KeyRow
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import chart_words, dates, number

FAR = 0.25  # of a standard deviation


def balance_picture(found: Sequence[Alike]) -> Pair:
    """Draw how far the groups are apart in each thing that was known before."""
    chart = RowChart(
        sheet=Sheet(
            key="balance",
            width=WIDE,
            title=gettext("Were the groups alike before?"),
            description=gettext(
                "The difference in each thing that was known before; by lot alone, most lie within the band."
            ),
            number=number,
            dates=dates,
        ),
        rows=tuple(
            Row(
                each.name,
                each.apart,
                kind=RowKind.FAR if abs(each.apart) > FAR else RowKind.ONE,
                said=figure(Figure(each.apart, places=2)),
            )
            for each in found
        ),
        band=(-FAR, FAR),
        axis=gettext("difference in standard deviations"),
        heads=(gettext("Known before"), gettext("Difference")),
        key=key_of(found),
        words=chart_words(),
    )
    return Pair(rows(chart), rows(replace(chart, sheet=chart.sheet.narrow(NARROW))))


def key_of(found: Sequence[Alike]) -> tuple[KeyRow, ...]:
    """Say what the marks mean; of one far apart only where there is one."""
    said = gettext("the difference; the band is a quarter of a standard deviation either way")
    far = any(abs(each.apart) > FAR for each in found)
    beyond = (KeyRow(RowKind.FAR, gettext("a difference beyond the band")),) if far else ()
    return (KeyRow(RowKind.ONE, said), *beyond)
