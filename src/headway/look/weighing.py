"""The picture of a weighing: what keeping a control and each other option is worth a year."""

from dataclasses import replace

from django.utils.translation import gettext

from headway.briefs.weighing import OPTIONS, answer, money
from headway.frontline.analysis.weighing import Found, NewWeighing, Outcome, Weighed
from headway.kernel.sentences import Sentence
from headway.look.charts import Row, RowChart, Sheet, rows
from headway.look.charts.rows import RowKind
from headway.look.pictures import NARROW, WIDE, Pair
from headway.look.words import chart_words, dates, number


def weighing_picture(new: NewWeighing, weighed: Weighed, found: Found, *, key: str) -> Pair:
    """Draw what each option is worth a year, with the range of eight in ten draws."""
    said = " ".join(each.text() for each in answer(new, found))
    sheet = Sheet(
        key=key,
        title=gettext("What is each option worth a year, against no check at all?"),
        description=said,
        width=WIDE,
        number=number,
        dates=dates,
    )
    chart = RowChart(
        sheet=sheet,
        rows=tuple(row_of(each, new.currency) for each in (weighed.keep, *weighed.options)),
        axis=gettext("Worth a year: left of the line it costs more than it prevents"),
        heads=(gettext("Option"), gettext("Worth a year (middle of all draws)")),
        words=chart_words(),
    )
    return Pair(rows(chart), rows(replace(chart, sheet=sheet.narrow(NARROW))))


def row_of(each: Outcome, currency: str) -> Row:
    """Return one option as a row of the chart."""
    return Row(
        Sentence(OPTIONS[each.option]).text(),
        each.median,
        each.low,
        each.high,
        kind=RowKind.ONE,
        said=money(each.median, currency).text(),
    )
